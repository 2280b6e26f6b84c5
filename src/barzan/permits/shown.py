"""Verdicts as pages show them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.permits.core import Verdict
from barzan.registers.core import Standing
from barzan.registers.describe import Pill
from barzan.registers.models import Entry

VALID = pgettext_lazy("certificate", "Valid")
_PILLS = {
    Verdict.VALID: (VALID, "leaf", "circle-check"),
    Verdict.NOT_YET: (pgettext_lazy("certificate", "Not valid yet"), "saf", "hourglass"),
    Verdict.EXPIRED: (pgettext_lazy("certificate", "Expired"), "clay", "clock"),
    Verdict.SUSPENDED: (pgettext_lazy("certificate", "Suspended"), "saf", "hourglass"),
    Verdict.REVOKED: (pgettext_lazy("certificate", "Revoked"), "anar", "circle-x"),
    Verdict.REPLACED: (pgettext_lazy("certificate", "Void: replaced by a newer one"), "anar", "refresh-cw"),
    Verdict.WITHDRAWN: (pgettext_lazy("certificate", "Void: withdrawn"), "anar", "circle-x"),
    Verdict.NOT_IN_FORCE: (pgettext_lazy("certificate", "Not in force"), "saf", "circle-alert"),
}
SENTENCES = {
    Verdict.VALID: _("This certificate is genuine and valid today."),
    Verdict.NOT_YET: _("This certificate is genuine; its validity has not begun yet."),
    Verdict.EXPIRED: _("This certificate is genuine, but its validity has ended."),
    Verdict.SUSPENDED: _("This certificate is genuine, but suspended for now: it gives no right today."),
    Verdict.REVOKED: _("This certificate was revoked: it gives no right any more."),
    Verdict.REPLACED: _(
        "This paper is void: a newer certificate stands in its place; ask the holder for it."
    ),
    Verdict.WITHDRAWN: _("This paper was withdrawn and is void."),
    Verdict.NOT_IN_FORCE: _("This certificate is genuine, but what it certifies is not in force today."),
}
VOID = (Verdict.REPLACED, Verdict.WITHDRAWN)


def pill(worth: Verdict) -> Pill:
    """A verdict as a badge."""
    text, tone, icon = _PILLS[worth]
    return Pill(str(text), tone, icon)


def is_valid(entry: Entry) -> bool:
    """Whether an entry stands in a state that a certificate may be signed in."""
    state = entry.version.life.state(entry.state)
    return state is not None and state.standing is Standing.VALID and not entry.merged_into_id
