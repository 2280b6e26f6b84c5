"""How many deadlines the core reckons and explains, and how many timers fire, a second.

    python benchmarks/clock.py [--deadlines 50000] [--timers 20000]

Makes a database of its own: SQLite as a file in WAL mode with synchronous=FULL in a temporary folder, or the
empty database that BARZAN_BENCH_POSTGRES names. Timers fire in batches of 500, each with its handler's writes
(one row a timer) and its deletions in one transaction; one worker.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

Row = tuple[str, str]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--deadlines", type=int, default=50_000)
    options.add_argument("--timers", type=int, default=20_000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as home:
        _set_up(home)
        rows = [
            ("engine", _engine()),
            ("machine", f"{os.cpu_count()} cores, Python {platform.python_version()}"),
        ]
        rows += core(chosen.deadlines)
        rows += timers(chosen.timers)
        rows += commands(2_000)
    for name, value in rows:
        print(f"| {name:<52} | {value:<48} |")


def _set_up(home: str) -> None:
    os.environ["BARZAN_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "barzan.config.settings"
    if server := os.environ.get("BARZAN_BENCH_POSTGRES"):
        os.environ["BARZAN_DATABASE_URL"] = server
    sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _engine() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous")
            return f"SQLite, WAL, synchronous={['OFF', 'NORMAL', 'FULL'][cursor.fetchone()[0]]}"
        cursor.execute("SHOW synchronous_commit")
        return f"PostgreSQL, synchronous_commit={cursor.fetchone()[0]}"


def _rate(name: str, number: int, run: Callable[[], object]) -> Row:
    began = time.perf_counter()
    run()
    seconds = time.perf_counter() - began
    return name, f"{number / seconds:,.0f} a second ({number:,} in {seconds:.2f} s)"


def core(number: int) -> list[Row]:
    """The pure core, by way of counting; the calendar has 28 holidays a year."""
    from barzan.clock.core import TEHRAN, Calendar, Closed, Counting, Terms, explain, reckon

    chance = Random(1405)
    start = datetime(2024, 3, 20, 10, tzinfo=TEHRAN)
    days = [start.date() + timedelta(chance.randrange(1_500)) for _ in range(28 * 4)]
    calendar = Calendar(
        closed=dict.fromkeys(days, Closed("holiday", "تعطیل", "holiday")), years=frozenset(range(1402, 1410))
    )
    moments = [start + timedelta(days=chance.randrange(1_000)) for _ in range(number)]
    found = []
    for counting, amount in (
        (Counting.CALENDAR_DAYS, "P10D"),
        (Counting.WORKING_DAYS, "P10D"),
        (Counting.JALALI_MONTHS, "P3M"),
        (Counting.OFFICE_HOURS, "PT16H"),
    ):
        terms = Terms(amount, counting)
        name = f"reckoned, {counting.value} {amount}"
        found.append(_rate(name, number, lambda terms=terms: [reckon(terms, at, calendar) for at in moments]))
    some = [reckon(Terms("P10D"), at, calendar) for at in moments[:10_000]]
    found.append(_rate("explained in Persian", len(some), lambda: [explain(each, "fa") for each in some]))
    return found


def timers(number: int) -> list[Row]:
    """Timers set, and fired with one row written for each."""
    from django.db import connection, transaction
    from django.utils import timezone

    from barzan.access import Actor
    from barzan.clock import timers
    from barzan.clock.models import Timer
    from barzan.clock.timers import NewTimer

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_effect (key VARCHAR(120) NOT NULL)")

    @timers.handler("bench")
    def fire(actor: Actor, due: list[Timer]) -> None:
        with connection.cursor() as cursor:
            marks = ", ".join(["(%s)"] * len(due))
            cursor.execute(f"INSERT INTO bench_effect (key) VALUES {marks}", [timer.key for timer in due])

    now = timezone.now()

    def set_all() -> None:
        with transaction.atomic():
            timers.set_many(NewTimer("bench", str(key), now) for key in range(number))

    def fire_all() -> None:
        while timers.fire(60):
            pass

    rows = [_rate("timers set", number, set_all), _rate("timers fired", number, fire_all)]
    assert not Timer.objects.exists()
    return rows


def commands(number: int) -> list[Row]:
    """Deadlines started and met, with facts and events: one a transaction, and 100 a transaction."""
    from datetime import date

    from django.utils import timezone

    from barzan.access.values import system_actor
    from barzan.clock import actions
    from barzan.clock.core import Terms
    from barzan.clock.values import NewDeadline, Owner
    from barzan.people.models import Organisation, Unit

    organisation = Organisation.objects.create(code="bench", name="آزمون")
    unit = Unit.objects.create(
        code="bench", name="آزمون", kind="office", organisation=organisation, path="/1/",
        valid_from=date(2020, 3, 20),
    )  # fmt: skip
    actor, now = system_actor("bench"), timezone.now()
    items = [
        NewDeadline(Owner("bench", str(key)), unit.pk, Terms("P10D"), now, "کار") for key in range(number)
    ]

    def one_by_one() -> None:
        for item in items[: number // 4]:
            actions.start_many(actor, [item])
            actions.meet_many(actor, [item.owner])

    def together() -> None:
        rest = items[number // 4 :]
        for at in range(0, len(rest), 100):
            actions.start_many(actor, rest[at : at + 100])
            actions.meet_many(actor, [item.owner for item in rest[at : at + 100]])

    return [
        _rate("started and met, one a transaction", number // 4, one_by_one),
        _rate("started and met, 100 a transaction", number - number // 4, together),
    ]


if __name__ == "__main__":
    main()
