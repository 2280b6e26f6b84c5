"""Timers fire once, when they are due, in one transaction with what they cause."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from barzan.access.values import Actor
from barzan.clock import timers
from barzan.clock.models import EscalationPlan, Timer
from barzan.clock.tests.factories import ago
from barzan.clock.timers import NewTimer

pytestmark = pytest.mark.django_db


@pytest.fixture
def fired() -> list[tuple[str, object]]:
    fired: list[tuple[str, object]] = []

    @timers.handler("t")
    def fire(actor: Actor, due: list[Timer]) -> None:
        fired.extend((timer.key, timer.payload) for timer in due)

    return fired


def test_what_is_due_fires_once_with_its_payload(fired):
    timers.set_many(
        [
            NewTimer("t", "1", ago(seconds=1), {"instance": 4}),
            NewTimer("t", "2", timezone.now() + timedelta(1)),
            NewTimer("unknown", "3", ago(seconds=1)),
        ]
    )
    assert timers.waiting()
    assert timers.fire() == 1
    assert not timers.waiting()
    assert timers.fire() == 0
    assert fired == [("1", {"instance": 4})]
    assert set(Timer.objects.values_list("key", flat=True)) == {"2", "3"}


def test_a_cancelled_timer_does_not_fire(fired):
    timers.set_many([NewTimer("t", key, ago(seconds=1)) for key in ("1", "2")])
    assert timers.cancel_many("t", ["1", "9"]) == 1
    assert timers.cancel_many("t", []) == 0
    timers.fire()
    assert [key for key, _ in fired] == ["2"]


def test_a_timer_is_set_once(fired):
    timers.set_many([])
    timers.set_many([NewTimer("t", "1", ago(seconds=1))])
    with pytest.raises(IntegrityError), transaction.atomic():
        timers.set_many([NewTimer("t", "1", ago(seconds=1))])


def test_one_that_fails_undoes_its_writes_and_stops_no_other():
    @timers.handler("t")
    def fire(actor: Actor, due: list[Timer]) -> None:
        for timer in due:
            EscalationPlan.objects.create(code=timer.key, title="x")
            if timer.key == "bad":
                raise ValueError("bad")

    timers.set_many([NewTimer("t", key, ago(seconds=1)) for key in ("a", "bad", "c")])
    assert timers.fire() == 3
    assert set(EscalationPlan.objects.values_list("code", flat=True)) == {"a", "c"}
    left = Timer.objects.get()
    assert (left.key, left.attempts) == ("bad", 1)
    assert left.due_at > timezone.now()
    assert left.last_error.startswith("ValueError in fire")


def test_a_kind_has_one_handler(fired):
    with pytest.raises(ValueError, match="already"):
        timers.handler("t")(lambda actor, due: None)
