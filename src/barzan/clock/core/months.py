"""Calendar months added to a day, with the month-end rule. Pure."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from barzan.clock.core.rules import MonthEnd
from barzan.persian.jalali import Jalali, month_length


def add_jalali_months(day: date, months: int, month_end: MonthEnd) -> date:
    """The same day of the Jalali month ``months`` later, as ``month_end`` has it."""
    now = Jalali.from_gregorian(day)
    year, month = _later(now.year, now.month, months)
    length = month_length(year, month)
    sticks = month_end is MonthEnd.STICK and now.day == month_length(now.year, now.month)
    return Jalali(year, month, length if sticks else min(now.day, length)).to_gregorian()


def add_gregorian_months(day: date, months: int, month_end: MonthEnd) -> date:
    """The same day of the Gregorian month ``months`` later, as ``month_end`` has it."""
    year, month = _later(day.year, day.month, months)
    length = monthrange(year, month)[1]
    sticks = month_end is MonthEnd.STICK and day.day == monthrange(day.year, day.month)[1]
    return date(year, month, length if sticks else min(day.day, length))


def _later(year: int, month: int, months: int) -> tuple[int, int]:
    years, index = divmod(month - 1 + months, 12)
    return year + years, index + 1
