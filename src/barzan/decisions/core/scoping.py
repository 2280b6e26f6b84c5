"""Which names an expression may use where it stands, and which it uses that nothing gives. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from barzan.decisions.core.model import (
    Boxed,
    Context,
    Decision,
    DecisionTable,
    Filter,
    Function,
    Iteration,
    Knowledge,
    Literal,
    Model,
    Test,
    inner,
)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that nothing gives, and the expression that uses it."""

    name: str
    used_by: Literal | Test


def visible(model: Model, owner: Decision | Knowledge) -> frozenset[str]:
    """The names that the requirements of ``owner`` give it (DMN 1.5, 6.3.4: no more than these)."""
    required = owner.knowledge
    if isinstance(owner, Decision):
        required += owner.inputs + owner.decisions
    found = (model.elements.get(id) for id in required)
    return frozenset(each.variable.name for each in found if each)


def unknown_names(boxed: Boxed, scope: frozenset[str]) -> Iterator[Unknown]:
    """The names that the expression uses and neither ``scope`` nor its own parts give."""
    match boxed:
        case Literal():
            yield from _missing(boxed, scope)
        case DecisionTable():
            yield from _in_table(boxed, scope)
        case Context():
            for entry in boxed.entries:
                yield from unknown_names(entry.value, scope)
                scope |= {entry.variable.name}
        case Function():
            names = {each.name for each in boxed.parameters}
            if boxed.body:
                yield from unknown_names(boxed.body, scope | names)
        case Iteration():
            yield from unknown_names(boxed.source, scope)
            yield from unknown_names(boxed.body, scope | {boxed.variable.name, "partial"})
        case Filter():
            # Within a filter the members of each item are names too; which, only the values say.
            yield from unknown_names(boxed.source, scope)
        case _:
            for part in inner(boxed):
                yield from unknown_names(part, scope)


def _in_table(table: DecisionTable, scope: frozenset[str]) -> Iterator[Unknown]:
    for column in table.inputs:
        yield from _missing(column.expression, scope)
    for output in table.outputs:
        if output.default:
            yield from _missing(output.default, scope)
    for rule in table.rules:
        cells: tuple[Literal | Test, ...] = (*rule.tests, *rule.outputs)
        for cell in cells:
            yield from _missing(cell, scope)


def _missing(used_by: Literal | Test, scope: frozenset[str]) -> Iterator[Unknown]:
    names = used_by.feel.needs if used_by.feel else frozenset()
    for name in sorted(names - scope):
        yield Unknown(name, used_by)
