"""The rows of a table as Arrow batches of texts, in the order of storage; personal ones are joined."""

# Names in SQL are quoted by ``filters.quoted``, values are parameters.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from barzan.answers.core.columns import Column, Table
from barzan.answers.core.filters import Condition, answer_names, expression, quoted, together
from barzan.answers.core.rows import rows as rows_of_answers
from barzan.answers.exporting.outputs import KEY, PARENT, Output
from barzan.answers.queries import Look
from barzan.submissions.models import Personal, Submission

if TYPE_CHECKING:
    import pyarrow as pa

CELLS_AT_ONCE = 200_000
Texts = dict[str, "pa.Array"]
Batches = Iterable[tuple[int, Texts]]
# The rows of a table, with what some of its columns need; can be asked again.
Read = Callable[[Sequence[Output]], Batches]
Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Selected:
    """Which rows of all tables are wanted: those of submissions that pass the condition."""

    look: Look
    condition: Condition
    names: tuple[str, ...]

    def relation(self, table: Table, names: Sequence[str]) -> tuple[str, Condition]:
        """(SQL of the table, condition on its rows)."""
        source = self.look.source
        if not table.path:
            return source.relation("", [*self.names, *names]), self.condition
        main = source.relation("", self.names)
        chosen = f'".sid" IN (SELECT ".sid" FROM {main} AS m WHERE {self.condition.sql})'
        return source.relation(table.path, [".sid", *names]), together(
            [Condition(chosen, self.condition.parameters)]
        )

    def count(self, table: Table) -> int:
        """How many rows a table has."""
        relation, condition = self.relation(table, [".sid"])
        found: int = self.look.source.ask(
            f"SELECT count(*) FROM {relation} AS r WHERE {condition.sql}", condition
        )[0][0]
        return found


def batches(selected: Selected, table: Table, found: Sequence[Output]) -> Iterator[tuple[int, Texts]]:
    """(rows, the texts by path of the question) of one batch after another."""
    columns = list({output.column.path: output.column for output in found}.values())
    stored = [column for column in columns if not column.personal]
    names = [name for column in stored for name in answer_names(column)]
    if table.path:
        names.append(".row")
    relation, condition = selected.relation(table, [*names, ".key"])
    wanted = ", ".join(f"{_text(column, table)} AS {quoted(column.path)}" for column in stored)
    row = '".row"' if table.path else "''"
    sql = f'SELECT ".sid" AS "sid ", {row} AS "row ", {wanted} FROM {relation} AS r WHERE {condition.sql}'
    size = max(200, CELLS_AT_ONCE // max(1, len(columns)))
    reader = selected.look.source.opened.execute(sql, list(condition.parameters)).to_arrow_reader(size)
    personal = [column for column in columns if column.personal]
    paths = ["sid ", "row ", *(column.path for column in stored)]
    for batch in reader:
        texts = dict(zip(paths, batch.columns, strict=True))
        if personal:
            texts |= _personal(texts, personal)
        yield batch.num_rows, texts


def _text(column: Column, table: Table) -> str:
    if not table.path:
        return expression(column)
    if column is KEY:
        return '".key" || \'/\' || ".row"'
    if column is PARENT:
        return 'CASE WHEN ".parent" = \'\' THEN ".key" ELSE ".key" || \'/\' || ".parent" END'
    return expression(column)


def _personal(texts: Texts, columns: Sequence[Column]) -> Texts:
    """The personal answers to the rows of a batch, from the table in which they lie apart."""
    import pyarrow as pa

    keys = list(zip(texts["sid "].to_pylist(), texts["row "].to_pylist(), strict=True))
    numbers = sorted({sid for sid, _ in keys})
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
