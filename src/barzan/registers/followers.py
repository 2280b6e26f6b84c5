"""What rooms above want to hear of entries: each registers a follower at start.

    followers.follow(told)                        # in AppConfig.ready
    def told(actor: Actor, happened: Happened) -> None: ...

Followers run in the transaction of the command; what they raise undoes it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from barzan.access import Actor
from barzan.registers.core import Transition
from barzan.registers.models import Entry, EntryVersion, Passage


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened to an entry (already as it stands after it).

    ``passage`` where it passed from one state to another, with its ``transition`` (None where it undoes the
    passage ``passage.undoes``); ``version`` where it was opened, changed or merged.
    """

    entry: Entry
    passage: Passage | None = None
    transition: Transition | None = None
    version: EntryVersion | None = None


Follower = Callable[[Actor, Sequence[Happened]], None]
_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """Registers ``follower``, once."""
    if follower not in _followers:
        _followers.append(follower)


def tell(actor: Actor, happened: Sequence[Happened]) -> None:
    """Tells every follower; raises what one of them raises."""
    for follower in _followers if happened else ():
        follower(actor, happened)
