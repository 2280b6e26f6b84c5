"""Remind before the end, tell the superior, take over after it; silence where a law makes much of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from barzan.clock import actions, books, work
from barzan.clock.core import Counting, Silence, Terms
from barzan.clock.core.plans import Plan, Stage
from barzan.clock.followers import Follower, follow
from barzan.clock.models import Deadline, Fact, State
from barzan.clock.tests.factories import SYSTEM, ago, start
from barzan.notify.models import Recipient
from barzan.people.tests.factories import make_unit

pytestmark = pytest.mark.django_db
PLAN = Plan("default", "PT2H", "PT1H", "PT3H", Counting.HOURS)
EIGHT = Terms("PT8H", Counting.HOURS)


@pytest.fixture
def unit():
    actions.save_plan(SYSTEM, PLAN, title="سه گام")
    return make_unit("U", make_unit("TOP"))


def carry_out() -> list[str]:
    before = Fact.objects.count()
    work.carry_out()
    return [fact.deed for fact in Fact.objects.order_by("pk")[before:]]


def test_each_stage_comes_once_in_its_time(unit):
    start(unit, terms=EIGHT, since=ago(hours=5))
    assert carry_out() == []
    start(unit, "2", EIGHT, ago(hours=7))
    assert carry_out() == ["reminded"]
    assert carry_out() == []
    start(unit, "3", EIGHT, ago(hours=12))
    assert carry_out() == ["reminded", "passed", "superior", "taken_over"]
    late = Deadline.objects.get(owner_key="3")
    assert (late.state, late.stage, late.next_at) == (State.RUNNING, Stage.TAKEN_OVER, None)


def test_without_a_follower_the_clock_tells_the_unit_and_then_the_superior_one(unit):
    start(unit, terms=EIGHT, since=ago(hours=12))
    carry_out()
    told = Recipient.objects.order_by("pk").values_list("unit__code", flat=True)
    assert list(told) == ["U", "TOP", "TOP"]


def test_a_follower_hears_of_each_stage_and_tells_itself(unit):
    heard = []

    def hear(name):
        return lambda actor, rows: heard.append((name, [row.owner_key for row in rows]))

    follow("test", Follower(hear("remind"), hear("superior"), hear("take over"), None, hear("passed")))
    start(unit, "1", EIGHT, ago(hours=12))
    start(unit, "2", EIGHT, ago(hours=12))
    carry_out()
    both = ["1", "2"]
    assert heard == [("remind", both), ("passed", both), ("superior", both), ("take over", both)]
    assert not Recipient.objects.exists()


def test_silence_ends_the_time_where_a_law_says_so(unit):
    passed = []
    follow("test", Follower(passed=lambda actor, rows: passed.extend(rows)))
    deadline = start(unit, terms=Terms("PT8H", Counting.HOURS, silence=Silence.CONSENT), since=ago(hours=12))
    assert carry_out() == ["reminded", "passed"]
    assert [(row.silence, row.state) for row in passed] == [("consent", State.PASSED)]
    ended = Deadline.objects.get(pk=deadline.pk)
    assert ended.ended_at == ended.due_at
    assert not actions.meet_many(SYSTEM, [passed[0] and actions.Owner("test", "1")])


def test_what_waits_stands_still_or_has_ended_has_no_stages(unit):
    start(unit, "1", EIGHT, ago(hours=1))
    start(unit, "2", EIGHT, ago(hours=1))
    actions.suspend(SYSTEM, Deadline.objects.get(owner_key="1"), why="توقف")
    actions.meet_many(SYSTEM, [actions.Owner("test", "2")])
    assert not Deadline.objects.filter(next_at__isnull=False).exists()


def test_an_extension_lets_the_reminder_come_again(unit):
    deadline = start(unit, terms=EIGHT, since=ago(hours=7))
    assert carry_out() == ["reminded"]
    actions.extend(SYSTEM, deadline, "PT6H", why="مدارک")
    again = Deadline.objects.get()
    assert again.stage == Stage.BEGUN
    assert again.next_at - timezone.now() < timedelta(hours=6)


def test_no_plan_and_a_changed_plan(unit):
    start(unit, terms=Terms("PT8H", Counting.HOURS, escalation="none"), since=ago(hours=20))
    assert carry_out() == ["passed"]
    start(unit, "2", EIGHT, ago(hours=7))
    actions.save_plan(SYSTEM, Plan("default", "PT30M", counting=Counting.HOURS), title="یک گام")
    assert carry_out() == [], "its moment was reckoned by the old plan, and by the new one it lies ahead"
    assert Deadline.objects.get(owner_key="2").next_at > timezone.now()
    assert books.book().plan("") == Plan("default", "PT30M", counting=Counting.HOURS)


def test_one_in_somebodys_hand_waits_a_minute_and_holds_up_no_other(unit):
    def busy(actor, rows):
        if "1" in {row.owner_key for row in rows}:
            raise ValueError("busy")

    follow("test", Follower(remind=busy))
    start(unit, "1", EIGHT, ago(hours=7))
    start(unit, "2", EIGHT, ago(hours=7))
    assert carry_out() == ["reminded"]
    waits = Deadline.objects.get(owner_key="1")
    assert (waits.stage, Deadline.objects.get(owner_key="2").stage) == (Stage.BEGUN, Stage.REMINDED)
    assert timezone.now() < waits.next_at < timezone.now() + timedelta(minutes=2)
