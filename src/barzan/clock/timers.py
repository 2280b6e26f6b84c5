"""Timers: a room asks to be told at a moment, and is told once.

    from barzan.clock import timers

    timers.set_many([NewTimer("process.timer", "14:3", due_at)])   # in the caller's transaction

    @timers.handler("process.timer")
    def fire(actor: Actor, due: list[Timer]) -> None: ...     # in AppConfig.ready

A handler gets the timers of its kind that are due, up to ``BATCH`` at a time; what it writes commits
together with their deletion, or not at all. Workers take batches side by side (PostgreSQL passes over rows
that another one has locked; on SQLite one transaction writes at a time). When a worker dies, the engine
rolls its transaction back and its timers are due still: there is no lease to run out. A batch that fails is
tried one by one, and the one that fails waits a growing pause.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from random import random
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.access.values import system_actor
from barzan.clock.models import Timer
from barzan.jobs.backoff import pause
from barzan.jobs.leases import describe
from barzan.trail import bulk

log = logging.getLogger(__name__)
BATCH = 500
ACTOR = system_actor("clock")
Fire = Callable[[Actor, list[Timer]], None]


@dataclass(frozen=True, slots=True)
class NewTimer:
    """``key`` is its own within ``kind``; ``payload`` is small JSON without personal data."""

    kind: str
    key: str
    due_at: datetime
    payload: Mapping[str, Any] = field(default_factory=dict)


_handlers: dict[str, Fire] = {}


def handler(kind: str) -> Callable[[Fire], Fire]:
    """Registers the decorated function for timers of ``kind``; raises ``ValueError`` where it has another."""

    def register(fire: Fire) -> Fire:
        if _handlers.get(kind, fire) is not fire:
            raise ValueError(f"timers of {kind} have a handler already")
        _handlers[kind] = fire
        return fire

    return register


def set_many(timers: Iterable[NewTimer]) -> None:
    """Sets timers in the caller's transaction, in one statement. A (kind, key) that is set already is an
    error: cancel it first.
    """
    rows = [(each.kind, each.key, each.due_at, dict(each.payload), 0, "") for each in timers]
    if rows:
        bulk.insert(Timer, ["kind", "key", "due_at", "payload", "attempts", "last_error"], rows)


def cancel_many(kind: str, keys: Collection[str]) -> int:
    """Takes timers back; how many had not fired."""
    return Timer.objects.filter(kind=kind, key__in=keys).delete()[0] if keys else 0


def waiting() -> bool:
    """Whether any timer is due."""
    return Timer.objects.filter(due_at__lte=timezone.now(), kind__in=_handlers).exists()


def fire(seconds: float = 2.0) -> int:
    """Fires what is due, batch by batch, for about so many seconds; how many fired."""
    until, fired = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        number = _fire_batch()
        if not number:
            break
        fired += number
    return fired


def _fire_batch() -> int:
    taken: list[Timer] = []
    try:
        with transaction.atomic():
            taken = _take()
            _tell(taken)
        return len(taken)
    except Exception as error:  # whatever a room's handler raises: one by one, so that the others go on
        log.warning("timers failed together", extra={"error": describe(error), "timers": len(taken)})
        return sum(_fire_one(timer.pk) for timer in taken)


def _take(**which: Any) -> list[Timer]:
    due = Timer.objects.filter(due_at__lte=timezone.now(), kind__in=_handlers, **which)
    return list(due.select_for_update(skip_locked=True).order_by("due_at", "pk")[:BATCH])


def _tell(taken: Sequence[Timer]) -> None:
    """Calls the handlers and deletes the timers, in the transaction in which they are locked."""
    if not taken:
        return
    with connection.cursor() as cursor:
        keys = [timer.pk for timer in taken]
        marks = ", ".join(["%s"] * len(keys))
        cursor.execute(f"DELETE FROM {Timer._meta.db_table} WHERE id IN ({marks})", keys)  # noqa: S608
    ordered = sorted(taken, key=lambda timer: timer.kind)
    for kind, group in groupby(ordered, key=lambda timer: timer.kind):
        _handlers[kind](ACTOR.renewed(), list(group))


def _fire_one(pk: int) -> int:
    """One timer by itself; it waits a while where its handler fails. 1 where it was settled either way."""
    try:
        with transaction.atomic():
            taken = _take(pk=pk)
            _tell(taken)
        return len(taken)
    except Exception as error:  # whatever a room's handler raises is this timer's failure, not the worker's
        log.error("timer failed", extra={"timer": pk, "error": describe(error)})
        with transaction.atomic():
            row = Timer.objects.select_for_update().filter(pk=pk).first()
            if row is not None:
                row.attempts, row.last_error = row.attempts + 1, describe(error)
                row.due_at = timezone.now() + pause(row.attempts, random())  # noqa: S311 - jitter, no secret
                row.save(update_fields=["attempts", "last_error", "due_at"])
        return 1
