"""What a handler is given: its payload and key, and a way to tell how far it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from barzan.access import Actor
from barzan.jobs.models import Job


class LeaseLost(Exception):
    """Another worker holds the job now; what this one did is rolled back."""


@dataclass(slots=True)
class JobContext:
    """One attempt at a job."""

    job: Job
    lost: bool = field(default=False, init=False)
    told: tuple[int, int, str] | None = field(default=None, init=False)

    @property
    def kind(self) -> str:
        return self.job.kind

    @property
    def key(self) -> str:
        """The one key of the work: pass it to receivers outside, which know by it what they have already."""
        return self.job.key

    @property
    def payload(self) -> dict[str, Any]:
        return self.job.payload

    @property
    def attempt(self) -> int:
        """1 the first time."""
        return self.job.attempts

    @property
    def actor(self) -> Actor:
        """The system at work for whoever left the job, in the same user action."""
        job = self.job
        return Actor(job.user, job.person, system=f"job:{job.kind}", request_id=job.request_id)

    def progress(self, done: int, total: int, note: str = "") -> None:
        """Tells how far the work is; ``note`` holds no personal data. It is written within a second or so.

        Raises ``LeaseLost`` when another worker has taken the job over.
        """
        if self.lost:
            raise LeaseLost
        self.told = (done, total, note[:200])
