"""What the worker does for the exchange, in the name and with the rights of whoever handed a file in."""

from __future__ import annotations

from django.utils import timezone

from barzan.access import Actor
from barzan.exchange import actions, queries
from barzan.exchange.models import Import, State
from barzan.exchange.rules import EXCHANGE_IMPORT
from barzan.jobs.context import JobContext
from barzan.jobs.registry import handler
from barzan.people.actors import actor_of
from barzan.people.models import User


@handler(actions.READ_JOB, retries=3)
def read_file(job: JobContext) -> None:
    """Reads a large file and writes down what it would change; without the right to, lays it aside."""
    imported, actor = _import(job), _actor(job)
    if imported.state != State.READING:
        return
    if EXCHANGE_IMPORT.permits(actor, imported.target):
        actions.look(actor, imported, queries.content(actor, imported))
    else:
        _becomes(imported, State.DISCARDED)


@handler(actions.APPLY_JOB, retries=3)
def apply_file(job: JobContext) -> None:
    """Carries out a large import that was confirmed; without the right to, lets it wait again."""
    imported, actor = _import(job), _actor(job)
    if imported.state != State.APPLYING:
        return
    if EXCHANGE_IMPORT.permits(actor, imported.target):
        actions.carry_out(actor, imported, job.payload["mode"])
    else:
        _becomes(imported, State.PLANNED)


def _becomes(imported: Import, state: State) -> None:
    imported.state = state
    imported.save(update_fields=["state"])


def _import(job: JobContext) -> Import:
    rows = Import.objects.select_for_update(of=("self",)).select_related("unit", "document")
    return rows.get(pk=job.payload["import"])


def _actor(job: JobContext) -> Actor:
    return actor_of(User.objects.get(pk=job.job.user), timezone.localdate())
