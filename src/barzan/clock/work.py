"""What the worker does for the clock: fire timers, carry out stages, move ends when a calendar changes."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from barzan.access.values import system_actor
from barzan.clock import timers
from barzan.clock.actions import escalate
from barzan.clock.actions.moving import move
from barzan.clock.models import Deadline, State
from barzan.jobs import actions as jobs
from barzan.jobs.context import JobContext
from barzan.jobs.registry import every, handler
from barzan.places.models import Place

ACTOR = system_actor("clock")
SHARE = 2.0  # seconds of the schedules' thread for timers; what is left then, jobs do side by side
HELPERS = 2
HELP = 20.0


def _stages_waiting() -> bool:
    return Deadline.objects.filter(state=State.RUNNING, next_at__lte=timezone.now()).exists()


@every("clock.timers", seconds=1, when=timers.waiting, lease=timedelta(seconds=15))
def fire() -> None:
    """Fires what is due; calls for help where it is much."""
    timers.fire(SHARE)
    if timers.waiting():
        slot = int(timezone.now().timestamp() // HELP)
        with transaction.atomic():
            for number in range(HELPERS):
                jobs.enqueue("clock.fire", {}, key=f"{slot}:{number}")


@handler("clock.fire", outside=True)
def help_firing(job: JobContext) -> None:
    """Fires timers beside the schedule; each batch is a transaction of its own."""
    timers.fire(HELP)


@every("clock.stages", seconds=5, when=_stages_waiting, lease=timedelta(minutes=1))
def carry_out() -> None:
    """Carries out the stages that have come."""
    while escalate(ACTOR.renewed()):
        pass


@handler("clock.move", outside=True)
def move_ends(job: JobContext) -> None:
    """Moves the ends that a change of the calendar touches, a batch a transaction; it may be done again."""
    asked = job.payload
    scope = Q()
    if asked["organisation"]:
        scope = Q(unit__organisation=asked["organisation"])
    elif asked["place"]:
        path = Place.objects.values_list("path", flat=True).get(pk=asked["place"])
        scope = Q(unit__organisation__place__path__startswith=path)
    move(job.actor, date.fromisoformat(asked["first"]), scope, asked["why"], job.progress)
