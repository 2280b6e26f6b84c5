"""Sample records for the generated access test."""

from __future__ import annotations

from django.utils import timezone

from barzan.access import Role
from barzan.access.tests.samples import Sample, Where
from barzan.documents.models import Document, Version
from barzan.exchange.models import Import, State
from barzan.people.tests.factories import make_post


def imported(where: Where) -> Sample:
    document = Document.objects.create(title="all.csv", unit=where.unit)
    version = Version.objects.create(
        document=document, number=1, name="all.csv", sha256="0" * 64, size=1, media_type="text/csv"
    )
    post = make_post(where.unit, Role.OFFICER)
    made = Import.objects.create(
        unit=where.unit, post=post, document=version, state=State.PLANNED, at=timezone.now(), why="آزمون"
    )
    return Sample({"pk": made.pk}, made.target)


def download(where: Where) -> Sample:
    return Sample({"form": "zip"})


SAMPLES = {
    "exchange:download": download,
    "exchange:import": imported,
    "exchange:problems": imported,
    "exchange:confirm": imported,
    "exchange:discard": imported,
    "exchange:take-back": imported,
}
