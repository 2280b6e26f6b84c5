"""What the values of a list's rarer filters are called; pages that count them use the same words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from barzan.catalogue.models import BasisKind, ChannelKind

Words = Mapping[str, str | Promise]
MISSING: Words = {
    "code": _("National code"),
    "description": _("Description"),
    "basis": _("Legal basis"),
    "documents": _("Documents"),
    "steps": _("Steps"),
    "time": _("Legal time"),
    "fee": _("Cost"),
    "channel": _("Way to ask"),
}
BASIS: Words = {"yes": _("Has a legal basis"), **{each.value: each.label for each in BasisKind}}
CHANNEL: Words = {each.value: each.label for each in ChannelKind}
AGE: Words = {
    "0": _("under one year"),
    "1": _("one to two years"),
    "2": _("two to three years"),
    "3": _("three years and more"),
}
REVIEW: Words = {"yes": _("Overdue for review"), "no": _("Reviewed in time")}
# By field of ``Filters``: what the filter is called, and its values.
RARE: Mapping[str, tuple[str | Promise, Words]] = {
    "missing": (_("What is missing"), MISSING),
    "basis": (_("Legal basis"), BASIS),
    "channel": (_("Way to ask"), CHANNEL),
    "overdue": (_("Review"), REVIEW),
    "age": (_("Age of the version"), AGE),
}
