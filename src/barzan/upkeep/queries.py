"""What can be known of reviews and proposals; the actor comes first.

The text of a proposal is read by the office that answers it and by whoever holds its code; who sent it is
personal data, and reading it leaves an event.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import Count, DateField, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from barzan.access import Actor
from barzan.access.querysets import within
from barzan.access.rules import PUBLIC, SIGNED_IN
from barzan.catalogue import queries as catalogue
from barzan.catalogue.due import last_before
from barzan.catalogue.models import Service, ServiceVersion
from barzan.revisions.models import State as DraftState
from barzan.trail import actions as trail
from barzan.upkeep.models import ANSWERS, Happening, Proposal, Proposer, Reminder, State
from barzan.upkeep.rules import PROPOSALS_READ, REVIEWS_READ

SOON, YEAR = timedelta(90), timedelta(365)
WHEN = ("overdue", "soon", "year", "later")


@dataclass(frozen=True, slots=True)
class Load:
    """How many services of an office fall due when; ``WHEN`` names the figures."""

    code: str
    name: str
    name_en: str
    overdue: int
    soon: int
    year: int
    later: int

    @property
    def total(self) -> int:
        return self.overdue + self.soon + self.year + self.later


@dataclass(frozen=True, slots=True)
class Answering:
    """How proposals are answered: open and overdue ones, answered ones, in time, the median of days."""

    open: int
    overdue: int
    answered: int
    in_time: int
    median_days: float | None


def services(actor: Actor, *, unit: str = "", when: str = "", text: str = "") -> QuerySet[Service]:
    """Published services of the actor's units with ``last``, the day they were last confirmed or published.

    ``when`` is one of ``WHEN``; the longest waiting come first.
    """
    rows = _dated(actor)
    if unit:
        rows = rows.filter(unit__path__startswith=Subquery(_unit_path(actor, unit)))
    if when:
        rows = rows.filter(_falling(timezone.localdate())[when])
    if text.strip():
        rows = rows.filter(Q(current_version__title__icontains=text.strip()) | Q(code__iexact=text.strip()))
    return rows.select_related("unit", "current_version").order_by("last", "unit__path", "code")


def loads(actor: Actor) -> list[Load]:
    """The offices of the actor with what falls due when, in one question; those with most overdue first."""
    counts = {
        name: Count("pk", filter=condition) for name, condition in _falling(timezone.localdate()).items()
    }
    rows = _dated(actor).order_by().values("unit__code", "unit__name", "unit__name_en").annotate(**counts)
    found = [
        Load(*(row[f"unit__{key}"] for key in ("code", "name", "name_en")), *(row[w] for w in WHEN))
        for row in rows
    ]
    return sorted(found, key=lambda load: (-load.overdue, -load.soon, load.code))


def last_days(actor: Actor) -> Iterator[tuple[int, date]]:
    """(unit, day of the last confirmation) of every published service."""
    return _dated(actor).order_by().values_list("unit", "last").iterator()


def reminders(actor: Actor, limit: int = 12) -> list[Reminder]:
    """The last reminders to offices of the actor, newest first."""
    rows = Reminder.objects.filter(within(REVIEWS_READ.scope(actor), unit="unit__path"))
    return list(rows.select_related("unit")[:limit])


def overdue(actor: Actor) -> int:
    """How many services of the actor's units are overdue for review."""
    return _dated(actor).filter(_falling(timezone.localdate())["overdue"]).count()


def proposals(actor: Actor, *, state: str = "", unit: str = "", text: str = "") -> QuerySet[Proposal]:
    """Proposals for the actor's units, the soonest due first; ``state`` may be ``answered``: any answer."""
    rows = Proposal.objects.filter(within(PROPOSALS_READ.scope(actor), unit="unit__path"))
    if state:
        rows = rows.filter(state__in=ANSWERS) if state == "answered" else rows.filter(state=state)
    if unit:
        rows = rows.filter(unit__code=unit)
    if text.strip():
        rows = rows.filter(Q(text__icontains=text.strip()) | Q(code__iexact=text.strip()))
    order = ("due_on", "pk") if state == State.RECEIVED else ("-received_at", "-pk")
    return rows.select_related("unit", "service__current_version", "draft").order_by(*order)


def proposal(actor: Actor, pk: int) -> Proposal:
    """One proposal. Raises ``Proposal.DoesNotExist`` beyond the actor's units."""
    rows = proposals(actor).select_related(
        "unit", "service__unit", "service__current_version", "draft__published"
    )
    return rows.get(pk=pk)


