"""What the trail calls blueprints and what happens to them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from barzan.trail import words

KINDS = {
    "blueprint": _("Blueprint"),
}
VERBS = {
    "blueprint.loaded": _("Blueprint loaded"),
}
SYSTEM = {"loader": _("loading of a blueprint")}


def register() -> None:
    """Makes the words known (called once, at start)."""
    words.provide("kind", KINDS)
    words.provide("verb", VERBS)
    words.provide("system", SYSTEM)
