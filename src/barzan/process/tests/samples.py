"""Sample records for the generated access test."""

from __future__ import annotations

from barzan.access.tests.samples import Sample, Where
from barzan.process import actions
from barzan.process.actions import moving
from barzan.process.models import Definition, Version
from barzan.process.tests.factories import TWO, designer, publish


def instance(where: Where) -> Sample:
    publish(where.unit)
    made = actions.start(designer(where.unit), "test", unit=where.unit)
    return Sample({"pk": made.pk}, made.target)


def versions(where: Where) -> Sample:
    return Sample({"key": publish(where.unit).key}, where.unit.target)


def plan(where: Where) -> Sample:
    _two(where)
    return Sample({"key": "test", "source": 1, "goal": 2}, where.unit.target)


def move(where: Where) -> Sample:
    definition = _two(where)
    old, new = (Version.objects.get(definition=definition, number=number) for number in (1, 2))
    made = moving.begin(designer(where.unit), old, new, "آزمون")
    return Sample({"pk": made.pk}, where.unit.target)


def _two(where: Where) -> Definition:
    """A process of two versions."""
    publish(where.unit)
    return publish(where.unit, TWO.replace("ثبت".encode(), "بایگانی".encode()))


SAMPLES = {
    **{f"process:{name}": instance for name in ("instance", "cancel", "retry")},
    "api-1:process-instance": instance,
    "process:versions": versions,
    "process:plan": plan,
    **{f"process:{name}": move for name in ("move", "undo")},
}
