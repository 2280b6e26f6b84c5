"""Sample records for the generated access test: one event, and the history of a unit."""

from __future__ import annotations

from django.db import transaction

from barzan.access.tests.samples import Sample, Where
from barzan.access.values import system_actor
from barzan.trail import actions as trail


def event(where: Where) -> Sample:
    with transaction.atomic():
        return Sample({"number": trail.record(system_actor("test"), "unit.seen", where.unit).pk})


def history(where: Where) -> Sample:
    return Sample({"kind": "unit", "key": where.unit.code})


SAMPLES = {"trail:event": event, "trail:history": history}
