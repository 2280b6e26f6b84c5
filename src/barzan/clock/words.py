"""What the trail calls deadlines, calendars and plans and what happens to them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.trail import words

KINDS = {
    "clock.deadline": pgettext_lazy("trail", "Deadline"),
    "clock.closure": pgettext_lazy("trail", "Closure"),
    "clock.plan": pgettext_lazy("trail", "Plan of escalation"),
    "clock.calendar": pgettext_lazy("trail", "Calendar"),
}
VERBS = {
    "deadline.started": _("Deadline started"),
    "deadline.begun": _("Time began to run"),
    "deadline.suspended": _("Deadline suspended"),
    "deadline.resumed": _("Deadline resumed"),
    "deadline.extended": _("Deadline extended"),
    "deadline.moved": _("Deadline moved"),
    "deadline.reminded": _("Reminded of a deadline"),
    "deadline.passed": _("Deadline passed"),
    "deadline.superior": _("Superior told of a deadline"),
    "deadline.taken_over": _("Taken over after a deadline"),
    "deadline.referred": _("Deadline given to another unit"),
    "deadline.met": _("Deadline met"),
    "deadline.cancelled": _("Deadline cancelled"),
    "closure.declared": _("Closure declared"),
    "closure.withdrawn": _("Closure withdrawn"),
    "calendar.changed": _("Calendar changed"),
    "plan.added": _("Plan of escalation added"),
    "plan.changed": _("Plan of escalation changed"),
}
SYSTEMS = {"clock": pgettext_lazy("trail", "Clock")}


def register() -> None:
    """Makes the words known (called once, at start)."""
    words.provide("kind", KINDS)
    words.provide("verb", VERBS)
    words.provide("system", SYSTEMS)
    words.provide_page("clock.deadline", lambda key: reverse("clock:deadline", args=[key]))