def proposer(actor: Actor, proposal: Proposal) -> Proposer | None:
    """Who sent a proposal, where they said so; an event of reading."""
    PROPOSALS_READ.require(actor, proposal.target)
    found = Proposer.objects.filter(proposal=proposal).first()
    if found and (found.name or found.contact):
        trail.reading(actor, found)
        return found
    return None


def happenings(actor: Actor, proposal: Proposal) -> list[Happening]:
    """What was done with a proposal, in order, for the office and for whoever holds its code."""
    PUBLIC.require(actor)
    return list(proposal.happenings.select_related("unit", "post"))


def alike(actor: Actor, proposal: Proposal, limit: int = 8) -> list[Proposal]:
    """Other open proposals about the same service: to be joined where they ask for the same."""
    rows = proposals(actor, state=State.RECEIVED).exclude(pk=proposal.pk)
    return list(rows.filter(service=proposal.service_id)[:limit]) if proposal.service_id else []


def by_code(actor: Actor, code: str) -> Proposal | None:
    """The proposal that a tracking code names; whoever holds the code may read it."""
    PUBLIC.require(actor)
    rows = Proposal.objects.select_related(
        "unit", "service__current_version", "draft__published__service", "joined_to"
    )
    return rows.filter(code=code).first()


def own(actor: Actor) -> QuerySet[Proposal]:
    """What a signed-in person proposed, the latest first."""
    SIGNED_IN.require(actor)
    rows = Proposal.objects.filter(proposer__user=actor.user).order_by("-received_at")
    return rows.select_related("unit", "service__current_version", "draft")


def fulfilled(actor: Actor, limit: int = 10) -> list[Proposal]:
    """The last proposals that changed what is published: public, without their text."""
    PUBLIC.require(actor)
    rows = Proposal.objects.filter(state=State.ACCEPTED, draft__state=DraftState.PUBLISHED)
    return list(
        rows.select_related("service__unit", "draft__published").order_by("-draft__changed_at", "-pk")[:limit]
    )


def answering(actor: Actor) -> Answering:
    """How proposals were answered in the last twelve months: public figures, in two questions."""
    PUBLIC.require(actor)
    today, since = timezone.localdate(), timezone.now() - YEAR
    rows = Proposal.objects.filter(state__in=ANSWERS, answered_at__gte=since)
    days = [
        (
            (timezone.localdate(answered) - timezone.localdate(received)).days,
            timezone.localdate(answered) <= due,
        )
        for received, answered, due in rows.values_list("received_at", "answered_at", "due_on")
    ]
    waiting = Proposal.objects.filter(state=State.RECEIVED).aggregate(
        open=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=today))
    )
    in_time = sum(timely for _, timely in days)
    return Answering(
        **waiting,
        answered=len(days),
        in_time=in_time,
        median_days=median(d for d, _ in days) if days else None,
    )


def waiting(actor: Actor) -> tuple[int, int]:
    """(open, overdue) proposals of the actor's units."""
    counts = proposals(actor, state=State.RECEIVED).aggregate(
        open=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=timezone.localdate()))
    )
    return counts["open"], counts["overdue"]


def _dated(actor: Actor) -> QuerySet[Service]:
    first = ServiceVersion.objects.filter(service=OuterRef("pk")).order_by().values("service")
    published = first.annotate(first=Min("published_at")).values("first")
    rows = catalogue.published(actor).filter(within(REVIEWS_READ.scope(actor), unit="unit__path"))
    return rows.annotate(
        last=Coalesce(F("reviewed_on"), TruncDate(Subquery(published)), output_field=DateField())
    )


def _falling(today: date) -> dict[str, Q]:
    """When a service is due, as conditions on ``last``: overdue, within 90 days, within a year, later."""
    late, soon, year = (last_before(day) for day in (today - timedelta(1), today + SOON, today + YEAR))
    return {
        "overdue": Q(last__lte=late),
        "soon": Q(last__gt=late, last__lte=soon),
        "year": Q(last__gt=soon, last__lte=year),
        "later": Q(last__gt=year),
    }


def _unit_path(actor: Actor, code: str) -> QuerySet[Service, str]:
    from barzan.people.queries import public_units

    return public_units(actor).filter(code=code).order_by().values("path")[:1]
