"""States of a review: each step is a fact with its reason; undone by another one."""

from __future__ import annotations

from collections.abc import Sequence

from barzan.access import Actor
from barzan.submissions.models import Submission


def review(
    actor: Actor, numbers: Sequence[int], state: str, *, why: str = "", seen: int | None = None
) -> list[Submission]:
    """Puts submissions (by id) into ``state``; those that are in it stay as they are and are left out.

    All but an approval need a reason. ``seen`` guards the one submission that was looked at.
    """
    raise NotImplementedError


def undo(actor: Actor, submission: Submission, *, seen: int, why: str = "") -> Submission:
    """Takes the last review back by a new one."""
    raise NotImplementedError


def withdraw(actor: Actor, submission: Submission, *, why: str) -> Submission:
    """Takes a submission back, by whoever sent it or by staff; it stays, and counts no more."""
    raise NotImplementedError
