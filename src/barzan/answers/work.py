"""What the worker does: it takes in what is fresh, writes the files that were ordered, clears away."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from barzan.answers import engine, segments
from barzan.answers.actions import EXPORT
from barzan.answers.errors import AnalysisMissing
from barzan.answers.exporting import making
from barzan.answers.models import Export, Segment
from barzan.forms.models import Form
from barzan.jobs import actions as jobs
from barzan.jobs.context import JobContext
from barzan.jobs.registry import every, handler
from barzan.persian.errors import BilingualError

TAKE_IN = "answers.take_in"


def _possible() -> bool:
    """Whether there is something to take in, and what takes it in is installed."""
    try:
        engine.require()
    except AnalysisMissing:
        return False
    return bool(segments.waiting())


@every("answers.fresh", seconds=5, when=_possible)
def notice() -> None:
    """Leaves a job for each form with something fresh: one for each segment, tried anew every hour."""
    for form in segments.waiting():
        held = Segment.objects.filter(form=form).order_by("-number").values_list("number", flat=True).first()
        key = f"{form}:{(held or 0) + 1}:{timezone.now():%Y%m%d%H}"
        with transaction.atomic():
            jobs.enqueue(TAKE_IN, {"form": form}, key=key)


@handler(TAKE_IN, retries=3, outside=True)
def take_in(job: JobContext) -> None:
    """Payload: ``form``, its number."""
    form = Form.objects.get(pk=job.payload["form"])
    segments.take_in(form, lambda done, total: job.progress(done, total))
    segments.merge(form)


@handler(EXPORT, retries=2, outside=True)
def export(job: JobContext) -> None:
    """Payload: ``export``, the number of the order. What cannot be done is told on its page."""
    order = Export.objects.select_related("form").get(pk=job.payload["export"])
    try:
        making.make(job.actor, order, lambda done, total: job.progress(done, total))
    except BilingualError as refused:
        Export.objects.filter(pk=order.pk).update(refused={"fa": refused.fa, "en": refused.en})


every("answers.tidy", seconds=3_600)(segments.tidy)
every("answers.tidy_files", seconds=86_400)(making.tidy)
