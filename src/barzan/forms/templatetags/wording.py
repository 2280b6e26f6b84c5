"""The texts of forms as people see them."""

from __future__ import annotations

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
BOLD = re.compile(r"\*\*(?=\S)(.{1,500}?)(?<=\S)\*\*|__(?=\S)(.{1,500}?)(?<=\S)__")


@register.filter
def words(text: str) -> SafeString:
    """A text of a form: escaped, with **bold** words and its lines kept."""
    escaped = str(conditional_escape(text))
    bold = BOLD.sub(lambda found: f"<strong>{found[1] or found[2]}</strong>", escaped)
    return mark_safe(bold.replace("\r\n", "\n").replace("\n", "<br>"))  # noqa: S308 - escaped above
