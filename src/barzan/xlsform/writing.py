"""A form written as a workbook of XLSForm that reads from the right and converts to the same form again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO

import xlsxwriter

from barzan.blueprints.csvs import FORMULA_STARTS
from barzan.xforms import Form
from barzan.xlsform.converting import Converted
from barzan.xlsform.writing_lists import choices_rows
from barzan.xlsform.writing_questions import Questions
from barzan.xlsform.writing_settings import entity_rows, settings_row

Rows = Sequence[Mapping[str, str]]
_WIDTHS = {"type": 24, "name": 22, "list_name": 18}
_WIDE, _NARROW = 36, 18


def workbook(form: Form | Converted) -> bytes:
    """The ``.xlsx`` of a form; no cell of it is a formula."""
    whole, settings = (form.form, form.settings) if isinstance(form, Converted) else (form, {})
    questions = Questions(whole)
    survey = questions.rows()
    return _book(
        {
            "survey": survey,
            "choices": choices_rows(whole, questions.lists),
            "settings": [settings_row(whole, settings)],
            "entities": entity_rows(whole),
        }
    )


def _book(sheets: Mapping[str, Rows]) -> bytes:
    file = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(file, options)
    head = book.add_format({"bold": True, "bg_color": "#E7EEF4", "num_format": "@"})
    plain = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    guarded = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "quote_prefix": True})
    for name, rows in sheets.items():
        if not rows:
            continue
        sheet = book.add_worksheet(name)
        sheet.right_to_left()
        sheet.freeze_panes(1, 2)
        columns = list(dict.fromkeys(column for row in rows for column, value in row.items() if value))
        for at, column in enumerate(columns):
            sheet.set_column(at, at, _WIDTHS.get(column, _WIDE if "::" in column else _NARROW), plain)
            sheet.write_string(0, at, column, head)
        places = {column: at for at, column in enumerate(columns)}
        for number, row in enumerate(rows, start=1):
            for column, value in row.items():
                if value:
                    sheet.write_string(number, places[column], value, guarded if _risky(value) else plain)
    book.close()
    return file.getvalue()


def _risky(value: str) -> bool:
    """Whether a spreadsheet would take the text for a formula once it is typed anew."""
    return value.startswith(FORMULA_STARTS)
