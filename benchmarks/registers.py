"""How long the pages of a register with a million entries take, in process, and what its counts cost.

    python benchmarks/registers.py [--entries 1000000] [--rounds 20] [--only WORDS] [--keep FOLDER]
    python benchmarks/registers.py --writes 200 --keep FOLDER

Makes a database of its own: SQLite as a file in WAL mode with synchronous=FULL, or an empty PostgreSQL
database that BARZAN_BENCH_POSTGRES names; with ``--keep`` what is there already is asked again. Entries are
written straight to the tables, whose triggers keep the counts; the form, the register and 300 units are made
by their commands. Old entries stand in other states than young ones, as in life. Then asks for each page as
an administrator, as the head of one office, and as the head of one small unit, and prints the first time, the
median, the 95th percentile and the processor time of client and server in milliseconds.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

SEED = 1405
GOAL = 300
HUB = 1_000
WRITING_ROUNDS = 5
READERS = {
    "administrator": ("administrator", "city"),
    "head of an office": ("unit_head", "office-3"),
    "head of a unit": ("unit_head", "unit-77"),
}
BATCH = 20_000
STATES = {  # the share of the entries that are younger, and how those between stand, of a hundred
    0.12: ["asked"] * 70 + ["valid"] * 30,
    0.6: ["valid"] * 90 + ["expired"] * 9 + ["suspended"],
    1.0: ["expired"] * 60 + ["closed"] * 25 + ["valid"] * 15,
}
DAYS = 2_400  # from the first entry to the newest
NAMES = [
    "لاله", "بهار", "نسترن", "گلستان", "آفتاب", "مهتاب",
    "سپیده", "باران", "چشمه", "دریا", "سرو", "بنفشه",
]  # fmt: skip
TRADES = ["sewing", "carpet"]
KINDS = ["خیاطی", "قالی\u200cبافی", "سفالگری", "شیرینی\u200cپزی", "گلدوزی", "عروسک\u200cسازی"]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, number in (("--entries", 1_000_000), ("--rounds", 20), ("--writes", 0)):
        asked.add_argument(name, type=int, default=number)
    for name in ("--only", "--keep"):
        asked.add_argument(name, default="")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BARZAN_HOME"] = given.keep or folder
        os.environ["BARZAN_DATABASE_URL"] = os.environ.get("BARZAN_BENCH_POSTGRES", "")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "barzan.config.settings")
        os.environ.pop("BARZAN_DEBUG", None)
        sys.path.insert(0, str(Path(__file__).parent.parent / "src"))
        import django

        django.setup()
        from django.core.management import call_command

        import barzan.config.wsgi  # noqa: F401 - the collector as in the server

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        register, users = made(given.entries)
        if given.writes:
            writes(register, given.writes)
        else:
            ask(register, users, given.rounds, given.only)


def made(count: int) -> tuple[Any, dict[str, Any]]:
    """The register with its entries, and who asks; what a kept database holds already is not made again."""
    from django.db import connection

    from barzan.access import Role
    from barzan.jobs import housekeeping
    from barzan.people.models import Unit, User
    from barzan.people.tests.factories import make_place, make_unit, make_user
    from barzan.registers import tallies
    from barzan.registers.models import Entry, Register, Related, Word
    from barzan.registers.tests.factories import make_register

    began, busy = time.perf_counter(), time.process_time()
    if not Register.objects.exists():
        root = make_unit("city")
        offices = [make_unit(f"office-{n}", root) for n in range(10)]
        for n in range(290):
            make_unit(f"unit-{n}", offices[n % 10])
        for n in range(500):
            make_place(f"N-{n}")
        register = make_register(root, place="place_code")
        with without_indexes(Entry, Word):
            write(register, count)
    register = Register.objects.select_related("unit", "current__form_version").get()
    if not Related.objects.exists():
        relate(register, count)
        for who, (role, code) in READERS.items():
            user = make_user(Role(role), Unit.objects.get(code=code))
            User.objects.filter(pk=user.pk).update(username=who)
        if tallies.waiting():  # as the worker does
            tallies.settle()
        if connection.vendor == "sqlite":
            housekeeping.count_rows()  # as the worker does
        else:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        took, busy = time.perf_counter() - began, time.process_time() - busy
        print(f"made in {took:.0f} s, {busy:.0f} s of this process's processor time")
    print(
        f"{Entry.objects.count():,} entries, {Word.objects.count():,} words, {connection.vendor}, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    return register, {who: User.objects.get(username=who) for who in READERS}


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
    opened = now.date() - timedelta(DAYS)
    units, places = list(Unit.objects.all()), list(Place.objects.all())
    life, fields = register.current.life, fields_of(register.current.form_version)
    entry_fields = (
        "register", "version", "number", "state", "title", "organisation", "unit", "unit_path", "place",
        "place_path", "valid_from", "valid_to", "renew_from", "month", "expiry_month", "seen", "hidden",
        "latitude", "longitude", "origin", "opened_at", "changed_at",
    )  # fmt: skip
    said = lru_cache(maxsize=None)(partial(words_said, life, fields))
    for start in range(0, count, BATCH):
        rows, answers = [], []
        for n in range(start, min(start + BATCH, count)):
            unit, place, since = (
                dice.choice(units),
                dice.choice(places),
                opened + timedelta(DAYS * n // count),
            )
            state = dice.choice(next(states for share, states in STATES.items() if n >= count * (1 - share)))
            until = until_of(state, since, now.date(), dice)
            title = f"{dice.choice(KINDS)} {dice.choice(NAMES)} {dice.randrange(200)}"
            answers.append({"name": title, "trade": dice.choice(TRADES), "workers": str(n % 20)})
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
                    for word in dict.fromkeys((*numbered(row[2]), *said(row[4], answers[at]["trade"])))
                ),
            )
        print(f"\r{start + len(rows):,}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def until_of(state: str, since: date, today: date, dice: random.Random) -> date | None:
    """The last valid day: of those that are valid soon or in the next year, whenever they were opened."""
    if state in ("asked", "closed"):
        return None
    return since + timedelta(365) if state == "expired" else today + timedelta(dice.randrange(-30, 365))


def words_said(life: Any, fields: Any, title: str, trade: str) -> list[str]:
    """The words of an entry without its number; few differ, so the benchmark keeps them."""
    from barzan.registers import standing

    return standing.words_of("", title, life, fields, {"name": title, "trade": trade})


def numbered(number: str) -> list[str]:
    """The words of a number."""
    from barzan.persian import search_tokens
    from barzan.registers import standing

    return [standing.number_word(number), *search_tokens(number)]


@contextmanager
def without_indexes(*models: Any) -> Iterator[None]:
    """Many rows first, then their indexes, as one restores a backup: several times as fast."""
    from django.db import connection

    guarded = connection.vendor == "postgresql"
    indexes = [(model, index) for model in models for index in model._meta.indexes]
    with connection.schema_editor() as editor:
        for model, index in indexes:
            editor.remove_index(model, index)
    with connection.cursor() as cursor:
        if guarded:  # ten million words are known to belong to entries
            cursor.execute("ALTER TABLE registers_word DISABLE TRIGGER ALL")
    yield
    with connection.cursor() as cursor:
        if guarded:
            cursor.execute("ALTER TABLE registers_word ENABLE TRIGGER ALL")
    with connection.schema_editor() as editor:
        for model, index in indexes:
            editor.add_index(model, index)


def relate(register: Any, count: int) -> None:
    """Every tenth entry is a branch: a thousand of one, the others each of one of its own."""
    from django.utils import timezone

    from barzan.registers.models import Entry, Related
    from barzan.trail import bulk

    keys = list(Entry.objects.filter(register=register).order_by("pk").values_list("pk", flat=True)[:count])
    hub, tenth, now = keys[0], keys[10::10], timezone.now()
    pairs = [(key, hub if n < HUB else key + 1) for n, key in enumerate(tenth) if key + 1 <= keys[-1]]
    rows = ((key, "branch", other, now, "") for key, other in pairs)
    bulk.insert(Related, ("entry", "kind", "to_entry", "at", "why"), rows)


def pages(register: Any) -> Iterator[tuple[str, str]]:
    """What is asked, and its address."""
    from django.urls import reverse
    from django.utils.http import urlencode

    from barzan.people.models import Unit
    from barzan.places.models import Place
    from barzan.registers.models import Entry, Related
    from barzan.registers.standing import month_of

    def entries(**query: Any) -> str:
        return reverse("registers:register", args=[register.key]) + "?" + urlencode(query, doseq=True)

    def entry(key: int) -> str:
        return reverse("registers:entry", args=[register.key, key])

    rows = Entry.objects.order_by("pk").values_list("pk", flat=True)
    middle, late = (rows[register.entries.count() * share // 100] for share in (50, 95))
    unit, place = Unit.objects.get(code="unit-77").pk, Place.objects.get(code="N-7").pk
    office, today = Unit.objects.get(code="office-3").pk, date.today()
    month, soon, year = (
        month_of(today - timedelta(700)),
        month_of(today + timedelta(40)),
        month_of(today) // 100,
    )
    related, two = Related.objects.order_by("-pk").values_list("entry", flat=True)[0], "لاله خیاطی"
    yield "list, newest", entries()
    yield "list, from the middle", entries(older=middle)
    yield "list, back from there", entries(newer=middle)
    yield "list, one state", entries(state="valid")
    yield "list, an old state", entries(state="closed")
    yield "list, a rare state", entries(state="suspended")
    yield "list, two states", entries(state=["suspended", "closed"])
    yield "list, one unit", entries(unit=unit)
    yield "list, one office", entries(unit=office)
    yield "list, one office, old state", entries(unit=office, state="closed")
    yield "list, one place", entries(place=place)
    yield "list, place and state", entries(place=place, state="valid")
    yield "list, valid", entries(valid="valid")
    yield "list, renewable", entries(valid="renewable")
    yield "list, expired", entries(valid="expired")
    yield "list, expired in a state", entries(valid="expired", state="valid")
    yield "list, one month", entries(month=month)
    yield "list, month and state", entries(month=month, state="valid")
    yield "list, expiring in a month", entries(expiry=soon)
    yield "cards", entries(shape="cards", state="valid")
    yield "search, a common word", entries(q="لاله")
    yield "search, two common words", entries(q=two)
    yield "search, two words, second page", entries(q=two, older=late)
    yield "search, two words, middle", entries(q=two, older=middle)
    yield "search, three words", entries(q="قالی بافی لاله")
    yield "search, never together", entries(q="لاله بهار")
    yield "search, words and state", entries(q=two, state="suspended")
    yield "search, words and old state", entries(q=two, state="closed")
    yield "search, words and office", entries(q=two, unit=office)
    yield "search, a number", entries(q="H-0500000")
    yield "search, nothing", entries(q="ناموجود")
    yield "charts", entries(shape="charts")
    yield "charts, one unit", entries(shape="charts", unit=unit)
    yield "charts, a rare state", entries(shape="charts", state="suspended")
    yield "charts, a large state", entries(shape="charts", state="valid")
    yield "charts, two words", entries(shape="charts", q=two)
    yield "calendar", entries(shape="calendar")
    yield "calendar, another year", entries(shape="calendar", year=year + 1)
    yield "calendar, one state", entries(shape="calendar", state="valid")
    yield "calendar, a place", entries(shape="calendar", place=place)
    yield "map", entries(shape="map")
    yield "map, one state", entries(shape="map", state="closed")
    yield "map, two words", entries(shape="map", q=two)
    yield "entry with a relation", entry(related)
    yield f"entry with {HUB:,} relations", entry(rows[0])
    yield "doubles", reverse("registers:doubles", args=[register.key])
    yield "about the register", reverse("registers:about", args=[register.key])


def ask(register: Any, users: dict[str, Any], rounds: int, only: str) -> None:
    """Prints a line for each page and reader: the first time, the median and the 95th percentile."""
    from django.test import Client

    clients = {}
    for who, user in users.items():
        clients[who] = Client(HTTP_HOST="localhost")
        clients[who].force_login(user)
        clients[who].get(next(pages(register))[1])  # what a process does once is not of the page
    print(f"{'milliseconds':32} {'reader':18} {'first':>7} {'median':>7} {'p95':>7} {'processor':>9}")
    slow = 0
    for name, address in pages(register):
        if only not in name:
            continue
        for who, client in clients.items():
            times, busy, status = [], processor(), 0
            for _ in range(rounds):
                began = time.perf_counter()
                status = client.get(address).status_code
                times.append(1_000 * (time.perf_counter() - began))
            busy = 1_000 * (processor() - busy) / rounds
            if status not in (200, 404, 403):
                sys.exit(f"{address} answered {status}")
            first, times = times[0], sorted(times)
            p95 = times[min(len(times) - 1, math.ceil(0.95 * len(times)) - 1)]
            slow += p95 > GOAL
            note = f"  ({status})" if status != 200 else "  over" if p95 > GOAL else ""
            said = f"{first:7.0f} {times[len(times) // 2]:7.0f} {p95:7.0f} {busy:9.0f}{note}"
            print(f"{name:32} {who:18} {said}", flush=True)
    print(f"over {GOAL} ms: {slow}")


def writes(register: Any, count: int) -> None:
    """What keeping the counts costs: entries opened and closed one by one, with the triggers and without, in
    turn, each time taken back. Nothing is synced to the disk, so the share of the triggers is the largest.
    """
    from django.db import connection, transaction

    from barzan.people.models import Unit
    from barzan.registers import actions, tallies
    from barzan.registers.actions import Handed
    from barzan.registers.tests.factories import MAKER, make_entry

    unit, found = Unit.objects.get(code="unit-77"), {True: [], False: []}
    for _ in range(WRITING_ROUNDS):
        for kept in found:
            with transaction.atomic():
                if not kept:
                    tallies.remove(connection)
                make_entry(register, unit, place_code="N-7")
                began, busy = time.perf_counter(), processor()
                for n in range(count):
                    entry = make_entry(register, unit, place_code=f"N-{n % 500}", holder_id="")
                    actions.pass_(MAKER, entry, "close", Handed(why="سنجش"))
                found[kept].append((processor() - busy, time.perf_counter() - began))
                transaction.set_rollback(True)
    for kept, times in found.items():
        busy, took = (1_000 * statistics.median(each) / count for each in zip(*times, strict=True))
        how = "with counts" if kept else "without counts"
        print(f"opened and closed, {how}: {busy:.2f} ms of processor, {took:.2f} ms")


def processor() -> float:
    """Seconds of processor time of this process and of its server process, where that runs here."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time()
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat")
    if not stat.exists():
        return time.process_time()
    user, system = stat.read_text().rpartition(")")[2].split()[11:13]
    return time.process_time() + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
