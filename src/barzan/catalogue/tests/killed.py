"""Run as a module: a reorganisation whose process is killed by SIGKILL after its services have moved; prints
what was left, and what the next worker made of it.
"""

import json
import os
import signal
from datetime import timedelta

import django

django.setup()

from django.db import connections  # noqa: E402 - Django must be set up first
from django.utils import timezone  # noqa: E402

from barzan.access.values import system_actor  # noqa: E402
from barzan.catalogue import following  # noqa: E402
from barzan.catalogue.models import Service  # noqa: E402
from barzan.catalogue.tests.factories import make_service  # noqa: E402
from barzan.jobs import worker  # noqa: E402
from barzan.jobs.models import Job  # noqa: E402
from barzan.people import actions, followers  # noqa: E402
from barzan.people.models import Reorganisation, Unit, UnitStanding  # noqa: E402
from barzan.people.reorganising import Merge, Rename  # noqa: E402
from barzan.people.tests.factories import make_unit  # noqa: E402
from barzan.trail.models import Event  # noqa: E402


def main(kills: int) -> None:
    admin, today, root = system_actor("test"), timezone.localdate(), make_unit("root")
    make_unit("heir", root)
    make_service("AZ-0001", make_unit("old", root))
    plan = actions.draft_reorganisation(
        admin, root.organisation, title="نظم", order_number="۷", order_date=today, on=today
    )
    actions.add_step(admin, plan, Rename("root", "نام نو", "", "organisation"))
    actions.add_step(admin, plan, Merge(("old",), "heir"))
    actions.order_reorganisation(admin, plan)
    before, killed = _left(), 0
    for _ in range(kills):
        killed += _kill_in_the_middle()
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    found = {"killed": killed, "unchanged": _left() == before}
    worker.run_one()
    print(json.dumps(found | {"after": _left()}))  # noqa: T201 - the test reads it


def _kill_in_the_middle() -> bool:
    """Whether a worker, in a child, died by SIGKILL in the transaction of the reorganisation."""

    def dies(actor, moved, why):
        if not following.FOLLOWER.move(actor, moved, why):
            os._exit(3)
        os.kill(os.getpid(), signal.SIGKILL)

    connections.close_all()
    child = os.fork()
    if child == 0:
        dying = followers.Follower("services", "", dies, following.FOLLOWER.counts)
        followers._followers["services"] = dying
        worker.run_one()
        os._exit(3)
    return os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL


def _left() -> dict[str, object]:
    return {
        "service": Service.objects.get().unit.code,
        "units": [[unit.code, unit.name, unit.valid_to is None] for unit in Unit.objects.order_by("pk")],
        "standings": UnitStanding.objects.count(),
        "events": Event.objects.filter(kind="unit").count(),
        "state": Reorganisation.objects.get().state,
    }


if __name__ == "__main__":
    import sys

    main(int(sys.argv[1]))
