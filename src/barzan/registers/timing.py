"""What the clock does to entries by itself: on the day after the last valid one, and when renewal begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from barzan.clock import timers
from barzan.clock.core import TEHRAN
from barzan.clock.timers import NewTimer
from barzan.registers.core import By, Definition
from barzan.registers.models import Entry

EXPIRY = "registers.expiry"
RENEWAL = "registers.renewal"


def set_timers(life: Definition, rows: Sequence[Entry]) -> None:
    """Sets anew what the clock has to do with entries as they stand; in the caller's transaction."""
    if not any(each.by is not By.PERSON for each in life.transitions):
        return
    drop_timers(*rows)
    timers.set_many([timer for row in rows for timer in _due(life, row)])


def drop_timers(*rows: Entry) -> None:
    """The clock has nothing to do with these entries any more."""
    for kind in (EXPIRY, RENEWAL):
        timers.cancel_many(kind, [str(row.pk) for row in rows])


def _due(life: Definition, row: Entry) -> list[NewTimer]:
    found = []
    if row.valid_to and life.leaving(row.state, By.EXPIRY):
        found.append(NewTimer(EXPIRY, str(row.pk), _begins(row.valid_to + timedelta(1))))
    if row.renew_from and life.leaving(row.state, By.RENEWAL):
        found.append(NewTimer(RENEWAL, str(row.pk), _begins(row.renew_from)))
    return found


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), TEHRAN)
