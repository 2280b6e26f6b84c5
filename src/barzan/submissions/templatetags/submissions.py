"""What the templates of this room need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import template

from barzan.submissions.core.shown import Cell
from barzan.submissions.page import TONES, text_of

register = template.Library()


@register.filter
def answer(cell: Cell) -> str:
    """An answer in the reader's digits and dates."""
    return text_of(cell)


@register.filter
def tone(state: str) -> str:
    return TONES[state][0]


@register.filter
def mark(state: str) -> str:
    """The icon of a state."""
    return TONES[state][1]


@register.filter
def file_of(files: Mapping[str, object], cell: Cell) -> object:
    """The attachment that an answer names."""
    return files.get(cell.raw)


@register.filter
def points(raw: str) -> Sequence[str]:
    """The points of a line or an area: latitude and longitude."""
    return [", ".join(point.split()[:2]) for point in raw.split(";") if point.strip()]
