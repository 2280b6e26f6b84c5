"""Answers as Arrow tables: all stored as the text of XForms, so that nothing that arrived is lost.

The one place that knows how the stored tables look:

    .sid .at          the submission, the moment of its arrival (microseconds)
    .row .parent      in a repeat: where the row stands, and the row around it
    .key .received .state .broken .via .version .unit .place   facts, in every table: none is joined
    .sought           the text answers of the row as the search compares them
    <path> <path> key  a question's answer; beside a text answer its search key
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from barzan.answers.core.columns import Column, Layout, Table
from barzan.answers.core.filters import KEY, stored_as
from barzan.answers.core.rows import Row, answered, sought
from barzan.persian import search_key
from barzan.submissions.models import Submission
from barzan.submissions.queries import Row as Arrived

if TYPE_CHECKING:
    import pyarrow as pa

NUMBERS = (".sid", ".at")
FACTS = (".key", ".received", ".state", ".broken", ".via", ".version", ".unit", ".place")
PLACES = (".row", ".parent")
SOUGHT = ".sought"
LONGEST_KEYED = 300


def names_of(table: Table) -> list[str]:
    """The columns of a stored table, in order."""
    return [stored_as(name) for name in _names(table)]


def _names(table: Table) -> list[str]:
    """What stands in the columns of a stored table."""
    names = [*NUMBERS, *(PLACES if table.path else ()), *FACTS, SOUGHT]
    for column in stored(table):
        for source in column.sources:
            names.append(source)
            if column.kind == "text":
                names.append(source + KEY)
    return names


def stored(table: Table) -> list[Column]:
    """The questions of a table that may be stored: no personal ones."""
    return [column for column in table.columns if not column.personal]


class Batch:
    """Rows of all tables of a form on their way into Arrow."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.tables: dict[str, _Growing] = {table.path: _Growing(table) for table in layout.tables}
        self.seen: set[int] = set()

    def add(self, arrived: Arrived) -> None:
        """Takes a submission with all its rows."""
        submission = arrived.submission
        self.seen.add(submission.pk)
        known = facts_of(submission, arrived.version)
        for table, row in answered(self.layout, arrived.answers):
            self.tables[table.path].add(known, row)

    def arrow(self) -> dict[str, pa.Table]:
        """The tables by their paths."""
        return {path: growing.arrow() for path, growing in self.tables.items()}


class _Growing:
    def __init__(self, table: Table) -> None:
        self.table = table
        self.numbers: list[tuple[int, ...]] = []
        self.cells: list[Mapping[str, str]] = []

    def add(self, known: tuple[tuple[int, ...], Mapping[str, str]], row: Row) -> None:
        numbers, facts = known
        own = {".row": row.name, ".parent": row.parent} if row.table else {}
        self.numbers.append(numbers)
        self.cells.append(row.cells | facts | own | {SOUGHT: sought(self.table, row.cells)})

    def arrow(self) -> pa.Table:
        import pyarrow as pa

        columns: dict[str, Any] = {
            name: pa.array([numbers[place] for numbers in self.numbers], pa.int64())
            for place, name in enumerate(NUMBERS)
        }
        for name in _names(self.table)[len(NUMBERS) :]:
            columns[stored_as(name)] = pa.array(list(_texts(name, self.cells)), pa.string())
        return pa.table(columns)


def _texts(name: str, cells: Iterable[Mapping[str, str]]) -> Iterable[str | None]:
    if not name.endswith(KEY):
        return (row.get(name) for row in cells)
    path = name.removesuffix(KEY)
    return (search_key(row[path][:LONGEST_KEYED]) if path in row else None for row in cells)


def facts_of(submission: Submission, version: int) -> tuple[tuple[int, ...], dict[str, str]]:
    """(the numbers, the facts) of a submission as the tables store them; its moment is local."""
    received = submission.received_at
    facts = {
        ".key": submission.key,
        ".received": timezone.localtime(received).isoformat(timespec="seconds")[:19],
        ".state": submission.state,
        ".broken": "true" if submission.broken else "false",
        ".via": submission.via,
        ".version": str(version),
        ".unit": submission.unit_path,
        ".place": submission.place_path,
    }
    return (submission.pk, moment_of(received)), facts


def moment_of(at: datetime) -> int:
    """A moment as the tables have it: microseconds since 1970."""
    return int(at.timestamp() * 1_000_000)


def tables_of(layout: Layout, rows: Iterable[Arrived]) -> dict[str, pa.Table]:
    """Some submissions as Arrow tables."""
    batch = Batch(layout)
    for row in rows:
        batch.add(row)
    return batch.arrow()
