"""What is done without anybody asking: personal answers past their time, drafts and uploads that expired."""

from __future__ import annotations

from collections.abc import Collection

from barzan.access import Actor


def taken(actor: Actor, marks: Collection[int]) -> None:
    """The columnar store has taken in the rows of these marks (``queries.fresh``): they go, in its transaction."""
    raise NotImplementedError


def erase_due(actor: Actor) -> int:
    """Deletes personal answers past the retention of their forms, as a recorded fact; of how many submissions."""
    raise NotImplementedError


def expire(actor: Actor) -> int:
    """Deletes drafts and uploads past their day; how many."""
    raise NotImplementedError
