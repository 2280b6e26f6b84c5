"""The commands of the outbox: leave a job, send one again, cancel one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.jobs import registry
from barzan.jobs.models import Job, State
from barzan.jobs.rules import STEER
from barzan.persian.errors import BilingualError
from barzan.trail import actions as trail
from barzan.trail import rows

SENDABLE = (State.FAILED, State.CANCELLED)
CANCELLABLE = (State.WAITING, State.FAILED)


def enqueue(
    kind: str,
    payload: Mapping[str, Any],
    *,
    key: str,
    run_at: datetime | None = None,
    actor: Actor | None = None,
) -> Job:
    """Leaves a job in the caller's transaction; the same (kind, key) twice is one job, the first.

    ``payload`` is small JSON without personal data: ids, not names. Raises ``TransactionManagementError``
    outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a job is left in the transaction of its command")
    job, _ = Job.objects.get_or_create(
        kind=kind,
        key=key,
        defaults={
            "payload": dict(payload),
            "run_at": run_at or timezone.now(),
            "max_attempts": registry.attempts(kind),
            "user": actor.user if actor else None,
            "person": actor.person if actor else None,
            "request_id": actor.request_id if actor else "",
        },
    )
    return job


def enqueue_many(
    kind: str, jobs: Sequence[tuple[str, Mapping[str, Any]]], *, actor: Actor | None = None
) -> None:
    """Leaves a job for each (key, payload) in the caller's transaction, in one statement; else like
    ``enqueue``.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a job is left in the transaction of its command")
    now, most = timezone.now(), registry.attempts(kind)
    rows.create(
        (
            Job(
                kind=kind,
                key=key,
                payload=dict(payload),
                run_at=now,
                max_attempts=most,
                user=actor.user if actor else None,
                person=actor.person if actor else None,
                request_id=actor.request_id if actor else "",
            )
            for key, payload in jobs
        ),
        once=True,
    )


def send_again(actor: Actor, job: Job, *, why: str = "") -> Job:
    """Lets a failed or cancelled job run once more from its first attempt."""
    return _steer(actor, job, SENDABLE, State.WAITING, "job.sent_again", why)


def cancel(actor: Actor, job: Job, *, why: str = "") -> Job:
    """Takes a waiting or failed job out of the queue; it stays visible and can be sent again."""
    return _steer(actor, job, CANCELLABLE, State.CANCELLED, "job.cancelled", why)


def _steer(actor: Actor, job: Job, sources: tuple[State, ...], to: State, verb: str, why: str) -> Job:
    STEER.require(actor)
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job.pk)
        if job.state not in sources:
            raise BilingualError(
                "jobs.state",
                "این کار در این میان وضع دیگری گرفته است؛ صفحه را تازه کنید.",
                "Meanwhile this job is in another state; reload the page.",
            )
        trail.record(actor, verb, job, why=why, detail={"from": job.state, "attempts": job.attempts})
        job.state, job.attempts, job.run_at = to, 0, timezone.now()
        job.finished_at = timezone.now() if to is State.CANCELLED else None
        job.save(update_fields=["state", "attempts", "run_at", "finished_at"])
    return job
