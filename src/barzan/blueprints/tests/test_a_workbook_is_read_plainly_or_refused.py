"""A spreadsheet is taken as it plainly stands; anything else is refused with sheet, row, column and cure."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from io import BytesIO
from time import perf_counter
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from barzan.blueprints import workbooks
from barzan.blueprints.sheets import lost_zeros, place, read_workbook
from barzan.blueprints.values import BlueprintRefused, Problem
from barzan.persian import normalise


def workbook(fill: Callable[[Any], object], sheet: str = "کاربران") -> bytes:
    """A workbook with one sheet that ``fill`` fills in."""
    book = Workbook()
    book.active.title = sheet
    fill(book.active)
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def of_rows(*rows: list[Any]) -> bytes:
    return workbook(lambda sheet: [sheet.append(row) for row in rows])


def written(*rows: list[str]) -> bytes:
    """A workbook whose texts stand in the shared list, by another writer."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text)
    book.close()
    return file.getvalue()


def problems_of(data: bytes, **options: Any) -> tuple[Problem, ...]:
    with pytest.raises(BlueprintRefused) as caught:
        read_workbook(data, "people.xlsx", **options)
    return caught.value.problems


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with ``new`` for ``old`` in one of its parts."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            after.writestr(name, content)
    return file.getvalue()


def test_what_stands_in_the_cells_is_read_as_text() -> None:
    rows = read_workbook(
        of_rows(
            ["نام", "code", "price", "day", "moment", "yes", "empty"],
            ["سرمايه گذاري", 13092165100, 0.1 + 0.2, date(2024, 3, 20), datetime(2024, 3, 20, 8, 30), True],
            ["۱۲۳", 5.0, 1e-7, "1403/01/01", time(8, 5), False],
        ),
        "people.xlsx",
    )["کاربران"]
    assert [row.number for row in rows] == [2, 3]
    assert rows[0].cells == {
        "نام": "سرمایه گذاری",
        "code": "13092165100",
        "price": "0.3",
        "day": "2024-03-20",
        "moment": "2024-03-20 08:30",
        "yes": "TRUE",
        "empty": "",
    }
    assert list(rows[1].cells.values()) == ["۱۲۳", "5", "0.0000001", "1403/01/01", "08:05", "FALSE", ""]


def test_blank_rows_are_left_out_and_rows_keep_their_numbers() -> None:
    def fill(sheet: Any) -> None:
        sheet["B3"], sheet["C3"] = "a", "b"
        sheet["B6"] = "x"
        sheet["B9"] = "  "
        sheet.row_dimensions[7].hidden = True

    rows = read_workbook(workbook(fill), "people.xlsx")["کاربران"]
    assert [(row.number, dict(row.cells)) for row in rows] == [(6, {"a": "x", "b": ""})]


def test_empty_sheets_and_sheets_of_notes_are_left_out() -> None:
    book = Workbook()
    book.active.append(["a"])
    book.create_sheet("Empty").sheet_state = "hidden"
    notes = book.create_sheet("راهنما")
    notes.append(["=1+1"])
    notes.merge_cells("A1:C1")
    assert read_workbook(saved(book), "people.xlsx", besides={"راهنما"}) == {"Sheet": []}


def test_a_csv_file_is_one_sheet_named_as_the_file() -> None:
    assert [row["a"] for row in read_workbook("a\n۱\n".encode(), "users.csv")["users"]] == ["۱"]
    with pytest.raises(BlueprintRefused) as caught:
        read_workbook("نام\nعلي\n".encode("windows-1256"), "users.csv")
    assert "Windows-1256" in str(caught.value)


def _hidden_column(sheet: Any) -> None:
    sheet.append(["a", "b"])
    sheet.append(["x", "y"])
    sheet.column_dimensions["B"].hidden = True


def _hidden_row(sheet: Any) -> None:
    sheet.append(["a"])
    sheet.append(["x"])
    sheet.row_dimensions[2].hidden = True


