"""What the trail calls the printing of booklets."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from barzan.trail import words

KINDS = {"printing.booklet": _("Printed booklet")}
VERBS = {"booklet.ordered": _("Booklet ordered")}


def register() -> None:
    """Makes the words known (called once, at start)."""
    words.provide("kind", KINDS)
    words.provide("verb", VERBS)
