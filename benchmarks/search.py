"""How long a question to the index takes over 10,000 services, in process, beside two peers in the same run.

    python benchmarks/search.py [--services 10000] [--rounds 5]

Makes a database of its own with invented services: SQLite as a file in WAL mode with synchronous=FULL, or an
empty PostgreSQL database that BARZAN_BENCH_POSTGRES names. The peers are a LIKE scan (one spelling, unranked)
and the text index of the engine (FTS5 or GIN; words as typed, its own rank). Prints how the index was
built, then the milliseconds of a question: CPU time of this process (without a server's),
wall time, and the median wall time as a multiple of the LIKE scan's.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

SEED = 1405
ACTS = "صدور|تمدید|لغو|اصلاح|تعیین|بررسی|نظارت بر|ارزیابی|تأیید|ثبت|پاسخ‌گویی به|واگذاری|تشکیل|هماهنگی|پیگیری"
THINGS = (
    "پروانهٔ ساختمان|مجوز سرمایه‌گذاری|گواهی اشتغال|پروانهٔ بهره‌برداری|قرارداد اجاره"
    "|کارت بازرگانی|طرح هادی روستا"
    "|پروندهٔ زیست‌محیطی|درخواست انشعاب آب|وام قرض‌الحسنه|شورای اسلامی|انجمن مردم‌نهاد|سند مالکیت|نقشهٔ تفکیکی"
    "|آمار جمعیت|بحران سیل|ایستگاه آتش‌نشانی|آموزش ضمن خدمت|بیمهٔ کارگران|تعرفهٔ خدمات|میراث فرهنگی|بازار روز"
)
WHOM = (
    "شهروندان|کارآفرینان|دهیاری‌ها|بنگاه‌های کوچک|دانش‌آموزان|سالمندان|اتباع خارجی|کشاورزان|پیمانکاران"
    "|زنان سرپرست خانوار"
)
WHERE = "شهر|روستا|بخش مرکزی|منطقهٔ آزاد|شهرک صنعتی|حاشیهٔ شهر|بافت فرسوده|محلهٔ هدف"
SYLLABLES = "با|دا|را|سا|کا|ما|نا|وا|شی|ری|می|نی|تو|رو|سو|نو|گر|مر|دس|پن|تان|دار|زار|شار|کان|گان|مند|وار"
QUESTIONS = (
    "سرمایه گذاری", "سرمایه‌گذاری", "سرمایهگذاری", "صدور پروانه ساختمان", "پروانهٔ ساختمان شهروندان",
    "پروانه ساخمان", "کارت بازرگنی", "آتش نشانی", "زیست محیطی", "پر", "سر", "تعرفه خدمات سالمندان",
    "۱۰۰۳۱۲", "100420", "تمدید وام قرض الحسنه", "نقشه تفکیکی روستا", "میراث", "نظارت بر بازار روز",
    "برنامه ریزی بحران سیل", "اتباع خارجی بافت فرسوده",
)  # fmt: skip


def titles(count: int) -> Iterable[tuple[str, str]]:
    """(title, body) of invented services, the same ones every time."""
    dice = random.Random(SEED)
    names = ["".join(dice.choices(SYLLABLES.split("|"), k=3)) for _ in range(4000)]
    lists = [text.split("|") for text in (ACTS, THINGS, WHOM, WHERE)]
    for _ in range(count):
        act, thing, whom, where = (dice.choice(each) for each in lists)
        body = " ".join(
            dice.choice(names) if dice.random() < 0.6 else dice.choice(dice.choice(lists)) for _ in range(40)
        )
        yield f"{act} {thing} برای {whom} {where} {dice.choice(names)}", body


@dataclass(frozen=True)
class Timing:
    """Milliseconds of each question asked, and how many entries all of them found."""

    name: str
    cpu: list[float]
    wall: list[float]
    found: int


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--services", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["BARZAN_HOME"] = home
        if server := os.environ.get("BARZAN_BENCH_POSTGRES"):
            os.environ["BARZAN_DATABASE_URL"] = server
        os.environ["DJANGO_SETTINGS_MODULE"] = "barzan.config.settings"
        sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
        measure(chosen.services, chosen.rounds)


def measure(services: int, rounds: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from barzan.access.values import ANONYMOUS
    from barzan.search import actions, queries

    call_command("migrate", "search", verbosity=0)
    provide(services)
    building = timing("build", 1, [""], lambda _: actions.rebuild())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    peer_index()
    print(f"{engine()}; load average {os.getloadavg()[0]:.1f} before", end=", ")
    asked = {
        "find, with facets": lambda question: queries.find(ANONYMOUS, question).total,
        "suggest": lambda question: len(queries.suggest(ANONYMOUS, question)),
        "peer: LIKE scan": like_scan,
        "peer: engine's text index": engine_search,
    }
    timings = [timing(name, rounds, QUESTIONS, ask) for name, ask in asked.items()]
    print(f"{os.getloadavg()[0]:.1f} after")
    cpu, wall = building.cpu[0], building.wall[0]
    print(
        f"{services} services indexed: CPU {cpu / 1000:.1f} s, wall {wall / 1000:.1f} s, "
        f"{wall / services:.2f} ms each"
    )
    show(timings, statistics.median(timings[2].wall))
    show_questions(lambda question: queries.find(ANONYMOUS, question).total)


def provide(services: int) -> None:
    """Makes the invented services the only ones to be found."""
    from barzan.access.rules import PUBLIC
    from barzan.search import registry

    def entries(keys: object) -> Iterable[registry.Entry]:
        for number, (title, body) in enumerate(titles(services)):
            facets = {
                "office": [registry.Name(f"دفتر {number % 40}")],
                "class": [registry.Name(f"{number % 3}")],
            }
            yield registry.Entry(f"{100_000 + number}", title, "search:results", body=body, facets=facets)

    registry._providers.clear()
    registry.provide(registry.SearchProvider("bench", "Services", entries, PUBLIC))


def engine() -> str:
    """The engine, its version and how durable a commit is."""
    from django.db import connection

    settings = ("PRAGMA journal_mode", "PRAGMA synchronous", "SELECT sqlite_version()")
    if connection.vendor == "postgresql":
        settings = ("SHOW fsync", "SHOW synchronous_commit", "SHOW server_version")
    with connection.cursor() as cursor:
        values = [(setting.split()[-1], cursor.execute(setting).fetchone()[0]) for setting in settings]
    return f"{connection.vendor}: " + ", ".join(f"{name} {value}" for name, value in values)


def timing(name: str, rounds: int, questions: Iterable[str], ask: Callable[[str], int]) -> Timing:
    """Asks every question ``rounds`` times."""
    cpu, wall, found = [], [], 0
    for _ in range(rounds):
        found = 0
        for question in questions:
            began = time.process_time(), time.perf_counter()
            found += ask(question)
            cpu.append(1000 * (time.process_time() - began[0]))
            wall.append(1000 * (time.perf_counter() - began[1]))
    return Timing(name, cpu, wall, found)


def show(timings: Iterable[Timing], unit: float) -> None:
    """A row for each: milliseconds, and the median wall time in multiples of ``unit``."""
    print(f"{'':28}{'CPU median':>11}{'p95':>8}{'wall median':>13}{'p95':>8}{'× LIKE':>8}{'found':>8}")
    for each in timings:
        cpu, wall = statistics.median(each.cpu), statistics.median(each.wall)
        print(
            f"{each.name:28}{cpu:11.1f}{p95(each.cpu):8.1f}{wall:13.1f}{p95(each.wall):8.1f}"
            f"{wall / unit:8.2f}{each.found:8}"
        )


def p95(times: list[float]) -> float:
    return sorted(times)[int(0.95 * len(times))]


def show_questions(ask: Callable[[str], int]) -> None:
    """The three slowest questions by CPU time, and how many queries a question takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    slowest, queries = [], []
    for question in QUESTIONS:
        slowest.append((statistics.median(timing("", 5, [question], ask).cpu), question))
        with CaptureQueriesContext(connection) as captured:
            ask(question)
        queries.append(len(captured))
    named = "، ".join(f"«{question}» {cpu:.1f}" for cpu, question in sorted(slowest, reverse=True)[:3])
    print(f"most CPU ms: {named}; {min(queries)} to {max(queries)} queries a question")


