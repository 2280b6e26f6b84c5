"""Cells of ``.xls`` become the texts that pyxform would see (whole workbooks: ``test_pyxform_agrees``)."""

from __future__ import annotations

import pytest
import xlrd
from xlrd.sheet import Cell as OldCell

from barzan.blueprints.workbooks import Cell
from barzan.xlsform.book import Book, Sayings
from barzan.xlsform.reading import _old_cell, read


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        (xlrd.XL_CELL_TEXT, "متن", Cell("متن")),
        (xlrd.XL_CELL_NUMBER, 3.0, Cell("3")),
        (xlrd.XL_CELL_NUMBER, 3.25, Cell("3.25")),
        (xlrd.XL_CELL_BOOLEAN, 1, Cell("TRUE")),
        (xlrd.XL_CELL_BOOLEAN, 0, Cell("FALSE")),
        (xlrd.XL_CELL_ERROR, 7, Cell("#DIV/0!", "error")),
        (xlrd.XL_CELL_DATE, 43222.0, Cell("2018-05-02")),
        (xlrd.XL_CELL_DATE, 43222.5, Cell("2018-05-02 12:00:00")),
        (xlrd.XL_CELL_DATE, 0.25, Cell("06:00:00")),
        (xlrd.XL_CELL_DATE, 12.0, Cell("12.0", "date")),
    ],
)
def test_a_cell_is_read_as_text(kind: int, value: object, cell: Cell) -> None:
    assert _old_cell(OldCell(kind, value), 0) == cell


class _Sheet:
    def __init__(self, rows: list[list[OldCell]]) -> None:
        self._rows, self.nrows = rows, len(rows)

    def row(self, number: int) -> list[OldCell]:
        return self._rows[number]


class _Workbook:
    datemode = 0

    def __init__(self, sheets: dict[str, _Sheet]) -> None:
        self._sheets = sheets

    def __enter__(self) -> _Workbook:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def sheet_names(self) -> list[str]:
        return list(self._sheets)

    def sheet_by_name(self, name: str) -> _Sheet:
        return self._sheets[name]


def test_sheets_of_an_old_workbook_become_rows_at_their_places(monkeypatch: pytest.MonkeyPatch) -> None:
    def text(*words: str) -> list[OldCell]:
        return [OldCell(xlrd.XL_CELL_TEXT if word else xlrd.XL_CELL_EMPTY, word) for word in words]

    told = _Workbook({"Survey": _Sheet([text("type", "name", "label"), text(), text("text", "a", " الف ")])})
    monkeypatch.setattr("barzan.xlsform.reading.xlrd.open_workbook", lambda **_: told)
    sayings = Sayings()
    book: Book = read(b"\xd0\xcf\x11\xe0", "old.xls", sayings)
    assert book.sheet("survey").rows == [{}, {"type": "text", "name": "a", "label": "الف"}]
    assert book.sheet("survey").letters == {"type": "A", "name": "B", "label": "C"}
    assert sayings.findings == []
