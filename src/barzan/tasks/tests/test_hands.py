"""A task goes from hand to hand: one holds it, the sender may take it back, nothing is lost on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from barzan.access import Actor, Forbidden, Role
from barzan.people.actors import actor_of
from barzan.people.models import Delegation, Holding, Post, Unit, User
from barzan.people.tests.factories import make_actor, make_post, make_user
from barzan.tasks.actions import handing_over, keeping, moving
from barzan.tasks.actions.completing import complete
from barzan.tasks.errors import TaskRefused
from barzan.tasks.models import Deed, State, Task
from barzan.tasks.moved import FOLLOWER
from barzan.tasks.tests.factories import SYSTEM, make_task

pytestmark = pytest.mark.django_db


def post_of(actor: Actor) -> Post:
    return Post.objects.select_related("unit").get(pk=actor.grants[0].post)


def stands(task: Task) -> tuple:
    task = Task.objects.get(pk=task.pk)
    return task.unit_id, task.post_id, task.person_id, task.as_post_id, task.lent_by_id


def test_of_two_who_take_a_task_one_has_it_and_the_other_sees_who(officer: Actor, office: Unit) -> None:
    task, other = make_task(office), make_actor(Role.OFFICER, office)
    moving.take(officer, task.pk)
    assert moving.take(officer, task.pk).seen == 1
    with pytest.raises(TaskRefused, match=post_of(officer).title):
        moving.take(other, task.pk)
    with pytest.raises(TaskRefused, match="has taken"):
        complete(other, task.pk, {"approved": True}, seen=1)
    assert moving.take_many(other, [task.pk, make_task(office).pk]) == moving.Moved(1, 1)


def test_a_task_is_given_back_with_its_draft_and_by_a_head_too(
    officer: Actor, head: Actor, office: Unit
) -> None:
    task = make_task(office)
    keeping.save_draft(officer, task.pk, {"note": "نیمه", "day_day": "۳", "stranger": "x"}, seen=0)
    task = moving.release(head, task.pk, why="مرخصی")
    assert task.person_id is None
    assert task.draft == {"note": "نیمه", "day_day": "۳"}
    with pytest.raises(TaskRefused, match="nothing to give back"):
        moving.release(officer, task.pk)


def test_a_draft_of_an_older_page_overwrites_nothing(officer: Actor, office: Unit) -> None:
    task = keeping.save_draft(officer, make_task(office).pk, {"note": "یک"}, seen=0)
    with pytest.raises(TaskRefused, match="reload"):
        keeping.save_draft(officer, task.pk, {"note": "دو"}, seen=0)
    assert keeping.save_draft(officer, task.pk, {"note": "سه"}, seen=task.seen).draft == {"note": "سه"}


def test_a_task_that_came_to_the_wrong_place_goes_back_to_its_sender(
    officer: Actor, office: Unit, other: Unit
) -> None:
    task, there = make_task(office), make_actor(Role.OFFICER, other)
    with pytest.raises(TaskRefused, match="Nobody sent"):
        moving.misrouted(officer, task.pk, why="از ما نیست")
    moving.take(officer, task.pk)
    with pytest.raises(TaskRefused, match="Say why"):
        moving.refer(officer, task.pk, unit=other, why=" ")
    moving.refer(officer, task.pk, unit=other, why="مالی است")
    with pytest.raises(Forbidden):
        moving.take(officer, task.pk)
    moving.misrouted(there, task.pk, why="فرهنگی است")
    assert stands(task) == (office.pk, post_of(officer).pk, None, None, None)


def test_the_last_step_is_taken_back_while_nobody_goes_on(officer: Actor, office: Unit, other: Unit) -> None:
    task, there = make_task(office), make_actor(Role.OFFICER, other)
    moving.take(officer, task.pk)
    before = stands(task)
    moving.refer(officer, task.pk, post=post_of(there), why="مالی است")
    assert stands(task) == (other.pk, post_of(there).pk, None, None, None)
    with pytest.raises(TaskRefused, match="nothing to take back"):
        moving.undo(there, task.pk)
    moving.undo(officer, task.pk)
    assert stands(task) == before
    moving.refer(officer, task.pk, unit=other, why="مالی است")
    moving.take(there, task.pk)
    with pytest.raises(TaskRefused, match="nothing to take back"):
        moving.undo(officer, task.pk)


def test_who_delegated_takes_it_back_at_any_time(
    officer: Actor, head: Actor, office: Unit, other: Unit
) -> None:
    task = make_task(office)
    with pytest.raises(TaskRefused, match="within the unit"):
        moving.delegate(head, task.pk, make_post(other, Role.OFFICER))
    moving.delegate(head, task.pk, post_of(officer), why="شما بهتر می‌دانید")
    moving.take(officer, task.pk)
    moving.undo(head, task.pk)
    assert stands(task) == (office.pk, post_of(head).pk, None, None, None)


def test_many_are_referred_at_once(officer: Actor, office: Unit, other: Unit) -> None:
    tasks = [make_task(office) for _ in range(3)]
    moving.take(make_actor(Role.OFFICER, office), tasks[0].pk)
    pks = [task.pk for task in tasks]
    assert moving.refer_many(officer, pks, unit=other, why="مالی است") == moving.Moved(2, 1)
    assert moving.refer_many(officer, pks, unit=other, why="مالی است") == moving.Moved(0, 3)


def test_all_tasks_of_a_post_are_handed_over_with_drafts(
    officer: Actor, head: Actor, office: Unit, other: Unit
) -> None:
    taken, waiting = make_task(office), make_task(office, post_id=post_of(officer).pk)
    keeping.save_draft(officer, taken.pk, {"note": "نیمه"}, seen=0)
    make_task(office)
    to = make_post(other, Role.OFFICER)
    with pytest.raises(Forbidden):
        handing_over.hand_over(make_actor(Role.OFFICER, other), post_of(officer), to, why="جابه‌جایی")
    with pytest.raises(TaskRefused):
        handing_over.hand_over(head, to := post_of(officer), to, why="جابه‌جایی")
    to = make_post(other, Role.OFFICER)
    assert handing_over.hand_over(head, post_of(officer), to, why="جابه‌جایی") == 2
    assert {stands(task) for task in (taken, waiting)} == {(other.pk, to.pk, None, None, None)}
    assert Task.objects.get(pk=taken.pk).draft == {"note": "نیمه"}


def test_what_a_former_holder_took_becomes_the_posts_again(office: Unit) -> None:
    user = make_user(Role.OFFICER, office)
    actor = actor_of(user, timezone.localdate())
    task, post = moving.take(actor, make_task(office).pk), post_of(actor)
    assert handing_over.follow_holders(SYSTEM) == 0
    Holding.objects.filter(person=user.person).update(until=timezone.localdate())
    next_one = User.objects.create(
        username="next", person=make_user(Role.CITIZEN).person.__class__.objects.create()
    )
    Holding.objects.create(person=next_one.person, post=post, since=timezone.localdate())
    assert handing_over.follow_holders(SYSTEM) == 1
    assert stands(task) == (office.pk, post.pk, None, None, None)


def test_a_deputy_has_what_the_absent_colleague_took(office: Unit, other: Unit) -> None:
    absent, deputy = make_user(Role.OFFICER, office), make_user(Role.OFFICER, other)
    today = timezone.localdate()
    gone = actor_of(absent, today)
    task = moving.take(gone, make_task(office).pk)
    assert not moving.reach.may_work(actor_of(deputy, today), task)
    Delegation.objects.create(
        absent=absent.person,
        deputy=deputy.person,
        post=post_of(gone),
        since=today,
        until=today + timedelta(5),
    )
    stands_in = actor_of(deputy, today)
    assert Task.objects.filter(moving.reach.mine(stands_in)).get() == task
    assert complete(stands_in, task.pk, {"approved": True}, seen=1).state == State.DONE


def test_open_tasks_follow_their_unit(officer: Actor, office: Unit, other: Unit) -> None:
    task, done = make_task(office), make_task(office)
    complete(officer, done.pk, {"approved": True}, seen=0)
    assert FOLLOWER.counts([office]) == {office.pk: 1}
    assert FOLLOWER.move(SYSTEM, {office: other}, "ادغام") == 1
    assert Task.objects.get(pk=task.pk).unit == other
    assert Task.objects.get(pk=done.pk).unit == office
    assert task.hands.last().deed == Deed.MOVED


def test_the_number_of_another_system_is_recorded_with_its_receipt(officer: Actor, office: Unit) -> None:
    task = make_task(office, outside="شرکت آب")
    with pytest.raises(TaskRefused, match="Write the number"):
        keeping.record_number(officer, task.pk, seen=0)
    receipt = keeping.attach(officer, task, "رسید.txt", "رسید شمارهٔ ۱۲".encode())
    with pytest.raises(TaskRefused):
        keeping.record_number(officer, task.pk, receipt=receipt.pk + 1, seen=0)
    task = keeping.record_number(officer, task.pk, number=" 140/12 ", receipt=receipt.pk, seen=0)
    assert (task.external_number, task.external_receipt_id) == ("140/12", receipt.pk)
    assert task.hands.last().said == {"number": "140/12", "receipt": receipt.pk}
