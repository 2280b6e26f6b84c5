"""A long trail is sealed whole and verified whole, and one changed event in it is found."""

from pathlib import Path
from random import Random

import pytest
from django.db import connection

from barzan.config.proof import count, seed
from barzan.trail import verify
from barzan.trail.guards import GUARDS
from barzan.trail.models import Event, Pending
from barzan.trail.sealer import seal

pytestmark = pytest.mark.django_db
FULL = 1_000_000
CHUNK = 10_000


def write(number: int) -> None:
    """As ``record`` writes, many at once."""
    for start in range(0, number, CHUNK):
        rows = [
            Event(
                verb="person.read", kind="person", key=str(key), request_id=f"{key:032x}", why="پاسخ به تماس"
            )
            for key in range(start, min(number, start + CHUNK))
        ]
        made = Event.objects.bulk_create(rows)
        Pending.objects.bulk_create([Pending(event=event.pk) for event in made])


@pytest.mark.proof
def test_a_long_trail_is_sealed_and_verified_and_one_changed_event_is_found(kept: Path) -> None:
    events = count(FULL)
    write(events)
    assert seal() == events
    report = verify.verify()
    assert report.sound
    assert (report.sealed, report.unsealed) == (events, 0)

    first = Event.objects.order_by("pk").values_list("pk", flat=True)[0]
    changed = first + Random(seed()).randrange(events)
    GUARDS.remove(connection)
    Event.objects.filter(pk=changed).update(why="هیچ")
    GUARDS.install(connection)
    assert not verify.verify().sound
