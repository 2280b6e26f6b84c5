"""Builds small workbooks of XLSForm for tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import xlsxwriter

Row = dict[str, str]
VISIT = Path(__file__).with_name("visit.xls")  # Excel 97, made with xlwt 1.3: nothing here can write it
FA, EN = "فارسی (fa)", "English (en)"
_BOTH = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
_PARENTS = {"county": "province", "city": "county"}


def question(kind: str, name: str = "", fa: str = "", en: str = "", **more: str | tuple[str, str]) -> Row:
    """A row of the sheet ``survey``; texts in both languages are pairs."""
    row = {"type": kind, "name": name, f"label::{FA}": fa, f"label::{EN}": en}
    for column, value in more.items():
        if isinstance(value, tuple):
            row[f"{column}::{FA}"], row[f"{column}::{EN}"] = value
        else:
            row[column] = value
    return row


def choices(name: str, items: Iterable[Sequence[str]], parents: Sequence[str] | None = None) -> list[Row]:
    """Rows of the sheet ``choices``: (name, Persian, English); ``parents`` are what they narrow down from."""
    rows = [{"list_name": name, "name": key, f"label::{FA}": fa, f"label::{EN}": en} for key, fa, en in items]
    for row, parent in zip(rows, parents or (), strict=False):
        if name in _PARENTS:
            row[_PARENTS[name]] = parent
    return rows


def book(
    survey: Sequence[Mapping[str, str]],
    choices: Sequence[Mapping[str, str]] = (),
    settings: Mapping[str, str] | None = None,
    **sheets: Sequence[Mapping[str, str]],
) -> bytes:
    """The ``.xlsx`` of these sheets; the columns of a sheet are those of its rows, in their order."""
    return sheets_of(
        {"survey": survey, "choices": choices, "settings": [settings] if settings else [], **sheets}
    )


def sheets_of(sheets: Mapping[str, Sequence[Mapping[str, str]]]) -> bytes:
    """The ``.xlsx`` of any sheets that hold rows; all cells are texts."""
    file = BytesIO()
    made = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    for name, rows in sheets.items():
        if not rows:
            continue
        sheet = made.add_worksheet(name)
        columns = list(dict.fromkeys(column for row in rows for column in row))
        sheet.write_row(0, 0, columns)
        for number, row in enumerate(rows, start=1):
            for column, value in row.items():
                if value:
                    sheet.write_string(number, columns.index(column), value)
    made.close()
    return file.getvalue()


def grid_of(**sheets: Sequence[Sequence[str]]) -> bytes:
    """The ``.xlsx`` of sheets given as rows of cells, the header first: for headers that are wrong."""
    file = BytesIO()
    made = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    for name, rows in sheets.items():
        sheet = made.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value:
                    sheet.write_string(number, column, value)
    made.close()
    return file.getvalue()
