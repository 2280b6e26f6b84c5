"""What the trail calls the room's objects and what happens to them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.trail import words

KINDS = {
    "certificate-template": pgettext_lazy("trail", "Template of certificates"),
    "certificate": pgettext_lazy("trail", "Certificate"),
}
VERBS = {
    "certificate-template.designed": _("Template of certificates written"),
    "certificate.issued": _("Certificate signed"),
    "certificate.replaced": _("Certificate signed in the place of another"),
    "certificate.withdrawn": _("Certificate withdrawn"),
    "certificate.read": _("Certificate read"),
}


def register() -> None:
    """Makes the words known (called once, at start)."""
    words.provide("kind", KINDS)
    words.provide("verb", VERBS)
