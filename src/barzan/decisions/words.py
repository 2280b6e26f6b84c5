"""What the trail calls the room's objects and what happens to them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.trail import words

KINDS = {"decision": pgettext_lazy("trail", "Decision model")}
VERBS = {
    "decision.added": _("Decision model added"),
    "decision.renamed": _("Decision model renamed"),
    "decision.saved": _("Draft of a decision model saved"),
    "decision.dropped": _("Draft of a decision model dropped"),
    "decision.published": _("Decision model published"),
}


def register() -> None:
    """Makes the words known (called once, at start)."""
    words.provide("kind", KINDS)
    words.provide("verb", VERBS)
    words.provide_page("decision", lambda key: reverse("decisions:decision", args=[key]))
