"""Amounts of time as pages ask for them: a number and a unit, kept as an ISO 8601 duration."""

from __future__ import annotations

import re

from django.utils.translation import pgettext_lazy

SPANS = [
    ("Y", pgettext_lazy("amount of time", "years")),
    ("M", pgettext_lazy("amount of time", "months")),
    ("D", pgettext_lazy("amount of time", "days")),
]
_SIMPLE = re.compile(r"P([0-9]+)([YMD])")


def joined_amount(number: int, span: str) -> str:
    return f"P{number}{span or 'Y'}"


def parted_amount(text: str) -> tuple[int | None, str]:
    """Number and unit; nothing of a duration that is written otherwise."""
    found = _SIMPLE.fullmatch(text)
    return (int(found.group(1)), found.group(2)) if found else (None, "Y")
