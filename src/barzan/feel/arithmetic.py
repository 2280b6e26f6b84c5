"""``+ - * / **`` on numbers, texts, dates, times and durations (DMN 1.5, 10.3.2.5 and tables 56 to 60)."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable
from datetime import UTC, date, time, timedelta
from decimal import Decimal, DivisionByZero, InvalidOperation

from barzan.feel.errors import Failing
from barzan.feel.temporal import guarded, months
from barzan.feel.values import DECIMALS, Value, YearsMonths, kind_of

Operation = Callable[[Value, Value], Value]
_MICROSECOND = timedelta(microseconds=1)
_DAY = timedelta(days=1)


def calculate(operator: str, left: Value, right: Value) -> Value:
    """``left operator right``; raises ``Failing`` where the standard says null."""
    operation = _OPERATIONS[operator].get((type(left), type(right)))
    if operation is None:
        raise Failing(
            f"«{operator}» میان {kind_of(left)} و {kind_of(right)} معنا ندارد؛ نوع دو سوی آن را وارسی کنید.",
            f"“{operator}” has no meaning between {kind_of(left)} and {kind_of(right)}; check both sides.",
        )
    try:
        return operation(left, right)
    except (DivisionByZero, InvalidOperation, ZeroDivisionError):
        raise Failing(
            "بخش بر صفر یا محاسبه‌ای بی‌معنا؛ پیش از آن شرطی بگذارید.",
            "A division by zero, or a calculation without meaning; put a condition before it.",
        ) from None
    except ArithmeticError:
        raise Failing(
            "نتیجه از اندازهٔ عددها بزرگ‌تر است.", "The result is larger than numbers can be."
        ) from None


def negated(value: Value) -> Value:
    """``-value`` for numbers and durations."""
    if type(value) is Decimal:
        return DECIMALS.minus(value)
    if type(value) is timedelta:
        return guarded(lambda: -value)
    if type(value) is YearsMonths:
        return YearsMonths(-value.total)
    raise Failing(f"منفیِ {kind_of(value)} معنا ندارد.", f"There is no negative of {kind_of(value)}.")


def moved(day: date, by: YearsMonths) -> Value:
    """``day`` (or a date and time) so many months later; where that month is too short, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + by.total, 12)
    return guarded(
        lambda: day.replace(
            year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1])
        )
    )


