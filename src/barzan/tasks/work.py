"""What the worker does for tasks."""

from __future__ import annotations

from barzan.access.values import system_actor
from barzan.jobs.registry import every
from barzan.tasks.actions import handing_over

ACTOR = system_actor("tasks")
TEN_MINUTES = 600


@every("tasks.follow-holders", seconds=TEN_MINUTES)
def follow_holders() -> None:
    """What somebody took in a post that they no longer hold becomes the post's again."""
    handing_over.follow_holders(ACTOR.renewed())
