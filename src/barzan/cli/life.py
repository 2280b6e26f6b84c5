"""The worker's sign of life: a schedule of its own, kept in the table of schedules."""

from __future__ import annotations

from django.utils import timezone

from barzan.jobs import registry
from barzan.jobs.models import Schedule

NAME = "worker.alive"
SECONDS = 30
# Two signs missed and some patience for a busy machine.
SILENT_AFTER = 120


def give_signs() -> None:
    """Makes this process's worker give a sign every ``SECONDS``."""
    registry.every(NAME, seconds=SECONDS)(_sign)


def _sign() -> None:
    """Nothing to do: that the schedule ran is the sign."""


def seconds_silent() -> float | None:
    """Seconds since the last sign of any worker; None where there never was one."""
    last = Schedule.objects.filter(name=NAME).values_list("last_at", flat=True).first()
    return (timezone.now() - last).total_seconds() if last else None
