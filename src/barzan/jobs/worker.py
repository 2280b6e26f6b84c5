"""The worker: takes jobs one after another and keeps the schedules, until it is told to stop.

Several may run, in one process each. The schedules have a thread of their own, so that a long job delays no
sealing.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, connections, transaction

from barzan.jobs import leases, registry, schedules
from barzan.jobs.context import JobContext, LeaseLost
from barzan.jobs.heartbeat import Heartbeat
from barzan.jobs.registry import Handler

log = logging.getLogger(__name__)
POLL = 0.5


def run(stop: threading.Event, burst: bool = False) -> None:
    """Works until ``stop`` is set, finishing the job in hand; with ``burst`` until nothing is ready."""
    schedules.enrol()
    if burst:
        schedules.run_due()
        while not stop.is_set() and run_one():
            pass
        return
    clock = threading.Thread(target=_repeat, args=(stop, _keep_time), name="schedules")
    clock.start()
    try:
        _repeat(stop, run_one)
    finally:
        stop.set()
        clock.join()


def run_one() -> bool:
    """Takes and performs one job; False when none is ready."""
    job = leases.take(registry.handlers.keys())
    if job is None:
        return False
    context, handler = JobContext(job), registry.handlers[job.kind]
    facts = {"job": job.pk, "kind": job.kind, "attempt": job.attempts}
    try:
        with Heartbeat(context):
            _perform(handler, context)
    except LeaseLost:
        log.warning("lease lost", extra=facts)
    except Exception as error:  # whatever a room's handler raises is this job's failure, not the worker's
        log.error("job failed", extra=facts | {"error": leases.describe(error)})
        leases.fail(context, error)
    return True


def _perform(handler: Handler, context: JobContext) -> None:
    if handler.outside:
        handler.work(context)
        leases.complete(context)
        return
    with transaction.atomic():
        handler.work(context)
        leases.complete(context)


def _keep_time() -> bool:
    schedules.run_due()
    return False


def _repeat(stop: threading.Event, work: Callable[[], bool]) -> None:
    """Calls ``work`` again and again, with a pause when it had nothing to do or the database did not
    answer.
    """
    try:
        while not stop.is_set():
            close_old_connections()
            try:
                busy = work()
            except DatabaseError as error:
                log.error("database error", extra={"error": leases.describe(error)})
                busy = False
            if not busy:
                stop.wait(POLL)
    finally:
        connections.close_all()
