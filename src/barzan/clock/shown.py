"""Deadlines and calendars as pages show them: days that are left, ruler, timeline, the months of a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.utils import timezone
from django.utils.translation import gettext, npgettext, pgettext

from barzan.clock.core import Calendar, Closed, Reckoned, amount_words, read_amount
from barzan.clock.core.calendars import WEEKEND
from barzan.clock.core.plans import Plan
from barzan.clock.core.values import Counting as CountingValue
from barzan.clock.models import Deadline, Deed, Fact, State
from barzan.look.parts import Happening, Ruler, Tone
from barzan.persian import Jalali, month_length
from barzan.persian.jalali import MONTHS, MONTHS_EN, WEEKDAYS, WEEKDAYS_EN
from barzan.persian.language import active_language, is_persian
from barzan.persian.templatetags.persian import jalali, jalali_long, num

LONGEST_RULER = 45
Cell = Literal["past", "today", "ahead", "holiday", "last"]


@dataclass(frozen=True, slots=True)
class Pill:
    """How urgent a deadline is: in a word, with a tone and an icon."""

    text: str
    tone: Tone
    icon: str


def pill(deadline: Deadline) -> Pill:
    """The days that are left or that it is late, or why it does not run."""
    if deadline.state != State.RUNNING or deadline.due_on is None:
        tone, icon = _STATES[State(deadline.state)]
        return Pill(str(State(deadline.state).label), tone, icon)
    days = (deadline.due_on - timezone.localdate()).days
    if deadline.overdue:
        if days == 0:
            return Pill(pgettext("deadline", "Overdue since today"), "anar", "circle-alert")
        said = npgettext("deadline", "%(days)s day overdue", "%(days)s days overdue", -days)
        return Pill(said % {"days": num(-days)}, "anar", "circle-alert")
    if days == 0:
        return Pill(pgettext("deadline", "Due today"), "saf", "clock")
    said = npgettext("deadline", "%(days)s day left", "%(days)s days left", days) % {"days": num(days)}
    return Pill(said, "saf" if days <= 3 else "leaf", "clock")


_STATES: dict[State, tuple[Tone, str]] = {
    State.WAITING: ("plain", "hourglass"),
    State.RUNNING: ("leaf", "clock"),
    State.SUSPENDED: ("plain", "clock"),
    State.MET: ("leaf", "circle-check"),
    State.PASSED: ("clay", "circle-alert"),
    State.CANCELLED: ("plain", "circle-x"),
}


def amount(text: str, counting: str) -> str:
    """A duration in words, as ``counting`` counts it."""
    return amount_words(read_amount(text), CountingValue(counting), active_language())


def stages(plan: Plan) -> list[str]:
    """The stages of a plan in words."""
    said = (
        (plan.remind, gettext("%(time)s before the end: reminder to the unit")),
        (plan.superior, gettext("%(time)s after the end: the superior is told")),
        (plan.take_over, gettext("%(time)s after the end: the superior takes over")),
    )
    return [words % {"time": amount(text, plan.counting)} for text, words in said if text]


def ruler(deadline: Deadline, found: Reckoned, calendar: Calendar) -> Ruler | None:
    """One cell a day from the first one counted to the end; hatched: not counted. None where it is long."""
    length = (found.day - found.first).days + 1
    if not 1 <= length <= LONGEST_RULER:
        return None
    today, working = timezone.localdate(), found.passed_over > 0
    cells: list[Cell] = []
    for place in range(length):
        day = found.first + timedelta(place)
        not_counted = found.nominal <= day < found.day or (working and not calendar.is_open(day))
        cells.append(_cell(day, found.day, today, not_counted))
    return Ruler(
        tuple(cells),
        deadline.said(active_language()),
        jalali(found.first, "short"),
        "",
        jalali(found.day, "short"),
    )


def _cell(day: date, last: date, today: date, not_counted: bool) -> Cell:
    if day == last:
        return "last"
    if day == today:
        return "today"
    if not_counted:
        return "holiday"
    return "past" if day < today else "ahead"


def timeline(deadline: Deadline, facts: Sequence[Fact]) -> list[Happening]:
    """What happened, newest first, with the end ahead; posts, never a person's name."""
    items = [Happening(_when(fact), _deed(fact), _because(fact)) for fact in reversed(facts)]
    asked = gettext("The time was given") if deadline.since else gettext("The work was asked for")
    items.append(Happening(jalali(deadline.asked_at, "short"), asked))
    if deadline.state == State.RUNNING and deadline.due_on and not deadline.overdue:
        items.insert(
            0, Happening(jalali_long(deadline.due_on), pgettext("deadline", "Last day"), state="ahead")
        )
    return items


def _when(fact: Fact) -> str:
    said = jalali(fact.at, "short")
    if fact.post is not None:
        name = fact.post.title if is_persian() or not fact.post.title_en else fact.post.title_en
        return f"{said} · {name}"
    return said


def _deed(fact: Fact) -> str:
    said = str(Deed(fact.deed).label)
    if fact.due_after and fact.due_after != fact.due_before and fact.deed != Deed.MET:
        return gettext("%(deed)s: until the end of %(day)s") % {
            "deed": said,
            "day": jalali_long(fact.due_after),
        }
    return said


def _because(fact: Fact) -> str:
    return " · ".join(part for part in (fact.why, fact.basis) if part)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a month's grid; ``kind`` is open, weekend, holiday or closure."""

    day: date
    number: int
    kind: str
    why: str
    today: bool


@dataclass(frozen=True, slots=True)
class Note:
    """What a closed day of a month is, for the list under its grid."""

    number: int
    weekday: str
    why: str
    kind: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a Jalali year: weeks from Saturday on, with gaps, and its closed days in words."""

    number: int
    name: str
    weeks: tuple[tuple[Day | None, ...], ...]
    notes: tuple[Note, ...]
    open_days: int


def months(year: int, calendar: Calendar) -> list[Month]:
    """The twelve months of a Jalali year as a calendar has them."""
    return [_month(year, number, calendar) for number in range(1, 13)]


def weekdays() -> list[tuple[str, str]]:
    """(letter, name) of the weekdays, Saturday first."""
    names = WEEKDAYS if is_persian() else WEEKDAYS_EN
    return [(name[0] if is_persian() else name[:2], name) for name in names]


def _month(year: int, number: int, calendar: Calendar) -> Month:
    today, days = timezone.localdate(), []
    for at in range(1, month_length(year, number) + 1):
        day = Jalali(year, number, at).to_gregorian()
        why = calendar.why_closed(day)
        days.append(Day(day, at, why.kind if why else "open", _said(why), day == today))
    cells: list[Day | None] = [None] * Jalali(year, number, 1).weekday + [*days]
    cells += [None] * (-len(cells) % 7)
    names = WEEKDAYS if is_persian() else WEEKDAYS_EN
    notes = tuple(
        Note(day.number, names[(day.day.weekday() + 2) % 7], day.why, day.kind)
        for day in days
        if day.kind in ("holiday", "closure")
    )
    return Month(
        number,
        (MONTHS if is_persian() else MONTHS_EN)[number - 1],
        tuple(tuple(cells[start : start + 7]) for start in range(0, len(cells), 7)),
        notes,
        sum(day.kind == "open" for day in days),
    )


def _said(why: Closed | None) -> str:
    if why is None:
        return ""
    if why == WEEKEND:
        return gettext("weekend")
    return why.fa if is_persian() else why.en
