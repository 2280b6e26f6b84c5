"""Running instances move to a new version: tried, in batches, undone; what cannot go is listed."""

from __future__ import annotations

import pytest
from django.utils import timezone

from barzan.clock.models import Deadline
from barzan.config.proof import count
from barzan.jobs import worker
from barzan.people.models import Unit
from barzan.process import actions, errors
from barzan.process.actions import moving
from barzan.process.actions.instances import Beginning
from barzan.process.models import Instance, Move, Moved, MoveState, Outcome, Version
from barzan.process.tests import factories as f
from barzan.tasks.actions.completing import complete
from barzan.tasks.models import State, Task

pytestmark = pytest.mark.django_db
DEADLINE = '<barzan:deadline amount="P5D"/>'
OLD = f.bpmn(
    f.START + f.task("a", "بررسی", f.APPROVED + DEADLINE) + f.task("b") + f.END
    + f.flows("start a", "a b", "b end")
)  # fmt: skip
NEW = f.bpmn(
    f.START + f.task("a", "بررسی", f.APPROVED + DEADLINE) + f.task("c", "گام تازه") + f.END
    + f.flows("start a", "a c", "c end")
)  # fmt: skip


@pytest.fixture
def unit() -> Unit:
    return f.office()


def versions(unit: Unit) -> tuple[Version, Version]:
    old = f.publish(unit, OLD).current
    return old, f.publish(unit, NEW).current


def started(unit: Unit, number: int = 1) -> list[Instance]:
    one = Beginning("test", unit)
    return actions.start_many(f.officer(unit), [one] * number)


def finish(unit: Unit, instance: Instance) -> None:
    task = Task.objects.get(state=State.OPEN, key__startswith=f"{instance.pk}:")
    complete(f.officer(unit), task.pk, {"approved": True} if task.fields else {}, seen=task.seen)


def work() -> None:
    while worker.run_one():
        pass


def test_instances_move_with_their_tasks_dates_and_drafts(unit) -> None:
    f.publish(unit, OLD)
    going, staying = started(unit, 2)
    finish(unit, staying)  # it stands at b, which the new version has not
    Task.objects.filter(key__startswith=f"{going.pk}:").update(draft={"approved": False}, seen=3)
    old, new = Version.objects.get(), f.publish(unit, NEW).current
    task, due = Task.objects.get(key__startswith=f"{going.pk}:"), Deadline.objects.values_list("due_at")
    before, head = (task.draft, task.seen, task.due_at, sorted(due)), f.designer(unit)

    tried = moving.dry_run(head, old, new)
    assert (tried.going, [trial.instance for trial in tried.staying]) == (1, [staying])
    assert [(each.element, each.obstacle) for each in tried.staying[0].unmapped] == [("b", "gone")]
    assert not Moved.objects.exists()

    move = moving.begin(head, old, new, "نسخهٔ تازه")
    work()
    move.refresh_from_db()
    assert move.state == MoveState.DONE
    going.refresh_from_db()
    staying.refresh_from_db()
    assert (going.version, staying.version) == (new, old)
    assert Moved.objects.get(instance=staying).unmapped == [["b", "gone"]]
    task.refresh_from_db()
    assert (task.draft, task.seen, task.due_at, sorted(due)) == before
    finish(unit, going)
    assert Task.objects.filter(title="گام تازه").count() == 1


def test_what_has_another_id_goes_where_somebody_says_and_comes_back(unit) -> None:
    f.publish(unit, OLD)
    (instance,) = started(unit)
    finish(unit, instance)
    old, new, head = Version.objects.get(), f.publish(unit, NEW).current, f.designer(unit)
    move = moving.begin(head, old, new, "نام تازه", {"b": "c"})
    work()
    instance.refresh_from_db()
    assert instance.version == new
    move.refresh_from_db()
    back = moving.undo(head, move, "اشتباه بود")
    work()
    instance.refresh_from_db()
    assert (instance.version, Move.objects.get(pk=back.pk).state) == (old, MoveState.DONE)
    with pytest.raises(errors.ProcessRefused, match="taken back"):
        moving.undo(head, Move.objects.get(pk=move.pk), "باز")
    finish(unit, instance)
    instance.refresh_from_db()
    assert instance.outcome == Outcome.COMPLETED


def test_a_move_needs_a_reason_two_versions_and_goes_alone(unit) -> None:
    old, new = versions(unit)
    head = f.designer(unit)
    for source, goal, why in ((old, old, "چرا"), (old, new, " ")):
        with pytest.raises(errors.ProcessRefused):
            moving.begin(head, source, goal, why)
    moving.begin(head, old, new, "یکی")
    with pytest.raises(errors.ProcessRefused, match="under way"):
        moving.begin(head, old, new, "دومی")


@pytest.mark.proof
def test_a_move_of_many_goes_on_where_it_was_cut_off(unit, monkeypatch) -> None:
    monkeypatch.setattr(moving, "BATCH", 5)
    f.publish(unit, OLD)
    number = max(12, count(2_000))
    started(unit, number)
    old, new = Version.objects.get(), f.publish(unit, NEW).current
    move = moving.begin(f.designer(unit), old, new, "همه")
    batches = iter([moving._batch, moving._batch])

    def cut_off(*given) -> int:
        batch = next(batches, None)
        if batch is None:
            raise RuntimeError("cut off")
        return batch(*given)

    whole = moving._batch
    monkeypatch.setattr(moving, "_batch", cut_off)
    assert worker.run_one()
    assert Moved.objects.count() == 10
    monkeypatch.setattr(moving, "_batch", whole)
    from barzan.jobs.models import Job

    Job.objects.update(run_at=timezone.now())
    assert worker.run_one()
    move.refresh_from_db()
    assert move.state == MoveState.DONE
    assert Instance.objects.filter(version=new).count() == Moved.objects.count() == number
