"""What a room above asks this one to open: a task, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from barzan.clock.core.values import Terms
from barzan.tasks.core.fields import Choice, Field, FieldType, Text

__all__ = ["Choice", "Field", "FieldType", "NewDecision", "NewTask", "Subject", "Text"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a task is about, in words, and the page that shows it (``url_name`` empty: none)."""

    fa: str = ""
    en: str = ""
    url_name: str = ""
    url_args: Mapping[str, str | int] | Sequence[str | int] = ()


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task to open.

    ``kind`` names its owner (``owners.Owner``), ``key`` is the owner's own, unique within the kind.
    ``unit_id`` holds the task; ``post_id`` or ``body`` (a code) hold it more closely. ``outside`` names the
    outside authority for whom the unit keeps the record. ``about`` is the owner's code of what the task
    belongs to (of a process), by which the inbox filters. Time runs from ``since`` under ``terms``.
    """

    kind: str
    key: str
    title: Text
    unit_id: int
    since: datetime
    post_id: int | None = None
    body: str = ""
    outside: str = ""
    fields: tuple[Field, ...] = ()
    guide: str = ""
    subject: Subject = field(default_factory=Subject)
    terms: Terms | None = None
    about: str = ""

    @property
    def ref(self) -> str:
        """The name of the task in all rooms."""
        return ref(self.kind, self.key)


def ref(kind: str, key: str) -> str:
    """The name of the task ``key`` of the owner ``kind``, as the clock and links have it."""
    return f"{kind}:{key}"


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What a body decided in a session; ``minutes`` is the id of a document, votes may be uncounted."""

    session: str
    on: date
    text: str
    number: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    abstaining: int | None = None
    minutes: int | None = None

    @property
    def votes(self) -> int | None:
        """How many voted, abstentions counted; None where no votes were recorded."""
        counted = [n for n in (self.votes_for, self.votes_against, self.abstaining) if n is not None]
        return sum(counted) if counted else None
