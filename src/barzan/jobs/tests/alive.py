"""Run as a module: a worker busy with a long job, events meanwhile, a polite stop; prints what it saw."""

import json
import threading
import time
from collections.abc import Callable

import django

django.setup()

from django.db import transaction  # noqa: E402 - Django must be set up first

from barzan.access import Actor  # noqa: E402
from barzan.jobs import actions, heartbeat, worker  # noqa: E402
from barzan.jobs.context import JobContext  # noqa: E402
from barzan.jobs.models import Job  # noqa: E402
from barzan.jobs.registry import handler  # noqa: E402
from barzan.trail import actions as trail  # noqa: E402
from barzan.trail.models import Link  # noqa: E402

heartbeat.TICK = 0.1
finish = threading.Event()


@handler("alive.long", outside=True)
def long(job: JobContext) -> None:
    job.progress(1, 2, "half")
    finish.wait(30)


def main() -> None:
    with transaction.atomic():
        actions.enqueue("alive.long", {}, key="1")
    stop = threading.Event()
    working = threading.Thread(target=worker.run, args=(stop,))
    working.start()
    _until(lambda: Job.objects.get().note == "half")
    seconds = []
    for number in range(3):
        with transaction.atomic():
            event = trail.record(Actor(user=1), "service.published", ("service", str(number)))
        seconds.append(_until(lambda event=event: Link.objects.filter(event=event.pk).exists()))
    stop.set()
    finish.set()
    working.join(timeout=30)
    found = {"seconds": max(seconds), "stopped": not working.is_alive(), "state": Job.objects.get().state}
    print(json.dumps(found))  # noqa: T201 - the test reads it


def _until(question: Callable[[], bool]) -> float:
    """Seconds until ``question`` says yes; at most thirty."""
    start = time.monotonic()
    while not question() and time.monotonic() - start < 30:
        time.sleep(0.05)
    return time.monotonic() - start


if __name__ == "__main__":
    main()
