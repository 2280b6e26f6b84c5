"""How fast events are recorded, sealed and verified; the table names the engine and its durability.

    python benchmarks/trail.py [--events 1000000] [--batch 2000] [--recorded 2000]

Makes a database of its own: SQLite as a file in WAL mode with synchronous=FULL in a temporary folder, or the
empty database that BARZAN_BENCH_POSTGRES names. ``--batch`` is the number of events under one seal; 4 is what
two events a second give, and the worst for ``verify``. Most events are written in bulk; ``--recorded`` ones
one a transaction.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

Row = tuple[str, str]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--events", type=int, default=1_000_000)
    options.add_argument("--batch", type=int, default=2_000)
    options.add_argument("--recorded", type=int, default=2_000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as home:
        _set_up(home)
        rows = [
            ("engine", _engine()),
            ("machine", f"{os.cpu_count()} cores, Python {platform.python_version()}"),
        ]
        rows += measure(chosen.events, chosen.batch, chosen.recorded)
    for name, value in rows:
        print(f"| {name:<42} | {value:<58} |")


def _set_up(home: str) -> None:
    os.environ["BARZAN_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "barzan.config.settings"
    if server := os.environ.get("BARZAN_BENCH_POSTGRES"):
        os.environ["BARZAN_DATABASE_URL"] = server
    sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", "trail", verbosity=0)


def _engine() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW fsync")
            fsync = cursor.fetchone()[0]
            cursor.execute("SHOW synchronous_commit")
            commit = cursor.fetchone()[0]
            version = str(connection.pg_version)
            return f"PostgreSQL {version}, fsync={fsync}, synchronous_commit={commit}"
        cursor.execute("PRAGMA synchronous")
        names = {0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}
        synchronous = names[cursor.fetchone()[0]]
        cursor.execute("SELECT sqlite_version()")
        return f"SQLite {cursor.fetchone()[0]}, WAL, synchronous={synchronous}"


def measure(events: int, batch: int, recorded: int) -> list[Row]:
    """Records, seals and verifies; a row of the table for each."""
    from barzan.trail import sealer
    from barzan.trail.models import Seal
    from barzan.trail.verify import verify

    sealer.BATCH = batch
    one = _timed(lambda: _record(recorded))
    _fill(events - recorded)
    sealing = _timed(lambda: sealer.seal())
    idle = _timed(lambda: [sealer.seal() for _ in range(1_000)])
    reports = []
    cpu = time.process_time()
    checking = _timed(lambda: reports.append(verify()))
    cpu = time.process_time() - cpu
    (report,) = reports
    if not report.sound or report.sealed != events or report.unsealed:
        raise SystemExit(f"the run is void: {report.total} findings, {report.sealed} sealed")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        ("record, one event a transaction", f"{1000 * one / recorded:.2f} ms an event"),
        (f"seal {events:,} events, {batch:,} a batch", f"{sealing:.1f} s, {events / sealing:,.0f} a second"),
        ("seal while nothing waits", f"{idle:.3f} ms a call"),
        (
            f"verify {events:,} events, {Seal.objects.count():,} seals",
            f"{checking:.1f} s, of which {cpu:.1f} s on the processor",
        ),
        ("peak memory of the process", f"{peak:.0f} MB"),
    ]


def _record(number: int) -> None:
    from django.db import transaction

    from barzan.access import Actor, Grant, Role
    from barzan.trail import actions

    clerk = Actor(user=12, person=34, grants=(Grant(Role.OFFICER, post=5, unit_path="/1/"),))
    for row in range(number):
        with transaction.atomic():
            actions.record(
                clerk, "service.published", ("service", f"S-{row}"), version=1, why="بنا به درخواست"
            )


def _fill(number: int) -> None:
    """Like ``record``, many in one transaction."""
    from django.db import transaction

    from barzan.trail.models import Event, Pending

    for start in range(0, number, 10_000):
        rows = [
            Event(
                verb="person.read",
                kind="person",
                key=str(start + row),
                version=row % 7 or None,
                user=row % 500,
                person=row % 500,
                capacities='[{"for":null,"post":5,"role":"officer"}]',
                request_id=f"{start + row:032x}",
                why="پاسخ به تماس شهروند",
                detail='{"channel":"phone"}',
            )
            for row in range(min(10_000, number - start))
        ]
        with transaction.atomic():
            Event.objects.bulk_create(rows)
            Pending.objects.bulk_create([Pending(event=event.pk) for event in rows])


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
