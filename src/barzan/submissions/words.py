"""What the trail calls submissions and what happens to them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.trail import words

KINDS = {
    "submission": pgettext_lazy("trail", "Submission"),
    "submission-draft": pgettext_lazy("trail", "Draft of a submission"),
    "submission-upload": pgettext_lazy("trail", "Upload"),
    "submission-unread": pgettext_lazy("trail", "Unreadable sending"),
    "submission-device": pgettext_lazy("trail", "Device"),
    "submission-marks": pgettext_lazy("trail", "Marks of new submissions"),
}
VERBS = {
    "submission.received": _("Submission received"),
    "submission.resent": _("Sent again with other answers"),
    "submission.edited": _("Submission edited"),
    "submission.reopened": _("Submission to be reviewed again"),
    "submission.approved": _("Submission approved"),
    "submission.held": _("Submission put on hold"),
    "submission.sent_back": _("Submission sent back"),
    "submission.withdrawn": _("Submission withdrawn"),
    "submission.review_undone": _("Review taken back"),
    "submission.attached": _("Attachment received"),
    "submission.attachment_refused": _("Attachment refused"),
    "submission.erased": _("Personal answers erased in their time"),
    "submission.read": _("Personal answers read"),
    "submission.regrouped": _("Submissions given to another unit"),
    "submission-draft.begun": _("Draft begun"),
    "submission-draft.sent": _("Draft sent"),
    "submission-draft.discarded": _("Draft discarded"),
    "submission-draft.expired": _("Draft expired"),
    "submission-upload.begun": _("Upload begun"),
    "submission-unread.kept": _("Unreadable sending kept"),
    "submission-unread.read": _("Unreadable sending looked at"),
    "submission-unread.taken_in": _("Unreadable sending taken in"),
    "submission-unread.set_aside": _("Unreadable sending set aside"),
    "submission-unread.erased": _("Unreadable sending erased in its time"),
    "submission-device.added": _("Device added"),
    "submission-device.closed": _("Device closed"),
    "submission-marks.taken": _("New submissions taken into the analysis"),
}


def register() -> None:
    """Makes the words known (called once, at start)."""
    words.provide("kind", KINDS)
    words.provide("verb", VERBS)
    words.provide_page("submission", lambda key: reverse("submissions:submission", args=[key]))
