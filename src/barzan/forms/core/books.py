"""A workbook of XLSForm as rows, read with pyxform's own reader and written back safely. Pure.

Only what has been converted is read here: size and depth were judged then.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import xlsxwriter

from barzan.forms.core.columns import Column, column

Row = dict[str, str]
SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")
WIDTHS = {"type": 24, "name": 22, "list_name": 18}
TEXT_WIDTH = 44
_EPOCH = datetime(1980, 1, 1)


@dataclass(slots=True)
class Sheet:
    """Rows under named columns; row ``n`` stands in row ``n + 2`` of the spreadsheet."""

    headers: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def columns(self) -> list[Column]:
        """The headers as columns, in their order."""
        return [column(header) for header in self.headers]

    def header(self, base: str, language: str = "") -> str:
        """How the sheet writes a column; "" where it has none."""
        return next((each.header for each in self.columns() if each.is_(base, language)), "")

    def cell(self, row: Row, base: str, language: str = "") -> str:
        """The text of a row in a column."""
        return row.get(self.header(base, language), "")

    def add_column(self, header: str, after: str = "") -> str:
        """Adds a column where there is none of that name, behind ``after`` or at the end."""
        if header not in self.headers:
            place = self.headers.index(after) + 1 if after in self.headers else len(self.headers)
            self.headers.insert(place, header)
        return header


@dataclass(slots=True)
class Book:
    """The sheets of a form by name."""

    sheets: dict[str, Sheet]

    @property
    def survey(self) -> Sheet:
        return self.sheet("survey")

    @property
    def choices(self) -> Sheet:
        return self.sheet("choices")

    @property
    def settings(self) -> Row:
        """The one row of the settings, by column name in small letters."""
        rows = self.sheet("settings").rows
        return {column(header).base: value for header, value in (rows[0] if rows else {}).items()}

    def sheet(self, name: str) -> Sheet:
        """A sheet, made where there is none."""
        return self.sheets.setdefault(name, Sheet())

    def set_setting(self, base: str, value: str) -> None:
        """Writes one cell of the settings."""
        sheet = self.sheet("settings")
        header = sheet.header(base) or sheet.add_column(base)
        if not sheet.rows:
            sheet.rows.append({})
        sheet.rows[0][header] = value


def read(data: bytes, name: str) -> Book:
    """The rows of a workbook that ``xlsform.convert`` has taken, which loaded pyxform."""
    from pyxform.xls2json_backends import get_xlsform

    extension = "." + name.rpartition(".")[2].lower()
    found = get_xlsform(xlsform=io.BytesIO(data), file_type=extension)
    return Book(
        {
            sheet: Sheet(
                _headers(getattr(found, f"{sheet}_header")),
                [_texts(row) for row in getattr(found, sheet) or ()],
            )
            for sheet in SHEETS
            if getattr(found, sheet) or getattr(found, f"{sheet}_header")
        }
    )


def _headers(found: Sequence[dict[str, object]] | None) -> list[str]:
    return [header for each in found or () for header in each]


def _texts(row: dict[str, object]) -> Row:
    return {header: str(value) for header, value in row.items() if value is not None}


def write(book: Book) -> bytes:
    """The ``.xlsx`` of a book, from right to left; every cell is a text, none is a formula."""
    sheets = [
        (name, book.sheets[name].headers, [_line(book.sheets[name], row) for row in book.sheets[name].rows])
        for name in SHEETS
        if name in book.sheets
    ]
    return tables(sheets)


def _line(sheet: Sheet, row: Row) -> list[str]:
    return [row.get(header, "") for header in sheet.headers]


def tables(sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[str]]]]) -> bytes:
    """A workbook of named sheets with a head each, from right to left, of texts only.

    The same rows make the same bytes.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, {**options, "strings_to_numbers": False}) as file:
        file.set_properties({"created": _EPOCH})
        head = file.add_format({"bold": True, "bg_color": "#E9EDF8", "bottom": 1, "align": "right"})
        text = file.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        for name, headers, rows in sheets:
            page = file.add_worksheet(name)
            page.right_to_left()
            page.freeze_panes(1, 0)
            for at, header in enumerate(headers):
                page.set_column(at, at, WIDTHS.get(header, TEXT_WIDTH if "::" in header else 20))
                page.write_string(0, at, header, head)
            for number, row in enumerate(rows, start=1):
                for at, cell in enumerate(row):
                    if cell:
                        page.write_string(number, at, cell[:32_767], text)
    return out.getvalue()
