"""What the trail calls imports and what happens to them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.trail import words

KINDS = {"exchange.import": pgettext_lazy("trail", "Import of a spreadsheet")}
VERBS = {
    "import.handed_in": _("Spreadsheet handed in"),
    "import.drafted": _("Spreadsheet made into drafts"),
    "import.published": _("Spreadsheet published"),
    "import.discarded": _("Spreadsheet discarded"),
    "import.taken_back": _("Import taken back"),
}


def register() -> None:
    """Makes the words known (called once, at start)."""
    words.provide("kind", KINDS)
    words.provide("verb", VERBS)
    words.provide_page("exchange.import", lambda key: reverse("exchange:import", args=[key]))
