"""Drafts: answers on their way, kept for a person or for whoever knows the code, until they are sent."""

from __future__ import annotations

from barzan.access import Actor
from barzan.submissions.kinds import Via
from barzan.submissions.models import Draft, Submission
from barzan.submissions.values import Answers


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

    ``draft.code`` is set on a new draft only: the table keeps its hash. A draft of a person needs that person,
    another one its ``code``. Raises ``DraftConflict`` (with ``.draft``) where it was saved meanwhile.
    """
    raise NotImplementedError


def send_draft(
    actor: Actor,
    draft: Draft,
    *,
    code: str = "",
    answers: Answers | None = None,
    consented: bool = False,
    via: str = Via.PAGE,
) -> Submission:
    """Sends a draft (with the last ``answers``, where given): received once, and the draft is gone."""
    raise NotImplementedError


def discard_draft(actor: Actor, draft: Draft, *, code: str = "") -> None:
    """Deletes a draft with all it holds."""
    raise NotImplementedError
