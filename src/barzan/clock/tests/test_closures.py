"""A closure declared later, or withdrawn, moves the running ends it touches, with event and message."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from barzan.access import Forbidden, Role
from barzan.clock import actions, books, work
from barzan.clock.core import Counting, Terms
from barzan.clock.errors import RoomError
from barzan.clock.followers import Follower, follow
from barzan.clock.models import Closure, Deadline, Fact, Silence
from barzan.clock.tests.factories import SYSTEM, ago, start
from barzan.jobs import worker
from barzan.jobs.models import Job
from barzan.notify.models import Message
from barzan.people.models import Organisation
from barzan.people.tests.factories import make_actor, make_place, make_unit
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit("U")


def test_a_closure_on_the_last_day_moves_the_end_and_withdrawing_it_moves_it_back(unit):
    heard = []
    follow("test", Follower(moved=lambda actor, rows: heard.extend(row.due_on for row in rows)))
    deadline = start(unit)
    other = start(unit, "2", Terms("P30D"))
    closure = actions.declare_closure(SYSTEM, first=deadline.due_on, why="آلودگی هوا")
    moved = Deadline.objects.get(pk=deadline.pk)
    assert moved.due_on > deadline.due_on
    assert "آلودگی هوا" in moved.said_fa
    assert Deadline.objects.get(pk=other.pk).due_at == other.due_at
    assert Event.objects.filter(verb="deadline.moved").count() == 1
    assert "آلودگی هوا" in Message.objects.get().text_fa
    actions.withdraw_closure(SYSTEM, closure, why="هوا پاک شد")
    assert Deadline.objects.get(pk=deadline.pk).due_at == deadline.due_at
    assert [fact.due_after for fact in Fact.objects.order_by("pk")] == [moved.due_at, deadline.due_at]
    assert heard == [moved.due_on, deadline.due_on]
    with pytest.raises(RoomError, match="before"):
        actions.withdraw_closure(SYSTEM, closure, why="دوباره")


def test_a_closure_within_a_term_moves_only_what_counts_open_days(unit):
    calendar_days = start(unit, "1", Terms("P20D"))
    working_days = start(unit, "2", Terms("P20D", Counting.WORKING_DAYS))
    day = books.calendars([unit.pk])[unit.pk].next_open(timezone.localdate() + timedelta(3))
    actions.declare_closure(SYSTEM, first=day, why="برف")
    assert Deadline.objects.get(pk=calendar_days.pk).due_at == calendar_days.due_at
    assert Deadline.objects.get(pk=working_days.pk).due_at > working_days.due_at


def test_a_closure_is_for_its_organisation_or_place_alone(unit):
    deadline = start(unit)
    elsewhere = make_place("P-2", kind="province")
    here = make_place("P-1", kind="province")
    Organisation.objects.update(place=make_place("C-1", here, "city"))
    other = Organisation.objects.create(code="other", name="دیگر")
    actions.declare_closure(SYSTEM, first=deadline.due_on, place=elsewhere, why="گرما")
    actions.declare_closure(SYSTEM, first=deadline.due_on, organisation=other, why="جابه‌جایی")
    assert Deadline.objects.get().due_at == deadline.due_at
    actions.declare_closure(SYSTEM, first=deadline.due_on, place=here, why="گرما")
    assert Deadline.objects.get().due_at > deadline.due_at


def test_what_is_overdue_moves_too_and_is_not_overdue_then(unit):
    late = start(unit, since=ago(days=30))
    consented = start(unit, "2", Terms("P10D", silence=Silence.CONSENT), ago(days=30))
    work.carry_out()
    actions.declare_closure(SYSTEM, first=late.due_on, last=timezone.localdate(), why="سیل")
    moved = Deadline.objects.get(pk=late.pk)
    assert moved.due_on > timezone.localdate()
    assert not moved.overdue
    assert moved.next_at is not None
    assert Deadline.objects.get(pk=consented.pk).due_at == consented.due_at


def test_many_move_by_a_job_that_tells_how_far_it_is(unit, monkeypatch):
    monkeypatch.setattr("barzan.clock.actions.closures.AT_ONCE", 2)
    monkeypatch.setattr("barzan.clock.actions.moving.BATCH", 2)
    started = [start(unit, str(number)) for number in range(5)]
    actions.declare_closure(SYSTEM, first=started[0].due_on, why="برف")
    assert not Event.objects.filter(verb="deadline.moved").exists()
    worker.run(threading.Event(), burst=True)
    job = Job.objects.get(kind="clock.move", run_at__lte=timezone.now())
    assert (job.state, job.done, job.total) == ("done", 5, 5)
    assert Event.objects.filter(verb="deadline.moved").count() == 5
    assert Message.objects.count() == 5


def test_days_and_reasons_are_asked_for(unit):
    day = timezone.localdate()
    for days, why, said in (
        ((day, day - timedelta(1)), "x", "swap"),
        ((day, day + timedelta(60)), "x", "60 days"),
        ((day, day), " ", "reason"),
    ):
        with pytest.raises(RoomError, match=said):
            actions.declare_closure(SYSTEM, first=days[0], last=days[1], why=why)
    closure = actions.declare_closure(SYSTEM, first=day, why="x")
    with pytest.raises(RoomError, match="reason"):
        actions.withdraw_closure(SYSTEM, closure, why="")


def test_a_secretary_closes_their_own_organisation_alone(unit):
    day = timezone.localdate()
    mine, head = make_actor(Role.SECRETARY, unit), make_actor(Role.UNIT_HEAD, unit)
    deeper = make_actor(Role.SECRETARY, make_unit("D", unit))
    actions.declare_closure(mine, first=day, organisation=unit.organisation, why="جابه‌جایی")
    assert Closure.objects.get().post_id == mine.grants[0].post
    for actor, organisation in ((mine, None), (head, unit.organisation), (deeper, unit.organisation)):
        with pytest.raises(Forbidden):
            actions.declare_closure(actor, first=day, organisation=organisation, why="نه")


def test_an_end_whose_record_is_in_somebodys_hand_is_moved_by_the_job(unit):
    busy = {"2"}

    def refuse(actor, rows):
        if busy & {row.owner_key for row in rows}:
            raise RoomError("busy", "در دست است", "in somebody's hand")

    follow("test", Follower(moved=refuse))
    before = {key: start(unit, key).due_at for key in ("1", "2", "3")}
    actions.declare_closure(SYSTEM, first=timezone.localtime(before["1"]).date(), why="برف")
    moved = {row.owner_key for row in Deadline.objects.all() if row.due_at > before[row.owner_key]}
    assert moved == {"1", "3"}
    busy.clear()
    worker.run(threading.Event(), burst=True)
    assert all(row.due_at > before[row.owner_key] for row in Deadline.objects.all())
