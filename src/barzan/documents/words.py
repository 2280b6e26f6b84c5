"""What the trail calls documents and what happens to them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from barzan.trail import words

KINDS = {
    "document": _("Document"),
}
VERBS = {
    "document.stored": _("Document handed in"),
    "document.placed": _("Document given to another unit"),
    "document.read": _("Document read"),
    "document.erased": _("Document erased in its time"),
}


def register() -> None:
    """Makes the words known (called once, at start)."""
    words.provide("kind", KINDS)
    words.provide("verb", VERBS)
    words.provide_page("document", lambda key: reverse("documents:document", args=[int(key)]))
