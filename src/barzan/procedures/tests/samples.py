"""Sample records for the generated access test."""

from __future__ import annotations

from barzan.access.tests.samples import Sample, Where
from barzan.catalogue.models import Service
from barzan.catalogue.tests.factories import make_service


def service(where: Where) -> Sample:
    made = make_service(f"PR-{Service.objects.count() + 1:04}", where.unit)
    return Sample({"code": made.code}, made.target)


SAMPLES = {"procedures:begin": service}
