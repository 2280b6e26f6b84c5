"""The values of one input column, cut into pieces that no cell of the column tells apart. Pure.

A piece of an ordered kind is a point or an open interval between two neighbouring points; of texts, one text
or all the others. Each piece is known by a sample, which is also the example people read.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from barzan.feel.values import Value, YearsMonths, kind_of

#: The sample of all texts that no cell names.
OTHER = "…"
ORDERED = frozenset(
    {"number", "date", "time", "date and time", "days and time duration", "years and months duration"}
)
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Axis:
    """The pieces of one column; ``expression`` is what the column asks."""

    expression: str
    samples: tuple[Value, ...]

    @property
    def all(self) -> int:
        """Every piece, as a set of bits."""
        return (1 << len(self.samples)) - 1

    def mask(self, matches: Callable[[Value], bool]) -> int:
        """The pieces whose sample matches."""
        return sum(1 << place for place, sample in enumerate(self.samples) if matches(sample))

    def sample(self, mask: int) -> Value:
        """The first sample of a set of pieces, a plain one before null and before all the others."""
        found = [sample for place, sample in enumerate(self.samples) if mask >> place & 1]
        return next((each for each in found if each not in (None, OTHER)), found[0])


def axis(
    expression: str, kind: str, points: Iterable[Value], allowed: Callable[[Value], bool] | None
) -> Axis | None:
    """The axis of a column of type ``kind`` ("" or ``Any``: by its points) whose cells name ``points``.

    ``allowed`` bounds it to the values allowed. None where the points cannot be put in order.
    """
    points = list(points)
    kinds = {kind_of(point) for point in points if point is not None}
    kinds |= {kind} if kind not in ("", "Any") else set()
    try:
        samples = [sample for each in sorted(kinds) for sample in _samples(each, points)]
    except (TypeError, ArithmeticError):
        return None
    samples += [None] * any(point is None for point in points)
    if allowed is not None:
        samples = [sample for sample in samples if allowed(sample)]
    return Axis(expression, tuple(samples or [OTHER]))


def _samples(kind: str, points: Sequence[Value]) -> list[Value]:
    mine = [point for point in points if point is not None and kind_of(point) == kind]
    if kind == "boolean":
        return [True, False]
    if kind in ORDERED:
        return list(_cut(sorted(set(mine)), kind))
    named = list(dict.fromkeys(mine))
    return [*named, OTHER]


def _cut(points: list[Any], kind: str) -> Iterator[Value]:
    """A sample of each point and each interval round and between them that holds a value."""
    if not points:
        yield _MIDDLE[kind]
        return
    yield from _present(_before(points[0]))
    for low, high in pairwise(points):
        yield low
        yield from _present(_between(low, high))
    yield points[-1]
    yield from _present(_after(points[-1]))


def _present(sample: Value) -> Iterator[Value]:
    if sample is not None:
        yield sample


_MIDDLE: dict[str, Value] = {
    "number": Decimal(0),
    "date": datetime.date(2026, 3, 21),
    "time": datetime.time(12),
    "date and time": datetime.datetime(2026, 3, 21, 12),
    "days and time duration": _DAY,
    "years and months duration": YearsMonths(12),
}


def _before(point: Any) -> Value:
    """A value below ``point``; None where there is none."""
    if isinstance(point, datetime.time):
        return point.replace(hour=0, minute=0, second=0, microsecond=0) if _seconds(point) else None
    return _moved(point, -1)


def _after(point: Any) -> Value:
    """A value above ``point``; None where there is none."""
    if isinstance(point, datetime.time):
        last = point.replace(hour=23, minute=59, second=59, microsecond=999_999)
        return last if last > point else None
    return _moved(point, 1)


def _moved(point: Any, by: int) -> Value:
    if isinstance(point, Decimal):
        return point + by if point + by != point else None
    if isinstance(point, YearsMonths):
        return YearsMonths(point.total + by)
    try:
        return point + by * _DAY
    except OverflowError:
        return None


def _between(low: Any, high: Any) -> Value:
    """A value between two, a whole one where there is one; None where there is none."""
    if isinstance(low, Decimal):
        whole = Decimal(int(low.to_integral_value(rounding="ROUND_FLOOR")) + 1)
        return whole if low < whole < high else (low + high) / 2
    if isinstance(low, YearsMonths):
        return YearsMonths(low.total + 1) if low.total + 1 < high.total else None
    if isinstance(low, datetime.time):
        return _time_between(low, high)
    if isinstance(low, datetime.datetime) or not isinstance(low, datetime.date):
        middle = low + (high - low) / 2
        return middle if low < middle < high else None
    return low + _DAY if low + _DAY < high else None


def _time_between(low: datetime.time, high: datetime.time) -> Value:
    middle = (_seconds(low) + _seconds(high)) // 2
    found = low.replace(
        hour=middle // 3600, minute=middle // 60 % 60, second=middle % 60, microsecond=low.microsecond
    )
    return found if low < found < high else None


def _seconds(point: datetime.time) -> int:
    return point.hour * 3600 + point.minute * 60 + point.second
