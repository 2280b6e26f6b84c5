"""What the trail calls places and what happens to them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.trail import words

KINDS = {
    "place": pgettext_lazy("trail", "Place"),
    "hierarchy": _("Hierarchy"),
}
VERBS = {
    "hierarchy.added": _("Hierarchy added"),
    "place.added": _("Place added"),
    "place.renamed": _("Place renamed"),
    "place.moved": _("Place moved"),
    "place.closed": _("Place closed"),
}


def register() -> None:
    """Makes the words known (called once, at start)."""
    words.provide("kind", KINDS)
    words.provide("verb", VERBS)
    words.provide_page("place", lambda key: reverse("places:place", args=[int(key)]))
    words.provide_page("hierarchy", lambda key: f"{reverse('places:tree')}?hierarchy={key}")
