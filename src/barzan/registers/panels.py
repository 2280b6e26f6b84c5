"""What other rooms show beside an entry and a register: a room says at start what it has to show there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from barzan.access import Actor
from barzan.look.parts import Tab
from barzan.registers.models import Entry, Register


@dataclass(frozen=True, slots=True)
class Panel:
    """A card beside the entry; ``context`` reaches ``template`` as ``panel``."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


TabOf = Callable[[Actor, Register], Tab | None]
PanelOf = Callable[[Actor, Entry], Panel | None]
_providers: list[PanelOf] = []
_tabs: list[TabOf] = []


def provide(panel_of: PanelOf) -> None:
    """Registers what a room shows; it may ask the database twice."""
    if panel_of not in _providers:
        _providers.append(panel_of)


def panels(actor: Actor, entry: Entry) -> list[Panel]:
    """The panels of an entry, in the order of the rooms."""
    found = (panel_of(actor, entry) for panel_of in _providers)
    return [panel for panel in found if panel]


def provide_tab(tab_of: TabOf) -> None:
    """Registers a page of a room beside those of a register; it may ask the database nothing."""
    if tab_of not in _tabs:
        _tabs.append(tab_of)


def tabs(actor: Actor, register: Register, path: str) -> list[Tab]:
    """The pages of other rooms beside those of a register; the one at ``path`` is current."""
    found = (tab_of(actor, register) for tab_of in _tabs)
    return [replace(tab, current=tab.url == path) for tab in found if tab]
