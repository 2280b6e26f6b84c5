"""What the hit policies make of the rules that hit (DMN 1.5, 8.2.8). Pure.

A row of results is a tuple, one value an output column, in the order of the columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from barzan.decisions.core.model import Aggregation, DecisionTable, HitPolicy
from barzan.decisions.core.sums import aggregated, same
from barzan.feel.values import Value

Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that hit and what it gives."""

    number: int
    row: Row


class Ambiguous(ValueError):
    """More rules hit than the policy allows, or they disagree."""

    def __init__(self, fa: str, en: str) -> None:
        super().__init__(en)
        self.fa, self.en = fa, en


def result(table: DecisionTable, hits: Sequence[Hit], allowed: Sequence[Row]) -> Value:
    """The value of a table whose ``hits`` are in the order of the rules.

    ``allowed`` gives for each output column the values allowed, the highest priority first. Raises
    ``Ambiguous`` where UNIQUE has several hits or ANY unequal ones.
    """
    if not hits:
        return _nothing(table)
    if table.policy.single:
        return named(table, _chosen(table.policy, hits, allowed).row)
    return _collected(table, _ordered(hits, allowed) if table.policy is HitPolicy.OUTPUT_ORDER else hits)


def _nothing(table: DecisionTable) -> Value:
    """Without a hit: an empty list, a count of 0, else null."""
    if table.policy.single or table.aggregation in (Aggregation.SUM, Aggregation.MIN, Aggregation.MAX):
        return None
    return aggregated(Aggregation.COUNT, ()) if table.aggregation is Aggregation.COUNT else ()


def _chosen(policy: HitPolicy, hits: Sequence[Hit], allowed: Sequence[Row]) -> Hit:
    first, *others = hits
    numbers = ", ".join(str(hit.number) for hit in hits)
    if policy is HitPolicy.UNIQUE and others:
        raise Ambiguous(
            f"قاعدهٔ «یکتا» یک ردیف می‌خواهد ولی ردیف‌های {numbers} با هم برخورد کردند.",
            f"The policy UNIQUE wants one rule, but rules {numbers} hit together.",
        )
    if policy is HitPolicy.ANY and not all(same(hit.row, first.row) for hit in others):
        raise Ambiguous(
            f"قاعدهٔ «هرکدام» نتیجهٔ یکسان می‌خواهد ولی ردیف‌های {numbers} نتیجه‌های گوناگون دارند.",
            f"The policy ANY wants equal results, but rules {numbers} give different ones.",
        )
    return _ordered(hits, allowed)[0] if policy is HitPolicy.PRIORITY else first


def _ordered(hits: Sequence[Hit], allowed: Sequence[Row]) -> list[Hit]:
    """The hits by decreasing priority of their outputs, compared column after column."""

    def place(hit: Hit) -> tuple[int, ...]:
        return tuple(_rank(value, values) for value, values in zip(hit.row, allowed, strict=True) if values)

    return sorted(hits, key=place)


def _rank(value: Value, allowed: Row) -> int:
    """A value that is not among the allowed ones comes last."""
    return next((place for place, each in enumerate(allowed) if same(each, value)), len(allowed))


def _collected(table: DecisionTable, hits: Sequence[Hit]) -> Value:
    if table.policy is not HitPolicy.COLLECT or table.aggregation is Aggregation.LIST:
        return tuple(named(table, hit.row) for hit in hits)
    if len(table.outputs) == 1 or table.aggregation is Aggregation.COUNT:
        return aggregated(table.aggregation, [hit.row[0] for hit in hits])
    columns = zip(*(hit.row for hit in hits), strict=True)
    return named(table, tuple(aggregated(table.aggregation, column) for column in columns))


def named(table: DecisionTable, row: Row) -> Value:
    """One output is its value; several are a context by their names."""
    if len(row) == 1:
        return row[0]
    return {output.name: value for output, value in zip(table.outputs, row, strict=True)}
