"""The booklet as a workbook: one sheet for each kind of facts, right to left, every text a text.

Numbers are numbers and days are days, so that a spreadsheet can count; codes are texts. Nothing that the
catalogue says is taken for a formula. Equal booklets give equal bytes: the properties are fixed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext, pgettext

from barzan.catalogue.models import BasisKind, ChannelKind, DayKind, RequirementKind
from barzan.printing import phrases
from barzan.printing.book import Book, Sheet
from barzan.printing.wording import class_of, client_of

Progress = Callable[[int, int, str], None]
Cell = str | int | date | None
MADE = datetime(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of the workbook: its name, the headings with the widths of their columns, the rows."""

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: list[Sequence[Cell]]


def make(book: Book, progress: Progress) -> bytes:
    """The booklet as a workbook."""
    target = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, {**options, "in_memory": True}) as workbook:
        workbook.set_properties({"title": phrases.title(book), "author": book.organisation, "created": MADE})
        styles = _styles(workbook)
        _cover(workbook, styles, book)
        for table in tables(book):
            _write(workbook, styles, table)
    return target.getvalue()


def tables(book: Book) -> list[Table]:
    """Everything that the booklet holds, as tables."""
    kind, text, note = (gettext("Kind"), 16), (gettext("Text"), 70), (gettext("Note"), 40)
    return [
        _summary(book),
        _services(book),
        _parts(gettext("Requirements"), book, _requirements, kind, text, note),
        _parts(
            gettext("Laws and rules cited"), book, _bases,
            kind, (gettext("Title"), 70), (gettext("Number"), 18), (gettext("Date (Gregorian)"), 12),
            (gettext("Date as printed"), 16), (gettext("Issuer"), 26), (gettext("Article"), 18),
        ),
        _parts(
            gettext("Steps"), book, _steps,
            (gettext("Step"), 7), text, (gettext("Who"), 30), (gettext("Calendar days"), 12),
        ),
        _parts(gettext("Ways to ask"), book, _channels, kind, (gettext("Where"), 60), note),
        _acts(book),
    ]  # fmt: skip


def _summary(book: Book) -> Table:
    """Beside each figure: what the source states otherwise, and how many were decided by people."""
    columns = [(gettext("Code of the unit"), 14), (gettext("Unit"), 56)]
    for head in phrases.heads():
        columns += [
            (text % {"figure": head}, 12)
            for text in (
                "%(figure)s",
                gettext("%(figure)s, stated otherwise"),
                gettext("%(figure)s, decided"),
            )
        ]
    rows: list[Sequence[Cell]] = []
    for unit, line in book.summary.rows:
        rows.append([unit.code, unit.name, *_figures(line.cells)])
    rows.append(["", gettext("All together"), *_figures(book.summary.total.cells)])
    return Table(gettext("The services in figures"), tuple(columns), rows)


def _figures(cells: Iterable[Any]) -> list[Cell]:
    found: list[Cell] = []
    for cell in cells:
        found += [cell.found, (cell.stated or 0) if cell.differs else None, cell.decided or None]
    return found


def _services(book: Book) -> Table:
    columns = (
        (pgettext("order", "Place"), 7), (gettext("Service code"), 12), (gettext("Title"), 70),
        (gettext("Code of the unit"), 14), (gettext("Unit"), 44), (gettext("Group"), 44),
        (gettext("National code"), 15), (gettext("Class"), 12),
        (gettext("Clients"), 20), (gettext("Decided, and why"), 50),
        (gettext("Description"), 70), (gettext("Fee in rials"), 14),
        (gettext("Fee as worded"), 24), (gettext("Days"), 8), (gettext("Kind of days"), 14),
        (gettext("Time as worded"), 24), (gettext("Objection"), 50), (gettext("Why it is lost"), 40),
        (gettext("Version"), 8), (gettext("Published (Gregorian)"), 12), (gettext("Fingerprint"), 40),
    )  # fmt: skip
    return Table(gettext("Services"), columns, [_service(sheet) for sheet in book.sheets])


def _service(sheet: Sheet) -> list[Cell]:
    entry, content = sheet.entry, sheet.entry.content
    day_kind = str(DayKind(content.day_kind).label) if content.day_kind else ""
    return [
        sheet.number, sheet.code, sheet.title, sheet.unit.code, sheet.unit.name, entry.group,
        content.national_code, class_of(content), client_of(content),
        " ".join(map(phrases.decision, sheet.decided)), content.description, content.fee_rials,
        content.fee_text, content.standard_days, day_kind, content.standard_text, content.objection,
        content.gap_reason, entry.version, entry.published_on, entry.content_hash,
    ]  # fmt: skip


