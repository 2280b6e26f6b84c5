"""What other rooms show on the page of an entry: a room registers at start what it has to say there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from barzan.access import Actor
from barzan.registers.models import Entry


@dataclass(frozen=True, slots=True)
class Panel:
    """A card beside the entry; ``context`` reaches ``template`` as ``panel``."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


PanelOf = Callable[[Actor, Entry], Panel | None]
_providers: list[PanelOf] = []


def provide(panel_of: PanelOf) -> None:
    """Registers what a room shows; it may ask the database twice."""
    if panel_of not in _providers:
        _providers.append(panel_of)


def panels(actor: Actor, entry: Entry) -> list[Panel]:
    """The panels of an entry, in the order of the rooms."""
    found = (panel_of(actor, entry) for panel_of in _providers)
    return [panel for panel in found if panel]
