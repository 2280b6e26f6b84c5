"""Which values unary tests accept, as ranges in order: for the analysis of gaps and overlaps.

Union and complement are sorting of cuts (``cuts``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from barzan.feel import nodes
from barzan.feel.comparing import at_most
from barzan.feel.compiling import Compiler
from barzan.feel.cuts import FIRST, LAST, Span, after, before, range_of, span_of
from barzan.feel.errors import Spent
from barzan.feel.limits import LIMITS
from barzan.feel.nodes import Node
from barzan.feel.running import Budget, Run, Scope
from barzan.feel.values import Range, Unfit, Value, adopted


def of_tests(tests: Sequence[Node], negated: bool) -> tuple[Range, ...] | None:
    """The values that ``tests`` accept, or all others when ``negated``; None where they cannot be named."""
    spans: list[Span] = []
    for test in tests:
        found = _of_test(test)
        if found is None:
            return None
        spans += found
    values = [cut[1] for span in spans for cut in span if len(cut) > 1]
    if any(type(value) is bool for value in values):
        return _of_booleans(values, negated) if all(type(value) is bool for value in values) else None
    if any(at_most(values[0], value) is None for value in values):
        return None
    united = _united(spans)
    return tuple(range_of(span) for span in (_complement(united) if negated else united))


def _of_booleans(values: Iterable[Value], negated: bool) -> tuple[Range, ...]:
    wanted = {False, True} - set(values) if negated else set(values)
    return tuple(Range(value, value) for value in sorted(wanted))


def _of_test(test: Node) -> list[Span] | None:
    if not isinstance(test, nodes.Test):
        return _of_value(*_constant(test))
    known, end = _constant(test.right)
    if not known or not _orderable(end):
        return None
    match test.operator:
        case "<":
            return [(FIRST, before(end))]
        case "<=":
            return [(FIRST, after(end))]
        case ">":
            return [(after(end), LAST)]
        case ">=":
            return [(before(end), LAST)]
        case "=":
            return [span_of(end)]
        case _:
            return None if type(end) is bool else [(FIRST, before(end)), (after(end), LAST)]


def _of_value(known: bool, value: Value) -> list[Span] | None:
    if not known:
        return None
    if type(value) is tuple:
        parts = [_of_value(True, member) for member in value]
        return None if None in parts else [span for part in parts if part for span in part]
    return [span_of(value)] if type(value) is Range or _orderable(value) else None


def _orderable(value: Value) -> bool:
    return type(value) is bool or at_most(value, value) is not None


def _constant(node: Node) -> tuple[bool, Value]:
    """Whether ``node`` has a value without any name, and the value."""
    compiler = Compiler()
    compiled = compiler.compile(node)
    if compiler.free:
        return False, None
    try:
        # Small ones only: a list may hold itself many times over.
        return True, adopted(compiled(Scope(Run(Budget(10_000), LIMITS, None), {}, None)), [1_000])
    except (Spent, Unfit, RecursionError):
        return False, None


def _united(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for low, high in sorted(span for span in spans if span[0] < span[1]):
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found


def _complement(spans: Iterable[Span]) -> list[Span]:
    cuts = [FIRST, *(cut for span in spans for cut in span), LAST]
    return [(low, high) for low, high in zip(cuts[::2], cuts[1::2], strict=True) if low < high]
