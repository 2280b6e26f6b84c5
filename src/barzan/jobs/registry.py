"""What the rooms register at start: handlers of kinds of jobs, and schedules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from barzan.jobs.context import JobContext

Work = Callable[["JobContext"], None]
DEFAULT_ATTEMPTS = 8
# A worker that dies while running a schedule delays it by this much; longer work belongs in a job.
SCHEDULE_LEASE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Handler:
    """The code behind a kind of jobs. ``outside``: its effects lie outside the database (see
    ``docs/jobs.md``).
    """

    kind: str
    work: Work
    attempts: int
    outside: bool


@dataclass(frozen=True, slots=True)
class Regular:
    """A function that runs every so many seconds while ``when`` holds, once across all workers.

    A worker that dies while running it delays it by ``lease``.
    """

    name: str
    seconds: int
    run: Callable[[], object]
    when: Callable[[], bool]
    lease: timedelta = SCHEDULE_LEASE


handlers: dict[str, Handler] = {}
schedules: dict[str, Regular] = {}


def handler(kind: str, *, retries: int = DEFAULT_ATTEMPTS, outside: bool = False) -> Callable[[Work], Work]:
    """Registers the decorated function for ``kind``; it is tried ``retries`` times in all.

    The function runs in one transaction with the job's completion. With ``outside`` it runs in none: at least
    once, under ``job.key``, which it passes on to the receiver. Raises ``ValueError`` when the kind has
    another handler.
    """

    def register(work: Work) -> Work:
        if kind in handlers and handlers[kind].work is not work:
            raise ValueError(f"the kind {kind} has a handler already")
        handlers[kind] = Handler(kind, work, retries, outside)
        return work

    return register


def every(
    name: str,
    *,
    seconds: int,
    when: Callable[[], bool] = lambda: True,
    lease: timedelta = SCHEDULE_LEASE,
) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Registers the decorated function to run every ``seconds``; it should be short, or enqueue a job.

    ``when`` is a cheap question asked before anything is written: an idle schedule costs no writes.
    ``lease`` is longer than it ever runs. Raises ``ValueError`` when the name is taken.
    """

    def register(run: Callable[[], object]) -> Callable[[], object]:
        if name in schedules and schedules[name].run is not run:
            raise ValueError(f"the schedule {name} exists already")
        schedules[name] = Regular(name, seconds, run, when, lease)
        return run

    return register


def attempts(kind: str) -> int:
    """How often jobs of ``kind`` are tried in all."""
    return handlers[kind].attempts if kind in handlers else DEFAULT_ATTEMPTS