def like_scan(question: str) -> int:
    """The plain way: every word somewhere in the title or the body; how many."""
    from django.db.models import Q

    from barzan.search.models import Entry

    matching = Q()
    for word in question.split():
        matching &= Q(title__contains=word) | Q(text__body__contains=word)
    return Entry.objects.filter(matching).count()


def peer_index() -> None:
    """FTS5 or a GIN index over the same texts, without the room's keys."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("CREATE VIRTUAL TABLE bench_text USING fts5(title, body)")
            cursor.execute(
                "INSERT INTO bench_text(rowid, title, body)"
                " SELECT id, title, body FROM search_entry JOIN search_text ON entry_id = id"
            )
        else:
            cursor.execute(
                "CREATE TABLE bench_text AS SELECT id, to_tsvector('simple', title || ' ' || body) AS words"
                " FROM search_entry JOIN search_text ON entry_id = id"
            )
            cursor.execute("CREATE INDEX ON bench_text USING gin (words)")
            cursor.execute("ANALYZE bench_text")


def engine_search(question: str) -> int:
    """The best twenty of the engine's own index; how many it finds in all."""
    from django.db import connection

    words = [f'"{word}"' for word in question.split()]
    sql, value = (
        ("SELECT rowid FROM bench_text WHERE bench_text MATCH %s ORDER BY rank", " AND ".join(words))
        if connection.vendor == "sqlite"
        else (
            "SELECT id FROM bench_text, plainto_tsquery('simple', %s) AS asked WHERE words @@ asked"
            " ORDER BY ts_rank(words, asked) DESC",
            question,
        )
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [value])
        return len(cursor.fetchall())


if __name__ == "__main__":
    main()
