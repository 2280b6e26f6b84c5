"""How many submissions a second are received, and what pages take over many of them.

    python benchmarks/submissions.py [--sent 3000] [--clients 2] [--kept 1000000] [--asked 100]

Makes a database of its own: SQLite as a file in WAL mode with synchronous=FULL in a temporary folder, or the
empty database that BARZAN_BENCH_POSTGRES names. Each client is a process of its own that sends one submission
after another: the form is looked up, the answers (24 questions, a repeat of 3 rows, 5 personal questions, 6
calculations and 8 rules) are judged, parted and kept, with the trail, the mark for the columnar store and, in
the second line, a follower that leaves a job in the outbox; one transaction, waited for. Beside the rate
stands the processor time of client and server for one submission, which says what a quiet machine would do.
Pages are asked through Django's test client, by a head of the whole and by an officer of one small office.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

Row = tuple[str, str]
WARM = 50  # submissions of each client that are not counted
PLAIN, OUTBOX = "questionnaire", "request"
OFFICES = 200
REPEAT = 200  # rows of the repeat of one large submission


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--sent", type=int, default=3_000)
    options.add_argument("--clients", type=int, default=2)
    options.add_argument("--kept", type=int, default=1_000_000)
    options.add_argument("--asked", type=int, default=100)
    options.add_argument("--client", nargs=2, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.client:
        _set_up()
        _client(*chosen.client)
        return
    with tempfile.TemporaryDirectory() as home:
        os.environ["BARZAN_HOME"] = home
        _set_up(migrate=True)
        _say([("engine", _engine()), ("machine", _machine())])
        _say(receiving(chosen.sent, chosen.clients))
        if chosen.kept:
            _say(pages(chosen.kept, chosen.asked))
        _say([("load of the machine at the end", f"{os.getloadavg()[0]:.1f}")])


def _say(rows: list[Row]) -> None:
    for name, value in rows:
        print(f"| {name:<64} | {value:<66} |", flush=True)


def _set_up(migrate: bool = False) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "barzan.config.settings"
    if server := os.environ.get("BARZAN_BENCH_POSTGRES"):
        os.environ["BARZAN_DATABASE_URL"] = server
    sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
    import django

    django.setup()
    import barzan.config.wsgi  # noqa: F401 - the collector as in the server

    if migrate:
        from django.core.management import call_command

        call_command("migrate", verbosity=0)


def _machine() -> str:
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} cores, load {load:.1f} at the beginning, Python {platform.python_version()}"


def _engine() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW fsync")
            fsync = cursor.fetchone()[0]
            cursor.execute("SHOW synchronous_commit")
            commit = cursor.fetchone()[0]
            return f"PostgreSQL {connection.pg_version}, fsync={fsync}, synchronous_commit={commit}"
        cursor.execute("SELECT sqlite_version()")
        return f"SQLite {cursor.fetchone()[0]}, WAL, synchronous=FULL"


def form_xml(key: str) -> str:
    """An XForm of 24 questions with a repeat, 5 of them personal."""
    elements, binds, controls = [], [], []
    for number in range(18):
        name, path = f"q{number}", f"/data/q{number}"
        elements.append(f"<{name}/>")
        extra = ' barzan:personal="yes"' if number < 4 else ""
        if number % 3 == 0:
            extra += ' constraint=". &gt;= 0 and . &lt;= 1000"'
        if number % 5 == 4:
            extra += f' relevant="/data/q0 &gt; {number}"'
        kind = "int" if number % 3 == 0 else "string"
        binds.append(f'<bind nodeset="{path}" type="{kind}"{extra}/>')
        controls.append(f'<input ref="{path}"><label>پرسش {number}</label></input>')
    for number in range(6):
        elements.append(f"<c{number}/>")
        binds.append(
            f'<bind nodeset="/data/c{number}" type="string" calculate="/data/q0 * {number} + /data/q3"/>'
        )
    return f"""<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms"
      xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"
      xmlns:barzan="urn:barzan:form:1"><h:head><h:title>سنجش</h:title><model>
      <instance><data id="{key}" version="1">{"".join(elements)}
      <member jr:template=""><first/><years/></member><member><first/><years/></member></data></instance>
      {"".join(binds)}<bind nodeset="/data/member/first" type="string" barzan:personal="yes"/>
      <bind nodeset="/data/member/years" type="int" constraint=". &gt;= 0 and . &lt;= 120"/>
      </model></h:head><h:body>{"".join(controls)}
      <group ref="/data/member"><label>عضو</label><repeat nodeset="/data/member">
      <input ref="/data/member/first"><label>نام</label></input>
      <input ref="/data/member/years"><label>سال</label></input></repeat></group></h:body></h:html>"""


def answers(chance: random.Random, members: int = 3) -> dict[str, object]:
    """Answers that keep every rule, calculations sent as they come out."""
    first, fourth = chance.randrange(20, 900), chance.randrange(900)
    said: dict[str, object] = {
        f"q{number}": str(chance.randrange(900)) if number % 3 == 0 else f"پاسخ {chance.randrange(10**6)}"
        for number in range(18)
    }
    said |= {"q0": str(first), "q3": str(fourth)}
    said |= {f"c{number}": str(first * number + fourth) for number in range(6)}
    said["member"] = [
        {"first": f"member-{each}", "years": str(chance.randrange(90))} for each in range(members)
    ]
    return said


def receiving(number: int, clients: int) -> list[Row]:
    """Submissions a second of each kind of form, by ``clients`` processes at once."""
    from barzan.people.tests.factories import make_unit
    from barzan.submissions.tests.factories import make_form

    root = make_unit("bench-root")
    rows = []
    for kind, title in ((PLAIN, ""), (OUTBOX, ", and a job left in the outbox by a follower")):
        make_form(make_unit(f"bench-{kind}", root), key=kind, kind=kind, xml=form_xml(kind))
        spent, busy = _together([(kind, str(number // clients))] * clients)
        rate = f"{number / spent:,.0f} a second, {clients} clients; processor {busy:.2f} ms each"
        rows.append((f"received{title}", rate))
    rows += _judging()
    return rows


def _judging() -> list[Row]:
    """What the judgement alone takes of it."""
    from django.utils import timezone

    from barzan.forms.models import Form
    from barzan.submissions.judgement import judge

    version, chance = Form.objects.get(key=PLAIN).current, random.Random(1)
    sent = [answers(chance) for _ in range(300)]
    now = timezone.now()
    judge(version, sent[0], now)
    begun = time.process_time()
    for each in sent:
        judge(version, each, now)
    return [("of it the judgement", f"processor {1000 * (time.process_time() - begun) / 300:.2f} ms")]


def _together(arguments: list[tuple[str, str]]) -> tuple[float, float]:
    """Runs the clients at once: the seconds of the slowest, the processor's milliseconds for a submission."""
    command = [sys.executable, __file__, "--client"]
    running = [
        subprocess.Popen([*command, *each], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for each in arguments
    ]
    for client in running:
        client.stdout.readline()  # it is warm
    for client in running:
        client.stdin.write("go\n")
        client.stdin.flush()
    told = [[float(each) for each in client.communicate()[0].split()] for client in running]
    if any(client.returncode for client in running):
        raise SystemExit("the run is void: a client failed")
    busy = sum(seconds for _, seconds in told) / sum(int(number) for _, number in arguments)
    return max(spent for spent, _ in told), 1000 * busy


def _client(form: str, number: str) -> None:
    """Sends that many submissions."""
    from barzan.access import ANONYMOUS
    from barzan.jobs import actions as jobs
    from barzan.submissions import followers
    from barzan.submissions.actions import receive

    def leave(actor, told) -> None:
        jobs.enqueue_many("bench.told", [(str(each.submission.pk), {}) for each in told], actor=actor)

    followers.follow(OUTBOX, leave)
    chance = random.Random(os.getpid())
    sent = [answers(chance) for _ in range(WARM + int(number))]

    def send(first: int, last: int) -> None:
        for index in range(first, last):
            receive(ANONYMOUS, form, sent[index], key=f"uuid:{os.getpid()}-{index}", via="api")

    send(0, WARM)
    print("warm", flush=True)
    sys.stdin.readline()
    begun, busy = time.perf_counter(), _processor()
    send(WARM, len(sent))
    print(time.perf_counter() - begun, _processor() - busy)


def _processor() -> float:
    """Seconds of processor time of this client and of its server process, where that runs here."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return time.process_time()
    user, system = stat.read_text().rpartition(")")[2].split()[11:13]
    return time.process_time() + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


# --- pages over many ---


def pages(number: int, asked: int) -> list[Row]:
    """The 95th percentile of each page over ``number`` submissions."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from barzan.access import Role
    from barzan.people.models import Unit
    from barzan.people.tests.factories import make_user
    from barzan.submissions.models import Submission

    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": plain}}
    settings.ALLOWED_HOSTS = ["testserver"]
    begun = time.perf_counter()
    _fill(number)
    rows = [(f"{number:,} submissions made", f"{time.perf_counter() - begun:.0f} s")]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    root = Unit.objects.get(code="bench-root")
    clients = {"head": Client(), "officer": Client()}
    clients["head"].force_login(make_user(Role.UNIT_HEAD, root))
    clients["officer"].force_login(make_user(Role.OFFICER, Unit.objects.get(code="bench-7")))
    chance, base = random.Random(3), "/en/staff/submissions/"
    first, last = Submission.objects.order_by("pk").first(), Submission.objects.order_by("pk").last()
    middle = Submission.objects.get(pk=(first.pk + last.pk) // 2)
    cursor_at = f"%3C{middle.received_at.isoformat().replace('+', '%2B')}~{middle.pk}"
    large = _large()

    def one() -> str:
        return f"{base}{chance.randrange(first.pk, last.pk)}/"

    questions = [
        ("list", "head", lambda: base),
        ("list of a form", "head", lambda: f"{base}?form={PLAIN}"),
        ("list in the middle", "head", lambda: f"{base}?form={PLAIN}&at={cursor_at}"),
        ("list, one state", "head", lambda: f"{base}?form={PLAIN}&state=on_hold"),
        ("list, broken", "head", lambda: f"{base}?broken=on"),
        ("list, a small office", "head", lambda: f"{base}?unit=bench-{chance.randrange(OFFICES)}"),
        (
            "list, two months long ago",
            "head",
            lambda: (
                f"{base}?since_day=1&since_month=2&since_year=1404&until_day=1&until_month=4&until_year=1404"
            ),
        ),
        ("list, nothing falls under it", "head", lambda: f"{base}?form={OUTBOX}&state=withdrawn"),
        ("list of an officer", "officer", lambda: base),
        ("list of an officer, a form and a state", "officer", lambda: f"{base}?form={PLAIN}&state=approved"),
        ("search by number", "head", lambda: f"{base}?q={chance.randrange(first.pk, last.pk)}"),
        ("one submission", "head", one),
        ("its history", "head", lambda: f"{one()}history/"),
        (f"one submission, a repeat of {REPEAT} rows", "head", lambda: f"{base}{large}/"),
    ]
    for title, who, address in questions:
        rows.append((f"page: {title}", _percentile(clients[who], address, asked)))
    return rows


def _percentile(client, address, asked: int) -> str:
    spent = []
    for _ in range(asked + 3):
        url = address()
        begun = time.perf_counter()
        answer = client.get(url)
        spent.append(time.perf_counter() - begun)
        if answer.status_code not in (200, 302):
            raise SystemExit(f"{url}: {answer.status_code}")
    spent = sorted(spent[3:])
    return f"p95 {1000 * spent[int(0.95 * len(spent))]:.0f} ms, median {1000 * spent[len(spent) // 2]:.0f} ms"


def _large() -> int:
    from barzan.access import ANONYMOUS
    from barzan.submissions.actions import receive

    said = answers(random.Random(5), members=REPEAT)
    return receive(ANONYMOUS, PLAIN, said, key="uuid:large").pk


def _fill(number: int) -> None:
    """Writes submissions straight to the tables: three years, offices of one subtree, a few in each state."""
    from datetime import timedelta

    from django.db.models import Max
    from django.utils import timezone

    from barzan.forms.models import Form
    from barzan.people.models import Unit
    from barzan.people.tests.factories import make_unit
    from barzan.submissions.models import Content, Submission
    from barzan.trail import bulk

    root = Unit.objects.get(code="bench-root")
    offices = [make_unit(f"bench-{each}", root) for each in range(OFFICES)]
    version = Form.objects.get(key=PLAIN).current
    chance, now = random.Random(7), timezone.now()
    states = ["approved"] * 90 + ["received"] * 7 + ["sent_back"] * 2 + ["on_hold"]
    step = timedelta(days=1000) / number
    kept = [
        {k: v for k, v in answers(chance).items() if k not in ("q0", "q1", "q2", "q3")} for _ in range(50)
    ]
    first = (Submission.objects.aggregate(Max("pk"))["pk__max"] or 0) + 1

    def submissions():
        for index in range(number):
            office = offices[int(OFFICES * chance.random() ** 2)]
            yield (
                first + index, f"uuid:bench-{index}", version.form_id, version.pk, office.pk, office.path, "",
                "api", chance.choice(states), chance.random() < 0.02, 1, 0, now - step * (number - index),
            )  # fmt: skip

    def contents():
        for index in range(number):
            yield first + index, 1, "received", version.pk, kept[index % 50], [], [], {}, "0" * 64, "", now

    names = (
        "id", "key", "form", "version", "unit", "unit_path", "place_path", "via", "state", "broken",
        "current", "seen", "received_at",
    )  # fmt: skip
    bulk.insert(Submission, names, submissions())
    names = (
        "submission", "number", "origin", "version", "answers", "broken", "changed", "dropped", "digest",
        "why", "at",
    )  # fmt: skip
    bulk.insert(Content, names, contents())
    _advance(first + number)


def _advance(number: int) -> None:
    """The next id follows those that were given here."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER SEQUENCE submissions_submission_id_seq RESTART WITH {number}")


if __name__ == "__main__":
    main()
