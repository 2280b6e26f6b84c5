"""What arrived and could not be read: kept as it came with the reason, taken in again, or set aside."""

from __future__ import annotations

from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.persian.errors import BilingualError
from barzan.submissions import sent
from barzan.submissions.actions.receiving import receive_many
from barzan.submissions.doors import form_for
from barzan.submissions.errors import SubmissionRefused
from barzan.submissions.models import Submission, Unread
from barzan.submissions.rules import EDIT
from barzan.trail import actions as trail

UNREAD_LARGEST = 2**20
UNREAD_MOST = 1000


def keep_unread(actor: Actor, form_key: str, body: bytes, *, via: str, reason: BilingualError) -> Unread:
    """Keeps something that could not be read as it came, once, with the reason.

    Raises ``SubmissionRefused`` where it is too large or too many wait already: the sender has it still.
    """
    form, _ = form_for(actor, form_key, via)
    if len(body) > UNREAD_LARGEST:
        raise SubmissionRefused.too_large()
    digest = sha256(body).hexdigest()
    with transaction.atomic():
        waiting = Unread.objects.filter(form=form, settled_at=None)
        if waiting.count() >= UNREAD_MOST and not waiting.filter(sha256=digest).exists():
            raise SubmissionRefused.unread_full(form_key)
        found, new = Unread.objects.get_or_create(
            form=form,
            sha256=digest,
            defaults={
                "body": body,
                "via": via,
                "code": reason.code,
                "fa": reason.fa,
                "en": reason.en,
                "person_id": actor.person,
                "at": timezone.now(),
            },
        )
        if new:
            detail = {"form": form.key, "sha256": digest, "size": len(body), "code": reason.code}
            trail.record(actor, "submission-unread.kept", found, detail=detail)
    return found


def read_again(actor: Actor, unread: Unread) -> Submission:
    """Takes it in after all (the form, or the program, was mended); raises what is wrong with it still."""
    EDIT.require(actor, unread.target)
    arrival = sent.read(unread.form, bytes(unread.body))
    with transaction.atomic():
        row = Unread.objects.select_for_update(of=("self",)).get(pk=unread.pk)
        found = receive_many(actor, unread.form.key, [arrival], via=unread.via)[0]
        row.settled_at = timezone.now()
        row.save(update_fields=["settled_at"])
        trail.record(actor, "submission-unread.taken_in", row, detail={"submission": found.pk})
    return found


def set_aside(actor: Actor, unread: Unread, *, why: str) -> Unread:
    """Nothing can be made of it; it stays with the reason and waits no more."""
    EDIT.require(actor, unread.target)
    if not why.strip():
        raise SubmissionRefused.no_reason()
    with transaction.atomic():
        row = Unread.objects.select_for_update(of=("self",)).select_related("form__unit").get(pk=unread.pk)
        row.settled_at, row.why = timezone.now(), why.strip()
        row.save(update_fields=["settled_at", "why"])
        trail.record(actor, "submission-unread.set_aside", row, why=row.why)
    return row
