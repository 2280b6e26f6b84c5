"""Events as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from barzan.trail.canonical import instant
from barzan.trail.models import Event

COLUMNS = (
    "id", "at", "verb", "kind", "key", "version", "user", "person",
    "capacities", "system", "request_id", "why", "detail",
)  # fmt: skip
# A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: object) -> str:
    """``cell`` as text that no spreadsheet reads as a formula: an apostrophe stands before such a one."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_lines(events: Iterable[Event]) -> Iterator[str]:
    """The lines of the file, a header first; a byte-order mark stands before all, for spreadsheets."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for event in events:
        cells = [getattr(event, column) for column in COLUMNS]
        cells[1] = instant(event.at) if event.at else ""
        yield writer.writerow([safe(cell) for cell in cells])


class _Line:
    """What ``csv`` writes to: hands each line back."""

    def write(self, line: str) -> str:
        return line
