"""In which services a retired one goes on: the room that knows registers itself at start."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from barzan.access import Actor
from barzan.catalogue.models import Service

SuccessorsOf = Callable[[Actor, Service], Sequence[str]]
_successors_of: SuccessorsOf = lambda actor, service: ()  # noqa: E731 - replaced at start by the provider


def provide(successors_of: SuccessorsOf) -> None:
    """Registers how the codes of the successors of a retired service are found."""
    global _successors_of
    _successors_of = successors_of


def successors(actor: Actor, service: Service) -> tuple[str, ...]:
    """The codes of the services that go on with a retired one; none of one in force."""
    return tuple(_successors_of(actor, service)) if service.retired_at else ()
