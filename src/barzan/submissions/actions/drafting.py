"""Drafts: answers on their way, kept for a person or for whoever knows the code, until they are sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.submissions import judgement
from barzan.submissions.actions.receiving import receive
from barzan.submissions.codes import code_hash, new_code
from barzan.submissions.doors import form_for, versions_of
from barzan.submissions.errors import DraftConflict, SubmissionRefused
from barzan.submissions.keys import digest_of
from barzan.submissions.kinds import Via
from barzan.submissions.models import Draft, FollowUp, Submission
from barzan.submissions.values import Answers
from barzan.trail import actions as trail

KEPT = timedelta(days=90)
KEPT_UNKNOWN = timedelta(days=30)
UNKNOWN_MOST = 50_000  # drafts of one form that belong to no account


def save_draft(
    actor: Actor,
    form_key: str,
    answers: Answers,
    *,
    code: str = "",
    draft: Draft | None = None,
    version: int | None = None,
    seen: int | None = None,
) -> Draft:
    """Keeps ``answers``; without ``draft`` as a new one, whose ``code`` resumes it on another device.

    ``draft.code`` is set on a new draft only: the table keeps its hash. A draft of a person needs that
    person, another one its ``code``. Raises ``DraftConflict`` (with ``.draft``) where it was saved meanwhile.
    """
    form, _ = form_for(actor, form_key, Via.PAGE)
    kept = judgement.readable(answers)
    digest_of(kept)  # refuses what is too large to keep
    with transaction.atomic():
        if draft is None:
            return _new(actor, form_key, kept, form=form, version=versions_of(form, {version})[version])
        row = _own(actor, draft, code)
        if seen is not None and row.seen != seen:
            raise DraftConflict(row)
        row.answers, row.seen, row.saved_at = kept, row.seen + 1, timezone.now()
        row.expires_at = row.saved_at + (KEPT if row.person_id else KEPT_UNKNOWN)
        row.save(update_fields=["answers", "seen", "saved_at", "expires_at"])
    return row


def send_draft(
    actor: Actor,
    draft: Draft,
    *,
    code: str = "",
    answers: Answers | None = None,
    consented: bool = False,
    via: str = Via.PAGE,
) -> Submission:
    """Sends a draft (with the last ``answers``, where given): received once, and the draft is gone.

    Sent a second time, it is the same submission. What is sent without an account has a follow-up code from
    then on (``.code``, once: the table keeps its hash).
    """
    with transaction.atomic():
        if sent := _sent(draft, actor):
            return sent
        row = _own(actor, draft, code)
        found = receive(
            actor,
            row.form.key,
            row.answers if answers is None else answers,
            key=row.key,
            version=row.version.number,
            via=via,
            started_at=row.began_at,
            ended_at=timezone.now(),
            consented=consented,
        )
        if found.person_id is None and not found.known:
            found.code = new_code()
            FollowUp.objects.create(submission=found, secret=code_hash(found.code))
        trail.record(actor, "submission-draft.sent", row, detail={"submission": found.pk})
        row.delete()
    return found


def discard_draft(actor: Actor, draft: Draft, *, code: str = "") -> None:
    """Deletes a draft with all it holds."""
    with transaction.atomic():
        row = _own(actor, draft, code)
        trail.record(actor, "submission-draft.discarded", row)
        row.delete()


def _new(actor: Actor, form_key: str, answers: Mapping[str, Any], **of: Any) -> Draft:
    unknown = Draft.objects.filter(form=of["form"], person=None)
    if actor.person is None and unknown.count() >= UNKNOWN_MOST:
        raise SubmissionRefused.too_many_drafts()
    now, code = timezone.now(), new_code()
    row = Draft.objects.create(
        **of,
        key=f"uuid:{uuid4()}",
        person_id=actor.person,
        secret=code_hash(code),
        answers=answers,
        began_at=now,
        saved_at=now,
        expires_at=now + (KEPT if actor.person else KEPT_UNKNOWN),
    )
    row.code = code
    trail.record(actor, "submission-draft.begun", row, version=1, detail={"form": form_key})
    return row


def _own(actor: Actor, draft: Draft, code: str) -> Draft:
    """The draft, locked, where it is the actor's or the code opens it."""
    rows = Draft.objects.select_for_update(of=("self",)).select_related("form", "version")
    row = rows.defer("version__xml").filter(pk=draft.pk, expires_at__gt=timezone.now()).first()
    if row is None:
        raise SubmissionRefused.no_draft()
    mine = actor.person is not None and row.person_id == actor.person
    if not mine and not (code and code_hash(code) == row.secret):
        raise SubmissionRefused.no_draft()
    return row


def _sent(draft: Draft, actor: Actor) -> Submission | None:
    """The submission that a draft became already, for whoever sent it."""
    found = Submission.objects.filter(form=draft.form_id, key=draft.key).first()
    return found if found and found.person_id in (None, actor.person) else None
