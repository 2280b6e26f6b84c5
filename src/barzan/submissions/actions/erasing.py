"""What is personal goes in its time: answers, files and unreadable sendings, as a recorded fact.

The days of a form count for all that is personal in its submissions, those of a question (``retention``) for
the answers to it, by the version that was filled in. Whatever comes first counts: a question never lengthens
what a form promises.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.documents import actions as documents
from barzan.forms.models import Form, FormVersion
from barzan.submissions import judgement
from barzan.submissions.core.answers import part, path_of
from barzan.submissions.kinds import Presence
from barzan.submissions.models import Attachment, FollowUp, Personal, Submission, Unread
from barzan.trail import actions as trail

BATCH = 500


def erase_due(actor: Actor) -> int:
    """Erases what is past its time; of how many submissions and sendings."""
    done = 0
    for form in Form.objects.filter(retention_days__isnull=False).order_by("pk"):
        while some := _erase_form(actor, form, _before(form.retention_days or 0)):
            done += some
    marked = FormVersion.objects.filter(xml__contains="retention=").order_by("pk")
    for version in marked.defer("facts", "differences"):
        for days, paths in judgement.shape(version).kept.items():
            while some := _erase_questions(actor, version, days, paths):
                done += some
    documents.sweep()
    return done


def _before(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def _erase_form(actor: Actor, form: Form, before: datetime) -> int:
    """Some submissions and unreadable sendings of a form, in one transaction; how many."""
    past = {"submission__form": form, "submission__received_at__lt": before}
    files = Attachment.objects.filter(personal=True, **past).exclude(state=Presence.ERASED)
    with transaction.atomic():
        codes = FollowUp.objects.filter(**past)
        numbers = {*_first(Personal.objects.filter(**past)), *_first(files), *_first(codes)}
        rows = _locked(numbers)
        Personal.objects.filter(submission__in=numbers).delete()
        codes.filter(submission__in=numbers).delete()
        _erase_files(actor, files.filter(submission__in=numbers))
        Submission.objects.filter(pk__in=numbers).update(erased_at=timezone.now())
        _told(actor, rows, {"days": form.retention_days})
        return len(rows) + _erase_unread(actor, form, before)


def _erase_unread(actor: Actor, form: Form, before: datetime) -> int:
    stale = Unread.objects.filter(form=form, at__lt=before).exclude(body=b"")
    raw = list(stale.order_by("pk")[:BATCH])
    Unread.objects.filter(pk__in=[each.pk for each in raw]).update(body=b"", settled_at=timezone.now())
    if raw:
        trail.record_each(actor, "submission-unread.erased", [trail.Happened(each) for each in raw])
    return len(raw)


def _erase_questions(actor: Actor, version: FormVersion, days: int, paths: Mapping[str, Any]) -> int:
    """The answers to the questions of a version that are kept for so many days, of some submissions."""
    due = Personal.objects.filter(
        submission__version=version, submission__received_at__lt=_before(days), erased_days__lt=days
    )
    with transaction.atomic():
        rows = _locked(_first(due))
        kept = list(due.select_for_update(of=("self",)).filter(submission__in=rows))
        for each in kept:
            each.answers = part(each.answers, paths)[0]
            each.sent = part(each.sent, paths)[0] if each.sent is not None else None
            each.erased_days = days
        Personal.objects.bulk_update(kept, ["answers", "sent", "erased_days"], batch_size=100)
        private = judgement.shape(version).kept_paths(days)
        files = Attachment.objects.filter(submission__in=rows).exclude(state=Presence.ERASED)
        gone = [each.pk for each in files if path_of(each.place) in private]
        _erase_files(actor, files.filter(pk__in=gone))
        _told(actor, rows, {"days": days, "questions": len(private)})
    return len(rows)


def _first(due: Any) -> set[int]:
    """The first submissions of rows that are due."""
    return set(due.order_by("submission").values_list("submission", flat=True)[:BATCH])


def _locked(numbers: Collection[int]) -> list[Submission]:
    return list(Submission.objects.select_for_update().filter(pk__in=numbers).order_by("pk"))


def _erase_files(actor: Actor, files: Any) -> None:
    """The files' bytes and names; that there was one stays."""
    found = list(files.select_related("document__document__unit"))
    kept = [each.document.document for each in found if each.document]
    documents.erase(actor, kept, why="retention")
    for each in found:
        each.state, each.name = Presence.ERASED, f"erased-{each.pk}"
    Attachment.objects.bulk_update(found, ["state", "name"], batch_size=200)


def _told(actor: Actor, rows: Collection[Submission], detail: dict[str, Any]) -> None:
    if rows:
        trail.record_each(actor, "submission.erased", [trail.Happened(row, detail=detail) for row in rows])
