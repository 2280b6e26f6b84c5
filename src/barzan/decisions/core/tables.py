"""Evaluates a decision table (DMN 1.5, chapter 8). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from barzan.decisions.core.hitting import Ambiguous, Hit, Row, named, result
from barzan.decisions.core.model import DecisionTable, Input, Literal, Output, Rule
from barzan.decisions.core.running import Run, Scope, TableHit
from barzan.decisions.core.types import allowed_values
from barzan.feel.values import Value

_OUTSIDE: Final = object()  # an input that is none of the values allowed


def table_value(run: Run, owner: str, table: DecisionTable, scope: Scope) -> Value:
    """What the table says; which of its rules hit is told to ``run``."""
    values = [_input(run, column, scope) for column in table.inputs]
    if any(value is _OUTSIDE for value in values):
        return None
    hits = [rule for rule in table.rules if _hits(run, rule, values, scope)]
    run.hit(TableHit(table.element, owner, tuple(rule.number for rule in hits)))
    if not hits and any(output.default for output in table.outputs):
        return _default(run, table, scope)
    rows = [Hit(rule.number, _row(run, table, rule, scope)) for rule in hits]
    try:
        return result(
            table, rows, [allowed_values(each.values, each.type, run.model) for each in table.outputs]
        )
    except Ambiguous as error:
        run.note(table.element, "table.ambiguous", error.fa, error.en)
        return None


def _input(run: Run, column: Input, scope: Scope) -> Value:
    value = run.literal(column.expression, scope)
    if value is not None and column.values and not run.matches(column.values, value, scope):
        fa, en = "مقدار ورودی میان مقدارهای مجاز نیست: {}", "The input is none of the values allowed: {}"
        allowed = column.values.text
        run.note(column.element, "input.values", fa.format(allowed), en.format(allowed))
        return _OUTSIDE
    return value


def _hits(run: Run, rule: Rule, values: Sequence[Value], scope: Scope) -> bool:
    return all(run.matches(test, value, scope) for test, value in zip(rule.tests, values, strict=True))


def _row(run: Run, table: DecisionTable, rule: Rule, scope: Scope) -> Row:
    cells = zip(table.outputs, rule.outputs, strict=True)
    return tuple(_output(run, output, cell, scope) for output, cell in cells)


def _output(run: Run, output: Output, cell: Literal, scope: Scope) -> Value:
    value = run.coerced(cell.element, run.literal(cell, scope), output.type)
    if value is not None and output.values and not run.matches(output.values, value, scope):
        fa, en = "نتیجه میان مقدارهای مجاز نیست: {}", "The output is none of the values allowed: {}"
        allowed = output.values.text
        run.note(cell.element, "output.values", fa.format(allowed), en.format(allowed))
        return None
    return value


def _default(run: Run, table: DecisionTable, scope: Scope) -> Value:
    """The default outputs, where no rule hits."""
    row = tuple(run.literal(each.default, scope) if each.default else None for each in table.outputs)
    return named(table, row)
