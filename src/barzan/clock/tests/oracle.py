"""The clock written again, naively: day by day and minute by minute, with another calendar library.

It shares nothing with the core but the values that both are given. Slow on purpose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

import jdatetime

# Tehran since 1401: no summer time.
TEHRAN = timezone(timedelta(hours=3, minutes=30))
ONE_DAY, ONE_MINUTE = timedelta(days=1), timedelta(minutes=1)


@dataclass
class World:
    """Which days are closed, and the office hours of a day, as plain functions would tell them."""

    weekends: list[tuple[date, set[str]]]  # from which day on, names of weekdays
    closed: set[date]
    hours: list[tuple[date, tuple[int, int]]]  # from which day on, minutes after midnight

    def open(self, day: date) -> bool:
        names = set()
        for since, weekend in self.weekends:
            if since <= day:
                names = weekend
        return day not in self.closed and day.strftime("%A") not in names

    def minutes(self, day: date) -> tuple[int, int]:
        found = (0, 0)
        for since, pair in self.hours:
            if since <= day:
                found = pair
        return found


@dataclass
class Case:
    """One term to be counted."""

    kind: str
    months: int
    days: int
    minutes: int
    since: datetime
    stops: Sequence[tuple[datetime, datetime]]
    first_counts: bool
    action_counts: bool
    moves: bool
    month_days: int
    sticks: bool


def last_moment(case: Case, world: World) -> datetime:
    """The last moment to act; of a day, its last second."""
    if case.kind in ("exact", "hours"):
        return _minute_by_minute(case, lambda now: True)
    if case.kind == "office-hours":
        return _minute_by_minute(case, lambda now: _in_office(now, world))
    day = _last_counted_day(case, world)
    if not case.action_counts:
        day += ONE_DAY
        while _stopped_at_end_of(day, case):
            day += ONE_DAY
    while case.moves and (not world.open(day) or _stopped_at_end_of(day, case)):
        day += ONE_DAY
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=TEHRAN)


def _last_counted_day(case: Case, world: World) -> date:
    start = case.since.astimezone(TEHRAN).date()
    if case.kind.endswith("months"):
        target = _in_months(start, case) + timedelta(days=case.days)
        # A day that is taken from the count by a stop is given back after it.
        plain = (target - start).days
        return _count(start, plain, case, lambda day: True)
    if case.kind == "working-days":
        return _count(start, case.days, case, world.open)
    return _count(start, case.months * case.month_days + case.days, case, lambda day: True)


def _count(start: date, number: int, case: Case, counts) -> date:
    """Walks ``number`` days that count; the day of the beginning is one of them or not."""
    day = start if case.first_counts else start + ONE_DAY
    left, last = number, day - ONE_DAY
    while left:
        if counts(day) and not _stopped_at_end_of(day, case):
            left -= 1
        last = day
        day += ONE_DAY
    return last


def _stopped_at_end_of(day: date, case: Case) -> bool:
    midnight = datetime(day.year, day.month, day.day, tzinfo=TEHRAN) + ONE_DAY
    return any(since < midnight <= until for since, until in case.stops)


def _in_months(start: date, case: Case) -> date:
    jalali = case.kind.startswith("jalali")
    now = jdatetime.date.fromgregorian(date=start) if jalali else start
    make = jdatetime.date if jalali else date
    tomorrow = now + timedelta(days=1)
    year, month = now.year, now.month
    for _ in range(case.months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    wanted = 31 if case.sticks and tomorrow.month != now.month else now.day
    while True:
        try:
            found = make(year, month, wanted)
        except ValueError:
            wanted -= 1
            continue
        return found.togregorian() if jalali else found


def _in_office(now: datetime, world: World) -> bool:
    here = now.astimezone(TEHRAN)
    opens, closes = world.minutes(here.date())
    return world.open(here.date()) and opens <= here.hour * 60 + here.minute < closes


def _minute_by_minute(case: Case, runs) -> datetime:
    now, left = case.since, case.minutes + (case.days + case.months * 30) * 24 * 60
    end = now
    while left:
        if runs(now) and not any(since <= now < until for since, until in case.stops):
            left -= 1
            end = now + ONE_MINUTE
        now += ONE_MINUTE
    return end
