"""What can be known of the outbox: auditors and administrators see all of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from barzan.access import Actor
from barzan.jobs import registry
from barzan.jobs.models import Job, Schedule, State
from barzan.jobs.rules import READ


@dataclass(frozen=True, slots=True)
class Counted:
    """A state with the number of its jobs."""

    state: State
    count: int


def jobs(actor: Actor, state: str = "", kind: str = "") -> QuerySet[Job]:
    """Jobs newest first, of one state and kind where these are given. Raises ``Forbidden``."""
    READ.require(actor)
    exact = {"state": state, "kind": kind}
    return Job.objects.filter(**{name: value for name, value in exact.items() if value}).order_by("-pk")


def counts(actor: Actor, kind: str = "") -> list[Counted]:
    """How many jobs of ``kind`` are in each state, in the order of a job's life."""
    rows = jobs(actor, kind=kind).order_by().values_list("state").annotate(Count("pk"))
    found = dict(rows)
    return [Counted(state, found.get(state, 0)) for state in State]


def kinds(actor: Actor) -> list[str]:
    """Every kind of which there are jobs."""
    return list(jobs(actor).order_by("kind").values_list("kind", flat=True).distinct())


def schedules(actor: Actor) -> list[tuple[Schedule, int]]:
    """Each registered schedule with its seconds."""
    READ.require(actor)
    known = registry.schedules
    rows = Schedule.objects.filter(name__in=known).order_by("name")
    return [(row, known[row.name].seconds) for row in rows]
