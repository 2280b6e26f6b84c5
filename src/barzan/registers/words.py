"""What the trail calls the room's objects and what happens to them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.trail import words

KINDS = {
    "register": pgettext_lazy("trail", "Register"),
    "entry": pgettext_lazy("trail", "Entry of a register"),
    "register.import": pgettext_lazy("trail", "Import into a register"),
    "register.proposal": pgettext_lazy("trail", "Proposal of doubles"),
}
VERBS = {
    "register.defined": _("Register defined"),
    "register.described": _("Register described anew"),
    "register.saved": _("Draft of a register saved"),
    "register.draft-dropped": _("Draft of a register dropped"),
    "register.published": _("Register published"),
    "register.closed": _("Register closed to new entries"),
    "register.reopened": _("Register opened to new entries"),
    "register.entries-moved": _("Entries moved to another version"),
    "register.referred": _("Register given to another unit"),
    "register.entries-referred": _("Entries given to another unit"),
    "register.view-saved": _("View of a register kept"),
    "register.view-dropped": _("View of a register forgotten"),
    "entry.read": _("Personal fields of an entry read"),
    "register.imported": _("File imported into a register"),
    "register.import-mapped": _("Import mapped"),
    "register.import-started": _("Import started"),
    "register.import-stopped": _("Import stopped"),
    "register.import-undone": _("Import undone"),
    "entry.opened": _("Entry opened"),
    "entry.changed": _("Entry changed"),
    "entry.passed": _("Entry passed on"),
    "entry.passage-undone": _("Passage of an entry undone"),
    "entry.related": _("Relation of an entry recorded"),
    "entry.unrelated": _("Relation of an entry ended"),
    "entry.merged": _("Entries merged"),
    "entry.unmerged": _("Merge of entries undone"),
    "register.doubles-sought": _("Doubles of a register looked for"),
    "entry.kept-apart": _("Entries found not to be the same"),
}


def register() -> None:
    """Makes the words known (called once, at start)."""
    words.provide("kind", KINDS)
    words.provide("verb", VERBS)
    words.provide_page("register", lambda key: reverse("registers:register", args=[key]))
    words.provide_page("entry", lambda key: reverse("registers:ref", args=[key]))
