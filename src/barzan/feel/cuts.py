"""Ranges as pairs of cuts in the order of their type.

A cut is just before or just after a value, or at one of the ends of the whole order; cuts of one type compare
as tuples. What tables say of ends that are included or not becomes one comparison.
"""

from __future__ import annotations

from typing import Any

from barzan.feel.values import Range, Value

Cut = tuple[Any, ...]
Span = tuple[Cut, Cut]
FIRST: Cut = (-1,)
LAST: Cut = (1,)


def before(value: Value) -> Cut:
    return (0, value, 0)


def after(value: Value) -> Cut:
    return (0, value, 1)


def span_of(value: Value) -> Span:
    """The cuts of a range, or of a value as the range of itself alone."""
    if type(value) is not Range:
        return before(value), after(value)
    low = FIRST if value.low is None else before(value.low) if value.low_included else after(value.low)
    high = LAST if value.high is None else after(value.high) if value.high_included else before(value.high)
    return low, high


def range_of(span: Span) -> Range:
    """The range between two cuts."""
    low, high = span
    first, last = low[1] if len(low) > 1 else None, high[1] if len(high) > 1 else None
    return Range(first, last, low[-1] == 0 and len(low) > 1, high[-1] == 1 and len(high) > 1)
