"""Workbooks for the tests: the catalogue's own, with cells changed by another program."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from barzan.access.values import system_actor
from barzan.exchange import queries
from barzan.exchange.files import as_workbook

READER = system_actor("test")


def exported() -> bytes:
    """The whole catalogue as it goes out."""
    return as_workbook(queries.tables(READER), queries.codes_of(queries.units(READER)))


def changed(change: Callable[[Any], object], data: bytes | None = None) -> bytes:
    """The workbook after ``change`` had it in hand."""
    book: Workbook = load_workbook(BytesIO(data or exported()))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def column(book: Any, sheet: str, key: str) -> int:
    """The number of a column."""
    return next(cell.column for cell in book[sheet][1] if cell.value == key)


def put(book: Any, sheet: str, row: int, key: str, value: object) -> None:
    """Writes a cell by the key of its column."""
    book[sheet].cell(row, column(book, sheet, key)).value = value
