"""Pages of other rooms beside those of a form: answers, filling in. Rooms above register at start."""

from __future__ import annotations

from collections.abc import Callable

from barzan.access import Actor
from barzan.forms.models import Form
from barzan.look.parts import Tab

TabOf = Callable[[Actor, Form], Tab | None]
_providers: dict[str, TabOf] = {}


def provide(name: str, tab_of: TabOf) -> None:
    """Registers a tab (called once, at start): None where the actor may not see the page. No questions."""
    _providers[name] = tab_of


def tabs(actor: Actor, form: Form) -> list[Tab]:
    """The tabs of other rooms for a form."""
    found = (tab_of(actor, form) for tab_of in _providers.values())
    return [tab for tab in found if tab]
