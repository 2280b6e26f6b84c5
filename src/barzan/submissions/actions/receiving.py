"""Everything that arrives is kept exactly once, judged by the server, never lost and never silently accepted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from barzan.access import Actor
from barzan.submissions.kinds import Via
from barzan.submissions.models import Submission, Unread
from barzan.submissions.values import Answers, Arrival


def receive(
    actor: Actor,
    form_key: str,
    answers: Answers,
    *,
    key: str,
    version: int | None = None,
    via: str = Via.PAGE,
    started_at: datetime | None = None,
    ended_at: datetime | None = None,
    consented: bool = False,
) -> Submission:
    """Keeps ``answers`` as the submission ``key`` of a form; the same key again is the same submission.

    Rules that the answers break are kept with them (``broken``); what is reckoned otherwise than sent is
    noted. Other answers under a known key are kept beside the first ones. Raises ``SubmissionRefused`` where
    the form takes none, ``Forbidden`` where not from this actor; ``Unreadable`` for what are no answers, which
    ``keep_unread`` keeps.
    """
    raise NotImplementedError


def receive_many(
    actor: Actor, form_key: str, arrivals: Sequence[Arrival], *, via: str = Via.IMPORT
) -> list[Submission]:
    """Like ``receive`` for many submissions of one form, in few statements and one transaction; in their order."""
    raise NotImplementedError


def keep_unread(actor: Actor, form_key: str, body: bytes, *, via: str, code: str, fa: str, en: str) -> Unread:
    """Keeps something that could not be read as it came, once, with the reason."""
    raise NotImplementedError
