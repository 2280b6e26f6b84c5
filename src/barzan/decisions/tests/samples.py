"""Sample records for the generated access test: a model of a unit, published, with a draft."""

from __future__ import annotations

from itertools import count

from barzan.access.tests.samples import Sample, Where
from barzan.access.values import system_actor
from barzan.decisions import actions
from barzan.decisions.models import Decision
from barzan.decisions.tests.factories import PURCHASE
from barzan.people.models import Unit

_number = count(1)
WRITER = system_actor("test")


def make_decision(unit: Unit, *, xml: bytes = PURCHASE, key: str = "") -> Decision:
    """A model of ``unit`` with one version and a draft that adds a comment."""
    key = key or f"purchase-{next(_number)}"
    made = actions.create(WRITER, key, title="آستانهٔ خرید", title_en="Purchase threshold", unit=unit, xml=xml)
    actions.publish(WRITER, made, why="آیین‌نامه")
    actions.save_draft(WRITER, made, xml + b"<!-- draft -->", seen=0)
    return Decision.objects.select_related("unit", "current", "draft").get(pk=made.pk)


def readable(where: Where) -> Sample:
    """Every member of the staff reads all of them."""
    return Sample({"key": make_decision(where.unit).key})


def owned(where: Where) -> Sample:
    made = make_decision(where.unit)
    return Sample({"key": made.key}, made.target)


def version(where: Where) -> Sample:
    return Sample({"key": make_decision(where.unit).key, "number": 1})


SAMPLES = {
    **{f"decisions:{name}": readable for name in ("decision", "try", "file", "versions", "draft")},
    **{f"decisions:{name}": owned for name in ("edit", "upload", "drop", "publish")},
    "decisions:version": version,
}
