"""What the trail calls drafts and editions and what happens to them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.trail import words

KINDS = {
    "revisions.draft": pgettext_lazy("trail", "Draft of a service"),
    "revisions.edition": pgettext_lazy("trail", "Edition of the catalogue"),
}
VERBS = {
    "draft.opened": _("Draft opened"),
    "draft.saved": _("Draft saved"),
    "draft.reviewed": _("Draft reviewed"),
    "draft.approved": _("Draft approved"),
    "draft.returned": _("Draft sent back"),
    "draft.withdrawn": _("Draft withdrawn"),
    "draft.published": _("Draft published"),
    "draft.followed": _("Draft followed its unit"),
    "service.succeeded": _("Service goes on in others"),
    "edition.published": _("Edition published"),
}


def register() -> None:
    """Makes the words known (called once, at start)."""
    words.provide("kind", KINDS)
    words.provide("verb", VERBS)
    words.provide_page("revisions.draft", lambda key: reverse("revisions:draft", args=[key]))
    words.provide_page("revisions.edition", lambda key: reverse("editions:edition", args=[key]))
