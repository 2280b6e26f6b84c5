"""Deadlines are started, begun, met, cancelled, suspended, resumed and extended, each with its fact."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from barzan.access import Forbidden, Role
from barzan.clock import actions, followers, queries, units
from barzan.clock.core import ClockError, Counting, RunsFrom, Terms
from barzan.clock.errors import RoomError
from barzan.clock.models import Deadline, Deed, Fact, State
from barzan.clock.tests.factories import SYSTEM, ago, new, start
from barzan.clock.values import Owner
from barzan.people.tests.factories import make_actor, make_unit
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db
ONE = [Owner("test", "1")]


@pytest.fixture
def unit():
    return make_unit("U")


def deeds(deadline: Deadline) -> list[str]:
    return [fact.deed for fact in Fact.objects.filter(deadline=deadline)]


def test_a_deadline_starts_with_its_end_and_its_explanation(unit):
    deadline = start(unit)
    assert deadline.state == State.RUNNING
    assert deadline.due_at > timezone.now() + timedelta(10)
    assert "۱۰ روز تقویمی" in deadline.said_fa
    assert "10 days" in deadline.said_en
    due = queries.dues(SYSTEM, "test", ["1", "2"])
    assert list(due) == ["1"]
    assert due["1"].due_at == deadline.due_at


def test_what_runs_from_notice_waits_for_it(unit):
    moved = []
    followers.follow("test", followers.Follower(moved=lambda actor, rows: moved.extend(rows)))
    deadline = start(unit, terms=Terms("P5D", runs_from=RunsFrom.NOTICE))
    assert (deadline.state, deadline.due_at) == (State.WAITING, None)
    assert not actions.begin_many(SYSTEM, ONE, RunsFrom.COMPLETE, timezone.now())
    notice = ago(days=1)
    begun = actions.record_notice(SYSTEM, deadline, at=notice, why="نامهٔ ۱۲")
    assert (begun.state, begun.since) == (State.RUNNING, notice)
    assert moved == [begun]
    assert deeds(deadline) == [Deed.NOTICE]
    with pytest.raises(RoomError, match="does not wait"):
        actions.record_notice(SYSTEM, deadline, at=notice)


def test_meeting_and_cancelling_end_the_open_ones(unit):
    start(unit)
    start(unit, "2")
    assert [row.in_time for row in actions.meet_many(SYSTEM, ONE)] == [True]
    assert not actions.meet_many(SYSTEM, ONE)
    assert [row.owner_key for row in actions.cancel_many(SYSTEM, [*ONE, Owner("test", "2")], "نیست")] == ["2"]
    assert set(Deadline.objects.values_list("state", flat=True)) == {State.MET, State.CANCELLED}
    assert Event.objects.filter(verb="deadline.met").count() == 1


def test_suspension_moves_the_end_by_the_days_it_lasted(unit):
    deadline = start(unit, terms=Terms("P40D", Counting.JALALI_MONTHS), since=ago(days=9))
    before = deadline.due_at
    stopped = actions.suspend(SYSTEM, deadline, why="تعطیلی کارگاه", at=ago(days=7))
    assert (stopped.state, stopped.due_at, stopped.next_at) == (State.SUSPENDED, None, None)
    with pytest.raises(RoomError, match="not running"):
        actions.suspend(SYSTEM, deadline, why="دوباره")
    going = actions.resume(SYSTEM, deadline, at=ago(days=2))
    assert going.state == State.RUNNING
    assert timedelta(5) <= going.due_at - before <= timedelta(8)  # closed days at the end may add some
    assert "توقف" in going.said_fa
    assert deeds(deadline) == [Deed.SUSPENDED, Deed.RESUMED]
    with pytest.raises(RoomError, match="does not stand still"):
        actions.resume(SYSTEM, deadline)


def test_a_suspension_lies_neither_ahead_nor_before_the_beginning(unit):
    deadline = start(unit)
    with pytest.raises(RoomError, match="not come yet"):
        actions.suspend(SYSTEM, deadline, why="فردا", at=timezone.now() + timedelta(1))
    with pytest.raises(RoomError, match="write a later one"):
        actions.suspend(SYSTEM, deadline, why="دیروز", at=ago(days=1))
    with pytest.raises(RoomError, match="reason"):
        actions.suspend(SYSTEM, deadline, why=" ")


def test_extensions_stay_within_their_limit(unit):
    deadline = start(unit, terms=Terms("P10D", limit="P6D"))
    longer = actions.extend(SYSTEM, deadline, "P4D", why="مدارک", basis="مادهٔ ۵")
    assert longer.due_at > deadline.due_at
    assert "تمدید" in longer.said_fa
    with pytest.raises(RoomError, match="6 days, and 4 days"):
        actions.extend(SYSTEM, deadline, "P3D", why="باز هم")
    with pytest.raises(RoomError, match="nothing"):
        actions.extend(SYSTEM, deadline, "P0D", why="هیچ")
    with pytest.raises(ClockError):
        actions.extend(SYSTEM, deadline, "PT3H", why="ساعت")
    assert Fact.objects.get().amount == "P4D"


def test_what_is_over_is_not_extended(unit):
    deadline = start(unit, since=ago(days=30))
    assert deadline.overdue
    for command in (
        lambda: actions.extend(SYSTEM, deadline, "P1D", why="دیر"),
        lambda: actions.suspend(SYSTEM, deadline, why="دیر"),
    ):
        with pytest.raises(RoomError, match="over"):
            command()


def test_an_amount_that_cannot_be_counted_starts_nothing(unit):
    bad = new(unit, "2", Terms("P1M", Counting.WORKING_DAYS, RunsFrom.NOTICE))
    with pytest.raises(ClockError):
        actions.start_many(SYSTEM, [new(unit), bad])
    assert not Deadline.objects.exists()


def test_only_the_heads_of_its_unit_steer_it(unit):
    deadline = start(unit)
    for actor in (make_actor(Role.OFFICER, unit), make_actor(Role.UNIT_HEAD), make_actor(Role.AUDITOR, unit)):
        other = make_unit(f"other-{actor.user}")
        stranger = make_actor(Role.UNIT_HEAD, other)
        for each in (stranger, actor if not actor.has(Role.UNIT_HEAD) else stranger):
            with pytest.raises(Forbidden):
                actions.suspend(each, deadline, why="نه")
    head = make_actor(Role.UNIT_HEAD, unit)
    assert actions.suspend(head, deadline, why="آری").state == State.SUSPENDED
    assert Fact.objects.get().post_id == head.grants[0].post


def test_whoever_does_the_work_records_that_its_time_begins(unit):
    deadline = start(unit, terms=Terms("P3D", runs_from=RunsFrom.NOTICE))
    for stranger in (make_actor(Role.OFFICER, make_unit("other")), make_actor(Role.AUDITOR, unit)):
        with pytest.raises(Forbidden):
            actions.record_notice(stranger, deadline, at=timezone.now())
    begun = actions.record_notice(make_actor(Role.OFFICER, unit), deadline, at=timezone.now(), why="نامهٔ ۷")
    assert begun.state == State.RUNNING


def test_many_take_few_questions(unit, django_assert_max_num_queries):
    start(unit, "first")
    items = [new(unit, str(number)) for number in range(50)]
    with django_assert_max_num_queries(8):
        actions.start_many(SYSTEM, items)
    with django_assert_max_num_queries(8):
        actions.meet_many(SYSTEM, [item.owner for item in items])


def test_facts_are_not_changed(unit):
    deadline = start(unit)
    actions.meet_many(SYSTEM, ONE)
    for change in (
        lambda: Fact.objects.filter(deadline=deadline).update(why="x"),
        lambda: Fact.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_open_deadlines_go_on_in_the_unit_that_follows(unit):
    new_unit = make_unit("N")
    start(unit)
    start(unit, "2")
    actions.meet_many(SYSTEM, ONE)
    assert units.counts([unit, new_unit]) == {unit.pk: 1}
    assert units.move(SYSTEM, {unit: new_unit}, "ادغام") == 1
    assert Deadline.objects.get(owner_key="2").unit == new_unit
    assert Deadline.objects.get(owner_key="1").unit == unit