def _parts(
    name: str, book: Book, of: Callable[[Sheet], Iterable[list[Cell]]], *columns: tuple[str, int]
) -> Table:
    """A row for each part of each service, after the code and the title of the service."""
    rows: list[Sequence[Cell]] = [
        [sheet.code, sheet.title, *cells] for sheet in book.sheets for cells in of(sheet)
    ]
    return Table(name, ((gettext("Service code"), 12), (gettext("Title"), 50), *columns), rows)


def _requirements(sheet: Sheet) -> Iterable[list[Cell]]:
    for each in sheet.entry.content.requirements:
        yield [str(RequirementKind(each.kind).label), each.text, each.note]


def _bases(sheet: Sheet) -> Iterable[list[Cell]]:
    for each in sheet.entry.content.legal_bases:
        yield [
            str(BasisKind(each.kind).label), each.title, each.document_number, each.date, each.date_text,
            each.issuer, each.article,
        ]  # fmt: skip


def _steps(sheet: Sheet) -> Iterable[list[Cell]]:
    for number, each in enumerate(sheet.entry.content.steps, 1):
        yield [number, each.text, each.who, each.deadline_days]


def _channels(sheet: Sheet) -> Iterable[list[Cell]]:
    for each in sheet.entry.content.channels:
        yield [str(ChannelKind(each.kind).label), each.value, each.note]


def _acts(book: Book) -> Table:
    columns = (
        (pgettext("order", "Place"), 7), (gettext("Kind"), 14), (gettext("Title"), 70),
        (gettext("Number"), 18),
        (gettext("Date (Gregorian)"), 12), (gettext("Date as printed"), 16), (gettext("Issuer"), 26),
        (gettext("Services"), 9), (gettext("Codes of the services"), 60),
    )  # fmt: skip
    rows: list[Sequence[Cell]] = [
        [
            act.number, str(BasisKind(act.citation.kind).label), act.citation.title,
            act.citation.document_number, act.citation.date, act.citation.date_text, act.citation.issuer,
            len(act.sheets), " ".join(sheet.code for sheet in act.sheets),
        ]
        for act in book.acts
    ]  # fmt: skip
    return Table(gettext("Index of laws and rules"), columns, rows)


def _styles(workbook: Any) -> dict[str, Any]:
    base = {"font_name": "Vazirmatn", "font_size": 10, "valign": "top", "reading_order": 2, "text_wrap": True}
    return {
        "text": workbook.add_format({**base, "num_format": "@"}),
        "number": workbook.add_format({**base, "num_format": "0", "align": "right"}),
        "day": workbook.add_format({**base, "num_format": "yyyy-mm-dd", "align": "right"}),
        "head": workbook.add_format({**base, "bold": True, "font_color": "#FFFFFF", "bg_color": "#1E3D8F"}),
        "title": workbook.add_format(
            {**base, "bold": True, "font_size": 20, "font_color": "#1E3D8F", "text_wrap": False}
        ),
        "label": workbook.add_format({**base, "font_color": "#636A7E"}),
    }  # fmt: skip


def _cover(workbook: Any, styles: dict[str, Any], book: Book) -> None:
    """The title, the colophon and the conventions of counting."""
    page = workbook.add_worksheet(gettext("About this booklet"))
    page.right_to_left()
    page.hide_gridlines(2)
    page.set_column(0, 0, 32)
    page.set_column(1, 1, 90)
    page.write_string(0, 0, phrases.title(book), styles["title"])
    row = 2
    for label, value, _ in phrases.about(book):
        page.write_string(row, 0, label, styles["label"])
        page.write_string(row, 1, value, styles["text"])
        row += 1
    page.write_string(row + 1, 0, gettext("How it was counted"), styles["label"])
    for each in phrases.method(book):
        row += 1
        page.write_string(row, 1, each, styles["text"])


def _write(workbook: Any, styles: dict[str, Any], table: Table) -> None:
    """A sheet with a frozen head and a filter over its columns."""
    page = workbook.add_worksheet(table.name[:31])
    page.right_to_left()
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    page.repeat_rows(0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    for place, (head, width) in enumerate(table.columns):
        page.set_column(place, place, width)
        page.write_string(0, place, head, styles["head"])
    for row, cells in enumerate(table.rows, 1):
        for place, cell in enumerate(cells):
            _put(page, row, place, cell, styles)


def _put(page: Any, row: int, place: int, cell: Cell, styles: dict[str, Any]) -> None:
    """One cell by its type; an unknown is an empty cell, never a zero."""
    match cell:
        case None | "":
            return
        case date():
            page.write_datetime(row, place, datetime.combine(cell, time.min), styles["day"])
        case int():
            page.write_number(row, place, cell, styles["number"])
        case _:
            page.write_string(row, place, cell, styles["text"])
