"""Keeps a lease alive, and progress visible, while a handler works; on a connection of its own."""

from __future__ import annotations

import threading
import time
from types import TracebackType

from django.db import DatabaseError, connections

from barzan.jobs import leases
from barzan.jobs.context import JobContext

TICK = 1.0


class Heartbeat(threading.Thread):
    """``with Heartbeat(context):`` renews the lease after a third of it, and writes new progress every
    second.
    """

    def __init__(self, context: JobContext) -> None:
        super().__init__(name=f"heartbeat-{context.job.pk}", daemon=True)
        self.context = context
        self.over = threading.Event()

    def __enter__(self) -> Heartbeat:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.over.set()
        self.join()

    def run(self) -> None:
        renewed, written = time.monotonic(), self.context.told
        third = leases.LEASE.total_seconds() / 3
        try:
            while not self.over.wait(TICK):
                told = self.context.told
                if told == written and time.monotonic() - renewed < third:
                    continue
                try:
                    leases.renew(self.context)
                    renewed, written = time.monotonic(), told
                except DatabaseError:
                    # On SQLite the handler's own transaction may hold the one write lock; then nobody
                    # else can take the job either, and the next beat tries again.
                    continue
        finally:
            connections.close_all()
