"""What the templates of the exchange say of problems and changes, in the reader's language."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from barzan.exchange import told
from barzan.exchange.models import Fault, Line

register = template.Library()


@register.filter
def said(fault: Fault) -> str:
    """What is wrong, and the cure."""
    return fault.en if (get_language() or "fa").startswith("en") else fault.fa


@register.filter
def values(line: Line) -> list[told.Value]:
    """The fields of a group, a subject or a life event that change."""
    return told.values(line)
