"""What the trail calls the room's objects and what happens to them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.trail import words

KINDS = {
    "instrument": pgettext_lazy("trail", "Instrument of law"),
    "instrument.relation": pgettext_lazy("trail", "Relation of two instruments"),
}
VERBS = {
    "instrument.added": _("Instrument added"),
    "instrument.corrected": _("Description of an instrument corrected"),
    "instrument.text-attached": _("Text of an instrument kept"),
    "instrument.related": _("Relation of instruments recorded"),
    "instrument.replaced": _("Instrument replaced, those who rest on it told"),
    "instrument.relation-withdrawn": _("Relation of instruments withdrawn"),
    "instrument.link-proposed": _("Citations proposed for an instrument"),
    "instrument.link-denied": _("Citation said to mean another instrument"),
}


def register() -> None:
    """Makes the words known (called once, at start)."""
    words.provide("kind", KINDS)
    words.provide("verb", VERBS)
    words.provide("system", {"instruments": _("The instruments of law, for their steward")})
    words.provide_page("instrument", lambda key: reverse("instruments:instrument", args=[key]))
