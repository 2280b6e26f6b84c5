"""What the worker does for upkeep once a day."""

from __future__ import annotations

from django.utils import timezone

from barzan.access.values import system_actor
from barzan.jobs.registry import every
from barzan.upkeep import actions

DAY = 24 * 60 * 60
ACTOR = system_actor("upkeep")


@every("upkeep.remind", seconds=DAY)
def remind() -> None:
    """Reminds the offices of the services that fall due for review."""
    actions.remind(ACTOR.renewed(), timezone.localdate())


@every("upkeep.forget", seconds=DAY)
def forget() -> None:
    """Forgets who sent proposals that were answered long ago."""
    actions.forget(ACTOR.renewed(), timezone.now())
