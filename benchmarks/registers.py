"""How long the pages of a register with a million entries take, in process.

    python benchmarks/registers.py [--entries 1000000] [--rounds 7] [--keep FOLDER]

Makes a database of its own: SQLite as a file in WAL mode with synchronous=FULL, or an empty PostgreSQL
database that BARZAN_BENCH_POSTGRES names. Entries are written straight to the tables (the form, the register
and 300 units are made by their commands). Then asks each question as an administrator, as the head of one
office, and as the head of one small unit, and prints the slowest and the 95th percentile in milliseconds.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

SEED = 1405
BATCH = 20_000
STATES = ["asked"] * 12 + ["valid"] * 60 + ["suspended"] + ["expired"] * 20 + ["closed"] * 7
NAMES = [
    "لاله",
    "بهار",
    "نسترن",
    "گلستان",
    "آفتاب",
    "مهتاب",
    "سپیده",
    "باران",
    "چشمه",
    "دریا",
    "سرو",
    "بنفشه",
]
KINDS = ["خیاطی", "قالی\u200cبافی", "سفالگری", "شیرینی\u200cپزی", "گلدوزی", "عروسک\u200cسازی"]


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--entries", type=int, default=1_000_000)
    asked.add_argument("--rounds", type=int, default=7)
    asked.add_argument("--keep", default="")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(given.keep or folder)
        os.environ["BARZAN_HOME"] = str(home)
        os.environ["BARZAN_DATABASE_URL"] = os.environ.get("BARZAN_BENCH_POSTGRES", "")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "barzan.config.settings")
        sys.path.insert(0, str(Path(__file__).parent.parent / "src"))
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        register, actors = made(given.entries)
        ask(register, actors, given.rounds)


def made(count: int) -> tuple[Any, dict[str, Any]]:
    """The register with its entries, and who asks; what a kept folder holds already is not made again."""
    from django.db import connection

    from barzan.access import Actor, Grant, Role
    from barzan.people.models import Unit
    from barzan.people.tests.factories import make_place, make_unit
    from barzan.registers.models import Entry, Register
    from barzan.registers.tests.factories import make_register

    if not Register.objects.exists():
        root = make_unit("city")
        offices = [make_unit(f"office-{n}", root) for n in range(10)]
        for n in range(290):
            make_unit(f"unit-{n}", offices[n % 10])
        for n in range(500):
            make_place(f"N-{n}")
        began = time.perf_counter()
        register = make_register(root, place="place_code")
        write(register, count)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        print(f"{count:,} entries written in {time.perf_counter() - began:.0f} s ({connection.vendor})")
    register = Register.objects.select_related("unit", "current__form_version").get()
    units = {unit.code: unit for unit in Unit.objects.all()}
    print(f"{Entry.objects.count():,} entries")
    return register, {
        "administrator": Actor(user=1, grants=(Grant(Role.ADMINISTRATOR),)),
        "head of an office": Actor(user=1, grants=(Grant(Role.UNIT_HEAD, None, units["office-3"].path),)),
        "head of a unit": Actor(user=1, grants=(Grant(Role.UNIT_HEAD, None, units["unit-77"].path),)),
    }


def write(register: Any, count: int) -> None:
    """Entries, their first versions and their words."""
    from django.db import transaction
    from django.utils import timezone

    from barzan.people.models import Unit
    from barzan.places.models import Place
    from barzan.registers import standing
    from barzan.registers.formed import fields_of
    from barzan.registers.models import Entry, EntryVersion, Word
    from barzan.trail import bulk

    dice, now = random.Random(SEED), timezone.now()
    units, places = list(Unit.objects.all()), list(Place.objects.all())
    life, fields = register.current.life, fields_of(register.current.form_version)
    entry_fields = (
        "register", "version", "number", "state", "title", "organisation", "unit", "unit_path", "place",
        "place_path", "valid_from", "valid_to", "renew_from", "month", "expiry_month", "seen", "hidden",
        "latitude", "longitude", "origin", "opened_at", "changed_at",
    )  # fmt: skip
    for start in range(0, count, BATCH):
        rows, answers = [], []
        for n in range(start, min(start + BATCH, count)):
            unit, place, state = dice.choice(units), dice.choice(places), dice.choice(STATES)
            since = date(2020, 3, 21) + timedelta(dice.randrange(2_400))
            until = since + timedelta(365) if state not in ("asked", "closed") else None
            title = f"{dice.choice(KINDS)} {dice.choice(NAMES)} {dice.randrange(5_000)}"
            answers.append(
                {"name": title, "trade": dice.choice(["sewing", "carpet"]), "workers": str(n % 20)}
            )
            rows.append((
                register.pk, register.current_id, f"H-{n:07}", state, title, unit.organisation_id, unit.pk,
                unit.path, place.pk, place.path, since, until, until - timedelta(30) if until else None,
                standing.month_of(since), standing.month_of(until) if until else None, 1, False,
                35.5 + dice.random() / 3, 51.1 + dice.random() / 2, "", now, now,
            ))  # fmt: skip
        with transaction.atomic():
            bulk.insert(Entry, entry_fields, rows)
            first = Entry.objects.get(register=register, number=rows[0][2]).pk
            bulk.insert(
                EntryVersion,
                ("entry", "number", "deed", "answers", "version", "at", "why"),
                (
                    (first + at, 1, "opened", given, register.current_id, now, "")
                    for at, given in enumerate(answers)
                ),
            )
            version = EntryVersion.objects.get(entry=first, number=1).pk
            from django.db.models import F

            Entry.objects.filter(pk__gte=first).update(current_id=F("pk") + (version - first))
            bulk.insert(
                Word,
                ("entry", "register", "word"),
                (
                    (first + at, register.pk, word)
                    for at, row in enumerate(rows)
                    for word in standing.words_of(row[2], row[4], life, fields, answers[at])
                ),
            )
        print(f"\r{start + len(rows):,}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def questions(register: Any) -> Iterator[tuple[str, Callable[[Any], object]]]:
    from barzan.people.models import Unit
    from barzan.places.models import Place
    from barzan.registers import figures, queries
    from barzan.registers.filters import Filters
    from barzan.registers.models import Entry

    def listed(**more: Any) -> Callable[[Any], object]:
        older = more.pop("older", None)
        return lambda actor: queries.entry_list(actor, register, Filters(**more), older=older)

    middle = Entry.objects.order_by("pk").values_list("pk", flat=True)[Entry.objects.count() // 2]
    unit, place = Unit.objects.get(code="unit-77").pk, Place.objects.get(code="N-7").pk
    office = Unit.objects.get(code="office-3").pk
    yield "list, newest", listed()
    yield "list, from the middle", listed(older=middle)
    yield "list, one state", listed(states=("valid",))
    yield "list, a rare state", listed(states=("suspended",))
    yield "list, two states", listed(states=("valid", "expired"))
    yield "list, one unit", listed(unit=unit)
    yield "list, one office", listed(unit=office)
    yield "list, one place", listed(place=place)
    yield "list, renewable", listed(valid="renewable")
    yield "list, expired in a state", listed(valid="expired", states=("valid",))
    yield "list, one month", listed(month=140401)
    yield "list, expiring in a month", listed(expiry=140509)
    yield "search, a common word", listed(words="لاله")
    yield "search, two words", listed(words="قالی بافی لاله")
    yield "search, words and state", listed(words="خیاطی بهار", states=("suspended",))
    yield "search, a number", listed(words="H-0500000")
    yield "search, nothing", listed(words="ناموجود")
    yield "charts", lambda actor: figures.figures(actor, register, Filters())
    yield "charts, one state", lambda actor: figures.figures(actor, register, Filters(states=("suspended",)))
    yield "calendar", lambda actor: figures.expiries(actor, register, Filters(), 1405)
    yield "map", lambda actor: figures.points(actor, register, Filters())


def ask(register: Any, actors: dict[str, Any], rounds: int) -> None:
    """Prints a line for each question and who asks it."""
    for name, question in questions(register):
        for who, actor in actors.items():
            times = []
            for _ in range(rounds):
                began = time.perf_counter()
                question(actor)
                times.append(1_000 * (time.perf_counter() - began))
            times.sort()
            p95 = times[min(len(times) - 1, round(0.95 * len(times)) - 1)]
            print(f"{name:28} {who:20} median {times[len(times) // 2]:7.0f} ms   p95 {p95:7.0f} ms")


if __name__ == "__main__":
    main()
