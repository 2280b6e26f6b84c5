"""Equality and order of values (DMN 1.5, 10.3.2.4, tables 42, 53 and 54); null where it has none."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal

from barzan.feel.values import Range, Value, YearsMonths

Charge = Callable[[int], None]

_PLAIN = frozenset({Decimal, str, bool, datetime.date, datetime.timedelta, YearsMonths})
_ORDERED = frozenset({Decimal, str, datetime.date, datetime.timedelta, YearsMonths})
_CLOCKS = frozenset({datetime.time, datetime.datetime})


def equal(left: Value, right: Value, charge: Charge) -> bool | None:
    """``left = right``; null between values of different kinds. Every member compared is charged."""
    kind = type(left)
    if left is None or right is None:
        return left is right
    if kind is not type(right):
        return None
    if kind in _PLAIN:
        return bool(left == right)
    if kind in _CLOCKS:
        return None if (left.tzinfo is None) is not (right.tzinfo is None) else bool(left == right)
    charge(1)
    if kind is tuple:
        charge(len(left))
        return _equal_lists(left, right, charge)
    if kind is dict:
        return _equal_contexts(left, right, charge)
    return _equal_ranges(left, right, charge) if kind is Range else None


def _equal_lists(left: Value, right: Value, charge: Charge) -> bool:
    return len(left) == len(right) and all(
        equal(one, other, charge) is True for one, other in zip(left, right, strict=True)
    )


def _equal_contexts(left: Value, right: Value, charge: Charge) -> bool:
    return left.keys() == right.keys() and all(equal(left[key], right[key], charge) is True for key in left)


def _equal_ranges(left: Range, right: Range, charge: Charge) -> bool:
    return (
        (left.low_included, left.high_included) == (right.low_included, right.high_included)
        and equal(left.low, right.low, charge) is True
        and equal(left.high, right.high, charge) is True
    )


def less(left: Value, right: Value) -> bool | None:
    """``left < right``; null for what has no common order."""
    kind = type(left)
    if kind is type(right):
        if kind in _ORDERED:
            return bool(left < right)
        if kind in _CLOCKS and (left.tzinfo is None) is (right.tzinfo is None):
            return bool(left < right)
    return None


def at_most(left: Value, right: Value) -> bool | None:
    """``left <= right``."""
    above = less(right, left)
    return None if above is None else not above


def within(value: Value, span: Range) -> bool | None:
    """Whether ``value`` lies in the range; null where it cannot be compared with an end."""
    above = (
        True if span.low is None else at_most(span.low, value) if span.low_included else less(span.low, value)
    )
    below = (
        True
        if span.high is None
        else at_most(value, span.high)
        if span.high_included
        else less(value, span.high)
    )
    if above is None or below is None or value is None:
        return None
    return above and below
