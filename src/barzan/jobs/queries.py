"""What can be known of the outbox: auditors and administrators see all of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from barzan.access import Actor
from barzan.jobs import registry
from barzan.jobs.models import Job, Schedule, State
from barzan.jobs.rules import READ

UNDER_WAY = (State.WAITING, State.RUNNING)


@dataclass(frozen=True, slots=True)
class Overview:
    """How many jobs of the kind asked for are in each state, in the order of a job's life; and every kind."""

    by_state: dict[State, int]
    kinds: list[str]

    @property
    def total(self) -> int:
        return sum(self.by_state.values())

    @property
    def under_way(self) -> bool:
        return any(self.by_state[state] for state in UNDER_WAY)


def jobs(actor: Actor, state: str = "", kind: str = "") -> QuerySet[Job]:
    """Jobs newest first, of one state and kind where these are given. Raises ``Forbidden``."""
    READ.require(actor)
    exact = {"state": state, "kind": kind}
    return Job.objects.filter(**{name: value for name, value in exact.items() if value}).order_by("-pk")


def overview(actor: Actor, kind: str = "") -> Overview:
    """The counts of jobs, of one kind where it is given, in one query."""
    rows = jobs(actor).order_by().values_list("kind", "state").annotate(Count("pk"))
    by_state = dict.fromkeys(State, 0)
    kinds = set()
    for name, state, count in rows:
        kinds.add(name)
        if kind in ("", name):
            by_state[State(state)] += count
    return Overview(by_state, sorted(kinds))


def schedules(actor: Actor) -> list[tuple[Schedule, int]]:
    """Each registered schedule with its seconds."""
    READ.require(actor)
    known = registry.schedules
    rows = Schedule.objects.filter(name__in=known).order_by("name")
    return [(row, known[row.name].seconds) for row in rows]
