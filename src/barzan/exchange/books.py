"""Writes tables as files of the same bytes for the same rows: an XLSX workbook, CSV, a ZIP of CSV. Pure.

In a workbook every text is a text cell, so that no spreadsheet takes it for a formula, a date or a number.
CSV knows no types: a cell that begins like a formula, or with an apostrophe, gets an apostrophe before it,
and the reader takes exactly one away again.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import xlsxwriter

Cells = Sequence[str]
# OWASP, "CSV injection"; the wide forms are what some input methods and programs make of the others.
STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'")
LARGEST_NUMBER = 10**15 - 1  # a spreadsheet keeps 15 digits
EPOCH = datetime(1980, 1, 1)
LAST_ROW = 1_048_575


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a sheet: what stands in its two rows of the head, and what its cells take.

    ``choices`` are values, or ``of`` names the sheet whose first column holds them (``None``: no list).
    """

    key: str
    label: str
    hint: str
    number: bool
    choices: tuple[str, ...]
    of: str
    width: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A remark on a cell of a sheet: ``row`` and ``column`` count from 1."""

    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet to be written; ``head`` is empty for a sheet of plain lines."""

    name: str
    head: tuple[Head, ...]
    rows: Sequence[Cells]
    marks: tuple[Mark, ...] = ()
    tone: Literal["data", "lookup", "guide"] = "data"


def csv_bytes(keys: Cells, rows: Iterable[Cells]) -> bytes:
    """A table as CSV: UTF-8 with a byte order mark (spreadsheets need it), commas, CRLF."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(keys)
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return ("\ufeff" + file.getvalue()).encode()


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """The files in their order; nothing of the machine or the moment is in the archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
            entry.compress_type, entry.external_attr, entry.create_system = (
                zipfile.ZIP_DEFLATED,
                0o644 << 16,
                3,
            )
            archive.writestr(entry, data)
    return out.getvalue()


def defused(cell: str) -> str:
    """The cell as CSV has it; ``armed`` gives it back."""
    return "'" + cell if cell.startswith(STARTS) else cell


def armed(cell: str) -> str:
    """A cell of CSV without the apostrophe that ``defused`` put there."""
    return cell.removeprefix("'")


def workbook_bytes(pages: Sequence[Page], *, right_to_left: bool, lists: Mapping[str, int]) -> bytes:
    """The sheets as XLSX; ``lists`` says how many rows the sheets hold that others choose from."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": EPOCH, "author": "", "comments": ""})
    looks = _looks(book, right_to_left=right_to_left)
    for page in pages:
        sheet = book.add_worksheet(page.name)
        if right_to_left:
            sheet.right_to_left()
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        if page.head:
            _table(sheet, page, looks, lists)
        else:
            _lines(sheet, page, looks)
        for mark in page.marks:
            sheet.write_comment(mark.row - 1, mark.column - 1, mark.text, {"author": "", "x_scale": 2.5})
    if pages and not pages[0].head:
        book.get_worksheet_by_name(pages[0].name).activate()
    book.close()
    return out.getvalue()


Looks = Mapping[str, Any]


def _looks(book: Any, *, right_to_left: bool) -> Looks:
    ink, line = "#1E2A3A", "#C9D2DC"
    base = {"font_name": "Vazirmatn", "font_size": 11, "valign": "top", "text_wrap": True, "font_color": ink}
    flow = {"reading_order": 2 if right_to_left else 1}
    return {
        "text": book.add_format({**base, **flow, "num_format": "@"}),
        "marked": book.add_format({**base, **flow, "num_format": "@", "bg_color": "#F9D8D3"}),
        "code": book.add_format({**base, "num_format": "@", "reading_order": 1}),
        "number": book.add_format({**base, "num_format": "0"}),
        "key": book.add_format(
            {**base, "font_size": 9, "font_color": "#5B6B7C", "bg_color": "#EEF2F6", "reading_order": 1}
        ),
        "label": book.add_format(
            {**base, **flow, "bold": True, "font_color": "#FFFFFF", "bg_color": "#1F4E79", "border": 1,
             "border_color": line, "valign": "vcenter"}
        ),
        "lookup": book.add_format(
            {**base, **flow, "bold": True, "bg_color": "#E7E3D6", "valign": "vcenter"}
        ),
        "title": book.add_format({**base, **flow, "bold": True, "font_size": 16, "text_wrap": False}),
        "heading": book.add_format({**base, **flow, "bold": True, "font_size": 12, "text_wrap": False}),
    }  # fmt: skip


def _table(sheet: Any, page: Page, looks: Looks, lists: Mapping[str, int]) -> None:
    label = looks["lookup" if page.tone == "lookup" else "label"]
    marked = {(mark.row, mark.column) for mark in page.marks}
    for number, head in enumerate(page.head):
        plain = looks["number" if head.number else "text"]
        sheet.set_column(number, number, head.width, plain)
        sheet.write_string(0, number, head.key, looks["key"])
        sheet.write_string(1, number, head.label, label)
        _choices(sheet, number, head, lists)
    sheet.set_row(1, 30)
    sheet.freeze_panes(2, 2)
    sheet.autofilter(1, 0, max(2, len(page.rows) + 1), len(page.head) - 1)
    for line, row in enumerate(page.rows, start=2):
        for number, (cell, head) in enumerate(zip(row, page.head, strict=True)):
            _cell(sheet, line, number, cell, head, looks, marked=(line + 1, number + 1) in marked)


def _cell(sheet: Any, line: int, number: int, cell: str, head: Head, looks: Looks, *, marked: bool) -> None:
    if (
        head.number
        and cell.isascii()
        and cell.isdigit()
        and int(cell) <= LARGEST_NUMBER
        and str(int(cell)) == cell
    ):
        sheet.write_number(line, number, int(cell), looks["marked" if marked else "number"])
    elif cell:
        sheet.write_string(line, number, cell, looks["marked" if marked else "text"])
    elif marked:
        sheet.write_blank(line, number, None, looks["marked"])


def _choices(sheet: Any, number: int, head: Head, lists: Mapping[str, int]) -> None:
    """What the spreadsheet offers and says at the cells of a column, where a list of it is short enough."""
    rule: dict[str, Any] = {"validate": "any"}
    if head.choices and len(",".join(head.choices)) <= 255:
        rule = {"validate": "list", "source": list(head.choices)}
    elif head.of and lists.get(head.of):
        rule = {"validate": "list", "source": f"={head.of}!$A$3:$A${lists[head.of] + 2}"}
    hint = f"{head.label}. {head.hint}".strip() if head.hint else ""
    if rule["validate"] == "any" and not hint:
        return
    texts = {"input_title": head.label[:32], "input_message": hint[:255]} if hint else {}
    sheet.data_validation(2, number, LAST_ROW, number, {**rule, **texts, "ignore_blank": True})


def _lines(sheet: Any, page: Page, looks: Looks) -> None:
    """A sheet to read: the first line is its title; a line of one cell is a heading."""
    sheet.set_column(0, 0, 26, looks["text"])
    sheet.set_column(1, 1, 22, looks["text"])
    sheet.set_column(2, 2, 90, looks["text"])
    sheet.set_row(0, 30)
    for line, row in enumerate(page.rows):
        look = "title" if line == 0 else "heading" if len(row) == 1 else "text"
        for number, cell in enumerate(row):
            sheet.write_string(line, number, cell, looks[look])
