"""Predicates at run time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from barzan.xforms.codes import Code, plain, truth
from barzan.xforms.rows import Row, Spot
from barzan.xforms.values import as_truth

Keeps = Callable[[Spot, int], bool]


def filtered(nodes: Callable[[Any], list[Any]], predicates: list[Code]) -> Callable[[Any], list[Any]]:
    """The nodes for which all ``predicates`` hold, one after the other (XPath 1.0, 2.4)."""
    tests = [_test(code) for code in predicates]
    return lambda x: _passing(nodes(x), tests, x)


def filtered_by_parent(
    nodes: Callable[[Any], list[Any]], predicates: list[Code]
) -> Callable[[Any], list[Any]]:
    """The same for a step: positions are counted among the nodes of one parent."""
    tests = [_test(code) for code in predicates]

    def run(x: Any) -> list[Any]:
        families: dict[tuple[int, Any], list[Any]] = {}
        for node in nodes(x):
            families.setdefault(_parent(node), []).append(node)
        return [node for family in families.values() for node in _passing(family, tests, x)]

    return run


def _parent(node: tuple[Row, int]) -> tuple[int, Any]:
    row, index = node
    return id(row.up if index == 0 else row), row.scope.slots[index].node.parent


def _passing(found: list[Any], tests: list[Keeps], x: Any) -> list[Any]:
    row = x.row
    for test in tests:
        x.run.charge(len(found))
        size = len(found)
        found = [node for at, node in enumerate(found, 1) if test(Spot(node, row, at, size), at)]
    return found


def _test(code: Code) -> Keeps:
    """A number is a position, anything else true or false."""
    if code.kind == "number":
        run = code.run
        return lambda spot, at: bool(run(spot) == at)
    if code.kind == "any":
        value = plain(code)

        def either(spot: Spot, at: int) -> bool:
            found = value(spot)
            return found == at if type(found) is float else as_truth(found)

        return either
    holds = truth(code)
    return lambda spot, at: holds(spot)
