"""Sample records for the generated access test."""

from __future__ import annotations

from barzan.access.tests.samples import Sample, Where
from barzan.process import actions
from barzan.process.tests.factories import designer, publish


def instance(where: Where) -> Sample:
    publish(where.unit)
    made = actions.start(designer(where.unit), "test", unit=where.unit)
    return Sample({"pk": made.pk}, made.target)


SAMPLES = {f"process:{name}": instance for name in ("instance", "cancel", "retry")}
