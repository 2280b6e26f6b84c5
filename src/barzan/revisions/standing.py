"""Where a draft stands, in words: what is not said yet, what comes next by whom, what one may decide."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from barzan.access import Actor
from barzan.catalogue.content import ServiceContent
from barzan.persian.errors import BilingualError
from barzan.revisions import errors
from barzan.revisions.actions.decisions import STEPS, last_writers
from barzan.revisions.models import Deed, Draft, Revision, State
from barzan.revisions.rules import DRAFTS_PUBLISH

ORDER = (State.DRAFT, State.REVIEWED, State.APPROVED, State.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Offer:
    """A decision that may be taken about a draft now; ``refused`` says why this reader may not take it."""

    deed: Deed
    label: str
    icon: str
    primary: bool
    reasons: bool
    refused: BilingualError | None = None


def offers(actor: Actor, draft: Draft, latest: Revision) -> list[Offer]:
    """The decisions that the state of the draft allows and the actor's rule admits, the next step first.

    ``latest`` is the latest saving.
    """
    found = []
    for deed, label, icon in _deeds():
        if deed is Deed.PUBLISHED:
            allowed, states = DRAFTS_PUBLISH.permits(actor, draft.target), (State.APPROVED,)
        else:
            allowed, states = STEPS[deed].rule.permits(actor, draft.target), STEPS[deed].states
        if not allowed or draft.state not in states:
            continue
        reasons = deed in STEPS and STEPS[deed].reasons
        found.append(Offer(deed, label, icon, not reasons, reasons, _refusal(actor, deed, latest)))
    return found


def stages() -> list[str]:
    """The states of the way of a draft, for the drawing of it."""
    return [str(state.label) for state in ORDER]


def running(draft: Draft) -> int:
    """Which of ``stages`` a draft is at, from 1."""
    return ORDER.index(State(draft.state)) + 1


def next_sentence(draft: Draft) -> str:
    """What must happen next, and who does it."""
    return {
        State.DRAFT: lambda: gettext(
            "The head of the office or the secretary of the working group reviews it."
        ),
        State.REVIEWED: lambda: gettext("The head of the office approves it, but not who wrote it last."),
        State.APPROVED: lambda: gettext("It is published; then everybody reads it."),
        State.PUBLISHED: lambda: gettext("Everybody reads it now; a new change begins a new draft."),
        State.WITHDRAWN: lambda: gettext("It was given up; what was written stays readable here."),
    }[State(draft.state)]()


def unsaid(content: ServiceContent) -> list[str]:
    """What the sheet would have to leave open, as names of its parts. Nothing of it holds a draft up."""
    return [
        label
        for missing, label in (
            (not content.description, gettext("description")),
            (content.service_class is None, gettext("class")),
            (content.has_client is None, gettext("whether it has clients")),
            (content.fee_rials is None and not content.fee_text, gettext("cost")),
            (content.standard_days is None and not content.standard_text, gettext("legal time")),
            (content.has_client and not content.requirements, gettext("requirements")),
            (not content.legal_bases, gettext("legal bases")),
            (not content.steps, gettext("steps")),
            (content.has_client and not content.channels, gettext("ways to ask")),
            (not content.objection, gettext("how to object")),
        )
        if missing
    ]


def _deeds() -> tuple[tuple[Deed, str, str], ...]:
    return (
        (Deed.PUBLISHED, gettext("Publish"), "megaphone"),
        (Deed.APPROVED, gettext("Approve"), "gavel"),
        (Deed.REVIEWED, gettext("Reviewed: right and complete"), "circle-check"),
        (Deed.RETURNED, gettext("Send back"), "history"),
        (Deed.WITHDRAWN, gettext("Withdraw"), "trash-2"),
    )


def _refusal(actor: Actor, deed: Deed, latest: Revision) -> BilingualError | None:
    if deed is not Deed.APPROVED:
        return None
    writer = latest.user_id or last_writers([latest.draft]).get(latest.draft_id)
    return errors.four_eyes() if writer is not None and writer == actor.user else None
