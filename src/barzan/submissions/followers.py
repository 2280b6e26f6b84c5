"""Rooms above that go on with submissions register at start; they are told in the same transaction.

A follower that refuses (a ``BilingualError``) loses nothing: what it did is rolled back, the submission is
kept, flagged with what it said. On an edit or a review its refusal is that of the command.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from barzan.access import Actor
from barzan.submissions.values import Told

Follower = Callable[[Actor, Sequence[Told]], None]
_followers: dict[str, list[Follower]] = {}


def follow(kind: str, follower: Follower) -> None:
    """Registers ``follower`` for submissions of forms of ``kind`` (``forms.kinds.FormKind``), once; "" is for
    every kind.
    """
    known = _followers.setdefault(kind, [])
    if follower not in known:
        known.append(follower)


def of(kind: str) -> list[Follower]:
    """Who follows submissions of forms of ``kind``."""
    return [*_followers.get("", ()), *_followers.get(kind, ())]


def tell(actor: Actor, kind: str, told: Sequence[Told]) -> None:
    """Tells every follower of ``kind``; raises what one of them raises."""
    for follower in of(kind) if told else ():
        follower(actor, told)
