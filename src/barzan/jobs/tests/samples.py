"""Sample records for the generated access test: a job that no handler takes."""

from __future__ import annotations

from django.db import transaction

from barzan.access.tests.samples import Sample, Where
from barzan.jobs import actions as jobs


def job(where: Where) -> Sample:
    with transaction.atomic():
        return Sample({"number": jobs.enqueue("test.sample", {}, key=where.unit.code).pk})


SAMPLES = {f"jobs:{name}": job for name in ("job", "send-again", "cancel")}
