"""The deadline of a task on the legal clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from barzan.access import Actor
from barzan.clock import actions as clock
from barzan.clock import books
from barzan.clock.models import Deadline
from barzan.clock.models import State as DeadlineState
from barzan.clock.values import NewDeadline, Owner
from barzan.look.parts import Ruler
from barzan.persian.language import active_language
from barzan.tasks.models import Task
from barzan.tasks.rulers import ruler_of
from barzan.tasks.values import NewTask

KIND = "task"


def start(actor: Actor, tasks: Sequence[NewTask]) -> dict[str, datetime | None]:
    """Starts the clock of tasks with terms; their ends by ``ref``, None where time does not run yet."""
    timed = [task for task in tasks if task.terms]
    if not timed:
        return {}
    deadlines = [
        NewDeadline(
            owner=Owner(KIND, task.ref),
            unit_id=task.unit_id,
            terms=task.terms,
            since=task.since,
            subject_fa=_named(task.title.fa, task.subject.fa),
            subject_en=_named(task.title.en, task.subject.en),
            url_name="tasks:ref",
            url_args={"ref": task.ref},
        )
        for task in timed
        if task.terms
    ]
    started = clock.start_many(actor, deadlines)
    return {task.ref: deadline.due_at for task, deadline in zip(timed, started, strict=True)}


def _named(title: str, subject: str) -> str:
    """The task with what it is about: many tasks of many matters have one title."""
    return f"{title} – {subject}"[:300] if title and subject else title


def meet(actor: Actor, tasks: Sequence[Task], at: datetime) -> None:
    """The tasks are done: their time stops."""
    if refs := [task.ref for task in tasks if task.timed]:
        clock.meet_many(actor, [Owner(KIND, ref) for ref in refs], at)


def cancel(actor: Actor, tasks: Sequence[Task], why: str) -> None:
    """The tasks are no longer needed: nor is their time."""
    if refs := [task.ref for task in tasks if task.timed]:
        clock.cancel_many(actor, [Owner(KIND, ref) for ref in refs], why)


@dataclass(frozen=True, slots=True)
class Told:
    """Why a task is due when it is, with the law it rests on; and day by day, where that helps. ``waits``:
    its time begins with something that is still to be recorded.
    """

    deadline: int
    waits: bool
    sentence: str
    ruler: Ruler | None


def told(task: Task) -> Told | None:
    """What the clock says of a task; None where none runs for it."""
    deadline = Deadline.objects.filter(owner_kind=KIND, owner_key=task.ref).first() if task.timed else None
    if deadline is None:
        return None
    calendar = books.calendars([deadline.unit_id])[deadline.unit_id]
    return Told(
        deadline.pk,
        deadline.state == DeadlineState.WAITING,
        deadline.said(active_language()),
        ruler_of(deadline, calendar, timezone.localdate()),
    )
