"""A reading for the generated access test."""

from __future__ import annotations

from barzan.access.tests.samples import Sample, Where
from barzan.access.values import system_actor
from barzan.review.models import Reading
from barzan.review.tests.factories import make_reading


def reading(where: Where) -> Sample:
    found = Reading.objects.filter(unit=where.unit).first() or make_reading(where.unit, system_actor("test"))
    return Sample({"pk": found.pk}, found.target)


def item(where: Where) -> Sample:
    sample = reading(where)
    return Sample({**sample.arguments, "order": 1}, *sample.targets)


def clean(where: Where) -> Sample:
    sample = reading(where)
    return Sample({**sample.arguments, "office": 1}, *sample.targets)


SAMPLES = {
    **dict.fromkeys(
        ("review:reading", "review:units", "review:log", "review:publish", "review:give-up"), reading
    ),
    **dict.fromkeys(("review:desk", "review:undo"), reading),
    "review:item": item,
    "review:decide": item,
    "review:match": item,
    "review:clean": clean,
}
