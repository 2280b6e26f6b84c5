"""The booklet as DOCX: from right to left, headings for the outline, and a word processor agrees."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from barzan.printing import word, word_parts
from barzan.printing.book import Book
from barzan.printing.tests.conftest import HOSTILE, silent

docx = pytest.importorskip("docx")
pytestmark = pytest.mark.one_engine
MARKS = re.compile("[\u200c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def document(book: Book) -> Any:
    return docx.Document(BytesIO(word.make(book, silent)))


def test_every_paragraph_table_and_section_is_from_right_to_left(document: Any) -> None:
    body = document.element.body
    paragraphs = list(body.iter(f"{W}p"))
    assert len(paragraphs) > 100
    assert all(each.find(f"{W}pPr/{W}bidi") is not None for each in paragraphs)
    assert all(each.find(f"{W}tblPr/{W}bidiVisual") is not None for each in body.iter(f"{W}tbl"))
    sections = list(body.iter(f"{W}sectPr"))
    assert len(sections) == 3
    assert all(each.find(f"{W}bidi") is not None for each in sections)


def test_persian_runs_are_from_right_to_left_and_codes_are_not(document: Any) -> None:
    for run in document.element.body.iter(f"{W}r"):
        text = "".join(each.text or "" for each in run.iter(f"{W}t"))
        rtl = run.find(f"{W}rPr/{W}rtl") is not None
        if re.search("[\u0600-\u06ff]", text):
            assert rtl, text
        if re.fullmatch(r"PR-\d{4}", text):
            assert not rtl, text


def test_the_outline_has_every_chapter_office_and_service(document: Any, book: Book) -> None:
    headings = [
        (each.style.name[-1], each.text)
        for each in document.paragraphs
        if each.style.name.startswith("Heading")
    ]
    for chapter in book.chapters:
        assert ("1", chapter.unit.name) in headings
        for section in chapter.sections:
            assert ("2", section.unit.name) in headings
            assert [("3", sheet.title) in headings for sheet in section.sheets]
    assert sum(level == "3" for level, _ in headings) == len(book.sheets)


def test_the_contents_are_a_field_filled_in_from_the_start(document: Any, book: Book) -> None:
    entries = [each.text for each in document.paragraphs if each.style.name.lower().startswith("toc")]
    for chapter in book.chapters:
        assert any(chapter.unit.name in entry for entry in entries)
    instructions = [each.text for each in document.element.body.iter(f"{W}instrText")]
    assert sum("TOC " in each for each in instructions) == 1
    marks = {each.get(f"{W}name") for each in document.element.body.iter(f"{W}bookmarkStart")}
    asked = {each.split()[1] for each in instructions if "PAGEREF" in each}
    assert asked <= marks
    numbers = [each.get(f"{W}id") for each in document.element.body.iter(f"{W}bookmarkStart")]
    assert len(numbers) == len(set(numbers))


def test_every_line_of_a_sheet_but_the_last_keeps_the_next(document: Any) -> None:
    paragraphs = document.paragraphs
    start = next(
        n
        for n, each in enumerate(paragraphs)
        if each.text == "پروانهٔ ساختمان" and each.style.name == "Heading 3"
    )
    end = next(n for n in range(start, len(paragraphs)) if paragraphs[n].text == "به شورا بنویسید.")
    kept = [paragraphs[n].paragraph_format.keep_with_next for n in range(start, end + 1)]
    assert kept == [True] * (len(kept) - 1) + [None]


def test_odd_texts_stay_texts(document: Any, book: Book) -> None:
    assert any(each.text == HOSTILE for each in document.paragraphs)
    assert word_parts.clean("a\x00\x0bb\ud800 & <") == "ab &amp; &lt;"


def test_one_booklet_makes_one_file(book: Book) -> None:
    assert word.make(book, silent) == word.make(book, silent)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_libreoffice_opens_it_from_right_to_left(book: Book, tmp_path: Path) -> None:
    """Words come in reading order, and the first letters of the lines stand at the right."""
    (tmp_path / "booklet.docx").write_bytes(word.make(book, silent))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path,
         tmp_path / "booklet.docx"],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "booklet.pdf", "-"], check=True, capture_output=True, text=True
    ).stdout
    plain = MARKS.sub("", text)
    for phrase in ("سازمان", "به شورا بنویسید.", "درخواست بدهید", "گواهی عدم"):
        assert phrase in plain
    assert "PR-0001" in plain
    boxes = subprocess.run(
        ["pdftotext", "-bbox", tmp_path / "booklet.pdf", "-"], check=True, capture_output=True, text=True
    ).stdout
    places = {name: place_of(name, MARKS.sub("", boxes)) for name in ("شناسنامه", "شورا", "بنویسید")}
    assert places["بنویسید"] < places["شورا"]
    assert places["شناسنامه"] > 300


def place_of(word: str, boxes: str) -> float:
    """How far from the left of the page (595 points wide) the first such word ends (spelled backwards)."""
    found = re.search(rf'xMax="([\d.]+)"[^>]*>\.?{word[::-1]}<', boxes)
    assert found, word
    return float(found[1])
