"""Words of events in templates."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from barzan.trail import words

register = template.Library()


@register.filter
def word(name: str, what: words.What) -> SafeString:
    """The word for a verb, kind, role or part of the program; an unknown name as the code that it is."""
    if words.known(what, name):
        return format_html("{}", words.word(what, name))
    return format_html('<bdi dir="ltr">{}</bdi>', name)


@register.filter
def shown_at(key: str, kind: str) -> str:
    """The address of the object's own page; empty where it has none."""
    return words.page(kind, key)
