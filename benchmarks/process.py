"""How fast tasks of processes are completed through the database, and how large a state is.

    python benchmarks/process.py [--completions 2000] [--clients 4] [--wide 1000]

Makes a database of its own: SQLite as a file in WAL mode with synchronous=FULL in a temporary folder, or the
empty database that BARZAN_BENCH_POSTGRES names. Each client is a process of its own with the actor at hand,
as the middleware has it; a completion is authorisation, locks, the answers, the step, the next task (with
its deadline), trail and a message in the outbox; one transaction, waited for. The task is found by a query
before. Beside the rate stands the processor time of client and server for one completion, which says what a
quiet machine of so many cores would do.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

Row = tuple[str, str]
STEPS = 10  # tasks in a row of each model
WARM = 20  # completions of each client that are not counted
MODELS = {
    "plain": "a task after a task",
    "outbox": "a task after a task, each with a message left in the outbox",
    "deadline": "the same, and each task with a legal deadline",
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--completions", type=int, default=2_000)
    options.add_argument("--clients", type=int, default=4)
    options.add_argument("--wide", type=int, default=1_000)
    options.add_argument("--client", nargs=3, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.client:
        _set_up()
        _client(*chosen.client)
        return
    with tempfile.TemporaryDirectory() as home:
        os.environ["BARZAN_HOME"] = home
        _set_up(migrate=True)
        rows = [
            ("engine", _engine()),
            ("machine", f"{os.cpu_count()} cores, Python {platform.python_version()}"),
        ]
        rows += measure(chosen.completions, chosen.clients)
        rows += wide(chosen.wide)
    for name, value in rows:
        print(f"| {name:<72} | {value:<58} |")


def _set_up(migrate: bool = False) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "barzan.config.settings"
    if server := os.environ.get("BARZAN_BENCH_POSTGRES"):
        os.environ["BARZAN_DATABASE_URL"] = server
    sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
    import django

    django.setup()
    if migrate:
        from django.core.management import call_command

        call_command("migrate", verbosity=0)


def _engine() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW fsync")
            fsync = cursor.fetchone()[0]
            cursor.execute("SHOW synchronous_commit")
            commit = cursor.fetchone()[0]
            return f"PostgreSQL {connection.pg_version}, fsync={fsync}, synchronous_commit={commit}"
        cursor.execute("PRAGMA synchronous")
        names = {0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}
        synchronous = names[cursor.fetchone()[0]]
        cursor.execute("SELECT sqlite_version()")
        return f"SQLite {cursor.fetchone()[0]}, WAL, synchronous={synchronous}"


def measure(completions: int, clients: int) -> list[Row]:
    """Completions a second of each model, by ``clients`` processes at once; the size of a state."""
    from barzan.people.tests.factories import make_unit, make_user
    from barzan.process.models import Instance
    from barzan.process.tests.factories import Role, publish

    office = make_unit("bench", make_unit("bench-root"))
    users = [make_user(Role.OFFICER, office) for _ in range(clients)]
    rows = []
    for model, title in MODELS.items():
        publish(office, _model(model), model)
        each = completions // clients
        for user in users:
            _start(office, model, user, -(-(each + WARM) // STEPS))
        spent, busy = _together([(str(user.pk), model, str(each)) for user in users])
        rate = f"{each * clients / spent:,.0f} a second, {clients} clients; processor {busy:.1f} ms each"
        rows.append((f"completions, {title}", rate))
    size = max(len(bytes(state)) for state in Instance.objects.values_list("state", flat=True))
    rows.append(("state of an instance with one open token, the largest", f"{size:,} bytes"))
    return rows


def _model(kind: str) -> bytes:
    """Tasks in a row; see ``MODELS``."""
    from barzan.process.tests import factories as f

    deadline = '<barzan:deadline amount="P5D"/>' if kind == "deadline" else ""
    names, body = ["start"], f.START + f.END
    for number in range(STEPS):
        body += f.task(f"t{number}", f"گام {number}", f.APPROVED + deadline)
        names.append(f"t{number}")
        if kind != "plain" and number < STEPS - 1:
            body += f.throw(f"m{number}", "told")
            names.append(f"m{number}")
    pairs = [f"{one} {other}" for one, other in zip(names, [*names[1:], "end"], strict=True)]
    before = f.message("told", "told") if kind != "plain" else ""
    return f.bpmn(body + f.flows(*pairs), kind, before=before)


def _start(office, model: str, user, number: int) -> None:
    from django.utils import timezone

    from barzan.people.actors import actor_of
    from barzan.process.actions.instances import Beginning, start_many
    from barzan.process.registry import Subject

    subject = Subject("bench", str(user.pk), "سنجش")
    start_many(actor_of(user, timezone.localdate()), [Beginning(model, office, subject)] * number)


def _together(arguments: list[tuple[str, str, str]]) -> tuple[float, float]:
    """Runs the clients at once: the seconds of the slowest, the processor's milliseconds for a completion."""
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
    busy = sum(seconds for _, seconds in told) / sum(int(number) for *_, number in arguments)
    return max(spent for spent, _ in told), 1000 * busy


