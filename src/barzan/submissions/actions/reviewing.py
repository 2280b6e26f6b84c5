"""States of a review: each step is a fact with its reason; undone by another one."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.access.rules import Rule
from barzan.notify.actions import Audience, Message, tell_many
from barzan.persian import persian_digits
from barzan.submissions import followers
from barzan.submissions.actions import rows
from barzan.submissions.core.answers import join
from barzan.submissions.errors import SubmissionConflict, SubmissionRefused
from barzan.submissions.kinds import State
from barzan.submissions.models import Personal, Review, Submission
from barzan.submissions.reading import locked
from barzan.submissions.rules import REVIEW, WITHDRAW
from barzan.submissions.values import Told
from barzan.trail import actions as trail

VERBS = {
    State.RECEIVED: "submission.reopened",
    State.APPROVED: "submission.approved",
    State.ON_HOLD: "submission.held",
    State.SENT_BACK: "submission.sent_back",
    State.WITHDRAWN: "submission.withdrawn",
}


def review(
    actor: Actor, numbers: Sequence[int], state: str, *, why: str = "", seen: int | None = None
) -> list[Submission]:
    """Puts submissions (by id) into ``state``; those that are in it stay as they are and are left out.

    All but an approval need a reason. ``seen`` guards the one submission that was looked at. A withdrawn one
    comes back by ``undo`` only; among many it is left out.
    """
    if state not in VERBS:
        raise SubmissionRefused.no_state()
    if state != State.APPROVED and not why.strip():
        raise SubmissionRefused.no_reason()
    with transaction.atomic():
        found = locked(numbers)
        for row in found:
            REVIEW.require(actor, row.target)
            if seen is not None and row.seen != seen:
                raise SubmissionConflict(row)
        if len(found) == 1 and found[0].state == State.WITHDRAWN and state != State.WITHDRAWN:
            raise SubmissionRefused.withdrawn()
        moved = [row for row in found if row.state not in (state, State.WITHDRAWN)]
        _step(actor, REVIEW, moved, [state] * len(moved), why)
        if state == State.SENT_BACK:
            _tell_senders(moved, why)
    return moved


def undo(actor: Actor, submission: Submission, *, seen: int, why: str = "") -> Submission:
    """Takes the last review back by a new one."""
    with transaction.atomic():
        [row] = locked([submission.pk])
        REVIEW.require(actor, row.target)
        if row.seen != seen:
            raise SubmissionConflict(row)
        last = Review.objects.filter(submission=row, undoes=None, undone_by=None).last()
        if last is None or last.after != row.state:
            raise SubmissionRefused.nothing_to_undo()
        _step(actor, REVIEW, [row], [last.before], why, undoes=last)
    return row


def withdraw(actor: Actor, submission: Submission, *, why: str) -> Submission:
    """Takes a submission back, by whoever sent it or by staff; it stays, and counts no more."""
    if not why.strip():
        raise SubmissionRefused.no_reason()
    with transaction.atomic():
        [row] = locked([submission.pk])
        WITHDRAW.require(actor, row.target)
        if row.state != State.WITHDRAWN:
            _step(actor, WITHDRAW, [row], [State.WITHDRAWN], why)
    return row


def _step(
    actor: Actor,
    rule: Rule,
    moved: Sequence[Submission],
    states: Sequence[str],
    why: str,
    undoes: Review | None = None,
) -> None:
    """Writes the facts, the states and the events, and tells the followers."""
    if not moved:
        return
    now, why = timezone.now(), why.strip()
    facts = []
    for row, after in zip(moved, states, strict=True):
        grant = rule.grant(actor, row.target)
        facts.append(
            Review(
                submission=row,
                before=row.state,
                after=after,
                why=why,
                at=now,
                user_id=actor.user,
                post_id=grant.post if grant else None,
                undoes=undoes,
            )
        )
        row.state, row.seen = after, row.seen + 1
    Review.objects.bulk_create(facts, batch_size=500)
    Submission.objects.bulk_update(moved, ["state", "seen"], batch_size=500)
    rows.mark(moved)
    for state in sorted(set(states)):
        happened = [
            trail.Happened(row, detail={"from": fact.before})
            for row, fact in zip(moved, facts, strict=True)
            if row.state == state
        ]
        verb = "submission.review_undone" if undoes else VERBS[State(state)]
        trail.record_each(actor, verb, happened, why=why)
    _tell(actor, moved)


def _tell(actor: Actor, moved: Sequence[Submission]) -> None:
    for kind in sorted({row.form.kind for row in moved}):
        if followers.of(kind):
            some = [row for row in moved if row.form.kind == kind]
            personal = {
                (each.submission_id, each.number): each.answers
                for each in Personal.objects.filter(submission__in=some)
            }
            told = [
                Told(
                    row,
                    row.version,
                    row.state,
                    join(row.content.answers, personal.get((row.pk, row.current), {})),
                )
                for row in some
            ]
            followers.tell(actor, kind, told)


def _tell_senders(moved: Sequence[Submission], why: str) -> None:
    """Those who sent what was sent back are told, with the reason."""
    why = why.strip()
    tell_many(
        (
            Message(
                f"submission:{row.pk}:sent-back:{row.seen}",
                f"پاسخ شمارهٔ {persian_digits(str(row.pk))} به «{row.form.title}» بازگردانده شد: {why}",
                f"Your submission {row.pk} to “{row.form.title_en or row.form.title}” was sent back: {why}",
                about=row.trail_ref,
            ),
            Audience(persons=[row.person_id]),
        )
        for row in moved
        if row.person_id
    )
