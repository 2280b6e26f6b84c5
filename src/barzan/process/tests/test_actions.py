"""Service tasks: typed, run by jobs, once under their key, tried again, failed with a clear page."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from barzan.jobs import worker
from barzan.jobs.models import Job
from barzan.jobs.models import State as JobState
from barzan.notify.models import Message
from barzan.people.models import Unit
from barzan.process import actions, errors, registry
from barzan.process.models import Instance, OpenAction, Outcome
from barzan.process.registry import ActionError, Call, action, misfits
from barzan.process.tests import factories as f
from barzan.tasks.models import Task

pytestmark = pytest.mark.django_db
ran: list[str] = []
behaviour: list[object] = []


@action("tests.double", inputs={"amount": Decimal}, outputs={"twice": Decimal})
def double(call: Call, *, amount: Decimal) -> dict[str, object]:
    """Fails or answers as the test says, else doubles."""
    ran.append(call.key)
    said = behaviour.pop(0) if behaviour else None
    if isinstance(said, Exception):
        raise said
    return {"twice": amount * 2} if said is None else {"twice": said}


IN = '<barzan:input target="amount" source="amount"/>'
OUT = '<barzan:output target="twice" source="twice"/>'


@pytest.fixture(autouse=True)
def nothing_ran() -> None:
    ran.clear()
    behaviour.clear()


@pytest.fixture
def unit() -> Unit:
    unit = f.office()
    error = '<bpmn:errorEventDefinition id="ed" errorRef="none"/>'
    xml = f.bpmn(
        f.START
        + f.service("s", "tests.double", IN, OUT)
        + f.boundary("bad", "s", error)
        + f.END
        + f.end("refused")
        + f.flows("start s", "s end", "bad refused"),
        before='<bpmn:error id="none" name="هیچ" errorCode="none"/>',
    )
    f.publish(unit, xml)
    return unit


def start(unit: Unit, **inputs: object) -> Instance:
    return actions.start(f.officer(unit), "test", unit=unit, inputs={"amount": Decimal(21), **inputs})


def work(times: int = 1) -> None:
    """The worker takes so many jobs, whenever they are to run."""
    for _ in range(times):
        Job.objects.filter(state=JobState.WAITING).update(run_at=timezone.now())
        assert worker.run_one()


def test_an_action_runs_once_and_its_outputs_are_variables(unit) -> None:
    instance = start(unit)
    assert not ran
    work()
    instance.refresh_from_db()
    assert (instance.outcome, instance.data) == (Outcome.COMPLETED, {"amount": 21, "twice": 42})
    Job.objects.update(state=JobState.WAITING, attempts=0)
    work()
    assert len(ran) == 1
    assert not OpenAction.objects.exists()


def test_a_bpmn_error_goes_the_way_of_its_boundary(unit) -> None:
    instance = start(unit)
    behaviour.append(ActionError("none"))
    work()
    instance.refresh_from_db()
    assert (instance.outcome, instance.ended_by) == (Outcome.COMPLETED, "refused")


def test_a_failure_is_tried_again_and_then_waits_for_somebody(unit) -> None:
    instance = start(unit)
    behaviour.extend([errors.bad_timer("?")] * 8)
    work(8)
    row = OpenAction.objects.get()
    assert (row.failed, row.trouble_en[:3]) == (True, "? i")
    assert instance.happenings.filter(deed="failed").count() == 1
    assert Job.objects.get().state == JobState.FAILED
    head = f.designer(unit)
    assert actions.retry(head, instance) == 1
    work()
    instance.refresh_from_db()
    assert instance.outcome == Outcome.COMPLETED
    with pytest.raises(errors.ProcessRefused, match="Nothing"):
        actions.retry(head, instance)


@pytest.mark.parametrize("said", ["نه عدد", None])
def test_wrong_types_are_refused_with_their_names(unit, said: object) -> None:
    start(unit, **({"amount": "متن"} if said is None else {}))
    if said:
        behaviour.append(said)
    work()
    assert ("twice" if said else "amount") in OpenAction.objects.get().trouble_en


def test_a_cancelled_process_runs_no_action(unit) -> None:
    instance = start(unit)
    actions.cancel(f.designer(unit), instance, "انصراف")
    work()
    assert not ran


def test_types_are_told_apart() -> None:
    types = {"a": Decimal, "b": (str, type(None)), "c": list}
    assert misfits(types, {"a": Decimal(1), "c": [1]}) == []
    assert misfits(types, {"a": True, "b": 3, "d": 1}) == ["a", "b", "c", "d"]
    with pytest.raises(ValueError, match="no type"):
        registry.action("tests.other", inputs={"x": object})
    with pytest.raises(ValueError, match="already"):
        registry.action("tests.double")(lambda call: None)


def test_the_built_in_actions_tell_and_number() -> None:
    unit = f.office("told")
    text = '<barzan:input target="text" source="&quot;پرونده آماده است&quot;"/>'
    number = '<barzan:output target="file" source="code"/>'
    xml = f.bpmn(
        f.START
        + f.service("s", "notify.tell", text)
        + f.service("n", "process.number", number)
        + f.task("a")
        + f.END
        + f.flows("start s", "s n", "n a", "a end"),
        "teller",
    )
    f.publish(unit, xml, "teller")
    instance = actions.start(f.officer(unit), "teller", unit=unit)
    work(2)
    assert Message.objects.get().text_fa == "پرونده آماده است"
    instance.refresh_from_db()
    assert instance.data["file"] == str(instance.pk)
    assert Task.objects.count() == 1
