"""Run as a module: timers fall due while workers are killed with SIGKILL at random; prints what came out.

All timers fall due within a minute (at 1 % of the count, in a hundredth of it). The handler writes one row a
timer to a table that would take it twice, and tells a file outside the database what it began. Three workers
run as under ``barzan up``: schedules, jobs, handlers.
"""

import json
import os
import random
import signal
import sys
import threading
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up first
from django.db import connection, connections, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from barzan.access.values import Actor  # noqa: E402
from barzan.clock import timers, work  # noqa: E402
from barzan.clock.models import Timer  # noqa: E402
from barzan.clock.timers import NewTimer  # noqa: E402
from barzan.jobs import heartbeat, leases, registry, worker  # noqa: E402

FULL = 100_000
WORKERS = 3
WITHIN = 600.0

# As in earnest, many times as fast, so that a killed worker's schedule and jobs are ready again at once.
leases.LEASE = timedelta(seconds=0.3)
heartbeat.TICK = 0.05
worker.POLL = 0.02
work.SHARE, work.HELP = 0.2, 0.5
registry.schedules = {
    "clock.timers": replace(registry.schedules["clock.timers"], lease=timedelta(seconds=0.5), seconds=0)
}
registry.handlers = {"clock.fire": registry.handlers["clock.fire"]}


@timers.handler("crash")
def fire(actor: Actor, due: list[Timer]) -> None:
    with Path(settings.HOME / "begun").open("a", encoding="ascii") as begun:
        begun.write("x" * len(due))
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO crash_effect (key) VALUES (%s)", [(timer.key,) for timer in due])
    time.sleep(random.uniform(0, 0.02))


def main(number: int, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    timers.BATCH = max(20, number // 200)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE crash_effect (key VARCHAR(120) NOT NULL)")
    children = [_spawn(chance.random()) for _ in range(WORKERS)]
    minute = 60 * number / FULL
    now = timezone.now()
    with transaction.atomic():
        timers.set_many(
            NewTimer("crash", str(key), now + timedelta(seconds=chance.uniform(0, minute)))
            for key in range(number)
        )
    until = time.monotonic() + WITHIN
    killed = 0
    while Timer.objects.exists() and time.monotonic() < until:
        time.sleep(chance.uniform(0, max(0.04, 2 * minute / kills)))
        if killed < kills:
            victim = chance.randrange(WORKERS)
            _kill(children[victim])
            children[victim] = _spawn(chance.random())
            killed += 1
    for child in children:
        _kill(child)
    print(json.dumps(_outcome(killed)))  # noqa: T201 - the test reads it


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


def _outcome(killed: int) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT key) FROM crash_effect")
        effects, keys = cursor.fetchone()
    return {
        "left": Timer.objects.count(),
        "effects": effects,
        "keys": keys,
        "killed": killed,
        "begun": Path(settings.HOME / "begun").stat().st_size,
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
