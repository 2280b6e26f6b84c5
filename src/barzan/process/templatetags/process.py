"""Filters of the pages of processes."""

from django import template

from barzan.bpmn.model import Text
from barzan.persian.language import active_language
from barzan.persian.templatetags.persian import fa_digits

register = template.Library()


@register.filter
def spoken(text: Text) -> str:
    """The text in the reader's language, its Persian where it has no English."""
    if active_language().startswith("en"):
        return text.en or text.fa
    return fa_digits(text.fa)
