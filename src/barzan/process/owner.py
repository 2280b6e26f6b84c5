"""What the tasks of a process mean to the room of tasks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse

from barzan.access import Actor
from barzan.clock.core.values import Silence
from barzan.process import refs, work
from barzan.process.models import Definition
from barzan.process.queries import KIND
from barzan.tasks.core.fields import FieldType, Text
from barzan.tasks.models import Task
from barzan.tasks.owners import Owner, provide


def link(task: Task) -> str:
    """The page of the running process."""
    return reverse("process:instance", args=[refs.read(task.key).instance])


def picture(task: Task) -> str:
    """Where the process stands, drawn and in words."""
    return f"{link(task)}#picture"


def named(abouts: Collection[str]) -> Mapping[str, Text]:
    """What the processes are called, by the ids of their definitions."""
    rows = Definition.objects.filter(pk__in=[about for about in abouts if about.isdigit()])
    found = rows.values_list("pk", "title", "title_en")
    return {str(pk): Text(title, title_en) for pk, title, title_en in found}


def silent(actor: Actor, task: Task, silence: Silence) -> Mapping[str, Any] | None:
    """A law makes consent or refusal of silence: the answer where the task asks one yes-or-no question and
    needs no other answer. Else nothing is guessed: the task stays, overdue.
    """
    questions = [field for field in task.asked if field.type is FieldType.YES_NO]
    needed = [field for field in task.asked if field.required and field.type is not FieldType.YES_NO]
    if len(questions) != 1 or needed or silence is Silence.NOTHING:
        return None
    return {questions[0].name: silence is Silence.CONSENT}


def register() -> None:
    """Makes the owner known (called once, at start)."""
    provide(Owner(KIND, completed=work.completed, link=link, picture=picture, named=named, silent=silent))
