"""Distributions and cross-tables of the live rows: asked of DuckDB, reckoned by the core."""

# Names in SQL are quoted by ``filters.quoted``, values are parameters.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from barzan.answers.core import distributions as core
from barzan.answers.core.columns import Column, Table
from barzan.answers.core.distributions import Distribution, Numbers
from barzan.answers.core.filters import (
    KEY,
    Condition,
    answer_names,
    expression,
    stored_names,
    together,
)
from barzan.answers.engine import Source

MOST_GROUPS = 12
MOST_CHOICES = 200
MOST_DAYS = 40_000
CROSSABLE = ("one", "many", "text")


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows that a figure counts: those of a table under a condition, which reads ``names``."""

    source: Source
    table: Table
    condition: Condition
    names: tuple[str, ...]

    def of(self, *columns: Column, keys: bool = False) -> str:
        """SQL of the rows with the columns of some questions (with ``keys`` their search keys)."""
        names = stored_names if keys else answer_names
        wanted = [name for column in columns for name in names(column)]
        relation = self.source.relation(self.table.path, [*self.names, *wanted])
        return f"{relation} AS r WHERE {self.condition.sql}"

    def asked_in(self, column: Column, versions: Sequence[int]) -> Rows:
        """Only rows of the versions that ask the question."""
        if column.is_fact or set(column.versions) >= set(versions):
            return self
        marks = ", ".join("?" for _ in column.versions)
        asked = Condition(f'".version" IN ({marks})', tuple(str(each) for each in column.versions))
        return Rows(
            self.source,
            self.table,
            together([self.condition, asked]),
            tuple(dict.fromkeys((*self.names, ".version"))),
        )


def distribution(rows: Rows, column: Column) -> Distribution:
    """All answers to a question together."""
    match column.kind:
        case "number":
            return _numbers(rows, column)
        case "text":
            return _texts(rows, column)
        case "many":
            return _many(rows, column)
        case "rank":
            return _ranks(rows, column)
        case "date" | "moment":
            return _days(rows, column)
        case "point" | "shape" | "file":
            return Distribution(column, *_presence(rows, column))
    return _ones(rows, column)


def _presence(rows: Rows, column: Column) -> tuple[int, int]:
    """(answered, not answered)."""
    sql = f"SELECT count({expression(column)}), count(*) FROM {rows.of(column)}"
    answered, total = rows.source.ask(sql, rows.condition)[0]
    return answered, total - answered


def _counts(rows: Rows, column: Column, value: str) -> dict[str | None, int]:
    """How often each value stands; None is no answer."""
    grouped = f"SELECT {value} AS v, count(*) AS n FROM {rows.of(column)} GROUP BY v"
    return dict(rows.source.ask(f"{grouped} ORDER BY n DESC LIMIT {MOST_DAYS}", rows.condition))


def _ones(rows: Rows, column: Column) -> Distribution:
    hours = column.kind == "time"
    counts = _counts(rows, column, f"left({expression(column)}, 2)" if hours else expression(column))
    missing = counts.pop(None, 0)
    values = {value: count for value, count in counts.items() if value is not None}
    found = core.of_hours(column, values) if hours else core.of_choices(column, values)
    parts, others, rest = _most(found)
    return Distribution(column, sum(values.values()), missing, parts, others=others, rest=rest)


def _most(parts: tuple[core.Part, ...]) -> tuple[tuple[core.Part, ...], int, int]:
    """(the parts to show, how many others there are, how many answers stand in them)."""
    if len(parts) <= MOST_CHOICES:
        return parts, 0, 0
    ordered = sorted(parts, key=lambda part: -part.count)
    shown, others = ordered[:MOST_CHOICES], ordered[MOST_CHOICES:]
    return tuple(shown), len(others), sum(part.count for part in others)


def _grouped(rows: Rows, column: Column) -> str:
    """SQL of the different answers with their counts."""
    return f"SELECT {expression(column)} AS q, count(*) AS n FROM {rows.of(column)} GROUP BY q"


def _many(rows: Rows, column: Column) -> Distribution:
    sql = (
        f"WITH g AS MATERIALIZED ({_grouped(rows, column)}) "
        "SELECT NULL AS v, n FROM g WHERE q IS NULL UNION ALL SELECT '', sum(n) FROM g WHERE q IS NOT NULL "
        "UNION ALL SELECT v, sum(n) FROM (SELECT unnest(list_distinct(string_split(q, ' '))) AS v, n FROM g) "
        "WHERE v <> '' GROUP BY v"
    )
    counts = dict(rows.source.ask(sql, rows.condition))
    missing, answered = counts.pop(None, 0), counts.pop("", 0) or 0
    parts, others, rest = _most(
        core.of_choices(column, {value: int(count) for value, count in counts.items()})
    )
    return Distribution(column, int(answered), missing, parts, others=others, rest=rest)


def _ranks(rows: Rows, column: Column) -> Distribution:
    sql = (
        f"WITH g AS MATERIALIZED ({_grouped(rows, column)}) "
        "SELECT NULL AS v, count(q) AS p, sum(n)::BIGINT AS n FROM g GROUP BY q IS NULL UNION ALL "
        "SELECT v, p, sum(n)::BIGINT FROM (SELECT unnest(string_split(q, ' ')) AS v, "
        "generate_subscripts(string_split(q, ' '), 1) AS p, n FROM g WHERE q IS NOT NULL) GROUP BY v, p"
    )
    counts = rows.source.ask(sql, rows.condition)
    answered = sum(n for v, p, n in counts if v is None and p)
    missing = sum(n for v, p, n in counts if v is None and not p)
    placed = [each for each in counts if each[0] is not None]
    return Distribution(column, answered, missing, core.of_ranks(column, placed))


def _days(rows: Rows, column: Column) -> Distribution:
    counts = _counts(rows, column, f"left({expression(column)}, 10)")
    missing = counts.pop(None, 0)
    parts, unreadable = core.of_days(column, [(day, count) for day, count in counts.items() if day])
    return Distribution(column, sum(counts.values()), missing, parts, unreadable=unreadable)


SUMMARY = """
SELECT (SELECT sum(n) FROM g WHERE q IS NULL), (SELECT sum(n) FROM g WHERE q IS NOT NULL AND v IS NULL),
  max(t), min(v), max(v), sum(v * n) / max(t),
  sqrt(greatest(0, sum(v * v * n) / max(t) - (sum(v * n) / max(t)) ^ 2)),
  (min(v) FILTER (2 * s >= t) + min(v) FILTER (2 * s > t)) / 2
