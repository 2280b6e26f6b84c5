"""What follows a place that is merged into another: rooms above register at start how their records move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from barzan.access import Actor
from barzan.places.models import Place


@dataclass(frozen=True, slots=True)
class Follower:
    """The records of one room that name a place.

    ``used(place)`` says whether any does; ``move(actor, old, new, why)`` gives them the other place, in the
    transaction of the change, and answers how many there were.
    """

    name: str
    used: Callable[[Place], bool]
    move: Callable[[Actor, Place, Place, str], int]


_followers: dict[str, Follower] = {}


def follow(follower: Follower) -> None:
    """Registers ``follower``; raises ``ValueError`` where its name is taken."""
    if follower.name in _followers:
        raise ValueError(f"{follower.name} follows already")
    _followers[follower.name] = follower


def used(place: Place) -> bool:
    """Whether records of other rooms name the place."""
    return any(each.used(place) for each in _followers.values())


def move(actor: Actor, old: Place, new: Place, why: str) -> dict[str, int]:
    """Gives what named ``old`` the place ``new``; how many records of each follower that were."""
    return {each.name: each.move(actor, old, new, why) for each in _followers.values()}
