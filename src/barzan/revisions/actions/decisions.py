"""Commands that decide about drafts, one or many at once: review, approve, send back, withdraw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from barzan.access import Actor, Rule
from barzan.persian.errors import BilingualError
from barzan.revisions import errors
from barzan.revisions.actions.batches import Outcome, batches, conclude, lock
from barzan.revisions.models import OPEN, Deed, Draft, Revision, State
from barzan.revisions.rules import DRAFTS_APPROVE, DRAFTS_EDIT, DRAFTS_REVIEW


@dataclass(frozen=True, slots=True)
class Step:
    """A decision: its rule, the states in which it is taken, the one that it leads to; whether it must read
    the latest saving, and whether it must say why.
    """

    rule: Rule
    states: tuple[str, ...]
    to: State
    reads: bool = False
    reasons: bool = False


STEPS = {
    Deed.REVIEWED: Step(DRAFTS_REVIEW, (State.DRAFT,), State.REVIEWED, reads=True),
    Deed.APPROVED: Step(DRAFTS_APPROVE, (State.REVIEWED,), State.APPROVED, reads=True),
    Deed.RETURNED: Step(DRAFTS_REVIEW, (State.REVIEWED, State.APPROVED), State.DRAFT, reasons=True),
    Deed.WITHDRAWN: Step(DRAFTS_EDIT, OPEN, State.WITHDRAWN, reasons=True),
}


def review(actor: Actor, draft: Draft, *, seen: int, why: str = "") -> Draft:
    """Finds a draft right and complete; ``seen`` is the saving that was read."""
    return _one(actor, Deed.REVIEWED, draft, why, {draft.pk: seen})


def approve(actor: Actor, draft: Draft, *, seen: int, why: str = "") -> Draft:
    """Approves a reviewed draft, in the post that may; not by whoever wrote it last."""
    return _one(actor, Deed.APPROVED, draft, why, {draft.pk: seen})


def send_back(actor: Actor, draft: Draft, *, why: str) -> Draft:
    """Returns a reviewed or approved draft to those who write, with the reason."""
    return _one(actor, Deed.RETURNED, draft, why)


def withdraw(actor: Actor, draft: Draft, *, why: str) -> Draft:
    """Gives a draft up; what was written stays readable."""
    return _one(actor, Deed.WITHDRAWN, draft, why)


def decide(
    actor: Actor, deed: Deed, drafts: Sequence[Draft], *, why: str = "", seen: Mapping[int, int] | None = None
) -> Outcome:
    """Takes one decision about many drafts; those that refuse it are named with the reason, the rest is done.

    ``seen`` gives, by the id of a draft, the saving that was read. Raises ``RevisionRefused`` where the
    decision needs a reason and has none.
    """
    step, outcome = STEPS[deed], Outcome()
    if step.reasons and not why.strip():
        raise errors.no_reason()
    for batch in batches(drafts):
        with transaction.atomic():
            rows = lock(batch)
            writers = last_writers(rows) if deed is Deed.APPROVED else {}
            ready = []
            for draft in rows:
                if refusal := _refusal(actor, step, draft, (seen or {}).get(draft.pk), writers.get(draft.pk)):
                    outcome.refused[draft.code] = refusal
                else:
                    ready.append(draft)
            conclude(actor, step.rule, deed, ready, step.to, why)
        outcome.done += ready
    return outcome


def last_writers(drafts: Sequence[Draft]) -> dict[int, int]:
    """Which account wrote each draft last, by its id; what a part of the program wrote is nobody's."""
    rows = Revision.objects.filter(draft__in=drafts, user__isnull=False).order_by("number")
    return dict(rows.values_list("draft", "user"))


def _one(actor: Actor, deed: Deed, draft: Draft, why: str, seen: Mapping[int, int] | None = None) -> Draft:
    STEPS[deed].rule.require(actor, draft.target)
    outcome = decide(actor, deed, [draft], why=why, seen=seen)
    for refusal in outcome.refused.values():
        raise refusal
    return outcome.done[0]


def _refusal(
    actor: Actor, step: Step, draft: Draft, seen: int | None, writer: int | None
) -> BilingualError | None:
    """Why a decision about a draft is refused; None where it is not."""
    if not step.rule.permits(actor, draft.target):
        return errors.not_yours()
    if draft.state not in step.states:
        return errors.wrong_state(" or ".join(step.states))
    if step.reads and seen is not None and draft.revision != seen:
        return errors.stale()
    if writer is not None and writer == actor.user:
        return errors.four_eyes()
    return None
