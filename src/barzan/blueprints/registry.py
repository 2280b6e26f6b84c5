"""Providers: how the files of a blueprint reach the rooms that own the records; registered at start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from barzan.access import Actor
from barzan.blueprints.values import Change, Context, Problem, Row

__all__ = ["Change", "Columns", "Context", "Problem", "Provider", "Row", "known", "provider", "register"]

Rows = Sequence[Row]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns a file must have and may have, by their exact names.

    A cell of the columns ``files`` names a file of the blueprint's folder, whose bytes the provider gets from
    ``Context.content``: how BPMN and DMN files come in.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provider:
    """Loads one kind of file.

    ``check`` lists all problems and touches nothing. ``changes`` says what ``apply`` would do to each record,
    and answers ``keep`` for all of them once it has been done. ``apply`` runs in the transaction of the load
    and writes through the actions of its room.
    """

    name: str
    columns: Columns
    check: Callable[[Rows, Context], list[Problem]]
    changes: Callable[[Actor, Rows, Context], list[Change]]
    apply: Callable[[Actor, Rows, Context], None]


_providers: dict[str, Provider] = {}


def register(provider: Provider) -> None:
    """Makes ``provider`` known; raises ``ValueError`` where its name is taken."""
    if provider.name in _providers:
        raise ValueError(f"a provider named {provider.name} is already registered")
    _providers[provider.name] = provider


def provider(name: str) -> Provider | None:
    """The provider called ``name``."""
    return _providers.get(name)


def known() -> tuple[str, ...]:
    """The names of all providers, in alphabetical order."""
    return tuple(sorted(_providers))
