"""What is done without anybody asking: marks that were taken in, drafts and uploads that expired."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.submissions import incoming
from barzan.submissions.actions.attaching import attach_waiting, waiting
from barzan.submissions.models import Draft, Fresh, Upload
from barzan.trail import actions as trail

BATCH = 500
IDLE = timedelta(hours=1)  # a file is older than that where its upload was certainly committed


def taken(actor: Actor, marks: Collection[int]) -> None:
    """The columnar store has taken in the rows of these marks (``queries.fresh``): they go, in its
    transaction.
    """
    if not marks:
        return
    Fresh.objects.filter(pk__in=list(marks)).delete()
    last = str(max(marks))
    trail.record(actor, "submission-marks.taken", ("submission-marks", last), detail={"marks": len(marks)})


def expire(actor: Actor) -> int:
    """Deletes drafts and uploads past their day; how many."""
    now = timezone.now()
    with transaction.atomic():
        drafts = list(Draft.objects.select_for_update().filter(expires_at__lte=now).order_by("pk")[:BATCH])
        if drafts:
            trail.record_each(actor, "submission-draft.expired", [trail.Happened(each) for each in drafts])
            Draft.objects.filter(pk__in=[each.pk for each in drafts]).delete()
    uploads = list(Upload.objects.filter(expires_at__lte=now).order_by("pk")[:BATCH])
    Upload.objects.filter(pk__in=[each.pk for each in uploads]).delete()
    for upload in uploads:
        incoming.forget(upload.token)
    return len(drafts) + len(uploads)


def sweep(idle: timedelta = IDLE) -> int:
    """Deletes files of uploads that are over: a process that died had no time to; how many."""
    lying = incoming.lying(idle)
    done = 0
    for start in range(0, len(lying), BATCH):
        some = lying[start : start + BATCH]
        known = set(Upload.objects.filter(token__in=some).values_list("token", flat=True))
        for token in (each for each in some if each not in known):
            incoming.forget(token)
            done += 1
    return done


def join_waiting(actor: Actor) -> int:
    """Attaches whole uploads whose submission was committed at the same moment; how many."""
    found = waiting()
    with transaction.atomic():
        return attach_waiting(actor, found)
