"""What the trail calls reviews and proposals and what happens to them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.trail import words

KINDS = {
    "upkeep.proposal": pgettext_lazy("trail", "Proposal"),
    "proposer": pgettext_lazy("trail", "Sender of a proposal"),
    "upkeep.reminder": pgettext_lazy("trail", "Reminder of reviews"),
}
VERBS = {
    "proposal.received": _("Proposal received"),
    "proposal.referred": _("Proposal referred"),
    "proposal.joined": _("Proposal joined to another"),
    "proposal.answered": _("Proposal answered"),
    "proposer.read": _("Sender of a proposal read"),
    "proposer.forgotten": _("Sender of a proposal forgotten"),
    "reminder.sent": _("Offices reminded of reviews"),
}


def register() -> None:
    """Makes the words known (called once, at start)."""
    words.provide("kind", KINDS)
    words.provide("verb", VERBS)
    words.provide_page("upkeep.proposal", lambda key: reverse("upkeep-desk:proposal", args=[key]))
