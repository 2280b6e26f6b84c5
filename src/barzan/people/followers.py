"""What follows a unit: rooms above register at start how their records move when a unit is merged or closed.

A follower runs in the transaction of the change; what it raises undoes all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from barzan.access import Actor
from barzan.people.models import Unit

Moved = Mapping[Unit, Unit]


@dataclass(frozen=True, slots=True)
class Follower:
    """The records of one room.

    ``move(actor, moved, why)`` gives what belongs to each old unit to its new one and answers how many
    records that were. ``counts(units)`` says how many records each unit (by id) has; absent is none.
    ``renewed(units)`` is told of units whose names or places changed, after the change: indexes that repeat
    them are written anew. ``label`` names the records in the plural (a lazy translation).
    """

    name: str
    label: str
    move: Callable[[Actor, Moved, str], int]
    counts: Callable[[Collection[Unit]], dict[int, int]]
    renewed: Callable[[Collection[Unit]], object] = lambda units: None


_followers: dict[str, Follower] = {}


def follow(follower: Follower) -> None:
    """Registers ``follower``; raises ``ValueError`` where its name is taken."""
    if follower.name in _followers:
        raise ValueError(f"{follower.name} follows already")
    _followers[follower.name] = follower


def move(actor: Actor, moved: Moved, why: str) -> dict[str, int]:
    """Moves what follows; how many records of each follower were moved."""
    return {each.name: each.move(actor, moved, why) for each in _followers.values()} if moved else {}


def renewed(units: Collection[Unit]) -> None:
    """Tells all followers of units whose names or places changed."""
    for each in _followers.values() if units else ():
        each.renewed(units)


def counts(units: Collection[Unit]) -> list[tuple[Follower, dict[int, int]]]:
    """By follower: how many records each of ``units`` has."""
    return [(each, each.counts(units)) for each in _followers.values()]


def label(name: str) -> str:
    """What the records of the follower ``name`` are called."""
    return str(_followers[name].label) if name in _followers else name
