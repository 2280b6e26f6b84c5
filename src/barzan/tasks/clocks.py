"""The deadline of a task on the legal clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from barzan.access import Actor
from barzan.clock import actions as clock
from barzan.clock.queries import dues
from barzan.clock.values import NewDeadline, Owner
from barzan.tasks.models import Task
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
            subject_fa=task.title.fa,
            subject_en=task.title.en,
            url_name="tasks:ref",
            url_args={"ref": task.ref},
        )
        for task in timed
        if task.terms
    ]
    started = clock.start_many(actor, deadlines)
    return {task.ref: deadline.due_at for task, deadline in zip(timed, started, strict=True)}


def meet(actor: Actor, tasks: Sequence[Task], at: datetime) -> None:
    """The tasks are done: their time stops."""
    if refs := [task.ref for task in tasks if task.timed]:
        clock.meet_many(actor, [Owner(KIND, ref) for ref in refs], at)


def cancel(actor: Actor, tasks: Sequence[Task], why: str) -> None:
    """The tasks are no longer needed: nor is their time."""
    if refs := [task.ref for task in tasks if task.timed]:
        clock.cancel_many(actor, [Owner(KIND, ref) for ref in refs], why)


def sentence(actor: Actor, task: Task, language: str) -> str:
    """Why the task is due when it is, with the law it rests on; "" where no clock runs for it."""
    if not task.timed:
        return ""
    due = dues(actor, KIND, [task.ref]).get(task.ref)
    return due.sentence if due else ""
