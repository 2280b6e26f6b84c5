"""Moments before and after an end, counted by the clock's rules: when to remind, to tell, to take over. Pure.

An offset in days is the opening of the office on the day reached; where that day is closed, on the open day
before it (before the end) or after it (after the end).
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from barzan.clock.core.calendars import DAY, SEARCHED, TEHRAN, Calendar
from barzan.clock.core.errors import ClockError
from barzan.clock.core.reckoning import ELAPSED, fitting, reckon
from barzan.clock.core.values import Counting, Terms

MORNING = time(8)


def before(due: datetime, amount: str, counting: Counting, calendar: Calendar) -> datetime:
    """The moment ``amount`` before ``due``; a month is 30 days. Raises ``ClockError``."""
    return _offset(due, amount, counting, calendar, -1)


def after(due: datetime, amount: str, counting: Counting, calendar: Calendar) -> datetime:
    """The moment ``amount`` after ``due``; nothing after it is ``due`` itself. Raises ``ClockError``."""
    if counting is Counting.OFFICE_HOURS:
        return reckon(Terms(amount, counting), due, calendar).due
    return _offset(due, amount, counting, calendar, 1)


def _offset(due: datetime, text: str, counting: Counting, calendar: Calendar, way: int) -> datetime:
    amount = fitting(text, counting)
    if counting in (*ELAPSED, Counting.OFFICE_HOURS):
        return due.astimezone(TEHRAN) + way * timedelta(seconds=amount.in_seconds())
    number = amount.in_days()
    if not number:
        return due.astimezone(TEHRAN)
    day = due.astimezone(TEHRAN).date()
    if counting is Counting.WORKING_DAYS:
        for _ in range(number):
            day = _open(day + way * DAY, way, calendar)
    else:
        day = _open(day + way * timedelta(number), way, calendar)
    hours = calendar.hours_on(day)
    return datetime.combine(day, hours[0] if hours else MORNING, TEHRAN)


def _open(day: date, way: int, calendar: Calendar) -> date:
    for _ in range(SEARCHED):
        if calendar.is_open(day):
            return day
        day += way * DAY
    raise ClockError.never_open()
