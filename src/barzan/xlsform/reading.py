"""Reads a workbook of questions: bytes in, sheets out; what is hostile or no workbook is refused.

The cells are those that pyxform would see: blanks trimmed, saved values of formulas, a run of 60 empty rows
or 20 empty columns as the end. What it takes over silently is said as a warning with its place.
"""

from __future__ import annotations

import csv
import re
import struct
import zipfile
import zlib
from collections import Counter
from io import BytesIO
from pathlib import PurePath

import xlrd
from pyxform import constants
from pyxform.errors import PyXFormError
from pyxform.xls2json_backends import csv_to_dict, md_to_dict

from barzan.blueprints.packages import PackageRefused, check_office
from barzan.blueprints.workbooks import (
    Cell,
    TooLarge,
    Unreadable,
    grids,
    has_outside_links,
    letters,
)
from barzan.xlsform.book import Book, Sayings, Sheet
from barzan.xlsform.findings import NotConverted, Severity
from barzan.xlsform.macros import without_macros

MAX_BYTES = 20 * 2**20
MAX_UNPACKED = 80 * 2**20
MAX_TAGS = 3_000_000  # of all parts: what 100,000 rows of six cells need
MAX_ROWS = {constants.SURVEY: 20_000}
MAX_ROWS_OF_LISTS = 120_000
MAX_COLUMNS = 500
MAX_CELL = 32_767  # what a spreadsheet holds in a cell
BLANK_ROWS, BLANK_COLUMNS = 60, 20  # where pyxform takes a sheet to end
_PACKAGE, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_check = check_office("xl/workbook.xml")
_BLANKS = re.compile("( )+")
# A package that is damaged, or made to look like one, makes the standard library fail in all these ways.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ArithmeticError, LookupError,
    NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip
# A workbook of Excel 97 that is damaged makes xlrd fail in all these ways.
_BROKEN_OLD = (
    xlrd.XLRDError, xlrd.compdoc.CompDocError, ArithmeticError, AssertionError, AttributeError, EOFError,
    LookupError, MemoryError, RecursionError, TypeError, ValueError, struct.error,
)  # fmt: skip

Cells = dict[int, dict[int, Cell]]


