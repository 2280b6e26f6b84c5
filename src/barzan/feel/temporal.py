"""Dates, times and durations from and to text (DMN 1.5, 10.3.2.3.4 to 10.3.2.3.8; XML Schema part 2).

Years run from 1 to 9999 and seconds to the microsecond, as Python's; finer digits are cut off.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from barzan.feel.errors import Failing
from barzan.feel.values import Value, YearsMonths

_DATE = r"(?P<year>-?[0-9]{4,9})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
_TIME = r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})(?:\.(?P<part>[0-9]+))?"
_ZONE = r"(?:(?P<utc>[zZ])|(?P<offset>[+-][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)|@(?P<zone>[A-Za-z0-9_+/-]{1,60}))?"
_DATES = re.compile(_DATE)
_TIMES = re.compile("T?" + _TIME + _ZONE)
_MOMENTS = re.compile(_DATE + "(?:T" + _TIME + _ZONE + ")?")
_MONTHS = re.compile(r"(?P<sign>-?)P(?=[0-9])(?:(?P<years>[0-9]{1,12})Y)?(?:(?P<months>[0-9]{1,12})M)?")
_DAYS = re.compile(
    r"(?P<sign>-?)P(?=[0-9T])(?:(?P<days>[0-9]{1,12})D)?"
    r"(?:T(?=[0-9])(?:(?P<hours>[0-9]{1,12})H)?(?:(?P<minutes>[0-9]{1,12})M)?"
    r"(?:(?P<seconds>[0-9]{1,12})(?:\.(?P<part>[0-9]*))?S)?)?"
)
_SECOND = timedelta(seconds=1)
MOST_MONTHS = 12 * 999_999_999


@lru_cache(maxsize=64)
def zone(name: str) -> tzinfo:
    """The time zone called ``name`` in the tz database; raises ``Failing``."""
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        raise Failing(
            f"منطقهٔ زمانی «{name}» شناخته نیست؛ نامی مانند Asia/Tehran بنویسید.",
            f"The time zone “{name}” is not known; write one such as Asia/Tehran.",
        ) from None


def _unreadable(text: str, fa: str, en: str) -> Failing:
    short = text if len(text) <= 40 else text[:40] + "…"
    return Failing(f"«{short}» {fa}", f"“{short}” is no {en}")


def read_date(text: str) -> date:
    """``2026-03-21``."""
    if match := _DATES.fullmatch(text):
        return _date(match)
    raise _unreadable(text, "تاریخ نیست؛ مانند 2026-03-21 بنویسید.", "date; write it as 2026-03-21.")


def _date(match: re.Match[str]) -> date:
    year = int(match["year"])
    if not MINYEAR <= year <= MAXYEAR or len(match["year"]) != 4:
        raise Failing("سال باید میان 0001 و 9999 باشد.", "The year must lie between 0001 and 9999.")
    try:
        return date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        raise _unreadable(
            match.group(),
            "در تقویم نیست؛ ماه و روز را وارسی کنید.",
            "day of the calendar; check month and day.",
        ) from None


def read_time(text: str) -> time:
    """``10:30:00``, ``10:30:00Z``, ``10:30:00+03:30``, ``10:30:00@Asia/Tehran``."""
    if match := _TIMES.fullmatch(text):
        return _time(match, text)
    raise _unreadable(text, "زمان نیست؛ مانند 10:30:00 بنویسید.", "time; write it as 10:30:00.")


def _time(match: re.Match[str], text: str) -> time:
    try:
        return time(
            int(match["hour"]),
            int(match["minute"]),
            int(match["second"]),
            int(((match["part"] or "") + "000000")[:6]),
            _zone(match),
        )
    except ValueError:
        raise _unreadable(
            text, "زمان نیست؛ ساعت، دقیقه و ثانیه را وارسی کنید.", "time; check hours, minutes and seconds."
        ) from None


def _zone(match: re.Match[str]) -> tzinfo | None:
    if match["utc"]:
        return UTC
    if offset := match["offset"]:
        hours, minutes, *seconds = (int(part) for part in offset[1:].split(":"))
        if minutes > 59 or hours > 18:
            raise ValueError
        span = timedelta(hours=hours, minutes=minutes, seconds=seconds[0] if seconds else 0)
        return timezone(-span if offset[0] == "-" else span)
    return zone(match["zone"]) if match["zone"] else None


def read_moment(text: str) -> datetime:
    """``2026-03-21T10:30:00`` with or without a zone; a day alone is its midnight."""
    if not (match := _MOMENTS.fullmatch(text)):
        raise _unreadable(
            text,
            "تاریخ و زمان نیست؛ مانند 2026-03-21T10:30:00 بنویسید.",
            "date and time; write it as 2026-03-21T10:30:00.",
        )
    day = _date(match)
    if match["hour"] is None:
        return datetime.combine(day, time())
    hour_24 = match["hour"] == "24" and int(match["minute"]) == int(match["second"]) == 0
    if not hour_24:
        return datetime.combine(day, _time(match, text))
    next_day: datetime = guarded(lambda: datetime.combine(day + timedelta(days=1), time(tzinfo=_zone(match))))
    return next_day


def guarded(make: Callable[[], Value]) -> Value:
    """What ``make`` gives; ``Failing`` where the calendar ends."""
    try:
        return make()
    except (OverflowError, ValueError):
        raise Failing(
            "نتیجه بیرون از سال‌های 0001 تا 9999 یا بازهٔ مدت‌هاست.",
            "The result lies outside the years 0001 to 9999, or outside the durations that are taken.",
        ) from None


def read_duration(text: str) -> timedelta | YearsMonths:
    """``P1Y2M`` or ``P1DT2H3M4S``, either with a minus before it."""
    if match := _MONTHS.fullmatch(text):
        return months(
            (int(match["years"] or 0) * 12 + int(match["months"] or 0)) * (-1 if match["sign"] else 1)
        )
    if match := _DAYS.fullmatch(text):
        return _days(match)
    raise _unreadable(
        text, "مدت نیست؛ مانند P1Y2M یا P3DT4H بنویسید.", "duration; write it as P1Y2M or as P3DT4H."
    )


def months(total: int) -> YearsMonths:
    """A duration of ``total`` months within bounds."""
    if abs(total) > MOST_MONTHS:
        raise Failing("مدت از 999999999 سال بیشتر است.", "The duration is over 999999999 years.")
    return YearsMonths(total)


def _days(match: re.Match[str]) -> timedelta:
    def length() -> timedelta:
        span = timedelta(
            days=int(match["days"] or 0),
            hours=int(match["hours"] or 0),
            minutes=int(match["minutes"] or 0),
            seconds=int(match["seconds"] or 0),
            microseconds=int(((match["part"] or "") + "000000")[:6]),
        )
        return -span if match["sign"] else span

    found: timedelta = guarded(length)
    return found


def read_any(text: str) -> date | time | timedelta | YearsMonths:
    """What stands in an at-literal: ``@"…"`` (grammar rule 62)."""
    bare = text.lstrip("-")
    if bare.startswith("P"):
        return read_duration(text)
    if "T" in text[1:]:
        return read_moment(text)
    return read_time(text) if ":" in text else read_date(text)


# --- to text ---


def written(value: date | time | timedelta | YearsMonths) -> str:
    """The text of a date, time, date and time or duration, in the form that is read again."""
    if isinstance(value, datetime):
        return value.date().isoformat() + "T" + _clock(value.timetz())
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return _clock(value)
    if isinstance(value, YearsMonths):
        return _written_months(value)
    return _written_days(value)


def _clock(value: time) -> str:
    text = value.replace(tzinfo=None).isoformat()
    if "." in text:
        text = text.rstrip("0")
    info = value.tzinfo
    if info is None:
        return text
    if isinstance(info, ZoneInfo):
        return f"{text}@{info.key}"
    offset = info.utcoffset(None)
    if not offset:
        return text + "Z"
    sign, span = ("-", -offset) if offset < timedelta() else ("+", offset)
    minutes, seconds = divmod(span // _SECOND, 60)
    return f"{text}{sign}{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")


def _written_months(value: YearsMonths) -> str:
    years, rest = divmod(abs(value.total), 12)
    parts = (f"{years}Y" if years else "") + (f"{rest}M" if rest else "")
    return ("-" if value.total < 0 else "") + "P" + (parts or "0M")


def _written_days(value: timedelta) -> str:
    sign, span = ("-", -value) if value < timedelta() else ("", value)
    minutes, seconds = divmod(span.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    exact = f"{seconds}.{span.microseconds:06}".rstrip("0") if span.microseconds else str(seconds)
    clock = (
        (f"{hours}H" if hours else "")
        + (f"{minutes}M" if minutes else "")
        + (f"{exact}S" if seconds or span.microseconds else "")
    )
    days = f"{span.days}D" if span.days else ""
    if not days and not clock:
        return "PT0S"
    return f"{sign}P{days}" + (f"T{clock}" if clock else "")
