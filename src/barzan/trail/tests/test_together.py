"""Events of one command are inserted together, in their order, or not at all."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from barzan.access.values import system_actor
from barzan.trail import actions as trail
from barzan.trail.models import Event, Pending

pytestmark = pytest.mark.django_db
ACTOR = system_actor("tests")


def test_they_come_in_their_order_in_two_statements() -> None:
    with CaptureQueriesContext(connection) as asked, transaction.atomic(), trail.together():
        first = trail.record(ACTOR, "thing.begun", ("thing", "1"))
        with trail.together():
            trail.record(ACTOR, "thing.changed", ("thing", "1"))
        trail.record(ACTOR, "thing.done", ("thing", "1"))
        assert not Event.objects.exists()
    inserted = [query for query in asked if query["sql"].startswith("INSERT")]
    assert len(inserted) == 2
    events = list(Event.objects.order_by("pk"))
    assert [event.verb for event in events] == ["thing.begun", "thing.changed", "thing.done"]
    assert first.pk == events[0].pk
    assert set(Pending.objects.values_list("event", flat=True)) >= {event.pk for event in events}


def test_what_fails_leaves_no_event_and_the_next_begins_anew() -> None:
    with pytest.raises(RuntimeError), transaction.atomic(), trail.together():
        trail.record(ACTOR, "thing.begun", ("thing", "1"))
        raise RuntimeError
    assert not Event.objects.exists()
    with transaction.atomic():
        trail.record(ACTOR, "thing.done", ("thing", "1"))
    assert Event.objects.get().verb == "thing.done"
