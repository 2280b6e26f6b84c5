"""Workbooks of Excel 97 are read, and their cells become the texts that pyxform would see."""

from __future__ import annotations

import datetime

import pytest
import xlrd
from pyxform.xls2xform import convert as by_pyxform
from xlrd.sheet import Cell as OldCell

from barzan.blueprints.workbooks import Cell
from barzan.xforms import Filling
from barzan.xlsform import NotConverted, convert
from barzan.xlsform.reading import _old_cell
from barzan.xlsform.tests.building import EN, FA, VISIT


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


def test_a_whole_workbook_becomes_a_form() -> None:
    converted = convert(VISIT.read_bytes(), "visit.xls")
    nodes = converted.form.nodes
    assert {path: (node.type, node.label.in_(FA)) for path, node in nodes.items() if node.label.in_(FA)} == {
        "/data/visit": ("group", "بازدید"),
        "/data/visit/who": ("text", "نام بازدیدکننده"),
        "/data/visit/rooms": ("integer", "شمار اتاق‌ها"),
        "/data/visit/day": ("date", "روز"),
        "/data/visit/hour": ("time", "ساعت"),
        "/data/visit/share": ("decimal", "سهم"),
        "/data/visit/ok": ("select_one", "درست است؟"),
    }
    assert nodes["/data/visit/ok"].label.in_(EN) == "Is it right?"
    assert converted.form.version == "1405"
    assert converted.warnings == ()


def test_cells_that_are_no_texts_arrive_as_what_they_show() -> None:
    """TRUE and FALSE, a date, a time, whole numbers and others."""
    form = convert(VISIT.read_bytes(), "visit.xls").form
    assert form.first["visit"] == {
        "rooms": "3", "day": "2018-05-02", "hour": "06:30:00", "share": "3.25", "ok": "y"
    }  # fmt: skip
    filling = Filling(form, now=datetime.datetime(2026, 11, 27, tzinfo=datetime.UTC))
    assert filling.required("/data/visit/who")
    assert not filling.required("/data/visit/rooms")


def test_the_form_is_the_one_that_pyxform_makes() -> None:
    """But for a day as a default, to which pyxform gives an hour that a date has none of."""
    theirs = by_pyxform(VISIT, validate=False, form_name="data").xform
    assert theirs.count("2018-05-02 00:00:00") == 1
    assert convert(VISIT.read_bytes(), "visit.xls").xml == theirs.replace("-02 00:00:00", "-02")


def test_a_fault_has_its_place() -> None:
    """An empty row is counted: the list that is not there stands in row 9 as the spreadsheet shows it."""
    whole = VISIT.read_bytes()
    assert whole.count(b"select_one yn") == 1
    with pytest.raises(NotConverted) as refused:
        convert(whole.replace(b"select_one yn", b"select_one yx"), "visit.xls")
    assert [(each.code, each.sheet, each.row, each.letter) for each in refused.value.findings] == [
        ("list_missing", "Survey", 9, "A")
    ]
