"""Jobs held by lease: taken, renewed, completed, failed. A token fences off a worker that lost its lease.

PostgreSQL passes over rows that another worker is taking (SKIP LOCKED); on SQLite a transaction begins
IMMEDIATE, so one worker takes at a time. A job whose lease has run out is ready again: its worker is dead or
cut off.
"""

from __future__ import annotations

import traceback
from collections.abc import Collection
from datetime import timedelta
from random import random
from uuid import uuid4

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from barzan.jobs.backoff import pause
from barzan.jobs.context import JobContext, LeaseLost
from barzan.jobs.models import Job, State
from barzan.persian.errors import BilingualError

LEASE = timedelta(seconds=30)
ABANDONED = "the worker ended during the last attempt"


def take(kinds: Collection[str]) -> Job | None:
    """The next ready job of ``kinds``, leased to the caller; None where there is none."""
    while _ready(kinds).exists():
        with transaction.atomic():
            job = _ready(kinds).select_for_update(skip_locked=True).order_by("run_at", "pk").first()
            if job is None:
                return None
            if job.attempts < job.max_attempts:
                return _lease(job)
            _bury(job, ABANDONED)
    return None


def renew(context: JobContext) -> None:
    """Extends the lease and writes the progress told; marks the context when the lease is lost."""
    job = context.job
    done, total, note = context.told or (job.done, job.total, job.note)
    held = _held(job).update(lease_until=timezone.now() + LEASE, done=done, total=total, note=note)
    context.lost = held == 0


def complete(context: JobContext) -> None:
    """Marks the job done, in the caller's transaction. Raises ``LeaseLost``, which must roll it back."""
    done, total, note = context.told or (0, 0, "")
    completed = _held(context.job).update(
        state=State.DONE,
        finished_at=timezone.now(),
        lease="",
        lease_until=None,
        last_error="",
        done=done,
        total=total,
        note=note,
    )
    if not completed:
        raise LeaseLost


def fail(context: JobContext, error: Exception) -> None:
    """Puts the job back with a growing pause, or gives it up after its last attempt."""
    with transaction.atomic():
        job = _held(context.job).select_for_update().first()
        if job is None:
            return
        if job.attempts >= job.max_attempts:
            _bury(job, describe(error))
            return
        job.state, job.lease, job.lease_until = State.WAITING, "", None
        job.run_at = timezone.now() + pause(job.attempts, random())  # noqa: S311 - jitter, no secret
        job.last_error = describe(error)
        job.save()


def describe(error: Exception) -> str:
    """The kind and place of a failure. Not its message, which may hold personal data."""
    code = f" ({error.code})" if isinstance(error, BilingualError) else ""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {frames[-1].name}, line {frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{code}{place}"[:200]


def _ready(kinds: Collection[str]) -> QuerySet[Job]:
    now = timezone.now()
    waiting = Q(state=State.WAITING, run_at__lte=now)
    abandoned = Q(state=State.RUNNING, lease_until__lt=now)
    return Job.objects.filter(waiting | abandoned, kind__in=kinds)


def _held(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, lease=job.lease)


def _lease(job: Job) -> Job:
    job.state, job.attempts = State.RUNNING, job.attempts + 1
    job.lease, job.lease_until = uuid4().hex, timezone.now() + LEASE
    job.done, job.total, job.note = 0, 0, ""
    job.save()
    return job


def _bury(job: Job, reason: str) -> None:
    job.state, job.lease, job.lease_until = State.FAILED, "", None
    job.finished_at, job.last_error = timezone.now(), reason
    job.save()
