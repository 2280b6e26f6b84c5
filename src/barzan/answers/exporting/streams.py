"""The rows of a table as Arrow batches of texts, in the order of storage; personal ones are joined."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from barzan.answers import engine
from barzan.answers.core.columns import Column, Table
from barzan.answers.core.filters import answer_names
from barzan.answers.core.rows import rows as rows_of_answers
from barzan.answers.engine import Source
from barzan.answers.exporting.outputs import KEY, PARENT, Output
from barzan.answers.figures import Rows
from barzan.answers.models import Segment
from barzan.submissions.models import Personal, Submission

if TYPE_CHECKING:
    import pyarrow as pa

    from barzan.answers.engine import Numbers

CELLS_AT_ONCE = 300_000
Texts = dict[str, "pa.Array"]
Batches = Iterable[tuple[int, Texts]]
# The rows of a table, with what some of its columns need; can be asked again.
Read = Callable[[Sequence[Output]], Batches]
Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Selected:
    """The submissions wanted of all tables, by where they lie: in a segment, or fresh (None)."""

    source: Source
    parts: list[tuple[Segment | None, Numbers]]

    def count(self, table: Table) -> int:
        """How many rows a table has."""
        return sum(batch.num_rows for batch in self.rows(table, [".sid"], CELLS_AT_ONCE))

    def rows(self, table: Table, names: Sequence[str], size: int) -> Iterator[pa.RecordBatch]:
        """Those of the stored columns that are there, so many rows at once."""
        for segment, wanted in self.parts:
            if segment:
                yield from engine.batches(segment, table.path, names, size, wanted)
            elif len(wanted):
                for batch in self.source.fresh[table.path].to_batches(size):
                    yield from engine.only(batch, wanted)


def select(rows: Rows) -> Selected:
    """The submissions among the rows of the main table."""
    source, condition = rows.source, rows.condition
    parts = [
        (segment, engine.sids(source.opened, relation, condition.sql, condition.parameters))
        for segment, relation in source.parts(rows.table.path, rows.names)
    ]
    return Selected(source, parts)


def batches(selected: Selected, table: Table, found: Sequence[Output]) -> Iterator[tuple[int, Texts]]:
    """(rows, the texts by path of the question) of one batch after another."""
    columns = list({output.column.path: output.column for output in found}.values())
    stored = [column for column in columns if not column.personal]
    personal = [column for column in columns if column.personal]
    names = [".sid", ".key", *([".row"] if table.path else ())]
    names += [name for column in stored for name in answer_names(column)]
    size = max(200, CELLS_AT_ONCE // max(1, len(columns)))
    for batch in selected.rows(table, list(dict.fromkeys(names)), size):
        held = dict(zip(batch.schema.names, batch.columns, strict=True))
        texts = {column.path: _texts(column, table, held) for column in stored}
        if personal:
            texts |= _personal(held, personal)
        yield batch.num_rows, texts


def _texts(column: Column, table: Table, held: Texts) -> pa.Array:
    """The answers to a question; those under its older names where it has none under the newer ones."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if table.path and column is KEY:
        return _joined(held, ".row")
    if column is PARENT:
        return pc.if_else(pc.equal(held[".parent"], ""), held[".key"], _joined(held, ".parent"))
    there = [held[name] for name in answer_names(column) if name in held]
    if not there:
        return pa.nulls(len(held[".sid"]), pa.string())
    return there[0] if len(there) == 1 else pc.coalesce(*there)


def _joined(held: Texts, place: str) -> pa.Array:
    import pyarrow.compute as pc

    return pc.binary_join_element_wise(held[".key"], held[place], "/")


def _personal(held: Texts, columns: Sequence[Column]) -> Texts:
    """The personal answers to the rows of a batch, from the table in which they lie apart."""
    import pyarrow as pa

    sids = held[".sid"].to_pylist()
    places = held[".row"].to_pylist() if ".row" in held else [""] * len(sids)
    keys = list(zip(sids, places, strict=True))
    numbers = sorted(set(sids))
    current = dict(Submission.objects.filter(pk__in=numbers).values_list("pk", "current"))
    cells: dict[tuple[int, str], dict[str, str]] = {}
    for each in Personal.objects.filter(submission__in=numbers):
        if current.get(each.submission_id) == each.number:
            for row in rows_of_answers(each.answers):
                cells[each.submission_id, row.name] = row.cells
    found: dict[str, Any] = {}
    for column in columns:
        values = [_first(cells.get(key, {}), column.sources) for key in keys]
        found[column.path] = pa.array(values, pa.string())
    return found


def _first(cells: dict[str, str], names: Sequence[str]) -> str | None:
    return next((cells[name] for name in names if name in cells), None)
