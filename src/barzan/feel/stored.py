"""Values as JSON and back, exactly: what is stored of a running process, a decision, a register.

Whole numbers within 2^53 are JSON numbers, all other numbers ``{"@number": "1.5"}``; ``{"@date": …}``,
``{"@time": …}``, ``{"@date and time": …}``, ``{"@duration": …}``, ``{"@range": …}``. A context whose keys
begin with @ is kept apart as ``{"@context": {…}}``. Functions have no stored form.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from barzan.feel.limits import LIMITS
from barzan.feel.temporal import read_date, read_duration, read_moment, read_time, written
from barzan.feel.values import DECIMALS, Range, Unfit, Value, YearsMonths, adopted

Json = Any
_WHOLE = 2**53


def dump(value: Value) -> Json:
    """``value`` as JSON (dicts, lists, texts, ints, booleans, None).

    Raises ``Unfit`` (a ``ValueError``) for functions, for what is no FEEL value, and for more than 50,000
    members or 50 levels.
    """
    return _dumped(adopted(value, [LIMITS.items]))


def _dumped(value: Value) -> Json:
    kind = type(value)
    if value is None or kind is str or kind is bool:
        return value
    if kind is Decimal:
        return _number(value)
    if kind is tuple:
        return [_dumped(member) for member in value]
    if kind is dict:
        plain = {key: _dumped(member) for key, member in value.items()}
        return {"@context": plain} if any(key.startswith("@") for key in plain) else plain
    if kind is Range:
        ends = ("[" if value.low_included else "(") + ("]" if value.high_included else ")")
        return {"@range": [_dumped(value.low), _dumped(value.high), ends]}
    if name := _NAMES.get(kind):
        return {name: written(value)}
    raise Unfit(f"{kind.__name__} has no stored form")


def _number(value: Decimal) -> Json:
    if value == value.to_integral_value() and abs(value) <= _WHOLE:
        return int(value)
    return {"@number": str(value.normalize(DECIMALS))}


def load(stored: Json) -> Value:
    """The value that ``dump`` made ``stored`` of. Raises ``Unfit`` for what it never makes."""
    try:
        return adopted(_loaded(stored), [LIMITS.items])
    except Unfit:
        raise
    except Exception as error:
        raise Unfit(f"no stored value: {error}") from None


def _loaded(stored: Json) -> Value:
    if isinstance(stored, list):
        return tuple(_loaded(member) for member in stored)
    if not isinstance(stored, Mapping):
        return stored
    if len(stored) == 1:
        ((name, inner),) = stored.items()
        if name == "@context":
            return {key: _loaded(member) for key, member in inner.items()}
        if name == "@range":
            low, high, ends = inner
            return Range(_loaded(low), _loaded(high), ends[0] == "[", ends[1] == "]")
        if reader := _READERS.get(name):
            return reader(inner)
    if any(key.startswith("@") for key in stored):
        raise Unfit(f"no stored value: {sorted(stored)[0]}")
    return {key: _loaded(member) for key, member in stored.items()}


_NAMES: dict[type, str] = {
    datetime.date: "@date",
    datetime.time: "@time",
    datetime.datetime: "@date and time",
    datetime.timedelta: "@duration",
    YearsMonths: "@duration",
}
_READERS: dict[str, Callable[[str], Value]] = {
    "@number": DECIMALS.create_decimal,
    "@date": read_date,
    "@time": read_time,
    "@date and time": read_moment,
    "@duration": read_duration,
}
