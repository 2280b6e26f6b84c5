"""The job that publishes a reading: outside the worker's transaction, the command has one of its own."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from barzan.access import Actor
from barzan.jobs.context import JobContext
from barzan.jobs.registry import handler
from barzan.people.actors import actor_of
from barzan.people.models import User
from barzan.persian.errors import BilingualError
from barzan.review.actions.publishing import JOB, publish_now, refuse
from barzan.review.models import Reading


def register() -> None:
    """Registers the handler (called once, at start)."""
    handler(JOB, retries=3, outside=True)(publish)


def publish(job: JobContext) -> None:
    """Publishes; where the catalogue refuses, the review is open again and says why."""
    reading, asker = Reading.objects.get(pk=job.payload["reading"]), _asker(job)
    try:
        publish_now(asker, reading, progress=job.progress)
    except BilingualError as refused:
        refuse(asker, reading, refused.fa, refused.en)


def _asker(job: JobContext) -> Actor:
    """The system at work for whoever asked, in the posts that they hold today."""
    user = User.objects.get(pk=job.job.user)
    return replace(actor_of(user, timezone.localdate()), system=f"job:{JOB}", request_id=job.job.request_id)
