"""Commands on many deadlines at once: start, begin (what waited), meet, cancel.

The rooms that own deadlines call them within their own commands, which have asked their own rule: who may
complete a task may end its time. Each takes a fixed number of statements and no savepoint of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from barzan.access import Actor
from barzan.clock import books, standing
from barzan.clock.core import RunsFrom
from barzan.clock.core.reckoning import fitting
from barzan.clock.followers import by_kind
from barzan.clock.models import OPEN, Deadline, Deed, State
from barzan.clock.recording import add_facts, fact
from barzan.clock.values import NewDeadline, Owner
from barzan.instruments.models import Instrument
from barzan.trail import actions as trail
from barzan.trail import rows
from barzan.trail.actions import Happened

BATCH = 500
BEGINS = {RunsFrom.NOTICE: Deed.NOTICE, RunsFrom.COMPLETE: Deed.COMPLETE}


def start_many(actor: Actor, items: Sequence[NewDeadline]) -> list[Deadline]:
    """Starts the time of many owners; what runs from notice or complete documents waits for them.

    Raises ``ClockError`` where an amount cannot be counted so; nothing is started then.
    """
    if not items:
        return []
    book, calendars = books.here({item.unit_id for item in items})
    titles = _titles({item.terms.basis for item in items} - {""})
    new = []
    for item in items:
        row = _row(item, titles.get(item.terms.basis, ""))
        if row.since is None:
            fitting(item.terms.amount, item.terms.counting)
            row.said_fa, row.said_en = _WAITS[item.terms.runs_from]
        else:
            standing.run(row, (), calendars[item.unit_id], book)
        new.append(row)
    with transaction.atomic(savepoint=False):
        rows.create(new)
        trail.record_each(actor, "deadline.started", [Happened(row, detail=_detail(row)) for row in new])
    return new


def begin_many(
    actor: Actor, owners: Collection[Owner], runs_from: RunsFrom, at: datetime, *, why: str = ""
) -> list[Deadline]:
    """Records notice (or receipt of complete documents) at ``at``: the deadlines that waited for it begin."""
    with transaction.atomic(savepoint=False):
        found = [row for row in _locked(owners) if row.state == State.WAITING and row.runs_from == runs_from]
        book, calendars = books.here({row.unit_id for row in found})
        for row in found:
            row.since = at
            standing.run(row, (), calendars[row.unit_id], book)
        _write(actor, found, BEGINS[runs_from], "deadline.begun", at, why)
        for follower, group in by_kind(found):
            if follower.moved:
                follower.moved(actor, group)
    return found


def meet_many(actor: Actor, owners: Collection[Owner], at: datetime | None = None) -> list[Deadline]:
    """What the deadlines of ``owners`` asked for was done at ``at`` (now); those that ended are left."""
    return _end(actor, owners, State.MET, Deed.MET, "deadline.met", at or timezone.now(), "")


def cancel_many(actor: Actor, owners: Collection[Owner], why: str) -> list[Deadline]:
    """The deadlines of ``owners`` are no longer wanted; those that ended are left."""
    now = timezone.now()
    return _end(actor, owners, State.CANCELLED, Deed.CANCELLED, "deadline.cancelled", now, why)


def _end(
    actor: Actor, owners: Collection[Owner], state: State, deed: Deed, verb: str, at: datetime, why: str
) -> list[Deadline]:
    with transaction.atomic(savepoint=False):
        found = [row for row in _locked(owners) if row.state in OPEN]
        for row in found:
            standing.halt(row, state)
            row.ended_at = at
        _write(actor, found, deed, verb, at, why)
    return found


def _write(actor: Actor, found: list[Deadline], deed: Deed, verb: str, at: datetime, why: str) -> None:
    """Writes rows that all came into one state, a fact and an event for each."""
    if not found:
        return
    first = found[0]
    if first.state == State.RUNNING:
        Deadline.objects.bulk_update(found, standing.STANDING, batch_size=BATCH)
    elif len(found) == 1:
        rows.update(first, ("state", "next_at", "ended_at"))
    else:
        keys = [row.pk for row in found]
        Deadline.objects.filter(pk__in=keys).update(state=first.state, next_at=None, ended_at=at)
    add_facts(fact(actor, row, deed, at, why=why, due_after=row.due_at) for row in found)
    trail.record_each(actor, verb, [Happened(row) for row in found], why=why)


def _locked(owners: Collection[Owner]) -> list[Deadline]:
    """The deadlines of ``owners``, locked in one order."""
    if len(owners) == 1:
        (owner,) = owners
        row = rows.locked(Deadline, owner_kind=owner.kind, owner_key=owner.key)
        return [row] if row else []
    if not owners:
        return []
    keys: dict[str, list[str]] = {}
    for owner in owners:
        keys.setdefault(owner.kind, []).append(owner.key)
    mine = reduce(or_, (Q(owner_kind=kind, owner_key__in=some) for kind, some in keys.items()))
    return list(Deadline.objects.select_for_update().filter(mine).order_by("pk"))


def _row(item: NewDeadline, title: str) -> Deadline:
    terms = item.terms
    begun = item.since if terms.runs_from is RunsFrom.OPENED else item.begun
    return Deadline(
        owner_kind=item.owner.kind,
        owner_key=item.owner.key,
        unit_id=item.unit_id,
        amount=terms.amount,
        counting=terms.counting,
        runs_from=terms.runs_from,
        law=terms.basis,
        law_title=title,
        article=terms.article,
        silence=terms.silence,
        escalation=terms.escalation,
        limit=terms.limit,
        subject_fa=item.subject_fa,
        subject_en=item.subject_en,
        url_name=item.url_name,
        url_args=dict(item.url_args),
        asked_at=item.since,
        since=begun,
        state=State.WAITING,
    )


def _titles(codes: Collection[str]) -> dict[str, str]:
    """Titles of instruments by code; no question where none is named."""
    if not codes:
        return {}
    return dict(Instrument.objects.filter(code__in=codes).order_by().values_list("code", "title"))


_WAITS: dict[RunsFrom, tuple[str, str]] = {
    RunsFrom.NOTICE: (
        "مهلت از ابلاغ آغاز می‌شود، که هنوز ثبت نشده است.",
        "The time runs from notice, which is not recorded yet.",
    ),
    RunsFrom.COMPLETE: (
        "مهلت از دریافت مدارک کامل آغاز می‌شود، که هنوز ثبت نشده است.",
        "The time runs from receipt of complete documents, which is not recorded yet.",
    ),
}


def _detail(row: Deadline) -> dict[str, str]:
    due = row.due_at.isoformat() if row.due_at else ""
    return {"owner": f"{row.owner_kind}:{row.owner_key}", "due": due}
