"""What the owners of deadlines want to hear: rooms to the right register one follower for each kind of owner.

Callbacks run in the transaction of what happened, with all deadlines of their kind together; what they raise
undoes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from barzan.access import Actor
from barzan.clock.models import Deadline
from barzan.notify.actions import Audience

Told = Callable[[Actor, list[Deadline]], None]


@dataclass(frozen=True, slots=True)
class Follower:
    """``remind``, ``superior`` and ``take_over`` are stages of a plan: a follower that has one tells those
    concerned itself; where it has none, the clock tells the unit (the superior unit).

    ``moved`` hears of every other end (also None: suspended) after it changed. ``passed`` hears that the time
    is over; ``deadline.silence`` says what the law makes of it, and the deadline has ended by then where it
    makes something of it. ``audience`` names, by the deadline's id, who is told of a moved end; the unit
    where there is none.
    """

    remind: Told | None = None
    superior: Told | None = None
    take_over: Told | None = None
    moved: Told | None = None
    passed: Told | None = None
    audience: Callable[[list[Deadline]], Mapping[int, Audience]] | None = None


_followers: dict[str, Follower] = {}
NOBODY = Follower()


def follow(kind: str, follower: Follower) -> None:
    """Registers ``follower`` for owners of ``kind``; raises ``ValueError`` where there is another one."""
    if _followers.get(kind, follower) != follower:
        raise ValueError(f"deadlines of {kind} are followed already")
    _followers[kind] = follower


def by_kind(deadlines: Sequence[Deadline]) -> list[tuple[Follower, list[Deadline]]]:
    """The deadlines of each kind with its follower."""
    ordered = sorted(deadlines, key=lambda each: each.owner_kind)
    groups = groupby(ordered, key=lambda each: each.owner_kind)
    return [(_followers.get(kind, NOBODY), list(group)) for kind, group in groups]
