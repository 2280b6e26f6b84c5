"""What can be known of submissions; the actor comes first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from barzan.access import Actor
from barzan.forms.models import Form
from barzan.submissions.models import Draft, Submission
from barzan.submissions.values import Answers

EXACT = 1000  # counts are exact up to here, then "more than"


@dataclass(frozen=True, slots=True)
class Filters:
    """Of a list of submissions; what is empty leaves out nothing.

    ``unit`` and ``place`` are codes and mean all that lies under them; ``since`` and ``until`` bound
    ``received_at`` (half-open). ``broken`` is True for those that break a rule, False for those that break
    none.
    """

    form: str = ""
    state: str = ""
    via: str = ""
    unit: str = ""
    place: str = ""
    person: int | None = None
    broken: bool | None = None
    since: datetime | None = None
    until: datetime | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some submissions, the newest first; ``older`` and ``newer`` are cursors of the pages beside it."""

    rows: list[Submission]
    older: str = ""
    newer: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A submission for the columnar store: its answers that count, without the personal ones."""

    submission: Submission
    answers: Answers
    version: int


def submissions(actor: Actor, filters: Filters = Filters(), *, cursor: str = "", size: int = 50) -> Page:
    """A page of the submissions of the actor's units and places; ``cursor`` is ``older`` or ``newer`` of
    another page.
    """
    raise NotImplementedError


def count(actor: Actor, filters: Filters = Filters()) -> int:
    """How many there are, at most ``EXACT + 1``."""
    raise NotImplementedError


def submission(actor: Actor, number: int, *, personal: bool = False) -> tuple[Submission, Answers]:
    """One with its answers; with ``personal`` whole, where the actor may, which the trail records.

    Raises ``Submission.DoesNotExist`` beyond what the actor may read.
    """
    raise NotImplementedError


def by_key(actor: Actor, form: Form, key: str) -> Submission | None:
    """The submission under a key, for whoever may read it or sent it."""
    raise NotImplementedError


def stream(
    actor: Actor, form: Form, *, after: int = 0, until: int | None = None, batch: int = 2000
) -> Iterator[list[Row]]:
    """All submissions of a form within the actor's reach with ids in (after, until], by id, in batches.

    For the columnar store the actor is the system. A submission can change, or be committed, behind the
    stream: ``fresh`` has the marks.
    """
    raise NotImplementedError


def fresh(form: Form, limit: int = 100_000) -> list[tuple[int, int]]:
    """Marks of submissions that are new or changed since somebody took them in: (mark, id), the oldest first.

    A row can be committed after a higher id was taken in: only the marks tell it. Read them, then the rows
    (``rows_of``), then remove exactly those marks (``actions.keeping.taken``).
    """
    raise NotImplementedError


def rows_of(actor: Actor, numbers: list[int]) -> list[Row]:
    """The same rows as ``stream``, by their ids."""
    raise NotImplementedError


def drafts(actor: Actor, form_key: str = "") -> list[Draft]:
    """The actor's own drafts, the last saved first."""
    raise NotImplementedError


def draft(actor: Actor, code: str) -> Draft | None:
    """The draft that a resume code opens; None where there is none, or no longer."""
    raise NotImplementedError
