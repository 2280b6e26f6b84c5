"""Sample records for the generated access test; each is of a process of its own."""

from __future__ import annotations

from itertools import count

from barzan.access.tests.samples import Sample, Where
from barzan.process import actions
from barzan.process.actions import moving
from barzan.process.models import Definition
from barzan.process.tests.factories import TWO, designer, publish

_number = count(1)


def published(where: Where, versions: int = 1) -> Definition:
    """A process of the unit with so many versions."""
    key = f"sample-{next(_number)}"
    found = publish(where.unit, key=key)
    for number in range(1, versions):
        found = publish(where.unit, TWO.replace("ثبت".encode(), f"ثبت {number}".encode()), key)
    return found


def instance(where: Where) -> Sample:
    made = actions.start(designer(where.unit), published(where).key, unit=where.unit)
    return Sample({"pk": made.pk}, made.target)


def versions(where: Where) -> Sample:
    return Sample({"key": published(where).key}, where.unit.target)


def plan(where: Where) -> Sample:
    return Sample({"key": published(where, 2).key, "source": 1, "goal": 2}, where.unit.target)


def move(where: Where) -> Sample:
    definition = published(where, 2)
    old, new = (definition.versions.get(number=number) for number in (1, 2))
    made = moving.begin(designer(where.unit), old, new, "آزمون")
    return Sample({"pk": made.pk}, where.unit.target)


SAMPLES = {
    **{f"process:{name}": instance for name in ("instance", "cancel", "retry")},
    "api-1:process-instance": instance,
    "process:versions": versions,
    "process:plan": plan,
    **{f"process:{name}": move for name in ("move", "undo")},
}
