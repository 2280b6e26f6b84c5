"""How an error for people is said in the reader's language."""

from django import template
from django.utils.translation import get_language

from barzan.persian.errors import BilingualError

register = template.Library()


@register.filter
def sentence(error: BilingualError) -> str:
    return error.sentence(get_language() or "fa")
