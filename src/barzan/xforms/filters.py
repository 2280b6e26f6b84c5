"""Predicates at run time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from barzan.xforms.codes import Code, plain, truth
from barzan.xforms.rows import Spot
from barzan.xforms.values import as_truth

Keeps = Callable[[Spot, int], bool]


def filtered(nodes: Callable[[Any], list[Any]], predicates: list[Code]) -> Callable[[Any], list[Any]]:
    """The nodes for which all ``predicates`` hold, one after the other (XPath 1.0, 2.4)."""
    tests = [_test(code) for code in predicates]

    def run(x: Any) -> list[Any]:
        found = nodes(x)
        row = x.row
        for test in tests:
            x.run.charge(len(found))
            size = len(found)
            found = [node for at, node in enumerate(found, 1) if test(Spot(node, row, at, size), at)]
        return found

    return run


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
