"""Run as a module: several processes record and seal at once while another verifies; prints what came out."""

import json
import multiprocessing
import sys

import django


def record_and_seal(number: int, events: int) -> None:
    """One process: short transactions, each followed by an attempt to seal."""
    django.setup()
    from django.db import transaction

    from barzan.access import Actor
    from barzan.trail import actions, sealer

    for row in range(events):
        with transaction.atomic():
            actions.record(Actor(user=number), "service.published", ("service", f"{number}-{row}"))
        if row % 5 == 0:
            sealer.seal()


def main(processes: int, events: int) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=record_and_seal, args=(number, events)) for number in range(processes)]
    for worker in workers:
        worker.start()
    django.setup()
    from barzan.trail import sealer
    from barzan.trail.models import Event, Link, Seal
    from barzan.trail.verify import verify

    findings = []
    while any(worker.is_alive() for worker in workers):
        findings += verify().findings
        workers[0].join(timeout=0.1)
    sealer.seal()
    report = verify()
    findings += report.findings
    found = {
        "findings": [finding.text for finding in findings],
        "exits": [worker.exitcode for worker in workers],
        "events": Event.objects.count(),
        "positions": list(Link.objects.order_by("position").values_list("position", flat=True))
        == list(range(1, processes * events + 1)),
        "sealed": report.sealed,
        "several_batches": Seal.objects.count() > 1,
    }
    print(json.dumps(found))  # noqa: T201 - the test reads it


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
