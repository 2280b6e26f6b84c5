"""What the worker does for the submissions: what is past its time goes, what belongs together is joined."""

from __future__ import annotations

from barzan.access.values import system_actor
from barzan.jobs.registry import every
from barzan.submissions.actions import erasing, keeping
from barzan.submissions.models import Upload

ACTOR = system_actor("submissions")


@every("submissions.keep", seconds=3600)
def keep() -> None:
    """What is personal and past its time is erased; drafts and uploads expire."""
    erasing.erase_due(ACTOR.renewed())
    while keeping.expire(ACTOR.renewed()):
        pass
    keeping.sweep()


@every("submissions.join", seconds=60, when=lambda: Upload.objects.filter(whole=True).exists())
def join() -> None:
    """Whole uploads find the submissions that came at the same moment."""
    keeping.join_waiting(ACTOR.renewed())
