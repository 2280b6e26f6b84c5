"""A task is opened, somebody completes it, its owner learns the answers; of two who complete it one wins."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from barzan.access import Actor, Forbidden, Role
from barzan.people.models import Unit
from barzan.people.tests.factories import make_actor
from barzan.tasks.actions.completing import complete
from barzan.tasks.actions.opening import cancel_many, open_many
from barzan.tasks.errors import AnswersRefused, TaskRefused
from barzan.tasks.models import Deed, State, Task
from barzan.tasks.tests.conftest import Told
from barzan.tasks.tests.factories import KIND, SYSTEM, make_task, new_task
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db


def test_completing_tells_the_owner_the_answers_as_values(officer: Actor, office: Unit, told: Told) -> None:
    task = make_task(office)
    given = {"approved": "بله", "amount": "۱٬۵۰۰٬۰۰۰", "day": "1405/9/11", "share": "12.5", "way": "tender"}

    done = complete(officer, task.pk, given, seen=0)

    assert done.state == State.DONE
    assert done.person_id == officer.person
    assert done.closed_at
    key, answers = told.completed[0]
    assert key == task.key
    assert answers["approved"] is True
    assert answers["amount"] == Decimal(1500000)
    assert answers["day"] == date(2026, 12, 2)
    assert answers["share"] == Decimal("12.5")
    assert answers["note"] is None
    assert [hand.deed for hand in task.hands.all()] == [Deed.OPENED, Deed.COMPLETED]
    assert task.hands.last().said["answers"]["amount"] == "1500000"
    assert list(Event.objects.filter(kind="task").values_list("verb", flat=True)) == [
        "task.opened",
        "task.completed",
    ]


def test_an_answer_that_is_none_completes_nothing(officer: Actor, office: Unit, told: Told) -> None:
    task = make_task(office)
    with pytest.raises(AnswersRefused) as refused:
        complete(officer, task.pk, {"amount": "12.5", "way": "gift", "colour": "red"}, seen=0)
    assert {wrong.field for wrong in refused.value.wrong} == {"approved", "amount", "way", "colour"}
    assert Task.objects.get(pk=task.pk).state == State.OPEN
    assert not told.completed


def test_of_two_who_complete_one_wins_and_the_other_sees_who(
    office: Unit, officer: Actor, head: Actor
) -> None:
    task = make_task(office)
    complete(officer, task.pk, {"approved": True}, seen=0)
    with pytest.raises(TaskRefused, match="Meanwhile this task was closed"):
        complete(head, task.pk, {"approved": False}, seen=0)


def test_whoever_does_not_reach_a_task_does_not_complete_it(office: Unit, other: Unit) -> None:
    task = make_task(office)
    for stranger in (
        make_actor(Role.OFFICER, other),
        make_actor(Role.CITIZEN),
        make_actor(Role.AUDITOR, office),
    ):
        with pytest.raises(Forbidden):
            complete(stranger, task.pk, {"approved": True}, seen=0)


def test_any_number_of_tasks_is_opened_in_the_same_few_questions(
    office: Unit, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(12):
        assert len(open_many(SYSTEM, [new_task(office) for _ in range(60)])) == 60


def test_what_is_no_longer_wanted_is_closed_with_its_reason(office: Unit) -> None:
    tasks = [make_task(office) for _ in range(3)]
    assert cancel_many(SYSTEM, KIND, [task.key for task in tasks] + ["none"], "پرونده پس گرفته شد") == 3
    assert set(Task.objects.values_list("state", flat=True)) == {State.CANCELLED}
    assert tasks[0].hands.last().why == "پرونده پس گرفته شد"
    assert cancel_many(SYSTEM, KIND, [tasks[0].key]) == 0
