"""Who holds a permit is told of its end: when it may be renewed, a week before its last day, and after it.

Each is a timer of the legal clock, set anew whenever an entry passes on; the message has a key, so that
nobody is told twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from barzan.access import Actor
from barzan.clock import timers
from barzan.clock.core import TEHRAN
from barzan.clock.models import Timer
from barzan.clock.timers import NewTimer
from barzan.notify import actions as notify
from barzan.notify.actions import Audience, Message
from barzan.persian import format_jalali
from barzan.registers.core import Standing
from barzan.registers.followers import Happened
from barzan.registers.models import Entry

KIND = "permits.notice"
RENEWAL, WEEK, OVER = "renewal", "week", "over"
MORNING = time(8)


def told(actor: Actor, happened: Sequence[Happened]) -> None:
    """Entries passed on or were opened: their notices are set by the validity that they have now."""
    entries = {each.entry.pk: each.entry for each in happened if each.passage}
    timers.cancel_many(KIND, [f"{pk}:{stage}" for pk in entries for stage in (RENEWAL, WEEK, OVER)])
    timers.set_many(timer for entry in entries.values() for timer in _due(entry))
    timers.set_many(timer for each in happened if _opened(each) for timer in _ahead(each.entry))


def _opened(happened: Happened) -> bool:
    """Whether an entry was opened: one that is taken over from elsewhere may be valid from the start."""
    return happened.version is not None and happened.version.number == 1


def _ahead(entry: Entry) -> list[NewTimer]:
    """The notices of an entry that is taken over, but those whose day has passed."""
    now = timezone.now()
    return [timer for timer in _due(entry) if timer.due_at > now]


def _due(entry: Entry) -> list[NewTimer]:
    if entry.valid_to is None or not _valid(entry):
        return []
    days = {WEEK: entry.valid_to - timedelta(7), OVER: entry.valid_to + timedelta(1)}
    if entry.renew_from:
        days[RENEWAL] = entry.renew_from
    return [
        NewTimer(KIND, f"{entry.pk}:{stage}", datetime.combine(on, MORNING, TEHRAN))
        for stage, on in days.items()
    ]


def _valid(entry: Entry) -> bool:
    state = entry.version.life.state(entry.state)
    return state is not None and state.standing is Standing.VALID


@timers.handler(KIND)
def tell(actor: Actor, due: list[Timer]) -> None:
    """Tells the unit, and the person where the entry is about one with an account."""
    asked = [(int(timer.key.partition(":")[0]), timer.key.partition(":")[2]) for timer in due]
    rows = Entry.objects.filter(valid_to__isnull=False, hidden=False).select_related("register")
    entries = rows.in_bulk({pk for pk, _ in asked})
    notify.tell_many(
        (_message(entry, stage), Audience(_persons(entry), units=[entry.unit_id]))
        for pk, stage in asked
        if (entry := entries.get(pk)) is not None
    )


def _persons(entry: Entry) -> list[int]:
    return [entry.person_id] if entry.person_id else []


def _message(entry: Entry, stage: str) -> Message:
    fa, en = _words(stage, entry.valid_to or date.min)
    name = entry.title or entry.number
    return Message(
        f"permits:{entry.pk}:{stage}:{entry.valid_to}",
        f"{entry.register.title}، {name}: {fa}",
        f"{entry.register.title_en or entry.register.title}, {name}: {en}",
        "registers:entry",
        {"key": entry.register.key, "pk": entry.pk},
        entry.trail_ref,
    )


def _words(stage: str, until: date) -> tuple[str, str]:
    fa, en = format_jalali(until, "long"), format_jalali(until, "long", "en")
    if stage == RENEWAL:
        return (
            f"تا پایان {fa} معتبر است و از امروز می‌توان تمدیدش کرد.",
            f"valid until the end of {en}; may be renewed now.",
        )
    if stage == WEEK:
        return f"یک هفته تا پایان اعتبار ({fa}) مانده است.", f"a week is left of its validity ({en})."
    return f"اعتبار آن در {fa} پایان یافت.", f"its validity ended on {en}."
