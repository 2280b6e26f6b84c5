"""What stands after a dot: members of contexts and the parts of dates, times, durations and ranges.

DMN 1.5, 10.3.2.15 and table 65.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from barzan.feel.errors import Failing
from barzan.feel.running import Run
from barzan.feel.values import Range, Value, YearsMonths, kind_of

_SECOND = timedelta(seconds=1)


def member(value: Value, name: str, run: Run) -> Value:
    """``value.name``; of a list the list of its members' ones. Raises ``Failing``."""
    kind = type(value)
    if kind is tuple:
        run.charge(len(value))
        return tuple([_silent(one, name, run) for one in value])
    if kind is dict:
        if name in value:
            return value[name]
        raise Failing(
            f"زمینه عضوی به نام «{name}» ندارد؛ املای آن را وارسی کنید.",
            f"The context has no member “{name}”; check its spelling.",
        )
    if found := _PARTS.get(kind, {}).get(name):
        return found(value)
    raise Failing(f"{kind_of(value)} بخشی به نام «{name}» ندارد.", f"{kind_of(value)} has no part “{name}”.")


def _silent(value: Value, name: str, run: Run) -> Value:
    try:
        return member(value, name, run)
    except Failing:
        return None


def _offset(value: datetime.datetime | datetime.time) -> Value:
    return value.utcoffset()


def _zone(value: datetime.datetime | datetime.time) -> Value:
    return value.tzinfo.key if isinstance(value.tzinfo, ZoneInfo) else None


def _signed(part: Callable[[timedelta], int]) -> Callable[[timedelta], Decimal]:
    """A part of a duration with the duration's sign."""
    return lambda span: Decimal(-part(-span) if span < timedelta() else part(span))


def _seconds(span: timedelta) -> Decimal:
    length = abs(span)
    exact = Decimal(length.seconds % 60) + Decimal(length.microseconds).scaleb(-6)
    return -exact if span < timedelta() else exact


_DATE: dict[str, Callable[[Value], Value]] = {
    "year": lambda day: Decimal(day.year),
    "month": lambda day: Decimal(day.month),
    "day": lambda day: Decimal(day.day),
    "weekday": lambda day: Decimal(day.isoweekday()),
}
_TIME: dict[str, Callable[[Value], Value]] = {
    "hour": lambda clock: Decimal(clock.hour),
    "minute": lambda clock: Decimal(clock.minute),
    "second": lambda clock: Decimal(clock.second),
    "time offset": _offset,
    "timezone": _zone,
}
_PARTS: dict[type, dict[str, Callable[[Value], Value]]] = {
    datetime.date: _DATE,
    datetime.time: _TIME,
    datetime.datetime: _DATE | _TIME,
    YearsMonths: {
        "years": lambda span: Decimal(span.years),
        "months": lambda span: Decimal(span.months),
    },
    timedelta: {
        "days": _signed(lambda span: span.days),
        "hours": _signed(lambda span: span.seconds // 3600),
        "minutes": _signed(lambda span: span.seconds // 60 % 60),
        "seconds": _seconds,
    },
    Range: {
        "start": lambda span: span.low,
        "end": lambda span: span.high,
        "start included": lambda span: span.low_included,
        "end included": lambda span: span.high_included,
    },
}
