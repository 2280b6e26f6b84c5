"""What the trail calls the catalogue's objects and what happens to them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.trail import words

KINDS = {
    "catalogue.service": pgettext_lazy("trail", "Service"),
    "catalogue.booklet": pgettext_lazy("trail", "Booklet"),
    "catalogue.category": pgettext_lazy("trail", "Category"),
    "catalogue.life-event": pgettext_lazy("trail", "Life event"),
    "catalogue.group": pgettext_lazy("trail", "Group of services"),
}
VERBS = {
    "service.added": _("Service added"),
    "service.placed": _("Service placed elsewhere"),
    "service.published": _("Service published"),
    "service.reviewed": _("Service reviewed"),
    "service.retired": _("Service retired"),
    "service.restored": _("Service restored"),
    "booklet.read": _("Booklet read"),
    "booklet.read_again": _("Booklet read again"),
    "booklet.annotated": _("Rows added to a booklet"),
    "category.added": _("Category added"),
    "category.changed": _("Category changed"),
    "life-event.added": _("Life event added"),
    "life-event.changed": _("Life event changed"),
    "group.added": _("Group of services added"),
    "group.changed": _("Group of services changed"),
}


def register() -> None:
    """Makes the words known (called once, at start)."""
    words.provide("kind", KINDS)
    words.provide("verb", VERBS)
    words.provide_page("catalogue.service", lambda key: reverse("catalogue:service", args=[key]))
    words.provide_page("catalogue.category", lambda key: reverse("catalogue:category", args=[key]))
