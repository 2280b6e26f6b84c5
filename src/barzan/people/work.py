"""The job that carries a reorganisation out when its day begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from barzan.jobs.registry import handler
from barzan.people import actions
from barzan.people.actions.reorganisations import JOB
from barzan.people.models import Reorganisation, ReorganisationState

if TYPE_CHECKING:
    from barzan.jobs.context import JobContext


@handler(JOB)
def reorganise(job: JobContext) -> None:
    """Payload: ``reorganisation``, and the ``edition`` that was ordered.

    A plan that was cancelled, or reopened and ordered anew, has left this job without work.
    """
    rows = Reorganisation.objects.filter(state=ReorganisationState.ORDERED, edition=job.payload["edition"])
    if plan := rows.filter(pk=job.payload["reorganisation"]).first():
        actions.carry_out(job.actor, plan)
