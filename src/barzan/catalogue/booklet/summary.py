"""The summary table: services by unit, class and client, as stated.

An empty class cell is 0 where the written classes of the row make up its number of services, and unknown
where they do not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from barzan.catalogue.booklet.blocks import Row
from barzan.catalogue.booklet.layout import flag_of, head_fields, is_flag_word
from barzan.catalogue.booklet.model import CLASSES, FIGURES, Counts, Figure
from barzan.catalogue.booklet.text import alike, key, small_number

SAME_NAME = 0.85
# A table that counts at least so many things by unit is a summary, whatever its first column is called.
_FEWEST_COUNTS = 2


@dataclass(frozen=True)
class Line:
    """One row of the summary; ``deputy`` names the deputy that the office stands under."""

    kind: Literal["deputy", "office", "total"]
    name: str
    deputy: str | None
    counts: Counts
    line: int


def columns_of(row: Row) -> dict[str, int] | None:
    """Where the name and the figures stand when ``row`` is the head of a summary table."""
    keys = [key(cell) for cell in row.cells]
    if head_fields(row):
        return None
    counts = max(sum("تعداد" in name for name in keys), sum(map(is_flag_word, row.cells)) - 1)
    if not any("واحد" in name for name in keys) and counts < _FEWEST_COUNTS:
        return None
    columns: dict[str, int] = {}
    for column, name in enumerate(keys):
        figure: str | None = flag_of(name) or ("services" if re.search("تعداد|خدمات|جمع", name) else None)
        if figure is None and re.search("واحد|عنوان|معاونت|دفتر|نام", name):
            figure = "name"
        if figure is None and "name" not in columns and name and "ردیف" not in name:
            figure = "name"
        if figure:
            columns.setdefault(figure, column)
    return columns if "name" in columns and len(columns) > 1 else None


def read_summary(rows: Sequence[Row], columns: dict[str, int], deputies: Sequence[str]) -> tuple[Line, ...]:
    """The lines of the table. Deputies are bold; where no row is, the headings of the lists name them."""
    written = [(row, name) for row in rows if key(name := _cell(row, columns["name"]))]
    any_bold = any(row.bold and not _is_total(name) for row, name in written)
    left = list(deputies)
    lines: list[Line] = []
    deputy: str | None = None
    for row, name in written:
        kind: Literal["deputy", "office", "total"] = "office"
        if _is_total(name):
            kind = "total"
        elif row.bold if any_bold else _take(name, left):
            kind, deputy = "deputy", name
        lines.append(Line(kind, name, deputy if kind == "office" else None, _counts(row, columns), row.line))
    return tuple(lines)


def _is_total(name: str) -> bool:
    return key(name).startswith(("جمع", "مجموع"))


def _take(name: str, deputies: list[str]) -> bool:
    """Whether ``name`` is a deputy not met yet; an office may carry the name of its deputy."""
    for deputy in deputies:
        if alike(name, deputy) >= SAME_NAME:
            deputies.remove(deputy)
            return True
    return False


def _counts(row: Row, columns: dict[str, int]) -> Counts:
    numbers: dict[Figure, int | None] = {
        figure: small_number(_cell(row, columns[figure])) for figure in FIGURES if figure in columns
    }
    classes = [name for name in CLASSES if name in columns]
    total = sum(numbers[name] or 0 for name in classes)
    if numbers.get("services") == total:
        for name in classes:
            numbers[name] = numbers[name] or 0
    if "client" in columns and not key(_cell(row, columns["client"])):
        numbers["client"] = 0
    return Counts(*(numbers.get(figure) for figure in FIGURES))


def _cell(row: Row, column: int) -> str:
    return row.cells[column] if column < len(row.cells) else ""
