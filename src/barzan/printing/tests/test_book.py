"""The booklet as values: what is chosen, how it is ordered, counted and grouped."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from barzan.access import ANONYMOUS
from barzan.catalogue import actions
from barzan.catalogue import queries as catalogue_queries
from barzan.catalogue.actions import Placement
from barzan.catalogue.content import LegalBasisContent
from barzan.catalogue.models import Service
from barzan.catalogue.tests.factories import LOADER, make_catalogue, make_content
from barzan.people import called
from barzan.people.models import Unit
from barzan.printing import phrases
from barzan.printing.book import Book, act_key
from barzan.printing.errors import NothingToPrint, UnknownEdition, UnknownUnit
from barzan.printing.queries import gather
from barzan.revisions.actions import publish_edition


def codes(book: Book) -> list[str]:
    return [sheet.code for sheet in book.sheets]


def test_chapters_are_deputies_and_sections_are_offices_in_alphabetical_order(book: Book) -> None:
    shape = [
        (
            chapter.unit.code,
            [(each.unit.code, [sheet.code for sheet in each.sheets]) for each in chapter.sections],
        )
        for chapter in book.chapters
    ]
    assert shape == [
        ("A", [("A-1", ["PR-0002", "PR-0001"]), ("A-2", ["PR-0003"])]),
        ("B", [("B-1", ["PR-0005", "PR-0004"])]),
    ]
    assert [sheet.number for sheet in book.sheets] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("selection", "expected", "chosen"),
    [
        (["A"], ["PR-0002", "PR-0001", "PR-0003"], ["A"]),
        (["A-2", "B"], ["PR-0003", "PR-0005", "PR-0004"], ["A-2", "B"]),
        (["A-1", "A", "A"], ["PR-0002", "PR-0001", "PR-0003"], ["A"]),
        (["R"], ["PR-0002", "PR-0001", "PR-0003", "PR-0005", "PR-0004"], ["R"]),
    ],
)
def test_any_selection_of_units_covers_those_under_them_once(
    catalogue: dict[str, Unit], selection: list[str], expected: list[str], chosen: list[str]
) -> None:
    book = gather(ANONYMOUS, selection)
    assert codes(book) == expected
    assert [unit.code for unit in book.selection] == chosen
    assert book.summary.total.cells[0].found == len(expected)


def test_the_summary_is_that_of_the_catalogue(book: Book) -> None:
    rows, total = catalogue_queries.summary(ANONYMOUS)
    assert [(unit.code, line.cells) for unit, line in book.summary.rows] == [
        (unit.code, line.cells) for unit, line in rows
    ]
    assert book.summary.total.cells == total.cells
    assert book.summary.differing == 1  # the source states four services of A and three are there


def test_a_selection_is_not_held_against_the_stated_total_of_the_whole(catalogue: dict[str, Unit]) -> None:
    total = gather(ANONYMOUS, ["A"]).summary.total
    assert not any(cell.compared for cell in total.cells)


def test_the_index_of_titles_is_in_persian_order_with_what_has_no_letter_apart(book: Book) -> None:
    found = [(each.letter, [sheet.code for sheet in each.sheets]) for each in book.titles]
    assert found == [
        ("", ["PR-0003"]), ("آ", ["PR-0002"]), ("پ", ["PR-0001"]), ("خ", ["PR-0005"]), ("گ", ["PR-0004"]),
    ]  # fmt: skip


def test_equal_citations_are_one_act_with_all_its_services(book: Book) -> None:
    acts = [(act.number, act.citation.title, [sheet.code for sheet in act.sheets]) for act in book.acts]
    assert acts == [
        (1, "آیین‌نامهٔ دهیاری", ["PR-0001", "PR-0004"]),
        (2, "قانون شوراها", ["PR-0002", "PR-0001"]),
    ]


def test_the_code_of_an_instrument_decides_where_it_is_given() -> None:
    one = LegalBasisContent("act", "قانون", instrument="IN-0001")
    other = LegalBasisContent("act", "قانون شهرداری", "7", date(2000, 1, 1), instrument="IN-0001")
    assert act_key(one) == act_key(other) != act_key(LegalBasisContent("act", "قانون"))


def test_the_colophon_tells_what_was_printed(book: Book) -> None:
    colophon = book.colophon
    assert (colophon.services, colophon.gaps, colophon.offices, colophon.acts) == (5, 1, 3, 2)
    assert colophon.readings[0].title == "کتابچهٔ پیشین"


def test_the_fingerprint_changes_with_the_contents_and_with_nothing_else(catalogue: dict[str, Unit]) -> None:
    before = gather(ANONYMOUS).colophon.content_hash
    assert gather(ANONYMOUS).colophon.content_hash == before
    actions.publish_version(LOADER, Service.objects.get(code="PR-0004"), make_content("گواهی تازه"))
    assert gather(ANONYMOUS).colophon.content_hash != before


def test_an_edition_says_what_it_said_whatever_is_published_later(catalogue: dict[str, Unit]) -> None:
    edition = publish_edition(LOADER, title="ویراست آزمون")
    live = gather(ANONYMOUS)
    actions.publish_version(LOADER, Service.objects.get(code="PR-0004"), make_content("عنوان دیگر"))
    pinned = gather(ANONYMOUS, (), edition.number)
    assert [sheet.title for sheet in pinned.sheets] == [sheet.title for sheet in live.sheets]
    assert [each.unit.code for each in pinned.chapters] == [each.unit.code for each in live.chapters]
    assert pinned.summary.total == live.summary.total
    assert pinned.colophon.edition is not None
    assert pinned.colophon.edition.title == "ویراست آزمون"


def test_unknown_units_and_editions_and_an_empty_catalogue_are_told(catalogue: dict[str, Unit]) -> None:
    with pytest.raises(UnknownUnit, match="Z-9"):
        gather(ANONYMOUS, ["A", "Z-9"])
    with pytest.raises(UnknownEdition, match="7"):
        gather(ANONYMOUS, (), 7)


def test_an_empty_catalogue_is_told(db: None) -> None:
    with pytest.raises(NothingToPrint):
        gather(ANONYMOUS)


@pytest.mark.parametrize("size", [20, 332])
def test_a_booklet_is_gathered_in_eleven_questions_at_any_size(db: None, size: int) -> None:
    make_catalogue(size)
    called.institution("fa")  # kept in memory, once asked
    with CaptureQueriesContext(
        connection,
    ) as asked:
        gather(ANONYMOUS)
    assert len(asked) <= 11


def test_a_decision_stands_on_its_sheet_and_beside_the_figure_while_it_holds(book: Book) -> None:
    """PR-0003 has no clients by now, whatever was decided once."""
    assert {sheet.code: [each.field for each in sheet.decided] for sheet in book.sheets if sheet.decided} == {
        "PR-0001": ["client"],
        "PR-0002": ["class"],
    }
    counted = {cell.figure: cell.decided for cell in book.summary.total.cells if cell.decided}
    assert counted == {"client": 1, "shared": 1}


def test_a_unit_of_the_source_whose_services_went_on_is_explained(
    catalogue: dict[str, Unit], persian: object
) -> None:
    told = "واحدی که دیگر خدمتی ندارد"
    assert not any(told in each for each in phrases.method(gather(ANONYMOUS)))
    for service in Service.objects.filter(unit__in=(catalogue["A-1"], catalogue["A-2"])):
        actions.place_service(LOADER, service, Placement(catalogue["B-1"], None), why="ادغام")
    assert any(told in each for each in phrases.method(gather(ANONYMOUS)))
