"""An instance runs: tasks open and close, data is kept, the end is reached; all in one transaction a step."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from barzan.config.proof import count
from barzan.people.models import Unit
from barzan.process import actions
from barzan.process.actions import running
from barzan.process.models import Deed, Instance, Outcome
from barzan.process.tests.factories import (
    END,
    START,
    bpmn,
    designer,
    flows,
    many,
    office,
    officer,
    publish,
    task,
    wide,
)
from barzan.tasks.actions.completing import complete
from barzan.tasks.models import State, Task
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db


def test_an_instance_runs_from_its_start_to_its_end() -> None:
    unit = office()
    publish(unit)
    worker = officer(unit)
    instance = actions.start(worker, "test", unit=unit)
    first = Task.objects.get()
    assert (first.title, first.unit, first.key) == ("بررسی", unit, f"{instance.pk}:{first.key.split(':')[1]}")
    complete(worker, first.pk, {"approved": True}, seen=first.seen)
    instance.refresh_from_db()
    assert instance.data == {"approved": True}
    second = Task.objects.get(state=State.OPEN)
    assert second.title == "ثبت"
    complete(worker, second.pk, {}, seen=second.seen)
    instance.refresh_from_db()
    assert (instance.outcome, instance.ended_by) == (Outcome.COMPLETED, "end")
    assert [line.deed for line in instance.happenings.all()][-1] == Deed.ENDED
    assert Event.objects.filter(verb="process-instance.ended", key=str(instance.pk)).count() == 1
    assert Instance.objects.count() == 1


def test_the_day_of_a_step_is_that_of_the_house(monkeypatch: pytest.MonkeyPatch) -> None:
    unit, days, advance = office(), [], running.advance
    publish(unit)
    worker = officer(unit)

    def noted(*given: Any, now: datetime) -> Any:
        days.append(now.date())
        return advance(*given, now=now)

    monkeypatch.setattr(running, "advance", noted)
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 20, 21, 30, tzinfo=UTC))
    actions.start(worker, "test", unit=unit)
    assert set(days) == {date(2026, 11, 21)}  # 01:00 in Tehran


def asked(unit: Unit, xml: bytes) -> list[str]:
    """The statements of the second completion of a process of three tasks in a row."""
    publish(unit, xml)
    worker = officer(unit)
    actions.start(worker, "test", unit=unit)
    first = Task.objects.get()
    complete(worker, first.pk, {}, seen=first.seen)
    second = Task.objects.get(state=State.OPEN)
    with CaptureQueriesContext(connection) as context:
        complete(worker, second.pk, {}, seen=second.seen)
    assert Task.objects.filter(state=State.OPEN).count() == 1
    return [query["sql"] for query in context if "SAVEPOINT" not in query["sql"]]


DEADLINE = '<barzan:deadline amount="P5D"/>'


@pytest.mark.parametrize(("inside", "most"), [("", 12), (DEADLINE, 20)])
def test_a_completion_asks_few_questions(inside: str, most: int) -> None:
    """Twelve without a deadline; the clock of a legal deadline asks some more."""
    body = START + "".join(task(name, inside=inside) for name in "abc") + END
    xml = bpmn(body + flows("start a", "a b", "b c", "c end"), lane='<barzan:work unit="office"/>')
    statements = asked(office(), xml)
    assert len(statements) <= most, "\n".join(statement[:120] for statement in statements)


@pytest.mark.proof
@pytest.mark.parametrize("make", [many, wide])
def test_many_tasks_open_in_the_statements_of_few(make, django_assert_max_num_queries) -> None:
    unit, number = office(), max(20, count(1_000))
    key = "many" if make is many else "wide"
    publish(unit, make(number), key)
    worker = officer(unit)
    with django_assert_max_num_queries(25):
        instance = actions.start(worker, key, unit=unit)
    assert Task.objects.count() == number
    for opened in Task.objects.all():
        complete(worker, opened.pk, {}, seen=opened.seen)
    instance.refresh_from_db()
    assert instance.outcome == Outcome.COMPLETED


@pytest.mark.proof
def test_a_state_is_small_whatever_its_history() -> None:
    unit = office()
    loop = (
        "<bpmn:standardLoopCharacteristics><bpmn:loopCondition>not(over = true)</bpmn:loopCondition>"
        "</bpmn:standardLoopCharacteristics>"
    )
    asks = f"{OVER}{loop}"
    body = START + f'<bpmn:userTask id="a" name="کار">{asks}</bpmn:userTask>' + END
    publish(unit, bpmn(body + flows("start a", "a end")))
    worker = officer(unit)
    instance = actions.start(worker, "test", unit=unit)
    sizes = set()
    for _ in range(max(8, count(400))):
        opened = Task.objects.get(state=State.OPEN)
        complete(worker, opened.pk, {"over": False}, seen=opened.seen)
        instance.refresh_from_db()
        sizes.add(len(bytes(instance.state)))
    assert max(sizes) <= 1024
    assert len(sizes) == 1


OVER = (
    '<bpmn:extensionElements><barzan:field name="over" title="تمام" type="boolean"/></bpmn:extensionElements>'
)


def test_each_run_of_an_inquiry_names_its_own_authority() -> None:
    unit = office()
    loop = (
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>"
        '<barzan:each collection="whom" item="one"/>'
        "</bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>"
    )
    asked = f'<bpmn:userTask id="ask" name="استعلام">{loop}</bpmn:userTask>'
    outside = '<barzan:work unit="@owner" outside="true"/>'
    publish(unit, bpmn(START + asked + END + flows("start ask", "ask end"), lane=outside))
    actions.start(designer(unit), "test", unit=unit, inputs={"whom": ["ثبت احوال", "انتظامی"]})
    told = Task.objects.order_by("pk").values_list("title", "outside")
    assert list(told) == [("استعلام: ثبت احوال", "ثبت احوال"), ("استعلام: انتظامی", "انتظامی")]
