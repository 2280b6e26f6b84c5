"""Commands on the calendar: declare a closure, withdraw it; the ends that it touches move by a job."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from barzan.access import Actor, Target
from barzan.clock import books
from barzan.clock.actions.moving import move, scope_of, touched
from barzan.clock.errors import RoomError
from barzan.clock.models import Closure, ClosureWithdrawal, Scoped
from barzan.clock.rules import CALENDAR_EDIT
from barzan.jobs import actions as jobs
from barzan.people.models import Organisation, Unit
from barzan.persian.errors import BilingualError
from barzan.places.models import Place
from barzan.trail import actions as trail

LONGEST = 60
AT_ONCE = 100
AGAIN = timedelta(minutes=2)


def target_of(organisation: Organisation | None) -> Target:
    """Where a closure lies: at the top of its organisation; one of a place or the country above all."""
    if organisation is None:
        return Target(unit_path="")
    tops = Unit.objects.filter(organisation=organisation, parent__isnull=True).order_by("pk")
    return Target(unit_path=tops.values_list("path", flat=True).first() or "")


def declare_closure(
    actor: Actor,
    *,
    first: date,
    last: date | None = None,
    organisation: Organisation | None = None,
    place: Place | None = None,
    why: str,
    basis: str = "",
) -> Closure:
    """Offices of the organisation, of all under the place, or all, are closed from ``first`` to ``last``.

    Running ends that it touches move, each with an event and a message: at once where they are few, else by
    a job. Raises ``RoomError`` for days in the wrong order, more than 60 days, or no reason.
    """
    CALENDAR_EDIT.require(actor, target_of(organisation))
    last = last or first
    if last < first:
        raise RoomError.wrong_days()
    if (last - first).days >= LONGEST:
        raise RoomError.too_many_days()
    if not why.strip():
        raise RoomError.no_reason()
    with transaction.atomic():
        closure = Closure.objects.create(
            first=first, last=last, organisation=organisation, place=place, why=why.strip(), basis=basis,
            user_id=actor.user, post_id=_post(actor, organisation),
        )  # fmt: skip
        trail.record(
            actor, "closure.declared", closure, why=why, detail={"first": str(first), "last": str(last)}
        )
        _changed(actor, closure, first, f"closure:{closure.pk}", why.strip())
    return closure


def withdraw_closure(actor: Actor, closure: Closure, *, why: str) -> ClosureWithdrawal:
    """The closure does not take place (or never did); what it moved moves back. Raises ``RoomError``."""
    CALENDAR_EDIT.require(actor, target_of(closure.organisation))
    if not why.strip():
        raise RoomError.no_reason()
    with transaction.atomic():
        Closure.objects.select_for_update(of=("self",)).get(pk=closure.pk)
        if ClosureWithdrawal.objects.filter(closure=closure).exists():
            raise RoomError.withdrawn()
        made = ClosureWithdrawal.objects.create(
            closure=closure, why=why.strip(), user_id=actor.user, post_id=_post(actor, closure.organisation)
        )
        trail.record(actor, "closure.withdrawn", closure, why=why)
        _changed(actor, closure, closure.first, f"closure:{closure.pk}:withdrawn", why.strip())
    return made


def move_after(actor: Actor, first: date, key: str, why: str, counts: Mapping[str, int]) -> None:
    """The calendar changed from ``first`` on for everybody (a blueprint): running ends are reckoned anew by a
    job, where there are any. Called in the transaction of the change.
    """
    table = key.partition(":")[0]
    trail.record(
        actor, "calendar.changed", ("clock.calendar", table), why=why, detail={"from": str(first), **counts}
    )
    books.renew()
    if touched(first, Q()).exists():
        _job(actor, None, first, key, why)


def _changed(actor: Actor, closure: Closure, first: date, key: str, why: str) -> None:
    """Moves a few ends at once; many, or those of commands that are just beside this one, by a job."""
    books.renew()
    scope = scope_of(closure)
    if touched(first, scope)[: AT_ONCE + 1].count() <= AT_ONCE:
        # An end whose record is in somebody's hand just now is moved by the job.
        with suppress(BilingualError):
            move(actor, first, scope, why)
    _job(actor, closure, first, key, why)


def _job(actor: Actor, scoped: Scoped | None, first: date, key: str, why: str) -> None:
    payload = {
        "organisation": scoped.organisation_id if scoped else None,
        "place": scoped.place_id if scoped else None,
        "first": str(first),
        "why": why,
    }
    jobs.enqueue("clock.move", payload, key=key, actor=actor)
    # A command that began before this one and commits after it has reckoned by the old calendar.
    jobs.enqueue("clock.move", payload, key=f"{key}:again", run_at=timezone.now() + AGAIN, actor=actor)


def _post(actor: Actor, organisation: Organisation | None) -> int | None:
    grant = CALENDAR_EDIT.grant(actor, target_of(organisation))
    return grant.post if grant else None
