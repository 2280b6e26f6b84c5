"""The values of FEEL as plain Python values (DMN 1.5, 10.3.2.2 and 10.3.2.3).

number: ``Decimal`` of 34 digits; string: ``str``; boolean: ``bool``; null: ``None``; date, time, date and
time: ``datetime.date``, ``time``, ``datetime``; days and time duration: ``timedelta``; years and months
duration: ``YearsMonths``; list: ``tuple`` (lists are taken as well); context: ``dict`` with text keys (any
``Mapping`` is taken); range: ``Range``; function: ``Function``.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import (
    ROUND_HALF_EVEN,
    Clamped,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)
from typing import Any

Value = Any

#: IEEE 754-2008 decimal128, as the standard demands (10.3.2.3.1).
DECIMALS = Context(
    prec=34,
    rounding=ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    traps=[DivisionByZero, InvalidOperation, Overflow],
)
DECIMALS.flags[Clamped] = False


@dataclass(frozen=True, slots=True, order=True)
class YearsMonths:
    """A duration of whole months, counted with its sign (10.3.2.3.7)."""

    total: int

    @property
    def years(self) -> int:
        return abs(self.total) // 12 * (-1 if self.total < 0 else 1)

    @property
    def months(self) -> int:
        return abs(self.total) % 12 * (-1 if self.total < 0 else 1)


@dataclass(frozen=True, slots=True)
class Range:
    """From ``low`` to ``high``; an end that is None is open without bound (10.3.2.7)."""

    low: Value
    high: Value
    low_included: bool = True
    high_included: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function as a value: one of the built-ins, a literal, or what a decision model offers.

    ``call`` takes the evaluation that calls (``running.Run``: its budget, its moment) and the arguments, as
    many as ``parameters`` and in their order; ``parameters`` is None where the function looks at them itself.
    It may raise ``Failing``, which gives null with a notice.
    """

    name: str
    parameters: tuple[str, ...] | None
    call: Callable[[Any, tuple[Value, ...]], Value]


def kind_of(value: Value) -> str:
    """The FEEL type of a value by its name in the standard; ``Any`` for what is none."""
    kind = type(value)
    if name := _KINDS.get(kind):
        return name
    if isinstance(value, Mapping):
        return "context"
    return "Any"


_KINDS: dict[type, str] = {
    Decimal: "number",
    str: "string",
    bool: "boolean",
    type(None): "null",
    datetime.date: "date",
    datetime.time: "time",
    datetime.datetime: "date and time",
    datetime.timedelta: "days and time duration",
    YearsMonths: "years and months duration",
    tuple: "list",
    list: "list",
    dict: "context",
    Range: "range",
    Function: "function",
    int: "number",
    float: "number",
}

#: Types whose values are taken without a look.
AS_THEY_ARE = frozenset(
    {
        str,
        bool,
        type(None),
        datetime.date,
        datetime.time,
        datetime.datetime,
        datetime.timedelta,
        YearsMonths,
        Function,
    }
)


#: Bits of the largest number: more are not looked at.
_LONGEST = 20_400
_EXACT = 10**34


class Unfit(ValueError):
    """A Python value that is no FEEL value."""


def adopted(value: Value, room: list[int]) -> Value:
    """``value`` with whole numbers and floats as decimals, lists as tuples, mappings as dicts, all through.

    ``room`` holds one number, how many members may still come; raises ``Unfit`` when it is used up, for
    members nested more than 50 deep, and for what is no FEEL value.
    """
    return _adopted(value, room, 0)


def _adopted(value: Value, room: list[int], depth: int) -> Value:
    kind = type(value)
    if kind in AS_THEY_ARE:
        return value
    if isinstance(value, (int, float, Decimal)):
        return _number(value)
    if kind is Range:
        low, high = _adopted(value.low, room, depth + 1), _adopted(value.high, room, depth + 1)
        return Range(low, high, value.low_included, value.high_included)
    if depth > 50:
        raise Unfit("nested more than 50 deep")
    if isinstance(value, (list, tuple)):
        _take(room, len(value))
        return tuple([_adopted(member, room, depth + 1) for member in value])
    if isinstance(value, Mapping):
        _take(room, len(value))
        return {str(key): _adopted(member, room, depth + 1) for key, member in value.items()}
    if isinstance(value, str):
        return str(value)
    raise Unfit(f"{kind.__name__} is no value of FEEL")


def _number(value: int | float | Decimal) -> Decimal:
    if type(value) is Decimal and value.is_finite():
        return value
    if type(value) is int and -_EXACT < value < _EXACT:
        return Decimal(value)
    if isinstance(value, int) and value.bit_length() > _LONGEST:
        raise Unfit("a number out of bounds")
    found = DECIMALS.create_decimal(repr(value) if isinstance(value, float) else value)
    if not found.is_finite():
        raise Unfit("a number that is not finite")
    return found


def _take(room: list[int], members: int) -> None:
    room[0] -= members
    if room[0] < 0:
        raise Unfit("too many members")
