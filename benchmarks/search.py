"""How long a question to the index takes over 10,000 services, in process, beside a plain LIKE scan in the
same run.

    python benchmarks/search.py [--services 10000] [--rounds 3]

Makes a database of its own with invented services: SQLite as a file in WAL mode with synchronous=FULL, and
PostgreSQL where BARZAN_BENCH_POSTGRES names a server. Prints median, 95th percentile and queries per
question.
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


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--services", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=3)
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

    from barzan.access.rules import PUBLIC
    from barzan.access.values import ANONYMOUS
    from barzan.search import actions, queries, registry

    call_command("migrate", "search", verbosity=0)
    entries = [
        registry.Entry(
            key=f"{100_000 + number}",
            title=title,
            body=body,
            url_name="search:results",
            facets={"unit": f"دفتر {number % 40}"},
        )
        for number, (title, body) in enumerate(titles(services))
    ]
    registry._providers.clear()
    registry.provide(registry.SearchProvider("bench", "Services", lambda keys: entries, PUBLIC))
    began = time.perf_counter()
    actions.rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{connection.vendor}: {services} services indexed in {time.perf_counter() - began:.1f} s")

    def page(question: str) -> int:
        results = queries.find(ANONYMOUS, question)
        queries.facet_counts(results.matched)
        return results.total

    report("find and facets", rounds, page)
    report("find", rounds, lambda question: queries.find(ANONYMOUS, question).total)
    report("suggest", rounds, lambda question: len(queries.suggest(ANONYMOUS, question)))
    report("peer: LIKE scan, one spelling, unranked", rounds, like_scan)
    peer_index()
    report("peer: the engine's own text index, words as typed, its rank", rounds, engine_search)


def like_scan(question: str) -> int:
    """The plain way: every word somewhere in the title or the body; how many."""
    from django.db.models import Q

    from barzan.search.models import Entry

    matching = Q()
    for word in question.split():
        matching &= Q(title__contains=word) | Q(body__contains=word)
    return Entry.objects.filter(matching).count()


def peer_index() -> None:
    """FTS5 or a GIN index over the same texts, without the room's keys."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("CREATE VIRTUAL TABLE bench_text USING fts5(title, body)")
            cursor.execute(
                "INSERT INTO bench_text(rowid, title, body) SELECT id, title, body FROM search_entry"
            )
        else:
            cursor.execute(
                "CREATE TABLE bench_text AS SELECT id, to_tsvector('simple', title || ' ' || body) AS words"
                " FROM search_entry"
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


def report(name: str, rounds: int, ask: Callable[[str], int]) -> None:
    """Prints the times, the queries and the numbers found for every question, asked ``rounds`` times."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    taken: list[tuple[float, str]] = []
    for _ in range(rounds):
        for question in QUESTIONS:
            began = time.perf_counter()
            ask(question)
            taken.append((1000 * (time.perf_counter() - began), question))
    asked, found = [], []
    with CaptureQueriesContext(connection) as captured:
        for question in QUESTIONS:
            before = len(captured)
            found.append(ask(question))
            asked.append(len(captured) - before)
    times = sorted(each for each, _ in taken)
    slowest = max(taken)
    print(
        f"  {name}: median {statistics.median(times):.1f} ms, p95 {times[int(0.95 * len(times))]:.1f} ms, "
        f"most {slowest[0]:.1f} ms («{slowest[1]}»), queries {min(asked)} to {max(asked)}; found {found}"
    )


if __name__ == "__main__":
    main()
