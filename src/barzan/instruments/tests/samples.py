"""Sample records for the generated access test: reading is public, writing is the steward's everywhere."""

from __future__ import annotations

from datetime import date

from barzan.access.tests.samples import Sample, Where
from barzan.instruments import actions
from barzan.instruments.tests.factories import STEWARD, make_instrument


def instrument(where: Where) -> Sample:
    return Sample({"code": make_instrument().code})


def with_text(where: Where) -> Sample:
    made = make_instrument()
    actions.attach_text(STEWARD, made, "act.txt", "متن قانون آزمون".encode())
    return Sample({"code": made.code})


def relation(where: Where) -> Sample:
    old, new = make_instrument(), make_instrument()
    made = actions.relate(STEWARD, "repeals", new, old, on=date(2020, 1, 1))
    return Sample({"code": old.code, "pk": made.pk})


SAMPLES = {
    "instruments:instrument": instrument,
    "instruments:text": with_text,
    "instruments:correct": instrument,
    "instruments:relate": instrument,
    "instruments:replace": instrument,
    "instruments:attach": instrument,
    "instruments:withdraw": relation,
    "api-1:instrument": instrument,
}
