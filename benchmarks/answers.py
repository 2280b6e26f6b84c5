"""How fast the pages of a form's answers come, and how fast and in how much memory they leave as files.

    python benchmarks/answers.py [--pages 1000000] [--export 132000] [--questions 510] [--only pages|export]
        [--keep FOLDER]

Makes a database of its own: SQLite as a file in WAL mode with synchronous=FULL in a temporary folder, or the
empty database that BARZAN_BENCH_POSTGRES names; with ``--keep`` what is there already is asked again,
whatever the numbers. Submissions are written straight to the tables in bulk; the
segments are made of them as the worker makes them; 200 of them are fresh. A page is asked for through
Django's client: middleware, session, rules, queries, DuckDB, template. Beside the time on the clock stands
the processor time, which says what a quiet machine would do. A file is written in a process of its own,
whose greatest resident memory is told by the kernel.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TIMES = 20
AT_ONCE = 5_000
FRESH = 200
STREETS = [
    f"خیابان {name} کوچهٔ {number}" for name in ("بهار", "گلستان", "آزادی", "مدرس") for number in range(900)
]
Row = tuple[str, str]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--pages", type=int, default=1_000_000)
    options.add_argument("--export", type=int, default=132_000)
    options.add_argument("--questions", type=int, default=510)
    options.add_argument("--only", choices=["pages", "export"], default="")
    options.add_argument("--kinds", default="csv,parquet,sav,xlsx")
    options.add_argument("--keep", default="")
    options.add_argument("--write", nargs=2, help=argparse.SUPPRESS)
    options.add_argument("--take", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.write or chosen.take:
        _set_up()
        _take(chosen.take) if chosen.take else _write(*chosen.write)
        return
    with tempfile.TemporaryDirectory() as home:
        os.environ["BARZAN_HOME"] = chosen.keep or home
        _set_up(migrate=True)
        cores, version = os.cpu_count(), platform.python_version()
        _tell(
            [
                ("engine", _engine()),
                ("machine", f"{cores} cores, Python {version}, load {os.getloadavg()[0]:.1f}"),
            ]
        )
        if chosen.only != "export":
            pages(chosen.pages)
        if chosen.only != "pages":
            files(chosen.export, chosen.questions, chosen.kinds.split(","))


def _tell(rows: list[Row]) -> None:
    for name, value in rows:
        print(f"| {name:<66} | {value:<62} |", flush=True)


def _set_up(migrate: bool = False) -> None:
    sys.path.insert(0, str(ROOT / "src"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "barzan.config.settings"
    if server := os.environ.get("BARZAN_BENCH_POSTGRES"):
        os.environ["BARZAN_DATABASE_URL"] = server
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["*"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    if migrate:
        import barzan.config.wsgi  # noqa: F401 - pages are asked here: the collector as in the server

        call_command("migrate", verbosity=0)


def _engine() -> str:
    from django.db import connection

    if connection.vendor == "postgresql":
        return "PostgreSQL, synchronous_commit=on; segments: Parquet, DuckDB in process"
    return "SQLite, WAL, synchronous=FULL; segments: Parquet, DuckDB in process"


def pages(submissions: int) -> None:
    """Every page of a form with so many submissions, a fifth of them with repeats."""
    from barzan.answers.tests.making import xml_of

    form = _form("households", xml_of(), submissions, _household)
    client = _client(form)
    queries = {
        "list, the newest": "",
        "list, page 1,000": "?page=1000",
        "list, three conditions": "?f=home/owner:is:yes&f=home/rooms:ge:3&f=needs:any:road",
        "list, a condition that few pass": "?f=home/rooms:eq:7&f=home/street:has:گلستان+کوچه+۸۹۹",
        "list, search of two words": "?q=گلستان+۴۵۰",
        "list, search that finds nothing": "?q=ناموجود",
        "list, sorted by a number": "?sort=-home/area",
        "list, sorted by a text": "?sort=home/street",
        "repeat, the newest": "?table=member",
        "repeat, a condition, sorted": "?table=member&f=member/works:is:yes&sort=-member/age",
        "charts, all questions of the form": "charts/",
        "charts, with a condition": "charts/?f=home/owner:is:no",
        "charts of a repeat": "charts/?table=member",
        "chart of one text question": "charts/?question=home/street",
        "two questions": "two-questions/?down=home/owner&across=needs",
        "map of the newest 3,000 points": "map/",
    }
    client.get("/staff/answers/households/charts/")  # the process is warm
    for name, address in queries.items():
        _tell([(f"{submissions:,}: {name}", _page(client, f"/staff/answers/households/{address}"))])


def _page(client: Any, address: str) -> str:
    clock, processor = [], []
    for _ in range(TIMES):
        began, used = time.perf_counter(), time.process_time()
        answer = client.get(address)
        clock.append(time.perf_counter() - began)
        processor.append(time.process_time() - used)
        if answer.status_code != 200:
            return f"missed: status {answer.status_code} after {1000 * clock[-1]:.0f} ms"
    shown = f"p50 {_ms(clock, 0.5)}, p95 {_ms(clock, 0.95)}"
    return f"{shown}; processor p50 {_ms(processor, 0.5)}, p95 {_ms(processor, 0.95)}"


def _ms(values: list[float], share: float) -> str:
    return f"{1000 * statistics.quantiles(values, n=100, method='inclusive')[int(share * 100) - 1]:.0f} ms"


def _client(form: Any) -> Any:
    from django.test import Client

    from barzan.access import Role
    from barzan.people.models import User
    from barzan.people.tests.factories import make_user

    client = Client(headers={"accept-language": "fa"})
    client.force_login(User.objects.first() or make_user(Role.ANALYST, form.unit))
    return client


def _household(number: int, chance: random.Random) -> dict[str, Any]:
    found: dict[str, Any] = {
        "home": {
            "owner": chance.choice(["yes", "yes", "no"]),
            "rooms": str(chance.randint(1, 7)),
            "area": f"{chance.gauss(90, 30):.1f}",
            "street": chance.choice(STREETS),
        },
        "needs": " ".join(each for each in ("water", "road", "school") if chance.random() < 0.5) or "water",
        "order": " ".join(chance.sample(["water", "road", "school"], 3)),
        "since": f"20{chance.randint(10, 25)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        "point": f"{35 + chance.random():.5f} {51 + chance.random():.5f} 0 0",
    }
    if number % 5 == 0:
        found["member"] = [
            {"age": str(chance.randint(0, 90)), "works": chance.choice(["yes", "no"])} for _ in range(3)
        ]
    return found


def _form(key: str, xml: str, count: int, made: Callable[[int, random.Random], dict[str, Any]]) -> Any:
    """A form with so many submissions, or the one that was kept."""
    from barzan.answers.tests.making import make_form
    from barzan.forms.models import Form

    if kept := Form.objects.filter(key=key).first():
        return kept
    form = make_form(xml=xml, key=key)
    _tell(_filled(form, count, made))
    return form


def _filled(form: Any, count: int, made: Callable[[int, random.Random], dict[str, Any]]) -> list[Row]:
    """Writes submissions in bulk, makes the segments, leaves some fresh."""
    from django.db import connection

    began = time.perf_counter()
    _insert(form, _answers(count, made))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    wrote = time.perf_counter() - began
    taken = _apart("--take", form.key)
    _insert(form, _answers(FRESH, made), fresh=True)
    size = sum(
        each.stat().st_size for each in (Path(os.environ["BARZAN_HOME"]) / "answers").rglob("*.parquet")
    )
    return [
        (f"{count:,} submissions written straight to the tables", f"{wrote:.0f} s"),
        (f"{count:,} taken into segments", f"{taken}; {size / 1e6:.0f} MB in all"),
    ]


def _apart(*arguments: str) -> str:
    """What a step says that runs in a process of its own, or why it failed."""
    command = [sys.executable, str(Path(__file__).resolve()), *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": ""}
    )
    return done.stdout.strip().splitlines()[-1] if done.returncode == 0 else done.stderr.strip()[-300:]


def _take(key: str) -> None:
    """Makes the segment as the worker does."""
    from barzan.answers import segments
    from barzan.forms.models import Form

    began, used = time.perf_counter(), time.process_time()
    segments.take_in(Form.objects.get(key=key))
    took, worked = time.perf_counter() - began, time.process_time() - used
    print(f"{took:.0f} s, processor {worked:.0f} s, {_memory()} of memory")


def _memory() -> str:
    """The greatest resident memory of this process since its program began (``ru_maxrss`` is its parent's
    too).
    """
    told = Path("/proc/self/status").read_text()
    return f"{int(told.partition('VmHWM:')[2].split()[0]) / 1024:.0f} MB"


def _answers(count: int, made: Callable[[int, random.Random], dict[str, Any]]) -> Iterator[dict[str, Any]]:
    chance = random.Random(7)
    return (made(number, chance) for number in range(count))


def _insert(form: Any, answers: Iterator[dict[str, Any]], fresh: bool = False) -> None:
    from django.db import transaction
    from django.db.models import Max

    from barzan.answers.tests.making import LONG_AGO
    from barzan.submissions.models import Content, Fresh, Submission
    from barzan.trail import bulk

    last = Submission.objects.aggregate(Max("pk"))["pk__max"] or 0
    version, unit = form.current.pk, form.unit
    while batch := list(islice(answers, AT_ONCE)):
        numbers = range(last + 1, last + 1 + len(batch))
        moments = [LONG_AGO + timedelta(seconds=20 * number) for number in numbers]
        with transaction.atomic():
            bulk.insert(
                Submission,
                (
                    "id", "key", "form", "version", "unit", "unit_path", "place_path", "via", "state",
                    "broken", "current", "seen", "received_at",
                ),
                (
                    (
                        number, f"uuid:{form.pk}-{number}", form.pk, version, unit.pk, unit.path, "", "api",
                        "received", False, 1, 0, at,
                    )
                    for number, at in zip(numbers, moments, strict=True)
                ),
            )  # fmt: skip
            bulk.insert(
                Content,
                (
                    "submission", "number", "origin", "version", "answers", "broken", "changed", "dropped",
                    "digest", "why", "at",
                ),
                (
                    (number, 1, "received", version, each, [], [], {}, "", "", at)
                    for number, each, at in zip(numbers, batch, moments, strict=True)
                ),
            )  # fmt: skip
            if fresh:
                Fresh.objects.bulk_create(Fresh(submission=number, form=form.pk) for number in numbers)
        last += len(batch)


def files(submissions: int, questions: int, kinds: list[str]) -> None:
    """Files of a form with so many questions, 40 of them in two repeats with 2 rows each."""
    from barzan.answers.tests.making import xml_of

    xml = xml_of(_wide_survey(questions), _wide_choices())
    form = _form("wide", xml, submissions, _wide(questions))
    for kind in kinds:
        _tell([(f"{submissions:,} × {questions} with repeats as {kind}", _apart("--write", kind, form.key))])


def _write(kind: str, key: str) -> None:
    from barzan.access.values import system_actor
    from barzan.answers.exporting.making import make
    from barzan.answers.exporting.options import Options
    from barzan.answers.models import Export
    from barzan.forms.models import Form

    form = Form.objects.get(key=key)
    order = Export(key=f"bench-{kind}", form=form, options=_plain(Options(kind)), areas=None)
    began, used = time.perf_counter(), time.process_time()
    try:
        size = f"{make(system_actor('benchmark'), order).stat().st_size / 1e6:.0f} MB"
    except Exception as refused:  # what is too large for a kind of file is told
        size = f"refused: {refused}"
    took, worked = time.perf_counter() - began, time.process_time() - used
    print(f"{took:.0f} s, processor {worked:.0f} s, {_memory()} of memory, file {size}")


def _plain(options: Any) -> Any:
    from dataclasses import asdict

    return json.loads(json.dumps(asdict(options)))


def _wide_survey(questions: int) -> list[dict[str, str]]:
    from barzan.answers.tests.making import EN, FA

    kinds = (
        "select_one five",
        "integer",
        "select_one yesno",
        "text",
        "decimal",
        "select_one five",
        "date",
        "integer",
    )
    survey: list[dict[str, str]] = []
    inner = questions - 40
    for number in range(inner):
        survey.append(
            {
                "type": kinds[number % len(kinds)],
                "name": f"q{number}",
                FA: f"پرسش {number}",
                EN: f"Question {number}",
            }
        )
    for repeat in ("member", "shop"):
        survey.append({"type": "begin_repeat", "name": repeat, FA: repeat, EN: repeat})
        for number in range(20):
            name = f"{repeat}{number}"
            survey.append({"type": kinds[number % len(kinds)], "name": name, FA: name, EN: name})
        survey.append({"type": "end_repeat", "name": ""})
    return survey


def _wide_choices() -> list[dict[str, str]]:
    from barzan.answers.tests.making import CHOICES, EN, FA

    five = [{"list_name": "five", "name": str(n), FA: f"گزینهٔ {n}", EN: f"Choice {n}"} for n in range(1, 6)]
    return [*CHOICES, *five]


def _wide(questions: int) -> Callable[[int, random.Random], dict[str, Any]]:
    def one(place: int, chance: random.Random) -> str:
        match place % 8:
            case 0 | 5:
                return str(chance.randint(1, 5))
            case 1 | 7:
                return str(chance.randint(0, 999))
            case 2:
                return "yes" if chance.random() < 0.5 else "no"
            case 3:
                return chance.choice(STREETS)
            case 4:
                return f"{chance.random() * 100:.2f}"
        return f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"

    def made(number: int, chance: random.Random) -> dict[str, Any]:
        found: dict[str, Any] = {f"q{place}": one(place, chance) for place in range(questions - 40)}
        for repeat in ("member", "shop"):
            found[repeat] = [
                {f"{repeat}{place}": one(place, chance) for place in range(20)} for _ in range(2)
            ]
        return found

    return made


if __name__ == "__main__":
    main()
