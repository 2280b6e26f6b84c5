"""The calendar of one organisation: weekends and office hours by period, holidays, closures. Pure.

Days are those of Tehran; weekdays are numbered as in ``datetime``: 0 for Monday to 6 for Sunday, so that
Thursday is 3, Friday 4, Saturday 5. Periods are half-open: up to, not including, their last day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from barzan.clock.core.errors import ClockError
from barzan.clock.core.rules import RULES, Rule
from barzan.clock.core.values import Counting
from barzan.persian.jalali import Jalali

TEHRAN = ZoneInfo("Asia/Tehran")  # UTC+03:30, without summer time since 1401
THURSDAY, FRIDAY = 3, 4
DAY = timedelta(1)
SEARCHED = 3_660


@dataclass(frozen=True, slots=True)
class Period:
    """From ``since`` up to ``until``, each None where it is unbounded."""

    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Weekend:
    """The weekdays on which offices are closed in a period."""

    weekdays: frozenset[int]
    period: Period = Period()


@dataclass(frozen=True, slots=True)
class Hours:
    """When offices are open on ``weekdays`` in a period: from ``opens`` up to ``closes``."""

    weekdays: frozenset[int]
    opens: time
    closes: time
    period: Period = Period()


@dataclass(frozen=True, slots=True)
class Closed:
    """Why a day is closed: in both languages. ``kind`` is weekend, holiday or closure."""

    kind: str
    fa: str
    en: str


@dataclass(frozen=True, slots=True)
class Ruled:
    """A counting rule that an installation set for a period."""

    rule: Rule
    period: Period = Period()


WEEKEND = Closed("weekend", "پایان هفته", "weekend")
IRAN_WEEKEND = (Weekend(frozenset({THURSDAY, FRIDAY})),)
IRAN_HOURS = (Hours(frozenset({5, 6, 0, 1, 2}), time(7, 30), time(14, 30)),)


@dataclass(frozen=True, slots=True)
class Calendar:
    """``weekends``, ``hours`` and ``rules`` stand in order of precedence: the first whose period holds a day
    (of hours: whose weekdays hold it too) is taken. ``years`` are the Jalali years whose holidays are known,
    ``computed`` those of them whose lunar holidays were computed.
    """

    weekends: tuple[Weekend, ...] = IRAN_WEEKEND
    hours: tuple[Hours, ...] = IRAN_HOURS
    closed: Mapping[date, Closed] = field(default_factory=lambda: MappingProxyType({}))
    rules: tuple[Ruled, ...] = ()
    years: frozenset[int] = frozenset()
    computed: frozenset[int] = frozenset()

    def why_closed(self, day: date) -> Closed | None:
        """Why offices are closed on ``day``: a holiday or closure before the weekend; None where open."""
        found = self.closed.get(day)
        if found is not None:
            return found
        weekday = day.weekday()
        for weekend in self.weekends:
            if weekend.period.holds(day):
                return WEEKEND if weekday in weekend.weekdays else None
        return None

    def is_open(self, day: date) -> bool:
        return self.why_closed(day) is None

    def next_open(self, day: date) -> date:
        """``day`` or the first open day after it. Raises ``ClockError`` where there is none in ten years."""
        for _ in range(SEARCHED):
            if self.why_closed(day) is None:
                return day
            day += DAY
        raise ClockError.never_open()

    def hours_on(self, day: date) -> tuple[time, time] | None:
        """From when to when offices are open on ``day``; None where they are closed."""
        if not self.is_open(day):
            return None
        weekday = day.weekday()
        for each in self.hours:
            if weekday in each.weekdays and each.period.holds(day):
                return each.opens, each.closes
        return None

    def rule(self, counting: Counting, day: date) -> Rule:
        """The rule for ``counting`` of a time that begins on ``day``."""
        for ruled in self.rules:
            if ruled.rule.counting == counting and ruled.period.holds(day):
                return ruled.rule
        return RULES[counting]

    def doubtful_years(self, first: date, last: date) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The Jalali years from ``first`` to ``last`` whose holidays this calendar does not know, and those
        whose lunar holidays were computed and not taken from the official calendar.
        """
        found = range(Jalali.from_gregorian(first).year, Jalali.from_gregorian(last).year + 1)
        unknown = tuple(year for year in found if year not in self.years)
        return unknown, tuple(year for year in found if year in self.computed)
