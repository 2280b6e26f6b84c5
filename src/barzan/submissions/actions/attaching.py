"""Attachments, whole or in chunks that go on after a cut; before, after or between the answers."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from functools import partial
from io import BytesIO
from secrets import token_urlsafe
from typing import BinaryIO

from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone

from barzan.access import Actor, Role
from barzan.access.rules import Forbidden
from barzan.documents import actions as documents
from barzan.documents.errors import DocumentRefused
from barzan.documents.kinds import kind_of
from barzan.documents.names import clean_name
from barzan.documents.storage import check_size
from barzan.forms.models import Form
from barzan.forms.queries import may_fill
from barzan.persian.errors import BilingualError
from barzan.submissions import incoming
from barzan.submissions.errors import OffsetConflict, SubmissionRefused
from barzan.submissions.keys import key_of
from barzan.submissions.kinds import Presence
from barzan.submissions.models import Attachment, Submission, Upload
from barzan.submissions.rules import EDIT, SEND
from barzan.trail import actions as trail

DIGEST = re.compile(r"[0-9a-f]{64}")
KEPT = timedelta(days=7)  # an upload that nothing follows
UNKNOWN_MOST = 4 * 2**30  # bytes that senders without an account may have under way for one form


def add_attachment(
    actor: Actor,
    form_key: str,
    key: str,
    name: str,
    data: bytes | BinaryIO,
    *,
    sha256: str = "",
    ahead: bool = False,
) -> Upload:
    """Keeps the file ``name`` of the submission ``key``, which may not be here yet: then it waits for it.
    ``ahead``: it waits for an edit that will name it, though the submission is here.

    The same bytes again change nothing. Raises ``DocumentRefused`` for a hostile or damaged file,
    ``SubmissionRefused`` where other bytes are here under that name.
    """
    file = BytesIO(data) if isinstance(data, bytes) else data
    length = file.seek(0, 2)
    upload = begin_upload(actor, form_key, key, name, length, sha256=sha256)
    file.seek(upload.offset)
    whole = upload.offset >= length
    return upload if whole else append(actor, upload.token, upload.offset, file, ahead=ahead)


def add_each(actor: Actor, row: Submission, files: Mapping[str, BinaryIO]) -> list[BilingualError]:
    """Keeps files of a submission that is here, by name; what was refused, which the trail tells too."""
    refusals: list[BilingualError] = []
    for name, file in files.items():
        try:
            add_attachment(actor, row.form.key, row.key, name, file)
        except BilingualError as refused:
            refusals.append(refused)
    if refusals:
        with transaction.atomic():
            happened = [trail.Happened(row, detail={"code": each.code}) for each in refusals]
            trail.record_each(actor, "submission.attachment_refused", happened)
    return refusals


def begin_upload(
    actor: Actor, form_key: str, key: str, name: str, length: int, *, sha256: str = ""
) -> Upload:
    """Begins an upload in chunks, or goes on with that of the same file: its ``token`` and ``offset``.

    ``sha256`` (hexadecimal) is checked at the end where it is given.
    """
    name, key = clean_name(name), key_of(key)
    check_size(length, kind_of(name).limit)
    form = _form(actor, form_key, key)
    sha256 = sha256.strip().lower()
    if sha256 and not DIGEST.fullmatch(sha256):
        raise SubmissionRefused.other_digest(name)
    now = timezone.now()
    with transaction.atomic():
        same = Upload.objects.filter(form=form, key=key, name=name, length=length, sha256=sha256)
        found = same.filter(person=actor.person).order_by("pk").first() if sha256 else None
        if found is not None:
            return found
        if actor.person is None:
            _bound(form, length)
        upload = Upload.objects.create(
            token=token_urlsafe(32),
            form=form,
            key=key,
            name=name,
            length=length,
            sha256=sha256,
            person_id=actor.person,
            begun_at=now,
            expires_at=now + KEPT,
        )
        trail.record(actor, "submission-upload.begun", upload, detail={"form": form.key, "size": length})
    return upload


def append(actor: Actor, token: str, offset: int, chunk: BinaryIO, *, ahead: bool = False) -> Upload:
    """Adds a chunk at ``offset``; the last one checks the file and attaches it (``whole``), unless it was
    sent ``ahead`` of an edit.

    What is cut in the middle of a chunk is kept so far. Raises ``OffsetConflict`` (with ``.offset``) where
    the upload stands elsewhere; ``SubmissionRefused``, ``DocumentRefused`` where the whole is refused: it has
    to begin anew then.
    """
    upload = upload_of(token)
    with incoming.held(token) as file:
        if file is None:
            raise OffsetConflict(upload.offset)
        _refresh(upload)
        if offset != upload.offset or upload.whole:
            raise OffsetConflict(upload.offset)
        came = incoming.write(file, offset, chunk, upload.length - offset)
        if offset + came > upload.length:
            _drop(upload)
            raise SubmissionRefused.other_length()
        upload.offset += came
        # The last chunk counts once the whole is checked: who is cut off in between sends it again.
        if upload.offset == upload.length:
            _end(actor, upload, file, ahead=ahead)
        else:
            Upload.objects.filter(pk=upload.pk).update(offset=upload.offset)
    return upload


def upload_of(token: str) -> Upload:
    """The upload that a token names. Raises ``SubmissionRefused`` where there is none, or no longer."""
    found = Upload.objects.filter(token=token, expires_at__gt=timezone.now()).select_related("form").first()
    if found is None:
        raise SubmissionRefused.no_upload()
    return found


def attach_waiting(actor: Actor, submissions: Sequence[Submission]) -> int:
    """Attaches whole uploads that wait for these submissions, in the caller's transaction; how many."""
    asked = Q()
    for form in {row.form_id for row in submissions}:
        asked |= Q(form=form, key__in=[row.key for row in submissions if row.form_id == form])
    waiting = list(Upload.objects.filter(asked, whole=True).order_by("pk")) if submissions else []
    by_key = {(row.form_id, row.key): row for row in submissions}
    done = 0
    for upload in waiting:
        try:
            with transaction.atomic(), incoming.path_of(upload.token).open("rb") as file:
                _attach(actor, by_key[upload.form_id, upload.key], upload, file)
                done += 1
        except (SubmissionRefused, DocumentRefused, FileNotFoundError):
            continue  # it names no answer, or its bytes are gone: it expires, and the file stays expected
    return done


