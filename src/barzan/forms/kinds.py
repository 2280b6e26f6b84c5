"""The words that a form's row is made of, with their names."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class FormKind(models.TextChoices):
    """What a form is for."""

    QUESTIONNAIRE = "questionnaire", pgettext_lazy("form kind", "Questionnaire")
    REQUEST = "request", pgettext_lazy("form kind", "Request")
    CHECKLIST = "checklist", pgettext_lazy("form kind", "Checklist")
    POLL = "poll", pgettext_lazy("form kind", "Poll")
    SCORE_SHEET = "score_sheet", pgettext_lazy("form kind", "Score sheet")
    RETURN = "return", pgettext_lazy("form kind", "Return")
    REGISTER_ENTRY = "register_entry", pgettext_lazy("form kind", "Register entry")


class OpenTo(models.TextChoices):
    """Who may fill a form in."""

    STAFF = "staff", pgettext_lazy("form open to", "Staff")
    SIGNED_IN = "signed_in", pgettext_lazy("form open to", "Everybody signed in")
    PUBLIC = "public", pgettext_lazy("form open to", "Everybody")


class State(models.TextChoices):
    """Where a form stands: never published, taking answers, not taking them, no longer in use."""

    DRAFT = "draft", pgettext_lazy("form state", "Not published")
    OPEN = "open", pgettext_lazy("form state", "Open")
    CLOSED = "closed", pgettext_lazy("form state", "Closed")
    RETIRED = "retired", pgettext_lazy("form state", "Retired")
