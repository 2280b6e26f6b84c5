"""What the worker does for the exchange, in the name and with the rights of whoever handed a file in."""

from __future__ import annotations

from django.utils import timezone

from barzan.access import Actor
from barzan.documents.storage import path_of
from barzan.exchange import actions
from barzan.exchange.models import Import, State
from barzan.jobs.context import JobContext
from barzan.jobs.registry import handler
from barzan.people.actors import actor_of
from barzan.people.models import User


@handler(actions.READ_JOB, retries=3)
def read_file(job: JobContext) -> None:
    """Reads a large file and writes down what it would change."""
    imported = _import(job)
    if imported.state == State.READING:
        actions.look(_actor(job), imported, path_of(imported.document.sha256).read_bytes())


@handler(actions.APPLY_JOB, retries=3)
def apply_file(job: JobContext) -> None:
    """Carries out a large import that was confirmed."""
    imported = _import(job)
    if imported.state == State.APPLYING:
        actions.carry_out(_actor(job), imported, job.payload["mode"])


def _import(job: JobContext) -> Import:
    rows = Import.objects.select_for_update(of=("self",)).select_related("unit", "document")
    return rows.get(pk=job.payload["import"])


def _actor(job: JobContext) -> Actor:
    return actor_of(User.objects.get(pk=job.job.user), timezone.localdate())
