"""What the trail calls processes and what happens to them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.trail import words

KINDS = {
    "process.definition": pgettext_lazy("trail", "Process"),
    "process.instance": pgettext_lazy("trail", "Running process"),
    "process.move": pgettext_lazy("trail", "Move of running processes"),
}
VERBS = {
    "process-definition.created": _("Process created"),
    "process-definition.described": _("Process described anew"),
    "process-draft.saved": _("Draft of a process saved"),
    "process-version.published": _("Version of a process published"),
    "process-instance.started": _("Process started"),
    "process-instance.ended": _("Process ended"),
    "process-instance.cancelled": _("Process cancelled"),
    "process-instance.retried": _("Failed step tried again"),
    "process-instance.received": _("Message given to a process"),
    "process-instance.moved": _("Running process moved to another version"),
    "process.regrouped": _("Process given to another unit"),
    "process-move.begun": _("Move of running processes begun"),
    "process-move.undone": _("Move of running processes undone"),
}


def register() -> None:
    """Makes the words known (called once, at start)."""
    words.provide("kind", KINDS)
    words.provide("verb", VERBS)
    words.provide_page("process.instance", lambda key: reverse("process:instance", args=[key]))
