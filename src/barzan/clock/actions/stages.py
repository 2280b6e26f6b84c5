"""What comes when a time draws near or is over: remind, pass, tell the superior, take over."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from barzan.access import Actor
from barzan.clock import books, standing
from barzan.clock.core.plans import Stage
from barzan.clock.followers import Follower, Told, by_kind
from barzan.clock.models import Deadline, Deed, State
from barzan.clock.recording import add_facts, fact, message
from barzan.jobs.leases import describe
from barzan.notify import actions as notify
from barzan.notify.actions import Audience
from barzan.people.models import Unit
from barzan.persian import format_jalali
from barzan.trail import actions as trail
from barzan.trail.actions import Happened

log = logging.getLogger(__name__)
BATCH = 200
AGAIN = timedelta(minutes=1)
DEEDS = {
    Stage.REMINDED: Deed.REMINDED,
    Stage.PASSED: Deed.PASSED,
    Stage.SUPERIOR: Deed.SUPERIOR,
    Stage.TAKEN_OVER: Deed.TAKEN_OVER,
}


def escalate(actor: Actor, limit: int = BATCH) -> int:
    """Carries out the stages that have come, of up to ``limit`` deadlines in one transaction; how many.

    A deadline goes one stage a call, so that each is a fact, an event and a message of its own. Where a
    follower refuses (its record is in somebody's hand), each is tried alone, and what fails waits a minute.
    """
    rows: list[Deadline] = []
    try:
        with transaction.atomic():
            rows += _due()[:limit]
            _escalate(actor, rows)
    except Exception as error:  # whatever a follower raises: one by one, so that the others go on
        log.warning("stages failed together", extra={"error": describe(error), "deadlines": len(rows)})
        for row in rows:
            _escalate_one(actor, row.pk)
    return len(rows)


def _escalate_one(actor: Actor, pk: int) -> None:
    try:
        with transaction.atomic():
            _escalate(actor, list(_due().filter(pk=pk)))
    except Exception as error:  # whatever a follower raises is this deadline's failure
        log.error("stage failed", extra={"deadline": pk, "error": describe(error)})
        Deadline.objects.filter(pk=pk, next_at__isnull=False).update(next_at=timezone.now() + AGAIN)


def _due() -> QuerySet[Deadline]:
    due = Deadline.objects.filter(state=State.RUNNING, next_at__lte=timezone.now())
    return due.select_for_update(skip_locked=True).order_by("next_at", "pk")


def _escalate(actor: Actor, rows: list[Deadline]) -> None:
    """Carries out the next stage of each, in the caller's transaction."""
    if not rows:
        return
    now = timezone.now()
    reached = _advance(rows, now)
    Deadline.objects.bulk_update(rows, ("stage", "next_at", "state", "ended_at"))
    for stage, group in reached.items():
        _record(actor, stage, group, now)
        for follower, owned in by_kind(group):
            _carry_out(actor, stage, follower, owned)


def _advance(rows: Sequence[Deadline], now: datetime) -> dict[Stage, list[Deadline]]:
    """Puts each deadline one stage on; which stage each has reached."""
    book, calendars = books.here({row.unit_id for row in rows})
    reached: dict[Stage, list[Deadline]] = {}
    for row in rows:
        calendar = calendars[row.unit_id]
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
    add_facts(fact(actor, row, deed, now, due_before=row.due_at) for row in rows)
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
