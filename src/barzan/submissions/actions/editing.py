"""An edit is a new content; what was answered before stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor, Role
from barzan.access.rules import Forbidden
from barzan.submissions import followers, judgement
from barzan.submissions.actions import rows
from barzan.submissions.actions.attaching import attach_waiting
from barzan.submissions.codes import code_hash
from barzan.submissions.core.answers import path_of
from barzan.submissions.core.judging import Judged
from barzan.submissions.errors import SubmissionConflict, SubmissionRefused
from barzan.submissions.keys import digest_of
from barzan.submissions.kinds import Origin, State
from barzan.submissions.models import Content, FollowUp, Review, Submission
from barzan.submissions.reading import locked, whole
from barzan.submissions.rules import EDIT
from barzan.submissions.values import Answers, Told
from barzan.trail import actions as trail


def edit(
    actor: Actor, submission: Submission, answers: Answers, *, seen: int, why: str = "", code: str = ""
) -> Submission:
    """Other answers for a submission, whole (with the personal ones), judged by its own version.

    ``seen`` is the counter that the editor read: raises ``SubmissionConflict`` (with ``.current``, as it is
    kept now) where it is another by now; nothing is overwritten. An approved one has to be reviewed again.
    Staff give a reason; whoever sent it, which a follow-up ``code`` says too, edits it only when it was sent
    back.
    """
    own = _own(actor, submission, code)
    if not own and not why.strip():
        raise SubmissionRefused.no_reason()
    sent = judgement.readable(answers)
    found, digest = judgement.judge(submission.version, sent, timezone.now()), digest_of(sent)
    with transaction.atomic():
        [row] = locked([submission.pk])
        _check(row, own=own, seen=seen)
        if row.content.digest == digest:
            return row
        post = None if own else _post(actor, row)
        add_content(actor, row, found, digest=digest, why=why.strip(), post=post)
    return Submission.objects.get(pk=row.pk)


def add_content(
    actor: Actor, row: Submission, found: Judged, *, digest: str, why: str, post: int | None
) -> int:
    """The next content of a submission, which is locked; it counts from now on. Its number."""
    version, before, now = row.version, whole(row.content), timezone.now()
    _forgive(found, _erased(row, now))
    number = Content.objects.filter(submission=row).count() + 1
    values = rows.content(
        row,
        found,
        actor,
        number=number,
        origin=Origin.EDITED,
        digest=digest,
        base=row.current,
        why=why,
        at=now,
        post=post,
    )
    rows.insert_contents([values], [found])
    _stands(actor, row, number, found, post)
    if rows.expect_files([(row.pk, found)]):
        attach_waiting(actor, [row])
    rows.mark([row])
    detail = {"broken": len(found.broken), "from": row.current}
    row.current = number
    trail.record(actor, "submission.edited", row, version=number, why=why, detail=detail)
    followers.tell(actor, row.form.kind, [Told(row, version, "edited", found.whole, before)])
    return number


def _own(actor: Actor, submission: Submission, code: str) -> bool:
    """Whether it is edited by whoever sent it, not by staff. Raises ``Forbidden`` where by neither."""
    followed = bool(code) and _opens(code, submission)
    if not followed and EDIT.permits(actor, submission.target):
        return False
    mine = actor.person is not None and actor.person == submission.person_id
    if not (followed or mine) or actor.has(Role.AUDITOR):
        raise Forbidden(EDIT)
    return True


def _opens(code: str, submission: Submission) -> bool:
    return FollowUp.objects.filter(submission=submission, secret=code_hash(code)).exists()


def _check(row: Submission, *, own: bool, seen: int) -> None:
    if own and row.state != State.SENT_BACK:
        raise SubmissionRefused.not_sent_back()
    if row.state == State.WITHDRAWN:
        raise SubmissionRefused.withdrawn()
    if row.seen != seen:
        raise SubmissionConflict(row)


def _erased(row: Submission, now: datetime) -> frozenset[str]:
    """The paths of questions whose answers are past their time."""
    shape = judgement.shape(row.version)
    return shape.private if row.erased_at else shape.kept_paths((now - row.received_at).days)


def _forgive(found: Judged, private: frozenset[str]) -> None:
    """Personal answers that were erased in their time are not missed."""
    found.broken[:] = [each for each in found.broken if path_of(each["place"]) not in private]


def _post(actor: Actor, row: Submission) -> int | None:
    grant = EDIT.grant(actor, row.target)
    return grant.post if grant else None


def _stands(actor: Actor, row: Submission, number: int, found: Judged, post: int | None) -> None:
    """The new content counts; what was approved or sent back waits for a review again."""
    state = row.state
    if state in (State.APPROVED, State.SENT_BACK):
        row.state = State.RECEIVED
        now = timezone.now()
        Review.objects.create(
            submission=row, before=state, after=row.state, at=now, user_id=actor.user, post_id=post
        )
    row.broken, row.seen = bool(found.broken), row.seen + 1
    Submission.objects.filter(pk=row.pk).update(
        current=number, broken=row.broken, seen=row.seen, state=row.state
    )
