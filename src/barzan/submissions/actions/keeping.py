"""What is done without anybody asking: personal answers past their time, drafts and uploads that expired."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.forms.models import Form
from barzan.submissions import incoming
from barzan.submissions.actions.attaching import attach_waiting, waiting
from barzan.submissions.models import Draft, Fresh, Personal, Submission, Unread, Upload
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


def erase_due(actor: Actor) -> int:
    """Deletes personal answers past the retention of their forms, as a recorded fact; of how many
    submissions.
    """
    done = 0
    for form in Form.objects.filter(retention_days__isnull=False).order_by("pk"):
        before = timezone.now() - timedelta(days=form.retention_days or 0)
        while some := _erase(actor, form, before):
            done += some
    return done


def _erase(actor: Actor, form: Form, before: object) -> int:
    """Some submissions of a form, in one transaction; how many."""
    with transaction.atomic():
        due = Personal.objects.filter(submission__form=form, submission__received_at__lt=before)
        numbers = sorted(set(due.order_by("submission").values_list("submission", flat=True)[:BATCH]))
        rows = list(Submission.objects.select_for_update().filter(pk__in=numbers).order_by("pk"))
        Personal.objects.filter(submission__in=numbers).delete()
        Submission.objects.filter(pk__in=numbers).update(erased_at=timezone.now())
        happened = [trail.Happened(row, detail={"days": form.retention_days}) for row in rows]
        if happened:
            trail.record_each(actor, "submission.erased", happened)
        stale = Unread.objects.filter(form=form, at__lt=before).exclude(body=b"")
        raw = list(stale.order_by("pk")[:BATCH])
        Unread.objects.filter(pk__in=[each.pk for each in raw]).update(body=b"", settled_at=timezone.now())
        if raw:
            trail.record_each(actor, "submission-unread.erased", [trail.Happened(each) for each in raw])
    return len(rows) + len(raw)


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