def _client(user: str, model: str, number: str) -> None:
    """Completes that many tasks of the instances that were started for ``user``."""
    from django.utils import timezone

    from barzan.people.actors import actor_of
    from barzan.people.models import User
    from barzan.process.models import Instance

    actor = actor_of(User.objects.get(pk=user), timezone.localdate())
    rows = Instance.objects.filter(definition__key=model, subject_key=user).order_by("pk")
    keys = list(rows.values_list("pk", flat=True))
    turns = [pk for pk in keys for _ in range(STEPS)]
    for pk in turns[:WARM]:
        _complete(actor, pk)
    print("warm", flush=True)
    sys.stdin.readline()
    begun, busy = time.perf_counter(), _processor()
    for pk in turns[WARM : WARM + int(number)]:
        _complete(actor, pk)
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


def _complete(actor, pk: int) -> None:
    from barzan.tasks.actions.completing import complete
    from barzan.tasks.models import State, Task

    rows = Task.objects.filter(ref__startswith=f"process:{pk}:", state=State.OPEN)
    task, seen = rows.order_by().values_list("pk", "seen")[0]
    complete(actor, task, {"approved": True}, seen=seen)


def wide(number: int) -> list[Row]:
    """A multi-instance and a parallel of ``number`` through the database: opened, one of them completed."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from barzan.people.actors import actor_of
    from barzan.people.models import Unit
    from barzan.people.tests.factories import make_user
    from barzan.process.actions import start
    from barzan.process.models import Instance
    from barzan.process.tests import factories as f

    office = Unit.objects.get(code="bench")
    account = make_user(f.Role.OFFICER, office)
    rows = []
    for key, title, xml in (
        ("many", f"multi-instance of {number:,}", f.many(number)),
        ("wide", f"parallel of {number:,}", f.wide(number)),
    ):
        f.publish(office, xml, key)
        actor = actor_of(account, timezone.localdate())
        with CaptureQueriesContext(connection) as asked:
            begun = time.perf_counter()
            instance = start(actor, key, unit=office)
            opened = time.perf_counter() - begun
        statements = sum(1 for query in asked if "SAVEPOINT" not in query["sql"])
        from barzan.tasks.actions.completing import complete
        from barzan.tasks.models import Task

        task = Task.objects.filter(key__startswith=f"{instance.pk}:").first()
        begun = time.perf_counter()
        complete(actor, task.pk, {}, seen=task.seen)
        one = time.perf_counter() - begun
        size = len(bytes(Instance.objects.values_list("state", flat=True).get(pk=instance.pk)))
        rows.append((f"{title} opened", f"{opened:.2f} s, {statements} statements"))
        rows.append((f"{title}: one of them completed", f"{1000 * one:.1f} ms; state {size:,} bytes"))
    return rows


if __name__ == "__main__":
    main()
