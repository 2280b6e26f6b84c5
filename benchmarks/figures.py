"""How long the statistics page takes, and how much of that the bare SQL takes.

    python benchmarks/figures.py [--services 332 10000] [--wordings 3000] [--rounds 15]

Makes a catalogue of every kind of service in an installation of its own on SQLite (WAL, synchronous=FULL), or
in the empty database that BARZAN_DATABASE_URL names (then with one size), and asks for the pages in process.
The bare SQL is a page's own questions, asked again and read to the end. The processor's time is that of this
process: on a busy machine it says more than the clock.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence

PAGES = (
    "/services/statistics/",
    "/services/statistics/?unit=deputy-1",
    "/services/statistics/papers/",
    "/services/statistics/statistics.csv",
    "/services/statistics/statistics.xlsx",
    "/api/v1/services/statistics",
)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--services", type=int, nargs="+", default=[332, 10_000])
    options.add_argument("--wordings", type=int, default=3_000)
    options.add_argument("--rounds", type=int, default=15)
    chosen = options.parse_args()
    if len(chosen.services) == 1:
        run(chosen.services[0], chosen.wordings, chosen.rounds)
        return
    for size in chosen.services:  # each size in a process and an installation of its own
        again = [sys.executable, __file__, "--services", str(size), "--wordings", str(chosen.wordings)]
        subprocess.run([*again, "--rounds", str(chosen.rounds)], check=True)


def run(size: int, wordings: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"BARZAN_HOME": home, "DJANGO_SETTINGS_MODULE": "barzan.config.settings"}
        os.environ.pop("BARZAN_DEBUG", None)
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        from barzan.statistics.tests.factories import make_various

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        make_various(size, 1, wordings)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {engine()}")
        print(f"{size} services, {wordings} wordings; median and 95th percentile of {rounds}, in process")
        for path in PAGES:
            print(measure(path, rounds))


def engine() -> str:
    """The engine and how durable its commits are."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA journal_mode")
            mode = cursor.fetchone()[0]
            cursor.execute("PRAGMA synchronous")
            return f"SQLite {connection.Database.sqlite_version}, {mode}, synchronous={cursor.fetchone()[0]}"
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
        cursor.execute("SHOW fsync")
        fsync = cursor.fetchone()[0]
        cursor.execute("SHOW synchronous_commit")
        return f"PostgreSQL {version}, fsync {fsync}, synchronous_commit {cursor.fetchone()[0]}"


def measure(path: str, rounds: int) -> str:
    """One line: the page's questions, its times, and the times of its bare SQL."""
    from django.db import connection
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    client.get(path)
    asked: list[tuple[str, Sequence[object]]] = []

    def note(execute: Callable, sql: str, parameters: Sequence[object], many: bool, context: dict) -> object:
        asked.append((sql, parameters))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        if client.get(path).status_code != 200:
            sys.exit(f"{path} did not answer")

    def bare() -> None:
        with connection.cursor() as cursor:
            for sql, parameters in asked:
                cursor.execute(sql, parameters)
                cursor.fetchall()

    begun = time.process_time()
    page = timed(lambda: client.get(path), rounds)
    busy = 1000 * (time.process_time() - begun) / rounds
    sql = statistics.median(timed(bare, rounds))
    median, high = statistics.median(page), statistics.quantiles(page, n=20)[-1]
    times = f"{median:6.1f} ms {high:6.1f} ms, processor {busy:6.1f} ms"
    return f"{path:37} {len(asked):2} questions {times}; bare SQL {sql:6.1f} ms, {median / sql:4.1f} times"


def timed(what: Callable[[], object], rounds: int) -> list[float]:
    """Milliseconds of each round."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        what()
        times.append(1000 * (time.perf_counter() - begun))
    return times


if __name__ == "__main__":
    main()
