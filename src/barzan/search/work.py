"""The job that indexes one entry after the command that changed it has been committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from barzan.jobs.registry import handler
from barzan.search import actions

if TYPE_CHECKING:
    from barzan.jobs.context import JobContext


@handler("search.refresh")
def refresh(job: JobContext) -> None:
    """Payload: ``kind``, and ``key`` of the entry."""
    actions.refresh(job.payload["kind"], [job.payload["key"]])
