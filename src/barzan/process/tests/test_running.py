"""An instance runs: tasks open and close, data is kept, the end is reached; all in one transaction a step."""

from __future__ import annotations

import pytest

from barzan.process import actions
from barzan.process.models import Deed, Instance, Outcome
from barzan.process.tests.factories import office, officer, publish
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
