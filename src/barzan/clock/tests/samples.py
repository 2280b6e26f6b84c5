"""Sample records for the generated access test."""

from __future__ import annotations

from itertools import count

from barzan.access.tests.samples import Sample, Where
from barzan.clock import actions
from barzan.clock.actions.closures import target_of
from barzan.clock.core.plans import Plan
from barzan.clock.tests.factories import SYSTEM, jalali, start

_number = count(1)


def deadline(where: Where) -> Sample:
    made = start(where.unit, f"sample-{next(_number)}")
    return Sample({"pk": made.pk}, made.target)


def closure(where: Where) -> Sample:
    organisation = where.unit.organisation
    made = actions.declare_closure(SYSTEM, first=jalali(1405, 10, 1), organisation=organisation, why="آزمون")
    return Sample({"pk": made.pk}, target_of(organisation))


def year(where: Where) -> Sample:
    return Sample({"year": 1405})


def plan(where: Where) -> Sample:
    actions.save_plan(SYSTEM, Plan("sample", "P1D"), title="نمونه")
    return Sample({"code": "sample"})


SAMPLES = {
    **{f"clock:{name}": deadline for name in ("deadline", "begin", "suspend", "resume", "extend")},
    "clock:withdraw": closure,
    "clock:year": year,
    "clock:declare": year,
    "clock:plan": plan,
}
