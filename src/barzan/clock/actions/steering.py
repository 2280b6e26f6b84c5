"""Commands on one deadline by whoever steers it: notice, complete documents, suspend, resume, extend."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.clock import books, standing
from barzan.clock.actions.running import begin_many
from barzan.clock.core import RunsFrom
from barzan.clock.core.amounts import Amount
from barzan.clock.core.reckoning import fitting
from barzan.clock.errors import RoomError
from barzan.clock.models import Deadline, Deed, Fact, State
from barzan.clock.recording import fact, tell_moved
from barzan.clock.rules import DEADLINES_BEGIN, DEADLINES_STEER
from barzan.clock.values import Owner
from barzan.trail import actions as trail


def record_notice(actor: Actor, deadline: Deadline, *, at: datetime, why: str = "") -> Deadline:
    """Notice was given at ``at``; ``why`` says how (the number of the letter). The time begins."""
    return _begin(actor, deadline, RunsFrom.NOTICE, at, why)


def record_complete(actor: Actor, deadline: Deadline, *, at: datetime, why: str = "") -> Deadline:
    """The documents were complete at ``at``. The time begins."""
    return _begin(actor, deadline, RunsFrom.COMPLETE, at, why)


def suspend(
    actor: Actor, deadline: Deadline, *, why: str, basis: str = "", at: datetime | None = None
) -> Deadline:
    """The clock stands still from ``at`` (now). Raises ``RoomError`` where it does not run then."""
    DEADLINES_STEER.require(actor, deadline.target)
    _reason(why)
    now = timezone.now()
    at = at or now
    with transaction.atomic():
        row, facts = _locked(deadline)
        if row.state != State.RUNNING:
            raise RoomError.not_running()
        _moment(at, _last(row, facts), now)
        if row.due_at is not None and row.due_at < at:
            raise RoomError.over()
        before = row.due_at
        standing.halt(row, State.SUSPENDED)
        row.due_at = row.due_on = None
        row.said_fa, row.said_en = _stands_still(row)
        return _moved(
            actor, row, fact(actor, row, Deed.SUSPENDED, at, why=why, basis=basis, due_before=before)
        )


def resume(actor: Actor, deadline: Deadline, *, why: str = "", at: datetime | None = None) -> Deadline:
    """The clock goes on from ``at`` (now). Raises ``RoomError`` where it does not stand still."""
    DEADLINES_STEER.require(actor, deadline.target)
    now = timezone.now()
    at = at or now
    with transaction.atomic():
        row, facts = _locked(deadline)
        if row.state != State.SUSPENDED:
            raise RoomError.not_suspended()
        _moment(at, _last(row, facts), now)
        new = fact(actor, row, Deed.RESUMED, at, why=why)
        _run(row, [*facts, new], now)
        new.due_after = row.due_at
        return _moved(actor, row, new)


def extend(actor: Actor, deadline: Deadline, amount: str, *, why: str, basis: str = "") -> Deadline:
    """Adds ``amount`` to the time, within the limit of its terms and before it is over.

    Raises ``RoomError`` beyond the limit or after the end, ``ClockError`` for an amount that cannot be
    counted so.
    """
    DEADLINES_STEER.require(actor, deadline.target)
    _reason(why)
    now = timezone.now()
    with transaction.atomic():
        row, facts = _locked(deadline)
        if row.state != State.RUNNING:
            raise RoomError.not_running()
        if row.due_at is not None and row.due_at < now:
            raise RoomError.over()
        _within_limit(row, facts, amount)
        new = fact(actor, row, Deed.EXTENDED, now, why=why, basis=basis, amount=amount, due_before=row.due_at)
        _run(row, [*facts, new], now)
        new.due_after = row.due_at
        return _moved(actor, row, new)


def _begin(actor: Actor, deadline: Deadline, runs_from: RunsFrom, at: datetime, why: str) -> Deadline:
    DEADLINES_BEGIN.require(actor, deadline.target)
    _moment(at, None, timezone.now())
    begun = begin_many(actor, [Owner(deadline.owner_kind, deadline.owner_key)], runs_from, at, why=why)
    if not begun:
        raise RoomError.not_waiting()
    return begun[0]


def _locked(deadline: Deadline) -> tuple[Deadline, list[Fact]]:
    row = Deadline.objects.select_for_update().get(pk=deadline.pk)
    return row, standing.facts_of([row])[row.pk]


def _run(row: Deadline, facts: list[Fact], now: datetime) -> None:
    book, calendars = books.here([row.unit_id])
    standing.run(row, facts, calendars[row.unit_id], book, now)


def _moved(actor: Actor, row: Deadline, new: Fact) -> Deadline:
    row.save(update_fields=standing.STANDING)
    new.save(force_insert=True)
    due = row.due_at.isoformat() if row.due_at else ""
    trail.record(
        actor, f"deadline.{new.deed}", row, why=new.why, detail={"due": due, "at": new.at.isoformat()}
    )
    tell_moved(actor, [(row, new)])
    return row


def _within_limit(row: Deadline, facts: list[Fact], amount: str) -> None:
    terms = row.terms
    given = fitting(amount, terms.counting)
    if given == Amount():
        raise RoomError.nothing_added()
    limit = fitting(terms.limit or terms.amount, terms.counting)
    used = Amount()
    for each in facts:
        if each.deed == Deed.EXTENDED:
            used += fitting(each.amount, terms.counting)
    if (used + given).in_seconds() > limit.in_seconds():
        raise RoomError.beyond_limit(terms, used)


def _last(row: Deadline, facts: list[Fact]) -> datetime | None:
    """The last moment from which the clock ran or stood still: nothing is recorded before it."""
    return max([each.at for each in facts if each.deed != Deed.EXTENDED], default=row.since)


def _moment(at: datetime, last: datetime | None, now: datetime) -> None:
    if at > now:
        raise RoomError.in_the_future()
    if last is not None and at < last:
        raise RoomError.before_the_last(last)


def _reason(why: str) -> None:
    if not why.strip():
        raise RoomError.no_reason()


def _stands_still(row: Deadline) -> tuple[str, str]:
    return "مهلت متوقف است.", "The time stands still."
