"""Run as a module: workers are killed with SIGKILL again and again while jobs keep coming; prints what came
out.

Two workers run at a time. ``crash.inside`` writes a row to a table that would take it twice, records an event
and leaves ``crash.outside`` under the same key; that one delivers to a receiver outside the database, which
keeps every delivery.
"""

import json
import os
import random
import signal
import sqlite3
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up first
from django.db import connection, connections, transaction  # noqa: E402

from barzan.access.values import system_actor  # noqa: E402
from barzan.jobs import actions, heartbeat, leases, worker  # noqa: E402
from barzan.jobs.context import JobContext  # noqa: E402
from barzan.jobs.models import Job, State  # noqa: E402
from barzan.jobs.registry import handler  # noqa: E402
from barzan.trail import actions as trail  # noqa: E402
from barzan.trail import sealer  # noqa: E402
from barzan.trail.verify import verify  # noqa: E402

# As in earnest, a hundred times as fast, so that a killed worker's job is ready again at once.
leases.LEASE = timedelta(seconds=0.3)
heartbeat.TICK = 0.05
worker.POLL = 0.02
RETRIES = 1_000_000
WORKERS = 2


@handler("crash.inside", retries=RETRIES)
def inside(job: JobContext) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO crash_effect (key) VALUES (%s)", [job.key])
    trail.record(job.actor, "effect.made", ("effect", job.key))
    _dawdle()
    actions.enqueue("crash.outside", {}, key=job.key)
    job.progress(1, 1)


@handler("crash.outside", retries=RETRIES, outside=True)
def outside(job: JobContext) -> None:
    _dawdle()
    with _receiver() as receiver:
        receiver.execute("INSERT INTO delivery (key) VALUES (?)", [job.key])
    _dawdle()


def _dawdle() -> None:
    time.sleep(random.uniform(0, 0.004))


def _receiver() -> sqlite3.Connection:
    receiver = sqlite3.connect(Path(settings.HOME) / "receiver.sqlite3", timeout=20)
    receiver.execute("CREATE TABLE IF NOT EXISTS delivery (key TEXT NOT NULL)")
    return receiver


def main(kills: int, seed: int) -> None:
    chance = random.Random(seed)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE crash_effect (key VARCHAR(200) NOT NULL)")
    children = [_spawn(chance.random()) for _ in range(WORKERS)]
    left = 0
    for _ in range(kills):
        left += _leave(left, chance.randint(1, 3))
        time.sleep(chance.uniform(0, 0.08))
        victim = chance.randrange(WORKERS)
        _kill(children[victim])
        children[victim] = _spawn(chance.random())
    deadline = time.monotonic() + 60
    while Job.objects.exclude(state=State.DONE).exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    for child in children:
        _kill(child)
    print(json.dumps(_outcome(left)))  # noqa: T201 - the test reads it


def _leave(start: int, number: int) -> int:
    with transaction.atomic():
        for row in range(start, start + number):
            key = f"key-{row}"
            trail.record(system_actor("crash"), "effect.asked", ("effect", key))
            actions.enqueue("crash.inside", {}, key=key)
    return number


def _spawn(seed: float) -> int:
    """A worker in a child that shares no connection with this process; it ends by SIGKILL only."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        random.seed(seed)
        worker.run(threading.Event())
    return child


def _kill(child: int) -> None:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _outcome(left: int) -> dict[str, object]:
    sealer.seal()
    report = verify()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT key) FROM crash_effect")
        effects, effect_keys = cursor.fetchone()
    with _receiver() as receiver:
        deliveries, delivered = receiver.execute(
            "SELECT count(*), count(DISTINCT key) FROM delivery"
        ).fetchone()
    return {
        "left": left,
        "not_done": Job.objects.exclude(state=State.DONE).count(),
        "jobs": Job.objects.count(),
        "effects": effects,
        "effect_keys": effect_keys,
        "deliveries": deliveries,
        "delivered": delivered,
        "retaken": Job.objects.filter(attempts__gt=1).count(),
        "events": report.sealed,
        "unsealed": report.unsealed,
        "findings": [finding.text for finding in report.findings],
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