FROM (SELECT v, n, sum(n) OVER (ORDER BY v) AS s, sum(n) OVER () AS t FROM g WHERE v IS NOT NULL)
"""


def _numbers(rows: Rows, column: Column) -> Distribution:
    value = "CASE WHEN isfinite(TRY_CAST(q AS DOUBLE)) THEN TRY_CAST(q AS DOUBLE) END"
    grouped = f"SELECT q, {value} AS v, n FROM ({_grouped(rows, column)})"
    rows.source.rows(f"CREATE OR REPLACE TEMP TABLE g AS {grouped}", rows.condition.parameters)
    missing, unreadable, total, low, high, mean, deviation, median = rows.source.one(SUMMARY)
    if not total:
        return Distribution(column, int(unreadable or 0), int(missing or 0), unreadable=int(unreadable or 0))
    first, width, bins = core.edges(low, high, whole=column.whole)
    counts = rows.source.rows(
        "SELECT least(greatest(floor((v - ?) / ?), 0), ?)::INTEGER AS b, sum(n)::BIGINT "
        "FROM g WHERE v IS NOT NULL GROUP BY b",
        (first, width, bins - 1),
    )
    return Distribution(
        column,
        int(total) + int(unreadable or 0),
        int(missing or 0),
        core.of_bins(column, first, width, bins, dict(counts)),
        Numbers(low, median, mean, high, deviation),
        int(unreadable or 0),
    )


def _texts(rows: Rows, column: Column) -> Distribution:
    """Spellings of one search key are one group, called by the most frequent of them; one scan for all."""
    text, keyed = expression(column), not column.is_fact
    key = f"nullif({expression(column, KEY)}, '')" if keyed else text
    spelled = (
        f"SELECT {key} AS k, {text} AS t, count(*) AS n FROM {rows.of(column, keys=keyed)} GROUP BY k, t"
    )
    sql = (
        "SELECT k, max_by(t, n), sum(n)::BIGINT AS n, count(t), count(k) OVER (), "
        f"sum(sum(n)) FILTER (k IS NOT NULL) OVER () FROM ({spelled}) GROUP BY k "
        f"ORDER BY k IS NULL DESC, 3 DESC, k LIMIT {MOST_GROUPS + 1}"
    )
    found = rows.source.ask(sql, rows.condition)
    missing = sum(n for k, _, n, *_ in found if k is None)
    shown = [(k, t, n, spellings) for k, t, n, spellings, *_ in found if k is not None][:MOST_GROUPS]
    groups, answered = (found[0][4], int(found[0][5] or 0)) if found else (0, 0)
    rest = answered - sum(n for _, _, n, _ in shown)
    parts = core.of_texts(column, shown)
    return Distribution(column, answered, missing, parts, others=groups - len(shown), rest=rest)


@dataclass(frozen=True, slots=True)
class Cross:
    """Two questions against each other: counts by (value of the first, value of the second)."""

    down: Column
    across: Column
    lines: tuple[str, ...]
    heads: tuple[str, ...]
    counts: dict[tuple[str, str], int]

    def of_line(self, line: str) -> int:
        """All of a line that gave an answer to the second question."""
        return sum(self.counts.get((line, head), 0) for head in self.heads)


def cross(rows: Rows, down: Column, across: Column) -> Cross:
    """How often each answer to one question came with each answer to another; at most 30 of each."""
    first, second = expression(down), expression(across)
    pair = f"SELECT {first} AS a, {second} AS b, count(*) AS n FROM {rows.of(down, across)} GROUP BY a, b"
    unnested = f"SELECT {_each(down, 'a')} AS a, b, n FROM ({pair}) WHERE a IS NOT NULL AND b IS NOT NULL"
    sql = (
        f"SELECT a, b, sum(n)::BIGINT FROM (SELECT a, {_each(across, 'b')} AS b, n FROM ({unnested})) "
        "GROUP BY a, b ORDER BY 3 DESC LIMIT 2000"
    )
    counts = {(a, b): n for a, b, n in rows.source.ask(sql, rows.condition)}
    return Cross(
        down, across, _order(down, [a for a, _ in counts]), _order(across, [b for _, b in counts]), counts
    )


def _value(column: Column) -> str:
    return expression(column)


def _each(column: Column, name: str) -> str:
    return f"unnest(string_split({name}, ' '))" if column.kind == "many" else name


def _order(column: Column, values: Sequence[str]) -> tuple[str, ...]:
    """Values that came, in the order of the choices; then others, most often first."""
    came = list(dict.fromkeys(values))
    offered = [value for value in column.choices if value in set(came)]
    return tuple([*offered, *(value for value in came if value not in column.choices)][:30])