def waiting() -> Collection[Submission]:
    """Submissions whose whole uploads still wait: each was committed at the same moment as the other."""
    pairs = Upload.objects.filter(whole=True).values_list("form_id", "key")[:1000]
    asked = Q()
    for form, key in pairs:
        asked |= Q(form=form, key=key)
    return list(Submission.objects.filter(asked)) if asked else []


def _form(actor: Actor, form_key: str, key: str) -> Form:
    """The form, where the actor may attach something to its submission ``key``, which may not be here yet."""
    if actor.has(Role.AUDITOR):
        raise Forbidden(SEND)
    form = Form.objects.filter(key=form_key).first()
    if form is None:
        raise SubmissionRefused.no_form(form_key)
    found = Submission.objects.filter(form=form, key=key).first()
    if found is None:
        if not may_fill(actor, form):
            raise SubmissionRefused.closed(form_key)
    elif found.person_id not in (None, actor.person):
        EDIT.require(actor, found.target)
    return form


def _bound(form: Form, length: int) -> None:
    """Refuses what would let strangers fill the disk."""
    rows = Upload.objects.filter(form=form, person=None)
    if (rows.aggregate(all=Sum("length"))["all"] or 0) + length > UNKNOWN_MOST:
        raise SubmissionRefused.too_many_uploads()


def _end(actor: Actor, upload: Upload, file: BinaryIO, *, ahead: bool) -> None:
    """Checks a whole file and attaches it where its submission is here."""
    try:
        digest = incoming.digest_of(file)
        if upload.sha256 and digest != upload.sha256:
            raise SubmissionRefused.other_digest(upload.name)
        kind_of(upload.name).check(file)
    except (SubmissionRefused, DocumentRefused):
        _drop(upload)
        raise
    upload.whole, upload.sha256 = True, digest
    Upload.objects.filter(pk=upload.pk).update(offset=upload.offset, whole=True, sha256=digest)
    if ahead:
        return
    # Asked once the mark is committed: a submission that comes meanwhile has seen the mark, or is seen.
    found = Submission.objects.filter(form=upload.form_id, key=upload.key).first()
    if found is None:
        return
    try:
        with transaction.atomic():
            _attach(actor, found, upload, file)
    except SubmissionRefused:
        _drop(upload)
        raise


def _attach(actor: Actor, submission: Submission, upload: Upload, file: BinaryIO) -> None:
    """The file becomes a document of the submission's unit; the same bytes again change nothing."""
    rows = Attachment.objects.select_for_update(of=("self",)).filter(submission=submission, name=upload.name)
    attachment = rows.first()
    if attachment is None:
        raise SubmissionRefused.no_such_file(upload.name)
    if attachment.state == Presence.HERE and attachment.sha256 != upload.sha256:
        raise SubmissionRefused.other_file(upload.name)
    if attachment.state == Presence.EXPECTED:
        file.seek(0)
        system = Actor(actor.user, actor.person, system="submissions", request_id=actor.request_id)
        version = documents.store(
            system, upload.name, file, unit=submission.unit, personal=attachment.personal
        )
        attachment.state, attachment.document = Presence.HERE, version
        attachment.sha256, attachment.size, attachment.at = version.sha256, version.size, version.at
        attachment.save(update_fields=["state", "document", "sha256", "size", "at"])
        detail = {"place": attachment.place, "sha256": version.sha256, "size": version.size}
        trail.record(actor, "submission.attached", submission, detail=detail)
    _gone(upload)


def _refresh(upload: Upload) -> None:
    """How far the upload is, read under its lock. Raises ``SubmissionRefused`` where another ended it."""
    try:
        upload.refresh_from_db(fields=["offset", "whole"])
    except Upload.DoesNotExist:
        incoming.forget(upload.token)
        raise SubmissionRefused.no_upload() from None


def _drop(upload: Upload) -> None:
    """An upload that is refused leaves nothing."""
    Upload.objects.filter(pk=upload.pk).delete()
    incoming.forget(upload.token)


def _gone(upload: Upload) -> None:
    """The upload is over; its bytes go once that is committed."""
    Upload.objects.filter(pk=upload.pk).delete()
    transaction.on_commit(partial(incoming.forget, upload.token))
