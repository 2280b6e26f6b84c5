"""Which process carries which service; the actor comes first."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from barzan.access import Actor
from barzan.access.querysets import within
from barzan.access.rules import PUBLIC
from barzan.catalogue import queries as catalogue
from barzan.catalogue.models import Service
from barzan.procedures.models import Assignment
from barzan.procedures.rules import PROCEDURES_READ
from barzan.process.models import Definition, Instance, Outcome

SUBJECT = "catalogue.service"  # the kind of the subject of an instance that carries a service
NONE = "none"  # of the filter by process: services that have none


def current(actor: Actor, services: Collection[Service]) -> dict[int, Assignment]:
    """The assignment in force of each service, by the service's id, with the current version of its process;
    those without a process are left out. What the sheet shows to everybody.
    """
    PUBLIC.require(actor)
    latest = Assignment.objects.filter(service=OuterRef("service")).order_by("-pk").values("pk")[:1]
    rows = Assignment.objects.filter(service__in=services, definition__isnull=False, pk=Subquery(latest))
    return {row.service_id: row for row in rows.select_related("definition__current", "definition__unit")}


def services(actor: Actor, *, process: str = "", unit: str = "", text: str = "") -> QuerySet[Service]:
    """Published services of the actor's units with ``process`` and ``process_title`` (None without one),
    those without a process first. ``process`` is a key, or ``NONE``.
    """
    latest = Assignment.objects.filter(service=OuterRef("pk")).order_by("-pk")
    rows = catalogue.published(actor).filter(within(PROCEDURES_READ.scope(actor), unit="unit__path"))
    rows = rows.annotate(
        process=Subquery(latest.values("definition__key")[:1]),
        process_title=Subquery(latest.values("definition__title")[:1]),
        process_title_en=Subquery(latest.values("definition__title_en")[:1]),
        process_settings=Subquery(latest.values("settings")[:1]),
    )
    if process:
        rows = rows.filter(process=None) if process == NONE else rows.filter(process=process)
    if unit:
        rows = rows.filter(unit__code=unit)
    if words := text.strip():
        rows = rows.filter(Q(current_version__title__icontains=words) | Q(code__iexact=words))
    order = (F("process").asc(nulls_first=True), "unit__path", "code")
    return rows.select_related("unit", "current_version").order_by(*order)


def without_process(actor: Actor) -> int:
    """How many published services of the actor's units have no process."""
    return services(actor, process=NONE).order_by().count()


def processes(actor: Actor) -> list[Definition]:
    """Every published process, for the choice of one: also those of other units, which services may share."""
    PROCEDURES_READ.require(actor)
    return list(Definition.objects.filter(current__isnull=False).order_by("title", "key"))


def running(actor: Actor, codes: Collection[str]) -> dict[str, int]:
    """How many processes run for each of the services ``codes`` of the actor's units."""
    rows = Instance.objects.filter(within(PROCEDURES_READ.scope(actor), unit="unit__path"))
    rows = rows.filter(subject_kind=SUBJECT, subject_key__in=codes, parent=None, outcome=Outcome.RUNNING)
    return dict(rows.order_by().values_list("subject_key").annotate(n=Count("pk")))


def history(actor: Actor, service: Service) -> list[Assignment]:
    """What carried a service, the latest first."""
    PROCEDURES_READ.require(actor, service.target)
    return list(service.assignments.select_related("definition", "post"))
