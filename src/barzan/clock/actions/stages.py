"""What comes when a time draws near or is over: remind, pass, tell the superior, take over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.clock import books, standing
from barzan.clock.core.plans import Stage
from barzan.clock.followers import Follower, Told, by_kind
from barzan.clock.models import Deadline, Deed, Fact, State
from barzan.clock.recording import fact, message
from barzan.notify import actions as notify
from barzan.notify.actions import Audience
from barzan.people.models import Unit
from barzan.persian import format_jalali
from barzan.trail import actions as trail
from barzan.trail.actions import Happened

BATCH = 200
DEEDS = {
    Stage.REMINDED: Deed.REMINDED,
    Stage.PASSED: Deed.PASSED,
    Stage.SUPERIOR: Deed.SUPERIOR,
    Stage.TAKEN_OVER: Deed.TAKEN_OVER,
}


def escalate(actor: Actor, limit: int = BATCH) -> int:
    """Carries out the stages that have come, of up to ``limit`` deadlines in one transaction; how many.

    A deadline goes one stage a call, so that each is a fact, an event and a message of its own.
    """
    now = timezone.now()
    with transaction.atomic():
        due = Deadline.objects.select_for_update(skip_locked=True).filter(
            state=State.RUNNING, next_at__lte=now
        )
        rows = list(due.order_by("next_at", "pk")[:limit])
        if not rows:
            return 0
        reached = _advance(rows, now)
        Deadline.objects.bulk_update(rows, ("stage", "next_at", "state", "ended_at"))
        for stage, group in reached.items():
            _record(actor, stage, group, now)
            for follower, owned in by_kind(group):
                _carry_out(actor, stage, follower, owned)
    return len(rows)


def _advance(rows: Sequence[Deadline], now: datetime) -> dict[Stage, list[Deadline]]:
    """Puts each deadline one stage on; which stage each has reached."""
    book, wheres = books.book(), books.wheres({row.unit_id for row in rows})
    reached: dict[Stage, list[Deadline]] = {}
    for row in rows:
        calendar = book.calendar(wheres[row.unit_id])
        found = standing.stages_of(row, calendar, book)
        come = [stage for at, stage in found if stage > row.stage and at <= now]
        if not come:  # the plan has changed since: nothing has come yet
            standing.stage(row, calendar, book)
            continue
        stage = min(come)
        row.stage = stage
        standing.stage(row, calendar, book)
        if stage is Stage.PASSED and row.silence:
            standing.halt(row, State.PASSED)
            row.ended_at = row.due_at
        reached.setdefault(stage, []).append(row)
    return reached


def _record(actor: Actor, stage: Stage, rows: list[Deadline], now: datetime) -> None:
    deed = DEEDS[stage]
    Fact.objects.bulk_create([fact(actor, row, deed, now, due_before=row.due_at) for row in rows])
    events = [Happened(row, detail={"silence": row.silence} if stage is Stage.PASSED else {}) for row in rows]
    trail.record_each(actor, f"deadline.{deed}", events)


def _carry_out(actor: Actor, stage: Stage, follower: Follower, rows: list[Deadline]) -> None:
    """By the follower, or by a message of the clock."""
    told: dict[Stage, Told | None] = {
        Stage.REMINDED: follower.remind,
        Stage.PASSED: follower.passed,
        Stage.SUPERIOR: follower.superior,
        Stage.TAKEN_OVER: follower.take_over,
    }
    callback = told[stage]
    if callback is not None:
        callback(actor, rows)
    elif stage in _WORDS:
        _tell(stage, rows)


_WORDS: dict[Stage, tuple[str, str]] = {
    Stage.REMINDED: ("مهلت تا پایان {fa} است.", "the time runs until the end of {en}."),
    Stage.SUPERIOR: (
        "مهلت در {fa} گذشت و کار انجام نشده است.",
        "the time was over on {en}, and the work is not done.",
    ),
    Stage.TAKEN_OVER: (
        "مهلت در {fa} گذشت؛ واحد بالاتر باید کار را در دست گیرد.",
        "the time was over on {en}; the superior unit has to take the work over.",
    ),
}


def _tell(stage: Stage, rows: list[Deadline]) -> None:
    superior: Callable[[Deadline], int] = lambda row: row.unit_id  # noqa: E731
    if stage is not Stage.REMINDED:
        parents = dict(Unit.objects.filter(pk__in={row.unit_id for row in rows}).values_list("pk", "parent"))
        superior = lambda row: parents.get(row.unit_id) or row.unit_id  # noqa: E731
    items = []
    for row in rows:
        day = row.due_on or timezone.localdate()
        days = {"fa": format_jalali(day, "long"), "en": format_jalali(day, "long", "en")}
        fa, en = (words.format(**days) for words in _WORDS[stage])
        key = f"stage:{int(stage)}:{row.due_on}"
        items.append((message(row, key, fa, en), Audience(units=[superior(row)])))
    notify.tell_many(items)
