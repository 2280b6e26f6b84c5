"""What is wrong with a file is found by sheet, row and column, with the cure; nothing is half imported."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from time import process_time
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook

from barzan.access.values import system_actor
from barzan.blueprints.values import BlueprintRefused, Problem
from barzan.catalogue.models import LegalBasis, Service, ServiceVersion
from barzan.catalogue.tests.factories import make_service
from barzan.exchange import queries
from barzan.exchange.files import as_csv, as_zip
from barzan.exchange.planning import plan
from barzan.exchange.reading import read
from barzan.exchange.tests.workbooks import changed, column, exported, put
from barzan.people.tests.factories import make_unit

pytestmark = pytest.mark.django_db
ACTOR = system_actor("test")
TOMORROW = (date.today() + timedelta(days=1)).isoformat()


@pytest.fixture(autouse=True)
def services() -> None:
    unit = make_unit("office")
    for number in (1, 2, 3):
        make_service(f"AZ-{number:04}", unit, title=f"خدمت {number}")


def problems(data: bytes, name: str = "catalogue.xlsx") -> tuple[Problem, ...]:
    """What is wrong; every sentence is said in both languages."""
    before = ServiceVersion.objects.count(), Service.objects.count()
    with pytest.raises(BlueprintRefused) as caught:
        plan(ACTOR, read(data, name), name)
    assert (ServiceVersion.objects.count(), Service.objects.count()) == before
    assert all(each.fa and each.en for each in caught.value.problems)
    return caught.value.problems


def add_row(book: Any, sheet: str, **cells: object) -> None:
    line = book[sheet].max_row + 1
    for key, value in cells.items():
        put(book, sheet, line, key, value)


def merge(book: Any) -> None:
    book["services"].merge_cells("C3:C4")


def hide_row(book: Any) -> None:
    book["services"].row_dimensions[4].hidden = True


def hide_sheet(book: Any) -> None:
    book["steps"].sheet_state = "hidden"
    add_row(book, "steps", service="AZ-0001", text="گام")


def hide_column(book: Any) -> None:
    book["services"].column_dimensions["C"].hidden = True


def without_a_column(book: Any) -> None:
    book["services"].delete_cols(column(book, "services", "objection"))


def with_another_column(book: Any) -> None:
    book["services"].cell(1, 20).value = "remarks"


def renamed_column(book: Any) -> None:
    book["services"]["C1"].value = "عنوان خدمت"


def twice(book: Any) -> None:
    add_row(book, "services", code="AZ-0002", unit="office", title="دوباره")


CASES: dict[str, tuple[Callable[[Any], object], tuple[str, int, str], str]] = {
    "a formula": (lambda b: put(b, "services", 3, "title", "=1+1"), ("services", 3, "title"), "Paste"),
    "merged cells": (merge, ("services", 3, "title"), "unmerge"),
    "a hidden row": (hide_row, ("services", 4, ""), "unhide"),
    "a hidden column": (hide_column, ("services", 1, "title"), "unhide"),
    "a hidden sheet": (hide_sheet, ("steps", 0, ""), "unhide"),
    "a wrong code": (lambda b: put(b, "services", 3, "code", "az1"), ("services", 3, "code"), "QZ-0001"),
    "a wrong class": (lambda b: put(b, "services", 5, "class", "x"), ("services", 5, "class"), "specific"),
    "two rows for a service": (twice, ("services", 6, "code"), "remove one"),
    "an act of tomorrow": (
        lambda b: add_row(b, "legal_bases", service="AZ-0001", kind="act", title="قانون", date=TOMORROW),
        ("legal_bases", 3, "date"),
        "after today",
    ),
    "a Jalali date": (
        lambda b: add_row(b, "legal_bases", service="AZ-0001", kind="act", title="قانون", date="1402/01/01"),
        ("legal_bases", 3, "date"),
        "Gregorian",
    ),
    "an unknown unit": (
        lambda b: put(b, "services", 3, "unit", "nowhere"), ("services", 3, "unit"), "correct the code"
    ),
    "a step of nobody": (
        lambda b: add_row(b, "steps", service="AZ-0404", text="گام"), ("steps", 3, "service"), "correct"
    ),
    "a row without text": (lambda b: add_row(b, "steps", service="AZ-0001"), ("steps", 3, "text"), "fill"),
    "a fee in words": (lambda b: put(b, "services", 5, "fee_rials", "x"), ("services", 5, "fee_rials"), "0"),
    "a number of too many digits": (
        lambda b: put(b, "services", 3, "fee_rials", 10**16), ("services", 3, "fee_rials"), "15 digits"
    ),
    "days without their kind": (
        lambda b: put(b, "services", 3, "standard_days", 3), ("services", 3, "day_kind"), "both or neither"
    ),
    "a missing column": (without_a_column, ("services", 1, "objection"), "add it by this name"),
    "another column": (with_another_column, ("services", 1, "remarks"), "remove it"),
    "a renamed column": (renamed_column, ("services", 1, "title"), "missing"),
    "an unknown sheet": (lambda b: b.create_sheet("فروش").append(["a"]), ("فروش", 0, ""), "template"),
    "a control character": (
        lambda b: put(b, "services", 3, "title", "_x0007_"), ("services", 3, "title"), "control character"
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_found_by_its_cell(case: str) -> None:
    change, place, cure = CASES[case]
    found = problems(changed(change))
    at = [each for each in found if (each.file, each.row, each.column) == place]
    assert at, [(each.file, each.row, each.column, each.en) for each in found]
    assert any(cure in each.en for each in at), [each.en for each in at]


def test_all_faults_are_told_at_once() -> None:
    def many(book: Any) -> None:
        put(book, "services", 3, "class", "x")
        put(book, "services", 4, "client", "maybe")
        add_row(book, "steps", service="AZ-0404", text="گام")

    assert len(problems(changed(many))) == 3


def test_a_fault_that_stands_in_the_catalogue_already_is_not_the_files() -> None:
    """What was published before a rule came can go out and come in; the same row changed is judged."""
    version = ServiceVersion.objects.get(service__code="AZ-0001")
    LegalBasis.objects.create(version=version, number=1, kind="act", title="قانون", date=date(2100, 1, 1))
    assert not plan(ACTOR, read(exported(), "a.xlsx"), "a.xlsx").changes
    found = problems(changed(lambda book: put(book, "legal_bases", 3, "title", "قانون دیگر")))
    assert [(each.file, each.row, each.column) for each in found] == [("legal_bases", 3, "date")]


def other_program() -> bytes:
    book = Workbook()
    book.active.append(["نام", "مبلغ"])
    book.active.append(["فروش", 12])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(**files: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return out.getvalue()


def with_part(name: str, data: bytes) -> bytes:
    """The workbook with another part in its package."""
    out = BytesIO(exported())
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(name, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def table() -> str:
    return as_csv(queries.tables(ACTOR), "services").decode("utf-8-sig")


FILES: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "another program's workbook": (other_program, "sales.xlsx", "no table of the catalogue"),
    "Windows-1256": (lambda: table().encode("cp1256", "ignore"), "services.csv", "Windows-1256"),
    "UTF-16": (lambda: table().encode("utf-16"), "services.csv", "UTF-16"),
    "semicolons": (lambda: table().replace(",", ";").encode(), "services.csv", "not parted by commas"),
    "an open quotation": (lambda: (table() + 'AZ-0009,"a').encode(), "services.csv", "quotation mark"),
    "a table of no name": (lambda: table().encode(), "خدمات.csv", "no table of the catalogue"),
    "a truncated workbook": (lambda: exported()[:-200], "a.xlsx", "damaged"),
    "a truncated archive": (lambda: as_zip(queries.tables(ACTOR))[:-100], "a.zip", "damaged"),
    "an archive of other things": (lambda: zipped(run__exe=b"MZ"), "a.zip", "hidden inside"),
    "a page in an archive": (lambda: zipped(index__html=b"<p>"), "a.zip", "other things than CSV"),
    "an archive that swells": (lambda: zipped(services__csv=b"0" * 80_000_000), "a.zip", "far too large"),
    "a workbook that swells": (
        lambda: with_part("xl/worksheets/sheet99.xml", b" " * 80_000_000), "a.xlsx", "too large"
    ),
    "macros": (lambda: with_part("xl/vbaProject.bin", b"x"), "a.xlsx", "macros"),
    "an entity": (
        lambda: with_part("xl/extra.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "a.xlsx", "declarations"
    ),
    "the old format": (lambda: b"\xd0\xcf\x11\xe0" + b"0" * 99, "a.xlsx", "xlsx"),
    "nothing": (lambda: b"", "a.xlsx", "empty"),
    "a picture": (lambda: b"\x89PNG\r\n", "a.xlsx", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", FILES)
def test_a_hostile_or_foreign_file_is_refused_with_the_cure(case: str) -> None:
    make, name, said = FILES[case]
    start = process_time()
    found = problems(make(), name)
    assert said in " ".join(each.en for each in found), [each.en for each in found]
    assert process_time() - start < 20


def test_a_workbook_of_200_000_rows_is_read_or_refused_in_bounded_time() -> None:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet("steps")
    sheet.write_row(0, 0, ["service", "text", "who", "deadline_days", "source_line"])
    for number in range(200_001):
        sheet.write_row(number + 1, 0, ["AZ-0001", f"گام {number}"])
    book.close()
    start = process_time()
    found = problems(out.getvalue())
    assert "200000 rows; split it" in found[0].en
    assert process_time() - start < 60


def test_digits_of_a_persian_keyboard_are_taken_where_numbers_stand() -> None:
    found = plan(
        ACTOR, read(changed(lambda book: put(book, "services", 3, "fee_rials", "۱۲۰۰")), "a.xlsx"), "a.xlsx"
    )
    assert found.changes[0].after.content.fee_rials == 1200


def test_a_table_from_a_spreadsheet_needs_no_labels_and_keeps_its_name() -> None:
    data = table().replace("خدمت 2", "خدمت دیگر").encode()
    for name in ("services.csv", "services (1).csv", "services_final.csv"):
        assert [each.code for each in plan(ACTOR, read(data, name), name).changes] == ["AZ-0002"]
