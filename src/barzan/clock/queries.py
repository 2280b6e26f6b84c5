"""What can be known of deadlines and calendars; the actor comes first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from barzan.access import Actor
from barzan.access.querysets import within
from barzan.clock import books
from barzan.clock.core import Calendar, Terms, reckon
from barzan.clock.core.plans import DEFAULT_PLAN
from barzan.clock.models import OPEN, Closure, Deadline, EscalationPlan, Fact, State, Year
from barzan.clock.rules import CALENDAR_READ, DEADLINES_READ
from barzan.people.models import Organisation
from barzan.persian.language import active_language

WEEK = timedelta(7)
WHICH = ("overdue", "today", "week", "later", "suspended", "waiting")


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due, where its time stands and how that is explained, in the reader's language."""

    due_at: datetime | None
    state: str
    sentence: str
    overdue: bool


def dues(actor: Actor, kind: str, keys: Collection[str]) -> dict[str, Due]:
    """By key: the deadlines of owners that the caller may show, in one question."""
    rows = Deadline.objects.filter(owner_kind=kind, owner_key__in=keys).order_by()
    language = active_language()
    return {
        row.owner_key: Due(row.due_at, row.state, row.said(language), row.overdue)
        for row in rows.only("owner_key", "due_at", "state", "said_fa", "said_en")
    }


def deadlines(actor: Actor, *, which: str = "", unit: str = "", text: str = "") -> QuerySet[Deadline]:
    """Open deadlines of the actor's units (``which`` one of ``WHICH``, or ``ended``), the soonest first."""
    rows = _within(actor)
    rows = rows.exclude(state__in=OPEN) if which == "ended" else rows.filter(state__in=OPEN)
    if which in WHICH:
        rows = rows.filter(_which()[which])
    if unit:
        rows = rows.filter(unit__code=unit)
    if text.strip():
        rows = rows.filter(Q(subject_fa__icontains=text.strip()) | Q(subject_en__icontains=text.strip()))
    order = ("-ended_at", "-pk") if which == "ended" else (F("due_at").asc(nulls_last=True), "pk")
    return rows.select_related("unit").order_by(*order)


def counts(actor: Actor) -> dict[str, int]:
    """How many open deadlines of the actor's units there are in all and of each of ``WHICH``."""
    figures = {name: Count("pk", filter=condition) for name, condition in _which().items()}
    return _within(actor).filter(state__in=OPEN).aggregate(all=Count("pk"), **figures)


def deadline(actor: Actor, pk: int) -> Deadline:
    """One deadline. Raises ``Deadline.DoesNotExist`` beyond the actor's units."""
    return _within(actor).select_related("unit").get(pk=pk)


def facts(actor: Actor, deadline: Deadline) -> list[Fact]:
    """What happened to a deadline, in order."""
    DEADLINES_READ.require(actor, deadline.target)
    return list(deadline.facts.select_related("post"))


def organisations(actor: Actor) -> list[Organisation]:
    """Those that may have calendars of their own."""
    CALENDAR_READ.require(actor)
    return list(Organisation.objects.select_related("place"))


def calendar(actor: Actor, organisation: Organisation | None) -> Calendar:
    """The calendar that holds for an organisation; for the country where there is none."""
    CALENDAR_READ.require(actor)
    if organisation is None:
        return books.book().calendar(books.Where(0, ""))
    path = organisation.place.path if organisation.place else ""
    return books.book().calendar(books.Where(organisation.pk, path))


def closures(actor: Actor, first: date, last: date) -> list[Closure]:
    """Closures that touch the days from ``first`` to ``last``, withdrawn ones too, the latest first."""
    CALENDAR_READ.require(actor)
    rows = Closure.objects.filter(first__lte=last, last__gte=first)
    return list(rows.select_related("organisation", "place", "post", "withdrawal"))


def year_known(actor: Actor, year: int) -> Year | None:
    """Where the holidays of a Jalali year come from; None where there are none."""
    CALENDAR_READ.require(actor)
    return Year.objects.filter(year=year).first()


def plans(actor: Actor) -> list[EscalationPlan]:
    """All plans, each with ``running``: how many open deadlines follow it."""
    CALENDAR_READ.require(actor)
    rows = Deadline.objects.filter(state__in=OPEN).order_by().values_list("escalation").annotate(Count("pk"))
    running = {code or DEFAULT_PLAN: number for code, number in rows}
    found = list(EscalationPlan.objects.all())
    for plan in found:
        plan.running = running.get(plan.code, 0)
    return found


def _within(actor: Actor) -> QuerySet[Deadline]:
    return Deadline.objects.filter(within(DEADLINES_READ.scope(actor), unit="unit__path"))


def _which() -> dict[str, Q]:
    """The filters of the list, as conditions on open deadlines; a week is the seven days from today on."""
    today = timezone.localdate()
    running = Q(state=State.RUNNING)
    return {
        "overdue": running & Q(due_on__lt=today),
        "today": running & Q(due_on=today),
        "week": running & Q(due_on__gt=today, due_on__lt=today + WEEK),
        "later": running & Q(due_on__gte=today + WEEK),
        "suspended": Q(state=State.SUSPENDED),
        "waiting": Q(state=State.WAITING),
    }


def moment(terms: Terms, since: datetime, unit_id: int) -> datetime:
    """The end of ``terms`` from ``since`` by the calendar of a unit. Raises ``ClockError``, ``KeyError``."""
    return reckon(terms, since, books.calendars([unit_id])[unit_id]).due
