"""The figures as files: one tidy CSV for programs, one workbook for people. No cell is ever a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

import xlsxwriter
from django.utils.translation import get_language, gettext

from barzan.catalogue.lists import safe_cell
from barzan.statistics.charts import charts, paper_name, words_of
from barzan.statistics.queries import BY_UNIT
from barzan.statistics.values import SECTIONS, Place, Statistics

CSV_COLUMNS = ("unit", "section", "code", "label", "services", "of")
Cells = tuple[object, ...]
WIDEST, NARROWEST = 60, 8


def as_csv(found: Statistics) -> bytes:
    """A row a figure: the whole has an empty ``unit``; UTF-8 with a byte order mark for spreadsheets."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(CSV_COLUMNS)
    for row in tidy_rows(found):
        writer.writerow([cell if isinstance(cell, int) else safe_cell(cell) for cell in row])
    return ("\ufeff" + text.getvalue()).encode()


def tidy_rows(found: Statistics) -> Iterator[Cells]:
    """(unit, section, code, label, services, of) of every figure."""
    yield ("", "all", "total", gettext("Services"), found.total, found.total)
    for section, figures in found.sections.items():
        words = words_of(section)
        yield from (("", section, code, words[code], n, found.total) for code, n in figures.items())
    shelves = {"category": found.categories, "life_event": found.life_events}
    for section, rows in shelves.items():
        yield from (
            ("", section, each.code or "unknown", each.title, each.services, found.total) for each in rows
        )
    for paper in found.papers:
        yield ("", "paper", paper.key, paper_name(paper), paper.services, found.total)
    for place in found.places:
        yield from _of_unit(place)


def workbook(found: Statistics) -> bytes:
    """Three sheets, from right to left in Persian: the figures, the units, the papers with their wordings."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": gettext("Statistics of the catalogue")})
    _sheet(book, gettext("Figures"), _figures(found))
    _sheet(book, gettext("Units"), _units(found))
    _sheet(book, gettext("Papers"), _papers(found))
    book.close()
    return buffer.getvalue()


def _of_unit(place: Place) -> Iterator[Cells]:
    total = place.counts["total"]
    yield (place.code, "all", "total", place.name, total, total)
    for section in BY_UNIT:
        words = words_of(section)
        for code in SECTIONS[section]:
            yield (place.code, section, code, words[code], place.counts[f"{section}:{code}"], total)


def _figures(found: Statistics) -> Iterator[Cells]:
    yield (gettext("Table"), gettext("Figure"), gettext("Services"), gettext("of"))
    yield (gettext("Services"), gettext("All together"), found.total, found.total)
    for chart in charts(found):
        yield from ((chart.head, row.label, row.services, found.total) for row in chart.rows)
    missing = words_of("missing")
    for code, services in found.sections["missing"].items():
        yield (gettext("What is missing"), missing[code], services, found.total)


def _units(found: Statistics) -> Iterator[Cells]:
    columns = [(section, code) for section in BY_UNIT for code in SECTIONS[section]]
    heads = [_column(section, words_of(section)[code]) for section, code in columns]
    yield (gettext("Code"), gettext("Unit"), gettext("Services"), *heads)
    english = get_language() != "fa"
    for place in found.places:
        name = (english and place.name_en) or place.name
        figures = (place.counts[f"{section}:{code}"] for section, code in columns)
        yield (place.code, "    " * place.depth + name, place.counts["total"], *figures)


def _column(section: str, word: str) -> str:
    """What a column of units counts, where the word of the figure alone does not tell."""
    return gettext("without: %(thing)s") % {"thing": word} if section == "missing" else word


def _papers(found: Statistics) -> Iterator[Cells]:
    yield (gettext("Paper"), gettext("Services"), gettext("Issued by"), gettext("Wordings"))
    english = get_language() != "fa"
    for paper in found.papers:
        issuer = paper.issuer_en if english else paper.issuer
        yield (paper_name(paper), paper.services, issuer, " | ".join(text for text, _ in paper.wordings))


def _sheet(book: xlsxwriter.Workbook, name: str, rows: Iterable[Cells]) -> None:
    sheet = book.add_worksheet(name[:31])
    if get_language() == "fa":
        sheet.right_to_left()
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    count = book.add_format({"num_format": "#,##0", "valign": "top"})
    widths: dict[int, int] = {}
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(line, column, cell, count)
                continue
            sheet.write_string(line, column, str(cell), head if line == 0 else text)
            if line:
                widths[column] = min(WIDEST, max(widths.get(column, 0), len(str(cell))))
    for column in range(len(row)):
        sheet.set_column(column, column, max(NARROWEST, widths.get(column, 0)) + 2)
    sheet.freeze_panes(1, 0)
