"""Plain values that the commands of the room take and give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from barzan.forms.models import FormVersion
from barzan.submissions.models import Submission

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Arrival:
    """What arrived for a form: the answers as sent, under the key that makes them one submission.

    ``version`` is the number of the version that was filled in (None: the current one); ``consented`` says
    that the words of the form were agreed to. ``started_at`` and ``ended_at`` are taken from the answers
    where they are None. ``edits`` is the key of what they correct (deprecatedID); None: they are new.
    """

    answers: Answers
    key: str
    version: int | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    consented: bool = False
    edits: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a follower is told of one submission: it was ``received`` or ``edited``, or its new state.

    ``answers`` are whole, with the personal ones; ``before`` those that counted until an edit.
    """

    submission: Submission
    version: FormVersion
    deed: str
    answers: Answers
    before: Answers | None = None
