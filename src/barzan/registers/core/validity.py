"""How long an entry is valid and from when it may be renewed, reckoned by the clock. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from barzan.clock.core import TEHRAN, Calendar, Counting, Rule, Ruled, Terms, before, reckon
from barzan.clock.core.reckoning import ELAPSED, Reckoned, fitting
from barzan.registers.core.values import Term, Validity

MORNING = time(8)
COUNTINGS = tuple(each.value for each in Counting if each not in (*ELAPSED, Counting.OFFICE_HOURS))


@dataclass(frozen=True, slots=True)
class Period:
    """``until`` is the last valid day; ``renew_from`` the first on which it may be renewed (None: always)."""

    since: date | None = None
    until: date | None = None
    renew_from: date | None = None

    def holds(self, on: date) -> bool:
        """Whether ``on`` lies in it; a period without a last day has no end."""
        return self.since is not None and self.since <= on and (self.until is None or on <= self.until)


NONE = Period()


def counted(calendar: Calendar, counting: Counting) -> Calendar:
    """A calendar by which a validity is counted: to the same day of a later month, open or closed.

    What the law of procedure adds to terms (a day to act, closed days at the end) is for those who have to
    act, not for how long a paper is worth something.
    """
    rule = Rule(counting, action_day_counts=True, end_moves=False)
    return replace(calendar, rules=(Ruled(rule), *calendar.rules))


def terms(validity: Validity) -> Terms:
    """Its terms as the clock takes them."""
    return Terms(validity.amount, Counting(validity.counting), basis=validity.basis)


def amounts(validity: Validity) -> tuple[int, int]:
    """The days of validity and of the renewal window, roughly. Raises ``ClockError``."""
    whole = fitting(validity.amount, Counting(validity.counting))
    window = fitting(validity.renewal, Counting.CALENDAR_DAYS) if validity.renewal else None
    return whole.in_days(), window.in_days() if window else 0


def begun(validity: Validity, since: date, calendar: Calendar) -> tuple[Period, Reckoned]:
    """A period that begins on ``since``, with its arithmetic. Raises ``ClockError``."""
    held = terms(validity)
    reckoned = reckon(held, _morning(since), counted(calendar, held.counting))
    return Period(since, reckoned.day, renewal_of(validity, reckoned.day, calendar)), reckoned


def renewal_of(validity: Validity, until: date, calendar: Calendar) -> date | None:
    """The first day on which an entry that is valid until ``until`` may be renewed."""
    if not validity.renewal:
        return None
    end = datetime.combine(until, time(23, 59, 59), TEHRAN)
    return before(end, validity.renewal, Counting.CALENDAR_DAYS, calendar).date()


def after(term: Term, validity: Validity | None, now: Period, on: date, calendar: Calendar) -> Period:
    """The period after a transition on ``on``.

    A renewal goes on from the last valid day where that has not passed, else it begins on ``on``; an end
    leaves the day before as the last valid one, where that was not over before.
    """
    if term is Term.KEEP or validity is None:
        return now
    if term is Term.END:
        if now.since is None:
            return NONE
        last = max(on - timedelta(1), now.since)
        return Period(now.since, last if now.until is None else min(last, now.until), None)
    if term is Term.BEGIN or now.until is None or now.until < on:
        return begun(validity, on, calendar)[0]
    going_on, _ = begun(validity, now.until, calendar)
    return Period(now.since, going_on.until, going_on.renew_from)


def _morning(day: date) -> datetime:
    return datetime.combine(day, MORNING, TEHRAN)
