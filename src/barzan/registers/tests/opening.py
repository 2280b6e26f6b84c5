"""Run as a module: processes open entries in one register at once, some of them refused or killed midway;
prints the counts that were given.
"""

import json
import os
import random
import signal
import sys
import time

import django

django.setup()

from django.db import connection, connections, transaction  # noqa: E402 - Django must be set up first

from barzan.people.tests.factories import make_unit  # noqa: E402
from barzan.registers.errors import EntryRefused  # noqa: E402
from barzan.registers.models import Counter, Entry, Register  # noqa: E402
from barzan.registers.tests.factories import fresh, make_entry, make_register  # noqa: E402

PROCESSES = 3


class Refused(Exception):
    """A command that opened an entry and went on to fail."""


def main(number: int, kills: int, seed: int) -> None:
    register = make_register(make_unit("office"))
    chance = random.Random(seed)
    each = max(3, number // PROCESSES)
    workers = [_worker(register.pk, each, chance.random()) for _ in range(PROCESSES)]
    for _ in range(kills):
        time.sleep(chance.uniform(0.05, 0.3))
        victim = chance.randrange(PROCESSES)
        os.kill(workers[victim], signal.SIGKILL)
        os.waitpid(workers[victim], 0)
        workers[victim] = _worker(register.pk, each, chance.random())
    for worker in workers:
        os.waitpid(worker, 0)
    counts = sorted(
        int(number.rpartition("-")[2]) for number in Entry.objects.values_list("number", flat=True)
    )
    last = Counter.objects.values_list("last", flat=True).get()
    found = {"given": len(counts), "gaps": counts != list(range(1, len(counts) + 1)), "last": last}
    sys.stdout.write(json.dumps(found))


def _worker(register: int, each: int, seed: float) -> int:
    """A process that opens ``each`` entries; every third time it fails after the number was taken."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        opened = Register.objects.get(pk=register)
        for number in range(each):
            _open(fresh(opened), number, seed)
    finally:
        connection.close()
        os._exit(0)


def _open(register: Register, number: int, seed: float) -> None:
    try:
        with transaction.atomic():
            make_entry(register, name=f"کارگاه {seed} {number}", workers="99" if number % 5 == 4 else "2")
            if number % 3 == 2:
                raise Refused
    except (EntryRefused, Refused):
        pass


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
