"""Ends that a change of the calendar moves: found, reckoned anew, written, told; in batches."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from barzan.access import Actor
from barzan.clock import books, standing
from barzan.clock.models import Deadline, Deed, Fact, Scoped, State
from barzan.clock.recording import fact, tell_moved
from barzan.trail import actions as trail
from barzan.trail.actions import Happened

BATCH = 500


def touched(first: date, scope: Q) -> Any:
    """Running deadlines of a scope that end on ``first`` or later: a change from then on may move them."""
    return Deadline.objects.filter(scope, state=State.RUNNING, due_on__gte=first)


def scope_of(scoped: Scoped) -> Q:
    """Whose deadlines a closure or a period is about."""
    if scoped.organisation_id is not None:
        return Q(unit__organisation=scoped.organisation_id)
    if scoped.place is not None:
        return Q(unit__organisation__place__path__startswith=scoped.place.path)
    return Q()


def move(
    actor: Actor,
    first: date,
    scope: Q,
    why: str,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> int:
    """Reckons every touched end anew, a batch a transaction; how many moved. Doing it again moves nothing.

    A deadline that silence has ended stays as it is. Where a follower refuses a batch, each is tried alone;
    raises what the last one of those that failed raised, after all others have moved.
    """
    total, done, moved, last = touched(first, scope).count(), 0, 0, 0
    failed: Exception | None = None
    while keys := list(
        touched(first, scope).filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        number, error = _all_or_each(actor, keys, why)
        moved, failed = moved + number, error or failed
        last, done = keys[-1], done + len(keys)
        progress(done, max(total, done))
    if failed is not None:
        raise failed
    return moved


def _all_or_each(actor: Actor, keys: list[int], why: str) -> tuple[int, Exception | None]:
    """(how many moved, what the last failure was)."""
    try:
        return _batch(actor, keys, why), None
    except Exception as together:  # whatever a follower raises
        if len(keys) == 1:
            return 0, together
    each = [_all_or_each(actor, [key], why) for key in keys]
    return sum(number for number, _ in each), next((error for _, error in reversed(each) if error), None)


def _batch(actor: Actor, keys: list[int], why: str) -> int:
    now = timezone.now()
    with transaction.atomic():
        locked = Deadline.objects.select_for_update().filter(pk__in=keys, state=State.RUNNING)
        rows = list(locked.order_by("pk"))
        book, calendars = books.here({row.unit_id for row in rows})
        facts = standing.facts_of(rows)
        changed, moved = [], []
        for row in rows:
            before, said = row.due_at, row.said_fa
            standing.run(row, facts[row.pk], calendars[row.unit_id], book, now)
            if row.due_at != before:
                moved.append((row, before))
            if row.due_at != before or row.said_fa != said:
                changed.append(row)
        Deadline.objects.bulk_update(changed, standing.STANDING, batch_size=BATCH)
        _record(actor, moved, now, why)
    return len(moved)


def _record(actor: Actor, moved: list[tuple[Deadline, datetime | None]], now: datetime, why: str) -> None:
    new = [
        fact(actor, row, Deed.MOVED, now, why=why, due_before=before, due_after=row.due_at)
        for row, before in moved
    ]
    written = Fact.objects.bulk_create(new, batch_size=BATCH)
    events = [
        Happened(row, detail={"from": before.isoformat() if before else "", "to": row.due_at.isoformat()})
        for row, before in moved
        if row.due_at is not None
    ]
    trail.record_each(actor, "deadline.moved", events, why=why)
    tell_moved(actor, [(row, made) for (row, _), made in zip(moved, written, strict=True)])