def read(data: bytes, name: str, sayings: Sayings) -> Book:
    """The sheets of the file ``name``; raises ``NotConverted`` where it is no workbook."""
    if len(data) > MAX_BYTES:
        raise _refusal("file_too_large", megabytes=MAX_BYTES // 2**20)
    if data.startswith(_PACKAGE):
        found = _read_package(data, sayings)
    elif data.startswith(_OLD):
        found = _read_old(data, sayings)
    else:
        return _read_text(data, name)
    book = _book(found, sayings)
    sayings.book = book
    for key, sheet, cells in _known(found, book):
        _fill(sheet, cells, sayings, MAX_ROWS.get(key, MAX_ROWS_OF_LISTS))
    return book


def _read_package(data: bytes, sayings: Sayings) -> list[tuple[str, Cells]]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            _weigh(package)
        clean = without_macros(data)
        if clean is not data:
            sayings.warn("file_macros")
        _check(BytesIO(clean))
        if has_outside_links(clean):
            sayings.warn("file_links")
        return [(grid.name, grid.rows) for grid in grids(clean)]
    except PackageRefused as refused:
        raise _refusal("file_refused", fa=refused.fa, en=refused.en) from refused
    except TooLarge:
        raise _refusal("file_swells")
    except (Unreadable, *_BROKEN):
        raise _refusal("file_unreadable")


def _weigh(package: zipfile.ZipFile) -> None:
    """Refuses what would take long to read, before it is read: bytes, then tags of XML."""
    entries = package.infolist()
    packing = {entry.compress_type for entry in entries} <= {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise _refusal("file_swells")
    tags = 0
    for entry in entries if packing else ():
        if entry.filename.endswith(".xml"):
            with package.open(entry) as content:
                while chunk := content.read(2**20):
                    tags += chunk.count(b"<")
    if tags > MAX_TAGS:
        raise _refusal("file_swells")


def _read_old(data: bytes, sayings: Sayings) -> list[tuple[str, Cells]]:
    try:
        with xlrd.open_workbook(file_contents=data, on_demand=True, ragged_rows=True) as book:
            return [(name, _old_cells(book, book.sheet_by_name(name))) for name in book.sheet_names()]
    except _BROKEN_OLD:
        raise _refusal("file_unreadable")


def _old_cells(book: xlrd.book.Book, sheet: xlrd.sheet.Sheet) -> Cells:
    found: Cells = {}
    for number in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(number)):
            if cell.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                found.setdefault(number + 1, {})[column + 1] = _old_cell(cell, book.datemode)
    return found


def _old_cell(cell: xlrd.sheet.Cell, datemode: int) -> Cell:
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return Cell("TRUE" if cell.value else "FALSE")
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Cell(xlrd.error_text_from_code.get(cell.value, "#N/A"), "error")
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return Cell(str(int(cell.value)) if cell.value == int(cell.value) else str(cell.value))
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            year, month, day, hour, minute, second = xlrd.xldate_as_tuple(cell.value, datemode)
        except xlrd.xldate.XLDateError:
            return Cell(str(cell.value), "date")
        days, clock = f"{year:04}-{month:02}-{day:02}", f"{hour:02}:{minute:02}:{second:02}"
        if not year:
            return Cell(clock)
        return Cell(days if clock == "00:00:00" else f"{days} {clock}")
    return Cell(str(cell.value))


def _read_text(data: bytes, name: str) -> Book:
    """A ``.csv`` or ``.md`` as pyxform has them: rows are counted from the header of their sheet."""
    if PurePath(name).suffix.lower() not in (".csv", ".md"):
        raise _refusal("file_unreadable")
    try:
        told = (md_to_dict if name.lower().endswith(".md") else csv_to_dict)(data)
    except (PyXFormError, csv.Error, LookupError, ValueError):
        raise _refusal("file_unreadable")
    book = Book(names=list(told["sheet_names"]))
    for key in constants.SUPPORTED_SHEET_NAMES & told.keys():
        header = (told.get(f"{key}_header") or [{}])[0]
        sheet = Sheet(key, key, {str(each): letters(at) for at, each in enumerate(header, start=1)})
        sheet.rows = [{str(k): str(v) for k, v in row.items()} for row in told[key]]
        book.sheets[key] = sheet
        if len(sheet.rows) > MAX_ROWS.get(key, MAX_ROWS_OF_LISTS):
            raise _refusal("too_many_rows", sheet=key, limit=MAX_ROWS.get(key, MAX_ROWS_OF_LISTS))
    return book


def _book(found: list[tuple[str, Cells]], sayings: Sayings) -> Book:
    book = Book(names=[name for name, _ in found])
    for name, _ in found:
        key = name.lower()
        if key in constants.SUPPORTED_SHEET_NAMES:
            book.sheets[key] = Sheet(key, name)
        elif len(found) == 1:
            book.sheets[constants.SURVEY] = Sheet(constants.SURVEY, name)
    return book


def _known(found: list[tuple[str, Cells]], book: Book) -> list[tuple[str, Sheet, Cells]]:
    by_name = dict(found)
    return [(key, sheet, by_name[sheet.name]) for key, sheet in book.sheets.items()]


def _fill(sheet: Sheet, cells: Cells, sayings: Sayings, limit: int) -> None:
    """The columns and rows of a sheet, from its cells."""
    named = _columns(sheet, cells.get(1, {}), sayings)
    if cells and not named:
        sayings.error("header_blank", sheet.key, 1)
        return
    unnamed: Counter[int] = Counter()
    last = 1
    for number in sorted(cells.keys() - {1}):
        row = _row(sheet, number, cells[number], named, sayings)
        unnamed.update(at for at, cell in cells[number].items() if at not in named and _text(cell))
        if not row:
            continue
        if number - last - 1 > BLANK_ROWS:
            sayings.warn("rows_far_below", sheet.key, number, blank=number - last - 1)
            break
        if number - 1 > limit:
            raise _refusal("too_many_rows", sheet.key, limit=limit)
        sheet.rows += [{} for _ in range(number - last - 1)]
        sheet.rows.append(row)
        last = number
    for column in sorted(unnamed)[:BLANK_COLUMNS]:
        sayings.warn("column_unnamed", sheet.key, 1, letters(column), count=unnamed[column])


def _row(
    sheet: Sheet, number: int, cells: dict[int, Cell], named: dict[int, str], sayings: Sayings
) -> dict[str, str]:
    """The texts of a row by their headers."""
    row = {}
    for column, cell in cells.items():
        if header := named.get(column):
            if text := _text(cell):
                row[header] = text
            if cell.trouble or len(cell.text) > MAX_CELL:
                _look(sheet, number, header, cell, sayings)
    return row


def _columns(sheet: Sheet, head: dict[int, Cell], sayings: Sayings) -> dict[int, str]:
    """The headers by column; a header that stands twice is an error."""
    named: dict[int, str] = {}
    last = 0
    for column in sorted(head):
        header = _BLANKS.sub(" ", _text(head[column]))
        if not header:
            continue
        if column - last > BLANK_COLUMNS + 1 or len(named) >= MAX_COLUMNS:
            break
        last = column
        if header in sheet.letters:
            first = sheet.letters[header]
            sayings.error("column_twice", sheet.key, 1, header, first=first, second=letters(column))
            continue
        named[column] = header
        sheet.letters[header] = letters(column)
    return named


def _text(cell: Cell) -> str:
    """The text as pyxform cleans it: trimmed, with plain blanks."""
    return cell.text.replace("\xa0", " ").strip()


def _look(sheet: Sheet, row: int, header: str, cell: Cell, sayings: Sayings) -> None:
    """What is said of one cell: that it is no plain text."""
    if cell.trouble == "control":
        sayings.error("cell_control", sheet.key, row, header)
    elif cell.trouble:
        sayings.warn(f"cell_{cell.trouble}", sheet.key, row, header, value=cell.text[:80])
    if len(cell.text) > MAX_CELL:
        sayings.error("cell_too_long", sheet.key, row, header, limit=MAX_CELL)


def _refusal(code: str, sheet: str = "", **more: object) -> NotConverted:
    said = Sayings()
    said.add(Severity.ERROR, code, sheet, 0, "", more)
    return NotConverted(said.findings)
