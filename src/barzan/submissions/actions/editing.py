"""An edit is a new content; what was answered before stays."""

from __future__ import annotations

from barzan.access import Actor
from barzan.submissions.models import Submission
from barzan.submissions.values import Answers


def edit(actor: Actor, submission: Submission, answers: Answers, *, seen: int, why: str = "") -> Submission:
    """Other answers for a submission, whole (with the personal ones), judged by its own version.

    ``seen`` is the counter that the editor read: raises ``SubmissionConflict`` (with ``.current``, the content
    that came meanwhile) where it is another by now; nothing is overwritten. An approved one has to be reviewed
    again. Staff give a reason; whoever sent it edits it only when it was sent back.
    """
    raise NotImplementedError
