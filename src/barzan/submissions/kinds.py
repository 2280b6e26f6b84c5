"""The words by which submissions are told apart: states, ways in, what was done to one."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where a submission stands with those who review it."""

    RECEIVED = "received", pgettext_lazy("state of a submission", "Received")
    APPROVED = "approved", pgettext_lazy("state of a submission", "Approved")
    ON_HOLD = "on_hold", pgettext_lazy("state of a submission", "On hold")
    SENT_BACK = "sent_back", pgettext_lazy("state of a submission", "Sent back")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a submission", "Withdrawn")


class Via(models.TextChoices):
    """The way by which a submission came."""

    PAGE = "page", pgettext_lazy("way of a submission", "Page")
    API = "api", pgettext_lazy("way of a submission", "Interface")
    COLLECT = "collect", pgettext_lazy("way of a submission", "ODK Collect")
    PAPER = "paper", pgettext_lazy("way of a submission", "Paper")
    IMPORT = "import", pgettext_lazy("way of a submission", "Import")


class Origin(models.TextChoices):
    """How a content came about.

    ``RESENT``: the sender used the key of a submission for other answers; they are kept beside it, and count
    only once somebody takes them over by an edit.
    """

    RECEIVED = "received", pgettext_lazy("content of a submission", "As received")
    EDITED = "edited", pgettext_lazy("content of a submission", "Edited")
    RESENT = "resent", pgettext_lazy("content of a submission", "Sent again, different")


class Presence(models.TextChoices):
    """Whether the bytes of an attachment that the answers name are here."""

    EXPECTED = "expected", pgettext_lazy("attachment", "Expected")
    HERE = "here", pgettext_lazy("attachment", "Here")
    ERASED = "erased", pgettext_lazy("attachment", "Erased in its time")
