"""Ends reckoned by the core are those of an independent oracle, over all ways of counting."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random
from types import MappingProxyType

import pytest

from barzan.clock.core import (
    Calendar,
    Closed,
    Counting,
    Extension,
    Hours,
    MonthEnd,
    Period,
    Rule,
    Ruled,
    Suspension,
    Terms,
    Weekend,
    reckon,
)
from barzan.clock.core.calendars import TEHRAN
from barzan.clock.tests import oracle
from barzan.config.proof import count, seed

DEADLINES = 10_000
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY_KINDS = (
    Counting.CALENDAR_DAYS,
    Counting.WORKING_DAYS,
    Counting.JALALI_MONTHS,
    Counting.GREGORIAN_MONTHS,
)
BEGINNING = date(2023, 3, 21)


@pytest.mark.proof
def test_the_naive_oracle_finds_the_same_end() -> None:
    chance = Random(seed())
    for number in range(count(DEADLINES)):
        world, calendar = world_of(chance)
        case, rule, terms, extensions = case_of(chance)
        found = reckon(
            terms,
            case.since,
            Calendar(
                calendar.weekends,
                calendar.hours,
                calendar.closed,
                (Ruled(rule),),
                frozenset({1405}),
                frozenset(),
            ),
            suspensions=[Suspension(since, until) for since, until in case.stops],
            extensions=extensions,
        )
        expected = oracle.last_moment(case, world)
        assert found.due == expected, (number, case, terms, extensions, found)
        assert found.day == expected.astimezone(TEHRAN).date()


def world_of(chance: Random) -> tuple[oracle.World, Calendar]:
    """A calendar of two weekends, two sets of office hours and some closed days, twice."""
    change, summer = (BEGINNING + timedelta(chance.randint(0, 1500)) for _ in range(2))
    weekends = [frozenset(chance.choice([(4,), (3, 4), (4, 5), ()])) for _ in range(2)]
    minutes = [(chance.randint(360, 500), chance.randint(700, 1000)) for _ in range(2)]
    closed = {BEGINNING + timedelta(chance.randint(0, 1700)) for _ in range(chance.randint(0, 250))}
    world = oracle.World(
        [(date.min, {NAMES[day] for day in weekends[0]}), (change, {NAMES[day] for day in weekends[1]})],
        closed,
        [(date.min, minutes[0]), (summer, minutes[1])],
    )
    every = frozenset(range(7))
    spans = [(time(*divmod(opens, 60)), time(*divmod(closes, 60))) for opens, closes in minutes]
    calendar = Calendar(
        (Weekend(weekends[1], Period(change)), Weekend(weekends[0], Period(None, change))),
        (Hours(every, *spans[1], Period(summer)), Hours(every, *spans[0])),
        MappingProxyType(dict.fromkeys(closed, Closed("holiday", "تعطیل", "holiday"))),
    )
    return world, calendar


def case_of(chance: Random) -> tuple[oracle.Case, Rule, Terms, list[Extension]]:
    """A term with its rule, stops and extensions, in the words of both sides."""
    counting = chance.choice([*DAY_KINDS, *DAY_KINDS, Counting.HOURS, Counting.EXACT, Counting.OFFICE_HOURS])
    by_day = counting in DAY_KINDS
    since = datetime.combine(
        BEGINNING + timedelta(chance.randint(0, 1400)),
        time(chance.randint(0, 23), chance.randint(0, 59)),
        TEHRAN,
    )
    months = chance.randint(0, 8) if by_day and counting is not Counting.WORKING_DAYS else 0
    days = chance.randint(0, 40) if by_day else 0
    minutes = 0 if by_day else chance.randint(0, 2_500)
    more = chance.choice([0, 0, 3])
    unit = "D" if by_day else "H"
    extensions = [Extension(f"P{more}D" if by_day else f"PT{more}H")] if more else []
    rule = Rule(
        counting,
        first_day_counts=chance.random() < 0.3,
        action_day_counts=chance.random() < 0.4,
        end_moves=by_day and chance.random() < 0.8,
        month_days=chance.choice([30, 30, 31]),
        month_end=chance.choice(list(MonthEnd)),
    )
    case = oracle.Case(
        counting.value,
        months,
        days + (more if unit == "D" else 0),
        minutes + (more * 60 if unit == "H" else 0),
        since,
        stops_of(chance, since),
        rule.first_day_counts,
        rule.action_day_counts,
        rule.end_moves,
        rule.month_days,
        rule.month_end is MonthEnd.STICK,
    )
    amount = f"P{months}M{days}D" if by_day and months else f"P{days}D" if by_day else f"PT{minutes}M"
    return case, rule, Terms(amount, counting), extensions


def stops_of(chance: Random, since: datetime) -> list[tuple[datetime, datetime]]:
    """Suspensions after the beginning, one after another: at once, soon or about the end; some short."""
    stops, now = [], since
    for _ in range(chance.choice([0, 0, 1, 2, 3, 6])):
        begins = now + timedelta(minutes=chance.randint(0, chance.choice([0, 3_000, 9_000, 50_000])))
        now = begins + timedelta(minutes=chance.choice([0, 30, 3_000, chance.randint(0, 12_000)]))
        stops.append((begins, now))
    return stops