def _merged(sheet: Any) -> None:
    sheet.append(["a", "b"])
    sheet.append(["x"])
    sheet.merge_cells("A2:B2")


WRONG = {
    "a formula": (of_rows(["a", "b"], ["x", "=1+1"]), 2, "b", "Paste special"),
    "a formula as a heading": (of_rows(["a", "=1+1"], ["x", "y"]), 1, "B", "formula"),
    "an error": (of_rows(["a"], ["#N/A"]), 2, "a", "spreadsheet error"),
    "merged cells": (workbook(_merged), 2, "a", "A2:B2"),
    "a hidden row": (workbook(_hidden_row), 2, "", "hidden"),
    "a hidden column": (workbook(_hidden_column), 1, "b", "Column B is hidden"),
    "a number cut to 15 digits": (of_rows(["a"], [1234567890123456]), 2, "a", "15 digits"),
    "a column twice": (of_rows(["كد", "x", "کد"], ["1", "2", "3"]), 1, "کد", "A and C"),
    "a value without a heading": (of_rows(["a"], ["x", "y"]), 2, "B", "no name"),
    "a far too long text": (of_rows(["a"], ["x" * 20_001]), 2, "a", "longer"),
    "a control character": (of_rows(["a"], ["x_x0000_y"]), 2, "a", "invisible"),
    "half a character": (of_rows(["a"], ["x_xD83D_y"]), 2, "a", "invisible"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_looks_otherwise_than_it_is_is_refused_at_its_place(name: str) -> None:
    data, row, column, cure = WRONG[name]
    problem, *_ = problems_of(data)
    assert (problem.file, problem.row, problem.column) == (place("people.xlsx", "کاربران"), row, column)
    assert cure in problem.en
    assert problem.fa != problem.en


def test_a_hidden_sheet_with_data_is_refused() -> None:
    book = Workbook()
    book.active.append(["a"])
    other = book.create_sheet("old")
    other.append(["a"])
    other.sheet_state = "veryHidden"
    assert [(each.file, each.row) for each in problems_of(saved(book))] == [("people.xlsx / old", 0)]


def test_all_sheets_are_read_before_anything_is_said() -> None:
    book = Workbook()
    book.active.append(["a"])
    book.active.append(["=1"])
    second = book.create_sheet("second")
    for row in (["a"], ["#REF!"], ["ok"], ["=2"]):
        second.append(row)
    found = [(each.file.split(" / ")[1], each.row) for each in problems_of(saved(book))]
    assert found == [("Sheet", 2), ("second", 2), ("second", 4)]


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">]><worksheet/>'
PLAIN = of_rows(["a"], ["x"])
SHARED = written(["a"], ["x"])
SHEET = "xl/worksheets/sheet1.xml"


def _with_part(name: str, content: bytes) -> bytes:
    file = BytesIO(PLAIN)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return file.getvalue()


HOSTILE = {
    "an old workbook": (b"\xd0\xcf\x11\xe0" + b"\0" * 512, "old format"),
    "a cut package": (PLAIN[: len(PLAIN) // 2], "damaged"),
    "another package": (_with_part("x", b"")[:4] + b"\0" * 30, "damaged"),
    "macros": (_with_part("xl/vbaProject.bin", b"x"), "macros"),
    "entities": (_with_part("xl/worksheets/sheet2.xml", ENTITIES), "declarations"),
    "a bomb": (_with_part("xl/media/x.xml", b" " * 40_000_000), "grows"),
    "outside links": (_with_part("xl/externalLinks/externalLink1.xml", b"<x/>"), "linked"),
    "a cell nowhere": (changed(PLAIN, SHEET, b'r="A2"', b'r="A0"'), "no sound workbook"),
    "a cell beyond": (changed(PLAIN, SHEET, b'r="A2"', b'r="ZZZ2"'), "no sound workbook"),
    "no number": (changed(of_rows(["a"], [12]), SHEET, b"<v>12<", b"<v>NaN<"), "no sound workbook"),
    "a text that is not there": (changed(SHARED, SHEET, b"<v>1<", b"<v>7<"), "no sound workbook"),
    "a sheet that is not there": (changed(PLAIN, "xl/workbook.xml", b'"rId1"', b'"rId9"'), "no sound"),
    "broken XML": (changed(PLAIN, SHEET, b"</sheetData>", b""), "no sound workbook"),
    "too many bytes": (b"PK\x03\x04" + b"\0" * (21 * 2**20), "over 20 MB"),
    "nothing": (saved(Workbook()), "No sheet"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_broken_file_is_refused_with_a_sentence(name: str) -> None:
    data, reason = HOSTILE[name]
    problem, *others = problems_of(data)
    assert not others
    assert reason in problem.en


def test_more_cells_than_anybody_fills_in_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MAX_CELLS", 3)
    assert "far too many" in problems_of(of_rows(["a", "b"], ["x", "y"]))[0].en


def test_days_of_the_other_epoch_and_styles_of_ones_own_are_known() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["day"])
        sheet.append([date(2024, 3, 20)])
        sheet["A2"].number_format = "[$-fa-IR,96]dd/mm/yyyy;@"

    assert read_workbook(workbook(fill), "a.xlsx")["کاربران"][0]["day"] == "2024-03-20"
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"date_1904": True, "in_memory": True})
    sheet = book.add_worksheet()
    sheet.write(0, 0, "day")
    sheet.write_datetime(1, 0, datetime(2024, 3, 20), book.add_format({"num_format": "yyyy-mm-dd"}))
    book.close()
    assert read_workbook(file.getvalue(), "a.xlsx")["Sheet1"][0]["day"] == "2024-03-20"


def test_a_number_in_a_date_style_that_is_no_date_is_refused() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["day"])
        sheet.append([99_999_999])
        sheet["A2"].number_format = "yyyy-mm-dd"

    assert "formatted as a date" in problems_of(workbook(fill))[0].en


@pytest.mark.parametrize(
    ("kept", "whole"),
    [("12345679", "0012345679"), ("123456789", "0123456789"), ("1234567", None), ("0012345679", None)],
)
def test_zeros_that_a_spreadsheet_has_lost_are_noticed(kept: str, whole: str | None) -> None:
    assert lost_zeros(kept, 10) == whole


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.text("ab كی_x0AD41;\n\"'=<&é", max_size=12), min_size=3, max_size=3), max_size=6))
def test_texts_come_back_as_they_were_written(texts: list[list[str]]) -> None:
    """xlsxwriter writes, with its own escapes; a text that begins with = is a text."""
    rows = read_workbook(written(["a", "b", "c"], *texts), "a.xlsx")["Sheet1"]
    expected = [[normalise(text) for text in row] for row in texts]
    assert [list(row.cells.values()) for row in rows] == [row for row in expected if any(row)]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.integers(-(10**14), 10**14), st.dates(date(1900, 3, 1))), min_size=1))
def test_numbers_and_days_are_those_that_another_reader_reads(values: list[Any]) -> None:
    data = of_rows(["a"], *[[value] for value in values])
    other = [row[0] for row in load_workbook(BytesIO(data)).active.iter_rows(min_row=2, values_only=True)]
    expected = [str(each.date() if isinstance(each, datetime) else each) for each in other]
    assert [row["a"] for row in read_workbook(data, "a.xlsx")["کاربران"]] == expected


def test_ten_thousand_rows_are_read_in_seconds() -> None:
    """2 s were measured for 10,000 rows of 20 cells; the bound is wide for busy machines."""
    head = [f"ستون {column}" for column in range(8)]
    rows = [[f"متن {row * column}" for column in range(1, 9)] for row in range(10_000)]
    data = written(head, *rows)
    began = perf_counter()
    assert len(read_workbook(data, "a.xlsx")["Sheet1"]) == 10_000
    assert perf_counter() - began < 20
