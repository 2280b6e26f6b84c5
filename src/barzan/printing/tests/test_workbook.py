"""The booklet as a workbook: read back by another library, it holds what the catalogue holds, as texts."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from barzan.printing import workbook
from barzan.printing.book import Book
from barzan.printing.tests.conftest import HOSTILE, silent

pytestmark = pytest.mark.one_engine


@pytest.fixture
def read(book: Book) -> Any:
    return openpyxl.load_workbook(BytesIO(workbook.make(book, silent)))


def rows(sheet: Any) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]


def day(cell: object) -> object:
    return cell.date() if isinstance(cell, datetime) else cell


def test_every_sheet_is_from_right_to_left_with_a_frozen_head_and_filters(read: Any) -> None:
    assert len(read.worksheets) == 8
    for sheet in read.worksheets:
        assert sheet.sheet_view.rightToLeft
    for sheet in read.worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")


def test_what_is_read_back_is_what_the_booklet_holds(read: Any, book: Book) -> None:
    """Every cell of every table, with days as days and unknowns as empty cells."""
    for table, sheet in zip(workbook.tables(book), read.worksheets[1:], strict=True):
        assert sheet.title == table.name
        assert [cell.value for cell in sheet[1]] == [head for head, _ in table.columns]
        expected = [[None if cell == "" else cell for cell in row] for row in table.rows]
        assert [[day(cell) for cell in row] for row in rows(sheet)] == expected


def test_numbers_are_numbers_and_codes_are_texts(read: Any) -> None:
    service = next(row for row in rows(read.worksheets[2]) if row[1] == "PR-0001")
    assert service[6] == "13051234567"
    assert (service[11], service[13]) == (1_500_000, 15)


def test_an_unknown_is_an_empty_cell(read: Any) -> None:
    service = next(row for row in rows(read.worksheets[2]) if row[1] == "PR-0004")
    assert service[11] is service[13] is None


def test_no_text_is_a_formula(read: Any) -> None:
    cells = [cell for sheet in read.worksheets for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert any(cell.value == HOSTILE for cell in cells)


def test_the_stated_figures_stand_beside_where_they_differ(read: Any) -> None:
    unit = next(row for row in rows(read.worksheets[1]) if row[0] == "A")
    assert unit[2:4] == [3, 4]
    assert unit[4] is None


def test_one_booklet_makes_one_file(book: Book) -> None:
    assert workbook.make(book, silent) == workbook.make(book, silent)
