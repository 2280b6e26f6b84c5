"""Sample records for the generated access test."""

from __future__ import annotations

from itertools import count

from barzan.access.tests.samples import Sample, Where
from barzan.access.values import system_actor
from barzan.tasks import owners
from barzan.tasks.actions import bodies
from barzan.tasks.actions.bodies import About
from barzan.tasks.models import Body, Task
from barzan.tasks.tests.factories import KIND, make_task

SYSTEM = system_actor("test")
_number = count(1)


def made(where: Where) -> Task:
    owners.provide(owners.Owner(KIND, completed=lambda actor, task, answers: None))
    return make_task(where.unit)


def task(where: Where) -> Sample:
    """Units are one of the ways to a task (posts, persons and bodies are others): a page asks ``reach``."""
    return Sample({"pk": made(where).pk})


def ref(where: Where) -> Sample:
    return Sample({"ref": made(where).ref})


def founded(where: Where) -> Body:
    return bodies.add(SYSTEM, f"sample-{next(_number)}", About("council", "شورای نمونه", where.unit))


def body(where: Where) -> Sample:
    return Sample({"code": founded(where).code})


def own_body(where: Where) -> Sample:
    found = founded(where)
    return Sample({"code": found.code}, found.target)


STEPS = ("task", "complete", "draft", "take", "release", "undo", "refer", "delegate", "misrouted", "number")
SAMPLES = {
    **{f"tasks:{name}": task for name in STEPS},
    "tasks:ref": ref,
    "tasks:body": body,
    "tasks:edit-body": own_body,
    "tasks:close-body": own_body,
    "api-1:complete-task": task,
}