def _scaled(span: timedelta, factor: Decimal) -> Value:
    whole = DECIMALS.multiply(Decimal(span // _MICROSECOND), factor)
    return guarded(lambda: timedelta(microseconds=int(whole)))


def _divided(span: timedelta, divisor: Decimal) -> Value:
    parts = DECIMALS.divide(Decimal(span // _MICROSECOND), divisor)
    return guarded(lambda: timedelta(microseconds=int(parts)))


def _time_moved(moment: time, by: timedelta) -> time:
    # A clock goes round: whole days fall away (table 57).
    shifted = datetime.datetime.combine(date(2000, 1, 2), moment.replace(tzinfo=None)) + by % _DAY
    return shifted.time().replace(tzinfo=moment.tzinfo)


def _apart(left: datetime.datetime, right: datetime.datetime) -> timedelta:
    if (left.tzinfo is None) is not (right.tzinfo is None):
        raise Failing(
            "یکی از دو زمان منطقهٔ زمانی دارد و دیگری ندارد؛ برای هر دو بنویسید یا برای هیچ‌یک.",
            "One of the two times has a zone and the other none; write it for both or for neither.",
        )
    if left.tzinfo is None:
        return left - right
    return left.astimezone(UTC) - right.astimezone(UTC)


def _midnight(day: date) -> datetime.datetime:
    # A date counts as its midnight in UTC (10.3.2.3.5).
    return datetime.datetime.combine(day, time(tzinfo=UTC))


def _mixed(left: date, right: date) -> timedelta:
    one = left if isinstance(left, datetime.datetime) else _midnight(left)
    other = right if isinstance(right, datetime.datetime) else _midnight(right)
    return _apart(one, other)


def _times_apart(left: time, right: time) -> timedelta:
    day = date(2000, 1, 2)
    return _apart(datetime.datetime.combine(day, left), datetime.datetime.combine(day, right))


def _day_moved(day: date, by: timedelta) -> date:
    # A date has no clock: it moves by whole days, counted down (table 57: as its midnight).
    return (datetime.datetime.combine(day, time()) + by).date()


def _plus(moment: datetime.datetime, by: timedelta) -> Value:
    if moment.tzinfo is None:
        return guarded(lambda: moment + by)
    # An hour later is an hour of time, also where the clocks of the zone are put forward or back.
    return guarded(lambda: (moment.astimezone(UTC) + by).astimezone(moment.tzinfo))


_N, _S, _D, _T, _M, _DT, _YM = (
    Decimal,
    str,
    date,
    time,
    datetime.datetime,
    timedelta,
    YearsMonths,
)
_ADD: dict[tuple[type, type], Operation] = {
    (_N, _N): DECIMALS.add,
    (_S, _S): lambda a, b: a + b,
    (_DT, _DT): lambda a, b: guarded(lambda: a + b),
    (_YM, _YM): lambda a, b: months(a.total + b.total),
    (_M, _DT): _plus,
    (_DT, _M): lambda a, b: _plus(b, a),
    (_M, _YM): moved,
    (_YM, _M): lambda a, b: moved(b, a),
    (_D, _DT): lambda a, b: guarded(lambda: _day_moved(a, b)),
    (_DT, _D): lambda a, b: guarded(lambda: _day_moved(b, a)),
    (_D, _YM): moved,
    (_YM, _D): lambda a, b: moved(b, a),
    (_T, _DT): _time_moved,
    (_DT, _T): lambda a, b: _time_moved(b, a),
}
_SUBTRACT: dict[tuple[type, type], Operation] = {
    (_N, _N): DECIMALS.subtract,
    (_DT, _DT): lambda a, b: guarded(lambda: a - b),
    (_YM, _YM): lambda a, b: months(a.total - b.total),
    (_M, _M): _apart,
    (_D, _D): lambda a, b: a - b,
    (_M, _D): _mixed,
    (_D, _M): _mixed,
    (_T, _T): _times_apart,
    (_M, _DT): lambda a, b: _plus(a, -b),
    (_M, _YM): lambda a, b: moved(a, YearsMonths(-b.total)),
    (_D, _DT): lambda a, b: guarded(lambda: _day_moved(a, -b)),
    (_D, _YM): lambda a, b: moved(a, YearsMonths(-b.total)),
    (_T, _DT): lambda a, b: _time_moved(a, -b),
}
_MULTIPLY: dict[tuple[type, type], Operation] = {
    (_N, _N): DECIMALS.multiply,
    (_DT, _N): _scaled,
    (_N, _DT): lambda a, b: _scaled(b, a),
    (_YM, _N): lambda a, b: months(int(DECIMALS.multiply(Decimal(a.total), b))),
    (_N, _YM): lambda a, b: months(int(DECIMALS.multiply(Decimal(b.total), a))),
}
_DIVIDE: dict[tuple[type, type], Operation] = {
    (_N, _N): DECIMALS.divide,
    (_DT, _N): _divided,
    (_YM, _N): lambda a, b: months(int(DECIMALS.divide(Decimal(a.total), b))),
    (_DT, _DT): lambda a, b: DECIMALS.divide(Decimal(a // _MICROSECOND), Decimal(b // _MICROSECOND)),
    (_YM, _YM): lambda a, b: DECIMALS.divide(Decimal(a.total), Decimal(b.total)),
}
_OPERATIONS: dict[str, dict[tuple[type, type], Operation]] = {
    "+": _ADD,
    "-": _SUBTRACT,
    "*": _MULTIPLY,
    "/": _DIVIDE,
    "**": {(_N, _N): DECIMALS.power},
}
