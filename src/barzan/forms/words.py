"""What the trail calls the room's objects and what happens to them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.trail import words

KINDS = {
    "form": pgettext_lazy("trail", "Form"),
    "form-refusal": pgettext_lazy("trail", "Workbook with faults"),
    "form-question": pgettext_lazy("trail", "Question of the bank"),
}
VERBS = {
    "form.added": _("Form added"),
    "form.set": _("Settings of a form changed"),
    "form.saved": _("Draft of a form saved"),
    "form.undone": _("Draft of a form set back"),
    "form.dropped": _("Draft of a form dropped"),
    "form.refused": _("Workbook with faults sent"),
    "form.published": _("Form published"),
    "form.opened": _("Form opened"),
    "form.closed": _("Form closed"),
    "form.retired": _("Form retired"),
    "form-question.added": _("Question kept in the bank"),
    "form-question.tagged": _("Tags of a question changed"),
    "form-question.retired": _("Question retired"),
    "form-question.placed": _("Question given to another unit"),
}


def register() -> None:
    """Makes the words known (called once, at start)."""
    words.provide("kind", KINDS)
    words.provide("verb", VERBS)
    words.provide_page("form", lambda key: reverse("forms:form", args=[key]))
    words.provide_page("form-question", lambda key: reverse("forms:question", args=[key]))
