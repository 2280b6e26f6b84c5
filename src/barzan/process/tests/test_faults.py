"""What goes wrong between steps loses nothing and doubles nothing."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from barzan.clock import timers as clock
from barzan.clock.models import Timer
from barzan.jobs import leases, registry, worker
from barzan.jobs.models import Job
from barzan.process import actions
from barzan.process.actions import running
from barzan.process.models import Happening, Instance, OpenAction, Outcome
from barzan.process.tests import factories as f
from barzan.tasks.actions.completing import complete
from barzan.tasks.errors import TaskRefused
from barzan.tasks.models import State, Task
from barzan.trail.models import Event


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def unit(db):
    unit = f.office()
    f.publish(unit)
    return unit


def standing() -> tuple[object, ...]:
    """Everything that a step writes."""
    rows = Instance.objects.values_list("state", "data", "outcome")
    tables = (Task, Happening, Event, Job, Timer, OpenAction)
    return [(bytes(state), data, outcome) for state, data, outcome in rows], [
        t.objects.count() for t in tables
    ]


def test_a_completion_that_comes_twice_is_refused_clearly(unit) -> None:
    worker_ = f.officer(unit)
    actions.start(worker_, "test", unit=unit)
    task = Task.objects.get()
    complete(worker_, task.pk, {"approved": True}, seen=task.seen)
    before = standing()
    with pytest.raises(TaskRefused):
        complete(worker_, task.pk, {"approved": True}, seen=task.seen)
    assert standing() == before


def test_a_step_that_breaks_leaves_nothing_behind(unit, monkeypatch) -> None:
    worker_ = f.officer(unit)
    actions.start(worker_, "test", unit=unit)
    task, before = Task.objects.get(), standing()

    def break_(self) -> None:
        raise Killed

    monkeypatch.setattr(running.Run, "_write", break_)
    with pytest.raises(Killed), transaction.atomic():
        complete(worker_, task.pk, {"approved": True}, seen=task.seen)
    assert standing() == before
    monkeypatch.undo()
    complete(worker_, task.pk, {"approved": True}, seen=task.seen)
    assert Task.objects.filter(state=State.OPEN).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_within_an_action_loses_and_doubles_nothing(monkeypatch) -> None:
    unit = f.office()
    xml = f.bpmn(
        f.START + f.service("s", "process.number") + f.task("a") + f.END + f.flows("start s", "s a", "a end")
    )
    f.publish(unit, xml)
    instance = actions.start(f.officer(unit), "test", unit=unit)

    def break_(self) -> None:
        raise Killed

    monkeypatch.setattr(running.Run, "_write", break_)
    with pytest.raises(Killed):
        worker.run_one()
    monkeypatch.undo()
    assert not Task.objects.exists()
    assert OpenAction.objects.count() == 1
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))  # the lease of the dead runs out
    job = leases.take(registry.handlers.keys())
    assert job is not None
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert worker.run_one()
    instance.refresh_from_db()
    assert Task.objects.count() == 1
    assert not OpenAction.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_timers_fired_by_a_worker_that_dies_fire_once(monkeypatch) -> None:
    unit = f.office()
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
    Timer.objects.update(due_at=timezone.now() - timedelta(seconds=1))

    def break_(self) -> None:
        raise Killed

    monkeypatch.setattr(running.Run, "_write", break_)
    with pytest.raises(Killed):
        clock.fire()
    monkeypatch.undo()
    assert Timer.objects.count() == 1
    assert Task.objects.get().state == State.OPEN
    assert clock.fire() == 1
    instance.refresh_from_db()
    assert (instance.outcome, instance.ended_by) == (Outcome.COMPLETED, "over")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_of_two_who_complete_one_task_one_wins_and_the_other_is_told() -> None:
    unit = f.office()
    f.publish(unit)
    people = [f.officer(unit), f.officer(unit)]
    actions.start(people[0], "test", unit=unit)
    task, outcomes = Task.objects.get(), []
    ready = threading.Barrier(2)

    def finish(actor) -> None:
        try:
            ready.wait()
            complete(actor, task.pk, {"approved": True}, seen=task.seen)
            outcomes.append("won")
        except TaskRefused as refused:
            outcomes.append(refused.sentence("fa"))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=finish, args=(actor,)) for actor in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "won" in outcomes
    assert len(set(outcomes)) == 2
    assert Task.objects.filter(state=State.OPEN).count() == 1
    assert connection.vendor == "postgresql"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_of_a_completion_and_the_timer_that_interrupts_it_one_wins() -> None:
    unit = f.office()
    xml = f.bpmn(
        f.START
        + f.task("a")
        + f.boundary("late", "a", f.timer("timeDuration", "PT1H"))
        + f.END
        + f.end("over")
        + f.flows("start a", "a end", "late over")
    )
    f.publish(unit, xml)
    worker_ = f.officer(unit)
    for _ in range(4):
        instance = actions.start(worker_, "test", unit=unit)
        Timer.objects.update(due_at=timezone.now() - timedelta(seconds=1))
        task, refused = Task.objects.get(state=State.OPEN), []
        ready = threading.Barrier(2)

        def finish(task=task, refused=refused, ready=ready) -> None:
            try:
                ready.wait()
                complete(worker_, task.pk, {}, seen=task.seen)
            except TaskRefused as error:
                refused.append(error)
            finally:
                connections.close_all()

        def fire(ready=ready) -> None:
            ready.wait()
            clock.fire()
            connections.close_all()

        threads = [threading.Thread(target=finish), threading.Thread(target=fire)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        Timer.objects.update(due_at=timezone.now() - timedelta(seconds=1))
        clock.fire()  # one that found the family busy comes again
        instance.refresh_from_db()
        assert instance.outcome == Outcome.COMPLETED
        assert instance.ended_by == ("over" if refused else "end")
        assert not Timer.objects.exists()
