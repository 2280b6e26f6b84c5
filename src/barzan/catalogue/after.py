"""What became of a retired service: a room to the right registers at start who answers."""

from __future__ import annotations

from collections.abc import Callable

from barzan.access import Actor
from barzan.catalogue.models import Service

SuccessorsOf = Callable[[Actor, Service], list[str]]
_providers: list[SuccessorsOf] = []


def provide(successors_of: SuccessorsOf) -> None:
    """Registers who knows in which services a retired one goes on; asked of retired ones only."""
    if successors_of not in _providers:
        _providers.append(successors_of)


def successors(actor: Actor, service: Service) -> list[str]:
    """The codes of the services in which a retired one goes on; none while it is in force."""
    if service.retired_at is None:
        return []
    return [code for successors_of in _providers for code in successors_of(actor, service)]
