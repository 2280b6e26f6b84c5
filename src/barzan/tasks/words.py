"""What the trail calls tasks and bodies and what happens to them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.trail import words

KINDS = {"task": pgettext_lazy("trail", "Task"), "body": pgettext_lazy("trail", "Body")}
VERBS = {
    "task.opened": _("Task opened"),
    "task.taken": _("Task taken"),
    "task.released": _("Task given back"),
    "task.referred": _("Task referred"),
    "task.delegated": _("Task delegated"),
    "task.returned": _("Task sent back as misrouted"),
    "task.handed-over": _("Task handed over"),
    "task.undone": _("Step of a task taken back"),
    "task.drafted": _("Answers of a task kept"),
    "task.recorded": _("Number of another system recorded"),
    "task.reminded": _("Reminded of a task"),
    "task.told": _("Superior told of a task"),
    "task.taken-over": _("Task taken over by the superior"),
    "task.moved": _("Task moved with its unit"),
    "task.due-moved": _("Deadline of a task moved"),
    "task.silence": _("Task settled by silence"),
    "task.completed": _("Task completed"),
    "task.cancelled": _("Task no longer needed"),
    "body.added": _("Body founded"),
    "body.changed": _("Body changed"),
    "body.seated": _("Members of a body changed"),
    "body.moved": _("Body moved with its unit"),
    "body.closed": _("Body closed"),
}


def register() -> None:
    """Makes the words known (called once, at start)."""
    words.provide("kind", KINDS)
    words.provide("verb", VERBS)
    words.provide_page("task", lambda key: reverse("tasks:ref", args=[key]))
    words.provide_page("body", lambda key: reverse("tasks:body", args=[key]))
