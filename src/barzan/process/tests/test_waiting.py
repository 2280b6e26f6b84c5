"""What an instance can wait for: time, messages, called processes; and what is withdrawn when it goes on."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from barzan.bpmn.findings import Refused
from barzan.clock import timers as clock
from barzan.clock.models import Timer
from barzan.jobs import worker
from barzan.people.models import Unit
from barzan.process import actions, errors
from barzan.process.models import Instance, Letter, Outcome, Subscription
from barzan.process.tests import factories as f
from barzan.tasks.actions.completing import complete
from barzan.tasks.models import State, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return f.office()


def due_now() -> int:
    """The clock finds every timer due."""
    Timer.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    return clock.fire()


def done(unit: Unit, answers: dict | None = None) -> None:
    """Somebody completes the one open task."""
    task = Task.objects.get(state=State.OPEN)
    complete(f.officer(unit), task.pk, answers or {}, seen=task.seen)


def outcome_of(instance: Instance) -> str:
    return Instance.objects.values_list("outcome", flat=True).get(pk=instance.pk)


def test_a_boundary_timer_interrupts_and_withdraws_the_task(unit) -> None:
    xml = f.bpmn(
        f.START
        + f.task("a")
        + f.boundary("late", "a", f.timer("timeDuration", "PT1H"))
        + f.END
        + f.end("over")
        + f.flows("start a", "a end", "late over")
    )
    f.publish(unit, xml)
    instance = actions.start(f.officer(unit), "test", unit=unit)
    assert Timer.objects.get().due_at > timezone.now() + timedelta(minutes=59)
    assert due_now() == 1
    assert Task.objects.get().state == State.CANCELLED
    assert outcome_of(instance) == Outcome.COMPLETED
    assert Instance.objects.get().ended_by == "over"
    assert not Timer.objects.exists()


def test_a_done_task_takes_its_timer_along(unit) -> None:
    xml = f.bpmn(
        f.START
        + f.task("a")
        + f.boundary("late", "a", f.timer("timeDuration", "P1D"))
        + f.END
        + f.end("over")
        + f.flows("start a", "a end", "late over")
    )
    f.publish(unit, xml)
    actions.start(f.officer(unit), "test", unit=unit)
    done(unit)
    assert not Timer.objects.exists()


def test_a_cycle_reminds_again_and_again_from_when_it_was_due(unit) -> None:
    xml = f.bpmn(
        f.START
        + f.task("a")
        + f.boundary("again", "a", f.timer("timeCycle", "R2/P1D"), interrupting=False)
        + f.task("b", "یادآوری")
        + f.END
        + f.end("over")
        + f.flows("start a", "a end", "again b", "b over")
    )
    f.publish(unit, xml)
    actions.start(f.officer(unit), "test", unit=unit)
    first = Timer.objects.get().due_at
    Timer.objects.update(due_at=first - timedelta(days=1.5))
    clock.fire()
    assert Timer.objects.get().due_at == first - timedelta(days=0.5)
    assert due_now() == 1
    assert not Timer.objects.exists()
    assert Task.objects.filter(title="یادآوری").count() == 2


def test_a_message_goes_to_the_one_who_waits_under_its_key(unit) -> None:
    xml = f.bpmn(
        f.START
        + f'<bpmn:intermediateCatchEvent id="wait"><bpmn:extensionElements>{TEXT}</bpmn:extensionElements>'
        + f"{f.received('m')}</bpmn:intermediateCatchEvent>"
        + f.END
        + f.flows("start wait", "wait end"),
        before=f.message("m", "reply", '<barzan:subscription correlation="letter"/>'),
    )
    f.publish(unit, xml)
    worker_ = f.officer(unit)
    one, other = (
        actions.start(worker_, "test", unit=unit, inputs={"letter": number}) for number in ("12", "13")
    )
    with pytest.raises(errors.ProcessRefused, match="No process waits"):
        actions.deliver(worker_, "reply", "99", {})
    assert actions.deliver(worker_, "reply", "12", {"text": "موافقت"}) == one
    assert (outcome_of(one), outcome_of(other)) == (Outcome.COMPLETED, Outcome.RUNNING)
    assert Instance.objects.get(pk=one.pk).data["text"] == "موافقت"
    with pytest.raises(errors.ProcessRefused, match="No process waits"):
        actions.deliver(worker_, "reply", "12", {})
    actions.start(worker_, "test", unit=unit, inputs={"letter": "13"})
    with pytest.raises(errors.ProcessRefused, match="Several"):
        actions.deliver(worker_, "reply", "13", {})


TEXT = '<barzan:output target="text" source="text"/>'
BY_LETTER = '<barzan:subscription correlation="letter"/>'
CALLED = f.bpmn(f.START + f.task("a", "کار", f.APPROVED) + f.END + f.flows("start a", "a end"), "called")


def sender_and_receiver(unit: Unit) -> None:
    sends = f.bpmn(
        f.START + f.throw("tell", "m") + f.END + f.flows("start tell", "tell end"),
        "sender",
        before=f.message(
            "m",
            "news",
            '<barzan:subscription correlation="letter"/><barzan:input target="letter" source="letter"/>',
        ),
    )
    f.publish(unit, sends, "sender")


def test_a_message_of_a_process_starts_another_or_waits_for_one(unit) -> None:
    sender_and_receiver(unit)
    worker_ = f.officer(unit)
    actions.start(worker_, "sender", unit=unit, inputs={"letter": "7"})
    while worker.run_one():
        pass
    assert Letter.objects.count() == 1
    waits = f.bpmn(
        f.START
        + f'<bpmn:intermediateCatchEvent id="wait">{f.received("m")}</bpmn:intermediateCatchEvent>'
        + f.END
        + f.flows("start wait", "wait end"),
        "waiter",
        before=f.message("m", "news", '<barzan:subscription correlation="letter"/>'),
    )
    f.publish(unit, waits, "waiter")
    waiting = actions.start(worker_, "waiter", unit=unit, inputs={"letter": "7"})
    assert Subscription.objects.count() == 1
    while worker.run_one():
        pass
    assert outcome_of(waiting) == Outcome.COMPLETED
    assert not Letter.objects.exists()
    assert not Subscription.objects.exists()


def test_a_message_starts_a_process(unit) -> None:
    begins = f.bpmn(
        f'<bpmn:startEvent id="start">{f.received("m")}</bpmn:startEvent>'
        + f.task("a")
        + f.END
        + f.flows("start a", "a end"),
        before=f.message("m", "request"),
    )
    f.publish(unit, begins)
    instance = actions.deliver(f.officer(unit), "request", payload={"amount": Decimal("12.5")})
    assert instance.data == {"amount": {"@number": "12.5"}}
    assert instance.unit == unit


def calling(inside: str = "") -> bytes:
    return f.bpmn(
        f.START
        + f.call("c", "called", '<barzan:output target="answer" source="approved"/>')
        + inside
        + f.END
        + f.flows("start c", "c end", *(("late over",) if inside else ())),
        "caller",
    )


def test_a_called_process_begins_and_tells_its_end_in_one_transaction(unit) -> None:
    f.publish(
        unit,
        f.bpmn(f.START + f.task("a", "کار", f.APPROVED) + f.END + f.flows("start a", "a end"), "called"),
        "called",
    )
    f.publish(unit, calling(), "caller")
    parent = actions.start(f.officer(unit), "caller", unit=unit)
    child = Instance.objects.get(parent=parent)
    assert child.root == parent
    assert Task.objects.get().key.endswith(f"/{parent.pk}")
    done(unit, {"approved": True})
    assert (outcome_of(child), outcome_of(parent)) == (Outcome.COMPLETED, Outcome.COMPLETED)
    assert Instance.objects.get(pk=parent.pk).data["answer"] is True


def test_an_interrupted_or_cancelled_caller_cancels_what_it_called(unit) -> None:
    f.publish(unit, CALLED, "called")
    late = f.boundary("late", "c", f.timer("timeDuration", "PT1H")) + f.end("over")
    f.publish(unit, calling(late), "caller")
    head = f.designer(unit)
    first, second = (actions.start(head, "caller", unit=unit) for _ in range(2))
    with pytest.raises(errors.ProcessRefused, match="caller"):
        actions.cancel(head, Instance.objects.get(parent=first), "?")
    actions.cancel(head, first, "انصراف")
    assert outcome_of(first) == Outcome.CANCELLED
    assert Timer.objects.count() == 1
    due_now()
    assert outcome_of(second) == Outcome.COMPLETED
    assert set(Instance.objects.filter(parent__isnull=False).values_list("outcome", flat=True)) == {
        "cancelled"
    }
    assert set(Task.objects.values_list("state", flat=True)) == {State.CANCELLED}
    with pytest.raises(errors.ProcessRefused, match="ended"):
        actions.cancel(head, first, "باز هم")


def test_rings_of_calls_are_refused_when_they_are_published(unit) -> None:
    f.publish(unit, CALLED, "called")
    f.publish(unit, calling(), "caller")
    ring = f.bpmn(f.START + f.call("c", "caller") + f.END + f.flows("start c", "c end"), "called")
    with pytest.raises(Refused):
        f.publish(unit, ring, "called")


def test_a_process_begins_by_the_clock_again_and_again(unit) -> None:
    xml = f.bpmn(
        f'<bpmn:startEvent id="start">{f.timer("timeCycle", "R2/P1D")}</bpmn:startEvent>'
        + f.task("a")
        + f.END
        + f.flows("start a", "a end")
    )
    definition = f.publish(unit, xml)
    assert [due_now() for _ in range(3)] == [1, 1, 0]
    assert Instance.objects.filter(definition__key="test").count() == 2
    plain = f.bpmn(f.START + f.task("a") + f.END + f.flows("start a", "a end"))
    Timer.objects.create(kind="process.start", key=f"{definition.pk}:start", due_at=timezone.now())
    f.publish(unit, plain)
    assert not Timer.objects.exists()
