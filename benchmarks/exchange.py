"""How fast a catalogue goes out as a workbook and comes in again; the engine and its durability are named.

    python benchmarks/exchange.py [--services 10000] [--profile]

Makes a database of its own: SQLite as a file in WAL mode with synchronous=FULL in a temporary folder, or the
empty database that BARZAN_BENCH_POSTGRES names. The peer does the least that any import could: it reads the
same cells with openpyxl and writes as many rows with ``bulk_create``, without a check, a hash, an event or
the search.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import platform
import pstats
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

Row = tuple[str, str]
UNITS = 40


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--services", type=int, default=10_000)
    options.add_argument("--profile", action="store_true", help="show where the import spends its time")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as home:
        _set_up(home)
        rows = [
            ("engine", _engine()),
            ("machine", f"{os.cpu_count()} cores, Python {platform.python_version()}"),
        ]
        rows += measure(chosen.services, profile=chosen.profile)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        rows.append(("most memory", f"{peak / 1024:,.0f} MB"))
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

    call_command("migrate", verbosity=0)


def _engine() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA journal_mode")
            journal = cursor.fetchone()[0]
            cursor.execute("PRAGMA synchronous")
            return f"SQLite, {journal.upper()}, synchronous={cursor.fetchone()[0]} (2 is FULL)"
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
        cursor.execute("SHOW synchronous_commit")
        return f"PostgreSQL {version}, synchronous_commit={cursor.fetchone()[0]}"


def measure(size: int, *, profile: bool) -> list[Row]:
    """The catalogue goes out of a generated one, in as new, out again, in as unchanged, in as changed."""
    from barzan.access.values import system_actor
    from barzan.exchange import queries
    from barzan.exchange.applying import publish
    from barzan.exchange.files import as_workbook, as_zip
    from barzan.exchange.planning import plan
    from barzan.exchange.reading import read

    actor, rows = system_actor("benchmark"), []
    units, tables = generated(size)
    with timed(rows, f"write a workbook of {size:,} services"):
        data = as_workbook(tables, units)
    rows.append(("the workbook", f"{len(data) / 2**20:.1f} MB, {sum(map(len, tables.values())):,} rows"))
    profiler = cProfile.Profile()
    if profile:
        profiler.enable()
    with timed(rows, f"import {size:,} new services, published") as took:
        with timed(rows, "  of which reading"):
            sheets = read(data, "all.xlsx")
        with timed(rows, "  of which checks and the plan"):
            found = plan(actor, sheets, "all.xlsx")
        with timed(rows, "  of which publishing, with trail and search"):
            publish(actor, found, why="benchmark")
    if profile:
        profiler.disable()
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(60)
    with timed(rows, "export: questions and workbook"):
        again = as_workbook(queries.tables(actor), queries.codes_of(queries.units(actor)))
    rows.append(("byte for byte the same", "yes" if again == data else "NO"))
    with timed(rows, "export as ZIP of CSV"):
        archive = as_zip(queries.tables(actor))
    with timed(rows, "dry run of the same workbook: nothing to do"):
        unchanged = plan(actor, read(data, "all.xlsx"), "all.xlsx")
    assert not unchanged.changes, "the same file changes nothing"
    with timed(rows, "dry run of the same as ZIP of CSV"):
        plan(actor, read(archive, "all.zip"), "all.zip")
    with timed(rows, "peer: openpyxl and bulk_create alone") as least:
        peer(data)
    rows.append(("import beside the peer, both by the clock", f"{took[0] / least[0]:.1f} times"))
    return rows


def generated(size: int) -> tuple[list[tuple[str, ...]], dict[str, list[tuple[str, ...]]]]:
    """Units in the database, and the tables of services with parts as long as those of a real booklet."""
    from datetime import date

    from barzan.exchange.tables import BY_KEY, TABLES
    from barzan.people.models import Organisation, Unit, UnitKind
    from barzan.places.tree import child_path

    owner = Organisation.objects.create(code="org", name="سازمان")
    made = []
    for number in range(UNITS):
        unit = Unit.objects.create(
            code=f"U-{number:02}", name=f"دفتر {number}", name_en=f"Office {number}", organisation=owner,
            kind=UnitKind.OFFICE, valid_from=date(2020, 3, 20),
        )  # fmt: skip
        unit.path = child_path("", unit.pk)
        unit.save(update_fields=["path"])
        made.append((unit.code, unit.name, unit.name_en))
    tables: dict[str, list[tuple[str, ...]]] = {table.key: [] for table in TABLES}
    for number in range(size):
        code = f"BG-{number:05}"
        words = f"صدور و تمدید پروانهٔ شمارهٔ {number} برای واحدهای تولیدی استان"
        service = {
            "code": code, "unit": f"U-{number % UNITS:02}", "title": words,
            "national_code": f"{10**10 + number}",
            "class": ("specific", "general", "shared")[number % 3], "client": ("yes", "no", "")[number % 3],
            "description": f"اگر کارتان به {words} رسیده است، این‌جا آن را پی می‌گیرند. {words}",
            "fee_rials": str(number * 1000), "fee_text": "طبق تعرفه", "standard_days": "15",
            "day_kind": "working", "standard_text": "پانزده روز کاری", "objection": "به دفتر بازرسی بنویسید",
            "source_line": str(number),
        }  # fmt: skip
        tables["services"].append(tuple(service.get(key, "") for key in BY_KEY["services"].keys))
        tables["requirements"] += [
            (code, "document", f"رونوشت شناسنامهٔ متقاضی و مدرک {part}", "خوانا", str(number))
            for part in range(3)
        ]
        tables["legal_bases"] += [
            (code, "act", f"قانون شمارهٔ {number % 97} مصوب مجلس", f"{number}/ت", "1998-11-08", "1377/08/17",
             "مجلس", "", f"مادهٔ {part}", "") for part in (1, 2)
        ]  # fmt: skip
        tables["steps"] += [
            (code, f"گام {part}: بررسی درخواست و مدارک آن", "کارشناس", str(part), "") for part in (1, 2, 3)
        ]
        tables["channels"].append((code, "counter", "پیشخان دفتر", ""))
    return sorted(made), tables


def peer(data: bytes) -> None:
    """The least that any import could do; its rows are rolled back."""
    from django.db import transaction
    from django.utils import timezone
    from openpyxl import load_workbook

    from barzan.catalogue.models import Channel, LegalBasis, Requirement, Service, ServiceVersion, Step
    from barzan.people.models import Unit

    book = load_workbook(BytesIO(data), read_only=True)
    rows = {name: list(book[name].iter_rows(min_row=3, values_only=True)) for name in book.sheetnames}
    unit = Unit.objects.first()
    with transaction.atomic():
        services = Service.objects.bulk_create(
            Service(code=f"PE-{number:05}", unit=unit) for number, _ in enumerate(rows["services"])
        )
        versions = ServiceVersion.objects.bulk_create(
            ServiceVersion(
                service=service, number=1, content_hash="v1:", published_at=timezone.now(), title=row[2],
                description=row[9], objection=row[15],
            )
            for service, row in zip(services, rows["services"], strict=True)
        )  # fmt: skip
        of = {row[0]: version for version, row in zip(versions, rows["services"], strict=True)}
        made: list[tuple[Any, str, dict[str, int]]] = [
            (Requirement, "requirements", {"kind": 1, "text": 2, "note": 3}),
            (LegalBasis, "legal_bases", {"kind": 1, "title": 2, "document_number": 3}),
            (Step, "steps", {"text": 1, "who": 2}),
            (Channel, "channels", {"kind": 1, "value": 2}),
        ]
        for model, sheet, columns in made:
            model.objects.bulk_create(
                model(
                    version=of[row[0]], number=number,
                    **{name: row[place] or "" for name, place in columns.items()},
                )
                for number, row in enumerate(rows[sheet])
            )  # fmt: skip
        transaction.set_rollback(True)


@contextmanager
def timed(rows: list[Row], name: str) -> Iterator[list[float]]:
    """Adds how long the block took; the answer holds the seconds after it."""
    took: list[float] = []
    place, start, busy = len(rows), time.perf_counter(), time.process_time()
    rows.append((name, ""))
    yield took
    took.append(time.perf_counter() - start)
    rows[place] = (name, f"{took[0]:.2f} s, of which {time.process_time() - busy:.2f} s on the processor")


if __name__ == "__main__":
    main()
