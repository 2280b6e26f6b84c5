"""The flags that people set because the booklet leaves them open. Only decisions that hold are told: those
whose service still says what was decided; once a version says otherwise, the office has spoken.
"""

from __future__ import annotations

from django.db.models import Count, F, Q, QuerySet

from barzan.access import Actor
from barzan.access.rules import PUBLIC
from barzan.catalogue.filters import path_of
from barzan.catalogue.models import Decision, DecisionField, ServiceClass

# What a decision says, by the figure that counts it.
DECIDED = {
    **{each: Q(field=DecisionField.CLASS, value=each) for each in ServiceClass.values},
    "client": Q(field=DecisionField.CLIENT, value="yes"),
    "no_client": Q(field=DecisionField.CLIENT, value="no"),
}
HOLDS = (
    Q(field=DecisionField.CLASS, value=F("service__current_version__service_class"))
    | DECIDED["client"] & Q(service__current_version__has_client=True)
    | DECIDED["no_client"] & Q(service__current_version__has_client=False)
)


def decisions(actor: Actor, *, unit: str = "", figure: str = "") -> QuerySet[Decision]:
    """The decisions that hold, by service; narrowed to those of a unit and the units under it.

    ``figure`` is one of ``DECIDED``.
    """
    PUBLIC.require(actor)
    rows = Decision.objects.filter(HOLDS, service__retired_at__isnull=True)
    if unit:
        rows = rows.filter(service__unit__path__startswith=path_of(unit))
    if figure:
        rows = rows.filter(DECIDED[figure])
    rows = rows.select_related("booklet", "service__current_version", "service__unit")
    return rows.order_by("service__code", "number")


def by_unit(actor: Actor) -> dict[str, dict[str, int]]:
    """By unit code (the owning unit alone): how many decisions that hold fall under each of ``DECIDED``."""
    counts = {name: Count("pk", filter=condition) for name, condition in DECIDED.items()}
    rows = decisions(actor).order_by().values("service__unit__code").annotate(**counts)
    return {row.pop("service__unit__code"): row for row in rows}


def figures(actor: Actor, *, unit: str = "") -> dict[str, int]:
    """How many decisions that hold fall under each of ``DECIDED``, in a unit and those under it."""
    counts = {name: Count("pk", filter=condition) for name, condition in DECIDED.items()}
    return decisions(actor, unit=unit).order_by().aggregate(**counts)
