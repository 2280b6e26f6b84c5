"""An order for the generated access test: what is printed is public, staff may take it."""

from __future__ import annotations

from itertools import count

from django.db import transaction

from barzan.access.tests.samples import Sample, Where
from barzan.jobs.actions import enqueue
from barzan.printing import shelf
from barzan.printing.queries import ORDER

_number = count(1)


def order(where: Where) -> Sample:
    with transaction.atomic():
        payload = {"form": "html", "units": [where.unit.code], "edition": None}
        job = enqueue(ORDER, payload, key=f"sample-{next(_number)}")
    shelf.put(job.key, "booklet-sample.html", b"<!DOCTYPE html>")
    return Sample({"key": job.key})


SAMPLES = {"printing:download": order}
