"""Functions of dates and times (DMN 1.5, 10.3.4.1, 10.3.4.7 and 10.3.4.8)."""

from __future__ import annotations

import datetime
from datetime import date, time, timedelta, timezone, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo

from barzan.feel.comparing import equal
from barzan.feel.errors import Failing
from barzan.feel.functions.signatures import function
from barzan.feel.running import Run
from barzan.feel.temporal import guarded, months, read_date, read_duration, read_moment, read_time, zone
from barzan.feel.values import Value, kind_of

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@function("date", "from: string")
def date_from_text(run: Run, text: str) -> Value:
    return read_date(text)


@function("date", "from: date|moment")
def date_of(run: Run, moment: date) -> Value:
    return moment.date() if isinstance(moment, datetime.datetime) else moment


@function("date", "year: number, month: number, day: number")
def date_of_parts(run: Run, year: Decimal, month: Decimal, day: Decimal) -> Value:
    return guarded(lambda: date(_whole(year), _whole(month), _whole(day)))


def _whole(number: Decimal) -> int:
    whole = int(number)
    if whole != number:
        raise ValueError
    return whole


@function("time", "from: string")
def time_from_text(run: Run, text: str) -> Value:
    return read_time(text)


@function("time", "from: time|moment|date")
def time_of(run: Run, moment: Value) -> Value:
    if isinstance(moment, datetime.datetime):
        return moment.timetz()
    return moment if isinstance(moment, time) else time(tzinfo=datetime.UTC)


@function("time", "hour: number, minute: number, second: number, offset?: days|null")
def time_of_parts(
    run: Run, hour: Decimal, minute: Decimal, second: Decimal, offset: timedelta | None = None
) -> Value:
    return guarded(lambda: _clock(hour, minute, second, None if offset is None else timezone(offset)))


def _clock(hour: Decimal, minute: Decimal, second: Decimal, info: tzinfo | None) -> time:
    whole = int(second)
    return time(_whole(hour), _whole(minute), whole, int((second - whole).scaleb(6)), info)


@function("date and time", "from: string")
def moment_from_text(run: Run, text: str) -> Value:
    return read_moment(text)


@function("date and time", "from: date|moment")
def moment_of(run: Run, moment: date) -> Value:
    if isinstance(moment, datetime.datetime):
        return moment
    return datetime.datetime.combine(moment, time(tzinfo=datetime.UTC))


@function("date and time", "date: date|moment, time: time")
def moment_of_day_and_time(run: Run, day: date, clock: time) -> Value:
    return datetime.datetime.combine(day, clock)


@function(
    "date and time",
    "year: number, month: number, day: number, hour: number, minute: number, second: number, offset?: days",
)
@function(
    "date and time",
    "year: number, month: number, day: number, hour: number, minute: number, second: number, "
    "timezone: string",
)
def moment_of_parts(
    run: Run,
    year: Decimal,
    month: Decimal,
    day: Decimal,
    hour: Decimal,
    minute: Decimal,
    second: Decimal,
    where: timedelta | str | None = None,
) -> Value:
    def made() -> Value:
        info = timezone(where) if isinstance(where, timedelta) else zone(where) if where else None
        return datetime.datetime.combine(
            date(_whole(year), _whole(month), _whole(day)), _clock(hour, minute, second, info)
        )

    return guarded(made)


@function("duration", "from: string")
def duration_from_text(run: Run, text: str) -> Value:
    return read_duration(text)


@function("duration", "from: days|months")
def duration_of(run: Run, span: Value) -> Value:
    return span


@function("years and months duration", "from: date|moment, to: date|moment")
def months_between(run: Run, since: date, until: date) -> Value:
    """Whole months from the one day to the other, negative backwards; what the clocks say does not count."""
    apart = (until.year - since.year) * 12 + until.month - since.month
    if apart > 0 and until.day < since.day:
        apart -= 1
    elif apart < 0 and until.day > since.day:
        apart += 1
    return months(apart)


@function("now")
def now(run: Run) -> Value:
    return _present(run)


@function("today")
def today(run: Run) -> Value:
    return _present(run).date()


def _present(run: Run) -> datetime.datetime:
    if run.now is None:
        raise Failing(
            "زمان کنونی به این ارزیابی داده نشده است؛ آن را با نامی به عبارت بدهید.",
            "This evaluation was not told the present moment; give it under a name.",
        )
    return run.now


@function("day of year", "date: date|moment")
def day_of_year(run: Run, day: date) -> Value:
    return Decimal(day.timetuple().tm_yday)


@function("day of week", "date: date|moment")
def day_of_week(run: Run, day: date) -> Value:
    return _DAYS[day.weekday()]


@function("month of year", "date: date|moment")
def month_of_year(run: Run, day: date) -> Value:
    return _MONTHS[day.month - 1]


@function("week of year", "date: date|moment")
def week_of_year(run: Run, day: date) -> Value:
    """The week of ISO 8601."""
    return Decimal(day.isocalendar().week)


@function("is", "value1: Any, value2: Any")
def same(run: Run, one: Value, other: Value) -> Value:
    """Whether both are the very same: of one type, and times of one zone."""
    if kind_of(one) != kind_of(other):
        return False
    if isinstance(one, (time, datetime.datetime)):
        return one.replace(tzinfo=None) == other.replace(tzinfo=None) and _place(one) == _place(other)
    return equal(one, other, run.charge) is True


def _place(moment: time | datetime.datetime) -> str | timedelta | None:
    """What a time says of its zone: the name, else the offset."""
    return moment.tzinfo.key if isinstance(moment.tzinfo, ZoneInfo) else moment.utcoffset()
