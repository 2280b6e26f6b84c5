"""Filters of the account pages."""

from django import template
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import get_language, gettext

from barzan.people import called
from barzan.people.actors import actor_of
from barzan.people.models import User

register = template.Library()

# In the order of asking: most browsers name others beside themselves.
_BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "Safari")
_NAMES = {"Edg": "Edge", "OPR": "Opera"}
_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Macintosh", "Linux")


@register.filter
def browser_name(user_agent: str) -> str:
    """A browser as its owner knows it, ``Firefox (Windows)``; the beginning of what it sent where unknown."""
    browser = next((name for name in _BROWSERS if f"{name}/" in user_agent), None)
    system = next((name for name in _SYSTEMS if name in user_agent), None)
    if browser is None:
        return user_agent[:40]
    return f"{_NAMES.get(browser, browser)} ({system})" if system else _NAMES.get(browser, browser)


@register.filter
def post_title(user: User) -> str:
    """The title of the post in which somebody works today; empty without one."""
    return called.post_of(actor_of(user, timezone.localdate()), get_language() or "fa")


@register.filter
def plain(bound: BoundField) -> BoundField:
    """The field without a placeholder, which repeats the label, and its label in the reader's language.

    django-allauth leaves some labels to Django, which makes them from the field's name.
    """
    bound.field.widget.attrs.pop("placeholder", None)
    bound.label = gettext(str(bound.label))
    return bound


@register.filter
def startswith(text: str, beginning: str) -> bool:
    """Whether ``text`` begins with ``beginning``."""
    return text.startswith(beginning)
