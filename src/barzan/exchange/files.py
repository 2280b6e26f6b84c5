"""The files of the exchange: the catalogue as a workbook, as CSV, as a ZIP; the template; marked faults.

What people read in a workbook (labels, hints, the guide) is in the language that is active.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import get_language_bidi, gettext

from barzan.blueprints.values import BlueprintRefused
from barzan.catalogue.models import BasisKind, ChannelKind, DayKind, RequirementKind, ServiceClass
from barzan.exchange.books import Cells, Head, Mark, Page, csv_bytes, workbook_bytes, zip_bytes
from barzan.exchange.models import Fault
from barzan.exchange.queries import Tables
from barzan.exchange.reading import plainly, read
from barzan.exchange.tables import BY_KEY, FAULTS, GUIDES, TABLES, UNITS, Column, Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORDS = (
    ("class", ServiceClass),
    ("day_kind", DayKind),
    ("kind", RequirementKind),
    ("kind", BasisKind),
    ("kind", ChannelKind),
)


def as_csv(tables: Tables, table: str) -> bytes:
    """One table."""
    return csv_bytes(BY_KEY[table].keys, tables[table])


def as_zip(tables: Tables) -> bytes:
    """Every table as ``<key>.csv``, in the order in which they are applied."""
    return zip_bytes({f"{table.key}.csv": as_csv(tables, table.key) for table in TABLES})


def as_workbook(
    tables: Tables, units: Sequence[Cells], marks: Mapping[str, Sequence[Mark]] | None = None
) -> bytes:
    """Every table as a sheet, after the guide and before the units to look up; without rows: the template."""
    marks = marks or {}
    pages = [
        Page(_named(GUIDES), (), _guide(), tone="guide"),
        *(
            Page(table.key, _heads(table), tables.get(table.key, ()), tuple(marks.get(table.key, ())))
            for table in TABLES
        ),
        Page(UNITS, _unit_heads(), units, tone="lookup"),
    ]
    lists = {page.name: len(page.rows) for page in pages}
    return workbook_bytes(pages, right_to_left=get_language_bidi(), lists=lists)


def marked(data: bytes, name: str, faults: Iterable[Fault], units: Sequence[Cells], language: str) -> bytes:
    """The file that was handed in as a workbook whose faulty cells are coloured and say what is wrong.

    A file that cannot be opened gives a workbook with the list of its problems alone.
    """
    faults = list(faults)
    listed = Page(_named(FAULTS), _fault_heads(), [_fault(each, language) for each in faults])
    try:
        sheets = read(data, name)
    except BlueprintRefused:
        sheets = plainly(data)
    pages = [listed]
    for sheet in sheets:
        keys = sheet.table.keys
        lines = {row.number: place for place, row in enumerate(sheet.rows, start=3)}
        marks = [
            Mark(
                lines[each.row],
                keys.index(each.column) + 1 if each.column in keys else 1,
                _said(each, language),
            )
            for each in faults
            if each.sheet == sheet.table.key and each.row in lines
        ]
        rows = [tuple(row[key] for key in keys) for row in sheet.rows]
        pages.append(Page(sheet.table.key, _heads(sheet.table), rows, tuple(_joined(marks))))
    pages.append(Page(UNITS, _unit_heads(), units, tone="lookup"))
    lists = {page.name: len(page.rows) for page in pages}
    return workbook_bytes(pages, right_to_left=get_language_bidi(), lists=lists)


def _joined(marks: Iterable[Mark]) -> list[Mark]:
    """One mark a cell, with all that is said of it."""
    found: dict[tuple[int, int], list[str]] = {}
    for mark in marks:
        found.setdefault((mark.row, mark.column), []).append(mark.text)
    return [Mark(*place, "\n".join(texts)) for place, texts in found.items()]


def _said(fault: Fault, language: str) -> str:
    return fault.en if language.startswith("en") else fault.fa


def _fault(fault: Fault, language: str) -> Cells:
    where = f"{fault.letter}{fault.row}" if fault.letter and fault.row else str(fault.row or "")
    return fault.sheet, where, fault.column, _said(fault, language)


def _heads(table: Table) -> tuple[Head, ...]:
    return tuple(_head(column) for column in table.columns)


def _head(column: Column) -> Head:
    number = column.kind == "number"
    return Head(
        column.key, str(column.label), str(column.hint), number, column.choices, column.of, column.width
    )


def _plain_heads(*named: tuple[str, str, int]) -> tuple[Head, ...]:
    return tuple(Head(key, label, "", False, (), "", width) for key, label, width in named)


def _unit_heads() -> tuple[Head, ...]:
    return _plain_heads(
        ("code", gettext("Code"), 16),
        ("name", gettext("Name"), 60),
        ("name_en", gettext("Name in English"), 60),
    )


def _fault_heads() -> tuple[Head, ...]:
    return _plain_heads(
        ("sheet", gettext("Sheet"), 16),
        ("cell", gettext("Cell"), 10),
        ("column", gettext("Column"), 18),
        ("problem", gettext("What is wrong, and the cure"), 90),
    )


def _named(sheets: Mapping[str, str]) -> str:
    """What a sheet for people alone is called in their language."""
    return sheets["fa" if get_language_bidi() else "en"]


def _guide() -> list[Cells]:
    """How to fill the workbook in, and what each column means."""
    lines: list[Cells] = [(gettext("How to fill in this workbook"),)]
    rules = (
        gettext("Each sheet is a table; write from row 3 on. Leave row 1 as it is: it names the columns."),
        gettext("A service has one row in the sheet services."),
        gettext("Requirements, legal bases, steps and channels have their own sheets, one a row, in order."),
        gettext("For a service named in services these are all there is: remove a row and it is removed."),
        gettext("A service that you leave out stays as it is. An empty cell means “not known”."),
        gettext("Write values: no formulas, no merged cells, nothing hidden. Codes and dates are texts."),
        gettext("The sheet units is to look codes up; it is not read."),
        gettext("Hand the file in under “Data in and out”; you see what would change before it is done."),
    )  # fmt: skip
    lines += [(str(number), "", rule) for number, rule in enumerate(rules, start=1)]
    for table in TABLES:
        lines += [(f"{table.key} – {table.title}",), ("", "", str(table.row))]
        lines += [(column.key, str(column.label), _meaning(table, column)) for column in table.columns]
    lines.append((gettext("Words of the columns"),))
    for key, choices in WORDS:
        lines += [(key, str(value), str(label)) for value, label in choices.choices]
    lines += [("client", "yes", gettext("Has clients")), ("client", "no", gettext("Has no clients"))]
    return lines


def _meaning(table: Table, column: Column) -> str:
    said = [str(column.hint)] if column.hint else []
    said += [gettext("Needed.")] if column.key in table.required else []
    said += [", ".join(column.choices)] if column.choices and len(column.choices) < 10 else []
    return " ".join(said)
