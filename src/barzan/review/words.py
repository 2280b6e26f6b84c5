"""What the trail calls readings and items and what happens to them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.trail import words

KINDS = {
    "review.reading": pgettext_lazy("trail", "Reading under review"),
    "review.item": pgettext_lazy("trail", "Row of a booklet"),
}
VERBS = {
    "reading.started": _("Review of a booklet started"),
    "reading.office_matched": _("Office of a booklet matched with a unit"),
    "reading.accepted_clean": _("Rows without findings accepted together"),
    "reading.undone": _("Rows accepted together taken back"),
    "reading.given_up": _("Review of a booklet given up"),
    "reading.publishing": _("Publication of a review asked for"),
    "reading.refused": _("Publication of a review refused"),
    "reading.published": _("Review of a booklet published"),
    "item.accepted": _("Row of a booklet accepted"),
    "item.corrected": _("Row of a booklet corrected"),
    "item.questioned": _("Question about a row of a booklet"),
    "item.set_aside": _("Row of a booklet set aside"),
    "item.reopened": _("Row of a booklet opened again"),
    "item.matched": _("Row of a booklet matched with a service"),
    "item.undone": _("Decision about a row taken back"),
}


def register() -> None:
    """Makes the words known (called once, at start)."""
    words.provide("kind", KINDS)
    words.provide("verb", VERBS)
    words.provide_page("review.reading", lambda key: reverse("review:reading", args=[key]))
    words.provide_page("review.item", lambda key: reverse("review:item", args=key.split(".")))
