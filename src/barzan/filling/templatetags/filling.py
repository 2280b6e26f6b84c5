"""What the templates of questions need: a question, bold words and lines, what picker and map say."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import get_template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from barzan.filling.core.values import Field
from barzan.forms.templatetags.wording import words
from barzan.persian.jalali import MONTHS, MONTHS_EN, WEEKDAYS, WEEKDAYS_EN
from barzan.persian.language import is_persian

register = template.Library()
register.filter(words)


@register.simple_tag(takes_context=True)
def question(context: Context, q: Field) -> SafeString:
    """A question, a group or a repeat, with all that is in it."""
    made = get_template("filling/question.html").template
    with context.push(q=q):
        return made.render(context)


@register.filter
def runs(fields: Sequence[Field]) -> list[tuple[bool, list[Field]]]:
    """Fields in runs: those that stand alone together in one card, groups and repeats in their own."""
    return [(alone, list(run)) for alone, run in groupby(fields, key=lambda each: not each.container)]


@register.filter
def counted(count: int) -> range:
    """1 to ``count``, to draw as many of something."""
    return range(1, count + 1)


@register.simple_tag
def months() -> tuple[str, ...]:
    """The names of the Jalali months in the language of the page."""
    return MONTHS if is_persian() else MONTHS_EN


@register.simple_tag
def picker() -> SafeString:
    """The attributes by which the calendar of the script knows a date."""
    said = {
        "open": gettext("Choose from the calendar"),
        "title": gettext("Choose a day"),
        "previous-year": gettext("Previous year"),
        "previous-month": gettext("Previous month"),
        "next-month": gettext("Next month"),
        "next-year": gettext("Next year"),
        "today": gettext("Today"),
        "close": gettext("Close"),
        "keys": gettext("Arrow keys move by day and week, Page Up and Page Down by month; Enter chooses."),
        "digits": "fa" if is_persian() else "latin",
        "weekdays": ",".join(WEEKDAYS if is_persian() else WEEKDAYS_EN),
        "jalali-picker": "",
    }
    return _data(said)


@register.simple_tag
def map_words(kind: str) -> SafeString:
    """The attributes by which the map of the script knows what is drawn, and its words."""
    return _data(
        {
            "map": kind,
            "digits": "fa" if is_persian() else "latin",
            "label": gettext("Map"),
            "here": gettext("Where I am"),
            "undo": gettext("Take the last point away"),
            "clear": gettext("Clear the map"),
            "in": gettext("Nearer"),
            "out": gettext("Farther"),
            "help": gettext("Press the map to set the point, or type the coordinates.")
            if kind == "point"
            else gettext("Press the map for each point; drag a point to move it."),
            "fingers": gettext("Two fingers move the map."),
            "seeking": gettext("Looking for the position…"),
            "unfound": gettext("The position was not found; press the map, or type the coordinates."),
        }
    )


def _data(said: dict[str, Any]) -> SafeString:
    return format_html_join(" ", 'data-{}="{}"', said.items())
