"""What the trail calls what happens here."""

from django.utils.translation import gettext_lazy as _

from barzan.trail import words


def register() -> None:
    """Makes the words known (called once, at start)."""
    words.provide("verb", {"service-process.assigned": _("Process of a service chosen")})
