"""What the trail calls what happens to messages."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.trail import words


def register() -> None:
    """Makes the words known (called once, at start)."""
    words.provide("verb", {"messages.read": _("Messages read")})
    words.provide("kind", {"notify.inbox": pgettext_lazy("trail", "Messages of an account")})
