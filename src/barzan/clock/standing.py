"""Where a deadline stands by its terms, its facts and its calendar: reckoned, explained, staged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import cast

from barzan.clock.books import Book
from barzan.clock.core import Calendar, Extension, Reckoned, Suspension, explain, reckon
from barzan.clock.core.plans import Stage, next_stage, stages
from barzan.clock.models import Deadline, Deed, Fact, State

STANDING = ("due_at", "due_on", "stage", "next_at", "said_fa", "said_en", "state", "since")
RECKONED_DEEDS = (Deed.SUSPENDED, Deed.RESUMED, Deed.EXTENDED)


def reckoned(deadline: Deadline, facts: Iterable[Fact], calendar: Calendar) -> Reckoned:
    """The end of a deadline that runs, by its facts in their order. Raises ``ClockError``."""
    suspensions: list[Suspension] = []
    extensions = []
    for fact in facts:
        if fact.deed == Deed.SUSPENDED:
            suspensions.append(Suspension(fact.at))
        elif fact.deed == Deed.RESUMED:
            suspensions[-1] = Suspension(suspensions[-1].since, fact.at)
        elif fact.deed == Deed.EXTENDED:
            extensions.append(Extension(fact.amount))
    since = deadline.since or deadline.asked_at
    return reckon(deadline.terms, since, calendar, suspensions=suspensions, extensions=extensions)


def facts_of(deadlines: Sequence[Deadline]) -> dict[int, list[Fact]]:
    """The facts that move ends, by deadline; one question."""
    found: dict[int, list[Fact]] = {each.pk: [] for each in deadlines}
    for fact in Fact.objects.filter(deadline__in=found, deed__in=RECKONED_DEEDS).order_by("pk"):
        found[fact.deadline_id].append(fact)
    return found


def run(
    deadline: Deadline, facts: Iterable[Fact], calendar: Calendar, book: Book, now: datetime | None = None
) -> None:
    """Sets the end, its explanation and the next stage of a deadline that runs (on the object only).

    With ``now`` the end may have moved: stages that lie ahead again have not been reached.
    """
    found = reckoned(deadline, facts, calendar)
    deadline.state, deadline.due_at, deadline.due_on = State.RUNNING, found.due, found.day
    deadline.said_fa = explain(found, "fa", basis=deadline.law_title)
    deadline.said_en = explain(found, "en", basis=deadline.law_title)
    stage(deadline, calendar, book, now)


def stage(deadline: Deadline, calendar: Calendar, book: Book, now: datetime | None = None) -> None:
    """Sets when the next stage of the plan comes."""
    found = stages_of(deadline, calendar, book)
    deadline.stage, deadline.next_at = next_stage(found, Stage(deadline.stage), now)


def stages_of(deadline: Deadline, calendar: Calendar, book: Book) -> list[tuple[datetime, Stage]]:
    """When each stage of a deadline that runs comes."""
    since, due = cast(datetime, deadline.since), cast(datetime, deadline.due_at)
    return stages(book.plan(deadline.escalation), since, due, calendar)


def halt(deadline: Deadline, state: State) -> None:
    """A deadline that waits, stands still or has ended has no next stage."""
    deadline.state, deadline.next_at = state, None
