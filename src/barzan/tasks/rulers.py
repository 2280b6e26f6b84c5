"""The deadline of a task day by day, as the ruler of the look shows it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from django.utils import timezone
from django.utils.translation import gettext

from barzan.clock.core import Calendar
from barzan.clock.models import Counting, Deadline
from barzan.look.parts import Ruler
from barzan.persian.language import active_language
from barzan.persian.templatetags.persian import jalali

LONGEST = 31  # days; of a longer time the sentence alone is clearer
Cell = Literal["past", "today", "ahead", "holiday", "last"]
OPEN_DAYS_ALONE = (Counting.WORKING_DAYS, Counting.OFFICE_HOURS)


def ruler_of(deadline: Deadline, calendar: Calendar, today: date) -> Ruler | None:
    """The days from the one after the beginning up to the end; None where time stands or is too long."""
    if deadline.since is None or deadline.due_on is None:
        return None
    first = timezone.localdate(deadline.since) + timedelta(1)
    length = (deadline.due_on - first).days + 1
    if not 1 <= length <= LONGEST:
        return None
    days = [first + timedelta(place) for place in range(length)]
    return Ruler(
        tuple(_cell(day, deadline, calendar, today) for day in days),
        deadline.said(active_language()),
        jalali(first, "short"),
        gettext("today") if first < today < deadline.due_on else "",
        jalali(deadline.due_on, "short"),
    )


def _cell(day: date, deadline: Deadline, calendar: Calendar, today: date) -> Cell:
    if day == deadline.due_on:
        return "last"
    if deadline.counting in OPEN_DAYS_ALONE and not calendar.is_open(day):
        return "holiday"
    return "past" if day < today else "today" if day == today else "ahead"
