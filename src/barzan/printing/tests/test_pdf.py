"""The booklet as PDF: page numbers that are true, bookmarks, Persian digits, nothing fetched from outside."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest

from barzan.persian import latin_digits, persian_digits
from barzan.printing import page, pdf
from barzan.printing.book import Book
from barzan.printing.tests.conftest import silent

pypdf = pytest.importorskip("pypdf")
pytest.importorskip("weasyprint", exc_type=ImportError)
NUMBER = re.compile(r"[۰-۹]+")


pytestmark = pytest.mark.one_engine
made: dict[str, bytes] = {}


@pytest.fixture
def reader(book: Book) -> Any:
    """Reads the file of a book, which is made once for all that say the same."""
    said = repr(book)
    if said not in made:
        made[said] = pdf.make(book, silent)
    return pypdf.PdfReader(BytesIO(made[said]))


def pieces(sheet: Any) -> list[str]:
    """The pieces of text of a page; pypdf gives the digits of a Persian number backwards: turned here."""
    found: list[str] = []
    sheet.extract_text(visitor_text=lambda text, *_: found.append(text))
    return [re.sub("[۰-۹]+", lambda digits: digits[0][::-1], text) for text in found if text.strip()]


def links(sheet: Any) -> list[str]:
    """Where the links of a page lead, each once."""
    annotations = [each.get_object() for each in sheet.annotations or ()]
    return list(dict.fromkeys(str(each["/Dest"]) for each in annotations if "/Dest" in each))


def page_numbers(reader: Any) -> dict[str, int]:
    """The page, from 1, of every place that a link may lead to."""
    return {
        name: reader.get_destination_page_number(place) + 1
        for name, place in reader.named_destinations.items()
    }


def flat(outline: list[Any], depth: int = 1) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for each in outline:
        found += flat(each, depth + 1) if isinstance(each, list) else [(depth, each.title)]
    return found


def numbers(sheet: Any) -> list[int]:
    """The page numbers at the ends of dotted lines."""
    following = pairwise([each.strip() for each in pieces(sheet)])
    return [int(latin_digits(text)) for dot, text in following if dot == "." and NUMBER.fullmatch(text)]


def test_the_numbers_in_the_contents_are_those_of_the_pages(reader: Any, book: Book) -> None:
    places = page_numbers(reader)
    contents = reader.pages[places["contents"] - 1]
    assert numbers(contents) == [places[anchor] for anchor in links(contents)]
    offices = [f"office-{each.unit.code}" for chapter in book.chapters for each in chapter.sections]
    assert set(offices) <= set(links(contents))


@pytest.mark.parametrize(("anchor", "count"), [("office-A-1", 2), ("titles", 5)])
def test_the_numbers_in_lists_and_index_are_those_of_the_sheets(reader: Any, anchor: str, count: int) -> None:
    places = page_numbers(reader)
    sheet = reader.pages[places[anchor] - 1]
    codes = [each for each in links(sheet) if each.startswith("PR-")]
    assert len(codes) == count
    assert numbers(sheet) == [places[code] for code in codes]


def test_every_page_but_the_cover_bears_its_number_in_persian_digits(reader: Any) -> None:
    for number, sheet in enumerate(reader.pages, 1):
        assert (persian_digits(str(number)) in pieces(sheet)) == (number > 1)


def test_every_chapter_office_and_service_has_a_bookmark_in_order(reader: Any, book: Book) -> None:
    marks = flat(reader.outline)
    expected = []
    for chapter in book.chapters:
        expected.append((1, chapter.unit.name))
        for section in chapter.sections:
            expected += [(2, section.unit.name), *((3, sheet.title) for sheet in section.sheets)]
    start = marks.index(expected[0])
    assert marks[start : start + len(expected)] == expected


def test_the_act_index_prints_pages_and_not_codes(reader: Any) -> None:
    places = page_numbers(reader)
    text = " ".join(pieces(reader.pages[places["acts"] - 1]))
    assert "PR-" not in text
    assert persian_digits(str(places["PR-0001"])) in text


def test_the_file_says_what_it_is_and_in_which_language(reader: Any, book: Book) -> None:
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "fa"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert book.organisation in reader.metadata.title


def test_one_booklet_makes_one_file(book: Book) -> None:
    assert pdf.make(book, silent) == pdf.make(book, silent)


def test_progress_is_told_page_by_page(book: Book) -> None:
    told: list[tuple[int, int]] = []
    pdf.make(book, lambda done, total, note: told.append((done, total)))
    pages, (done, total) = told[:-1], told[-1]
    assert [done for done, _ in pages] == list(range(1, len(pages) + 1))
    assert done == total, "a booklet that is made is made wholly"
    assert all(done <= total for done, total in told)


def test_nothing_is_fetched_from_outside(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even if a page named them: neither files of this machine nor addresses of the network."""
    foreign = '<img src="file:///etc/hostname"><img src="http://127.0.0.1:9/a.png">'
    written = page.text(book, pdf.FONT).replace("</body>", f"{foreign}</body>")
    monkeypatch.setattr(page, "text", lambda book, font: written)
    opened: list[str] = []
    monkeypatch.setattr("urllib.request.FileHandler.file_open", lambda self, request: opened.append("file"))
    monkeypatch.setattr("urllib.request.HTTPHandler.http_open", lambda self, request: opened.append("http"))
    pdf.make(book, silent)
    assert opened == []
