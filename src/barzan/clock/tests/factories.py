"""Deadlines and moments for the tests of the room."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from barzan.access.values import system_actor
from barzan.clock import actions
from barzan.clock.core import TEHRAN, Terms
from barzan.clock.models import Deadline
from barzan.clock.values import NewDeadline, Owner
from barzan.people.models import Unit
from barzan.persian import Jalali

SYSTEM = system_actor("tests")


def jalali(year: int, month: int, day: int) -> date:
    return Jalali(year, month, day).to_gregorian()


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), TEHRAN)


def ago(**lengths: float) -> datetime:
    return timezone.now() - timedelta(**lengths)


def new(unit: Unit, key: str = "1", terms: Terms | None = None, since: datetime | None = None) -> NewDeadline:
    terms = terms or Terms("P10D")
    return NewDeadline(
        Owner("test", key), unit.pk, terms, since or timezone.now(), "بررسی درخواست", "Review a request"
    )


def start(unit: Unit, key: str = "1", terms: Terms | None = None, since: datetime | None = None) -> Deadline:
    return actions.start_many(SYSTEM, [new(unit, key, terms, since)])[0]
