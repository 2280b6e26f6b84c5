"""What the trail calls jobs and what happens to them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.trail import words

KINDS = {
    "job": pgettext_lazy("job", "Job"),
}
VERBS = {
    "job.sent_again": _("Job sent again"),
    "job.cancelled": _("Job cancelled"),
}


def register() -> None:
    """Makes the words known (called once, at start)."""
    words.provide("kind", KINDS)
    words.provide("verb", VERBS)
