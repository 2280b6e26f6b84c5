"""How pages write what people wrote in entries."""

from django import template

from barzan.registers import describe

register = template.Library()


@register.filter
def written(text: str) -> str:
    """A text in the reader's digits, one with Latin letters as it is: ``{{ entry.title|written|fa }}``."""
    return describe.words(text or "")
