"""How long many drafts and an edition take: opening, reviewing, approving and publishing at once.

    python benchmarks/revisions.py [--services 10000]

Makes an installation of its own with an invented catalogue on SQLite (WAL, synchronous=FULL), or in the
database that BARZAN_DATABASE_URL names, which must be empty. Statements are counted where Django sends them.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--services", type=int, default=10_000)
    services = options.parse_args().services
    with tempfile.TemporaryDirectory() as home:
        make_installation(Path(home), services)
        print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {engine()}; {services} services")
        run(services)


def make_installation(home: Path, services: int) -> None:
    os.environ |= {"BARZAN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "barzan.config.settings"}
    os.environ.pop("BARZAN_DEBUG", None)
    import django

    django.setup()
    from django.core.management import call_command

    from barzan.catalogue.tests.factories import make_catalogue

    call_command("migrate", verbosity=0)
    make_catalogue(services)


def engine() -> str:
    """The engine with what it promises when the power fails."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW server_version")
            version = cursor.fetchone()[0]
            cursor.execute("SHOW synchronous_commit")
            return f"PostgreSQL {version}, synchronous_commit={cursor.fetchone()[0]}"
        cursor.execute("SELECT sqlite_version()")
        version = cursor.fetchone()[0]
        cursor.execute("PRAGMA journal_mode")
        journal = cursor.fetchone()[0]
        cursor.execute("PRAGMA synchronous")
        return f"SQLite {version}, {journal}, synchronous={('OFF', 'NORMAL', 'FULL')[cursor.fetchone()[0]]}"


def run(services: int) -> None:
    from barzan.access import ANONYMOUS
    from barzan.access.values import system_actor
    from barzan.catalogue.models import Service
    from barzan.revisions import actions, editions, queries
    from barzan.revisions.actions.drafts import current
    from barzan.revisions.models import Deed
    from barzan.revisions.proposed import Proposed

    writer = system_actor("benchmark")
    rows = list(Service.objects.select_related("unit", "current_version"))
    now: dict[str, Proposed] = {}
    for start in range(0, services, 500):
        now |= current(rows[start : start + 500])
    items = [
        (row, Proposed(replace(now[row.code].content, description=f"شرح {row.code}"), now[row.code].placed))
        for row in rows
    ]
    measure("an edition", lambda: actions.publish_edition(writer, title="ویراست یکم"))
    opened = measure(f"open {services} drafts", lambda: actions.open_drafts(writer, items, why="سنجش"))
    drafts = list(opened.drafts)
    measure(f"review {services} drafts", lambda: actions.decide(writer, Deed.REVIEWED, drafts))
    measure(f"approve {services} drafts", lambda: actions.decide(writer, Deed.APPROVED, drafts))
    measure(f"publish {services} drafts", lambda: actions.publish(writer, drafts))
    second = measure("the next edition", lambda: actions.publish_edition(writer, title="ویراست دوم"))
    first = queries.editions(writer).last()
    measure("what changed between both", lambda: editions.differences(ANONYMOUS, first, second))


def measure(what: str, deed: Callable[[], Any]) -> Any:
    """Runs ``deed`` once and prints its time, the processor's time, its statements and those of the trail."""
    from django.db import connection

    counts = {"trail": 0, "other": 0}

    def counted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        counts["trail" if '"trail_' in sql else "other"] += 1
        return execute(sql, params, many, context)

    begun, worked = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(counted):
        result = deed()
    seconds, cpu = time.perf_counter() - begun, time.process_time() - worked
    sent = f"{counts['other']:6} statements, {counts['trail']:6} for the trail"
    print(f"{what:32} {seconds:8.2f} s ({cpu:7.2f} s of this process)  {sent}", flush=True)
    return result


if __name__ == "__main__":
    main()
