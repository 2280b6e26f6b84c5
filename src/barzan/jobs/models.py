"""Tables of the outbox and of the schedules."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("job", "waiting")
    RUNNING = "running", pgettext_lazy("job", "running")
    DONE = "done", pgettext_lazy("job", "done")
    FAILED = "failed", pgettext_lazy("job", "failed")
    CANCELLED = "cancelled", pgettext_lazy("job", "cancelled")


class Job(models.Model):
    """One piece of work under one key. ``lease`` is the token of the worker that holds it until
    ``lease_until``.

    ``attempts`` counts the times it was taken; after ``max_attempts`` it is failed. ``last_error`` names the
    kind and place of the failure, never its message, which could hold personal data.
    """

    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    run_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    max_attempts = models.PositiveIntegerField()
    lease = models.CharField(max_length=32, default="")
    lease_until = models.DateTimeField(null=True)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    note = models.CharField(max_length=200, default="")
    last_error = models.CharField(max_length=200, default="")
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    user = models.BigIntegerField(null=True)
    person = models.BigIntegerField(null=True)
    request_id = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="jobs_job_kind_key")]
        indexes = [
            models.Index(fields=["state", "run_at"], name="jobs_job_waiting"),
            models.Index(fields=["state", "lease_until"], name="jobs_job_leases"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "job", f"{self.kind}:{self.key}"


class Schedule(models.Model):
    """When a schedule runs next, and who is running it now."""

    name = models.CharField(max_length=80, primary_key=True)
    next_at = models.DateTimeField()
    lease = models.CharField(max_length=32, default="")
    lease_until = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, default="")

    def __str__(self) -> str:
        return self.name
