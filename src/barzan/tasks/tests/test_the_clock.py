"""The legal clock and tasks: a due date from the start, a reminder, the superior, take-over, silence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from barzan.access import Actor, Role
from barzan.clock.core.values import Counting, Silence, Terms
from barzan.clock.models import Deadline
from barzan.notify.models import Recipient
from barzan.people.models import Post, Unit
from barzan.people.tests.factories import make_actor
from barzan.tasks.actions import escalating, moving
from barzan.tasks.actions.completing import complete
from barzan.tasks.actions.opening import cancel_many, open_many
from barzan.tasks.models import Deed, State, Task
from barzan.tasks.tests.conftest import Told
from barzan.tasks.tests.factories import KIND, SYSTEM, make_task, new_task

pytestmark = pytest.mark.django_db
FIVE_DAYS = Terms("P5D", Counting.CALENDAR_DAYS, article="مادهٔ ۱۲")


def timed(unit: Unit, **more: object) -> tuple[Task, Deadline]:
    task = make_task(unit, **{"terms": FIVE_DAYS, **more})
    return task, Deadline.objects.get(owner_kind="task", owner_key=task.ref)


def test_the_clock_starts_with_the_task_and_stops_with_it(officer: Actor, office: Unit) -> None:
    task, deadline = timed(office)
    assert task.due_at == deadline.due_at
    assert deadline.state == "running"
    assert deadline.subject_fa == f"{task.title} – {task.subject}"
    complete(officer, task.pk, {"approved": True}, seen=0)
    assert Deadline.objects.get().state == "met"
    other, _ = timed(office)
    cancel_many(SYSTEM, KIND, [other.key], "پس گرفته شد")
    assert Deadline.objects.get(owner_key=other.ref).state == "cancelled"


def test_whoever_holds_it_is_reminded(officer: Actor, office: Unit) -> None:
    task, deadline = timed(office)
    escalating.remind(SYSTEM, [deadline])
    assert Recipient.objects.get().unit_id == office.pk
    moving.take(officer, task.pk)
    assert escalating.audience([deadline])[deadline.pk].persons == [officer.person]
    assert task.hands.filter(deed=Deed.REMINDED).count() == 1


def test_the_head_above_hears_of_it_and_takes_it_over(office: Unit, root: Unit, officer: Actor) -> None:
    head, top = make_actor(Role.UNIT_HEAD, office), make_actor(Role.UNIT_HEAD, root)
    task, deadline = timed(office)
    moving.take(officer, task.pk)
    escalating.superior(SYSTEM, [deadline])
    assert Recipient.objects.get().post_id == head.grants[0].post
    escalating.take_over(SYSTEM, [deadline])
    task = Task.objects.get()
    assert (task.post_id, task.unit_id, task.person_id) == (head.grants[0].post, office.pk, None)
    escalating.take_over(SYSTEM, [deadline])
    task = Task.objects.get()
    assert (task.post_id, task.unit_id) == (top.grants[0].post, root.pk)
    escalating.take_over(SYSTEM, [deadline])
    assert Task.objects.get().post_id == top.grants[0].post
    assert Post.objects.count() == 3


def test_an_end_that_moves_moves_in_the_inbox(office: Unit) -> None:
    task, deadline = timed(office)
    deadline.due_at += timedelta(3)
    escalating.moved(SYSTEM, [deadline])
    assert Task.objects.get().due_at == deadline.due_at
    assert task.hands.last().deed == Deed.DUE_MOVED
    escalating.moved(SYSTEM, [deadline])
    assert task.hands.count() == 2


def test_silence_completes_where_the_law_and_the_owner_say_so(office: Unit, told: Told) -> None:
    task, deadline = timed(office, terms=Terms("P1D", silence=Silence.CONSENT))
    escalating.passed(SYSTEM, [deadline])
    assert Task.objects.get().state == State.OPEN
    told.silence = {"approved": True}
    escalating.passed(SYSTEM, [deadline])
    assert Task.objects.get().state == State.DONE
    assert told.completed == [
        (task.key, {**dict.fromkeys(("amount", "day", "share", "way", "note", "letter")), "approved": True})
    ]
    assert task.hands.last().deed == Deed.SILENCE


def test_a_passed_end_without_silence_completes_nothing(office: Unit, told: Told) -> None:
    told.silence = {"approved": True}
    _, deadline = timed(office)
    escalating.passed(SYSTEM, [deadline])
    assert Task.objects.get().state == State.OPEN


def test_completing_asks_few_questions(officer: Actor, office: Unit, django_assert_max_num_queries) -> None:
    plain, with_clock = make_task(office), timed(office)[0]
    with django_assert_max_num_queries(7):  # a savepoint of the test, lock, update, fact, event and its queue
        complete(officer, plain.pk, {"approved": True}, seen=0)
    with django_assert_max_num_queries(14):  # and the clock's own
        complete(officer, with_clock.pk, {"approved": True}, seen=0)


def test_tasks_with_time_open_in_a_fixed_number_of_questions(office: Unit) -> None:
    make_task(office, terms=FIVE_DAYS)
    counted = []
    for size in (1, 20):
        with CaptureQueriesContext(connection) as asked:
            open_many(SYSTEM, [new_task(office, terms=FIVE_DAYS) for _ in range(size)])
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 12
