"""What the templates of the booklet need beside the filters that are built in."""

from __future__ import annotations

import re
from collections.abc import Container

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from barzan.catalogue.sheet import CODE
from barzan.printing import phrases
from barzan.printing.wording import citation_note, shown

register = template.Library()
register.filter("citation_note", citation_note)
register.filter("services", phrases.services)
register.filter("offices", phrases.offices)
register.filter("dated", phrases.dated)
register.filter("shown", shown)
register.filter("decision", phrases.decision)


@register.filter
def anchor(code: str, kind: str = "unit") -> str:
    """The address of a unit within the booklet; a unit may be a chapter and, within it, an office."""
    return f"{kind}-{code}"


@register.filter
def coded(text: str, codes: Container[str]) -> SafeString:
    """A text in which the codes of services stand from left to right; those of the booklet lead to sheets."""

    def code(found: re.Match[str]) -> str:
        isolated = f'<bdi dir="ltr">{found[0]}</bdi>'
        return f'<a class="code-link" href="#{found[0]}">{isolated}</a>' if found[0] in codes else isolated

    return mark_safe(CODE.sub(code, escape(shown(text))))  # noqa: S308 - escaped before the codes


@register.filter
def css_text(text: str) -> SafeString:
    """``text`` within the quotation marks of a style sheet."""
    plain = "".join(letter if letter.isalnum() or letter == " " else f"\\{ord(letter):x} " for letter in text)
    return mark_safe(plain)  # noqa: S308 - letters, digits and escapes only
