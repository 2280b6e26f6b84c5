"""What other rooms show on the sheet of a service: a room registers at start what it has to say there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from barzan.access import Actor
from barzan.catalogue.models import Service, ServiceVersion

Place = Literal["head", "lead", "main", "side"]


@dataclass(frozen=True, slots=True)
class Panel:
    """A piece of the sheet: ``head`` is the page's ``<head>``, ``lead`` stands under the title, ``main``
    after the parts of the sheet, ``side`` beside them. ``context`` reaches ``template`` as ``panel``.
    """

    place: Place
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    order: int = 100


_annotations: dict[str, Any] = {}
PanelsOf = Callable[[Actor, Service, ServiceVersion], list[Panel]]
_providers: list[PanelsOf] = []


def provide(panels_of: PanelsOf) -> None:
    """Registers what a room shows; it may ask the database at most once for a published sheet."""
    if panels_of not in _providers:
        _providers.append(panels_of)


def annotate(**expressions: Any) -> None:
    """Registers what a room wants to know of the service of a sheet: the sheet's own question brings it
    along, as attributes of the service under these names.
    """
    _annotations.update(expressions)


def annotations() -> dict[str, Any]:
    """All of it, for the question."""
    return _annotations


def panels(actor: Actor, service: Service, version: ServiceVersion) -> dict[str, list[Panel]]:
    """The panels of a sheet by place, in order."""
    found: dict[str, list[Panel]] = {"head": [], "lead": [], "main": [], "side": []}
    for provider in _providers:
        for panel in provider(actor, service, version):
            found[panel.place].append(panel)
    return {place: sorted(each, key=lambda panel: panel.order) for place, each in found.items()}
