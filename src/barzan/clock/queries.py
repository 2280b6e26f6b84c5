"""What can be known of deadlines and calendars; the actor comes first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from barzan.access import Actor
from barzan.clock import books
from barzan.clock.core import Terms, reckon
from barzan.clock.models import Deadline
from barzan.persian.language import active_language


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due, where its time stands and how that is explained, in the reader's language."""

    due_at: datetime | None
    state: str
    sentence: str
    overdue: bool


def dues(actor: Actor, kind: str, keys: Collection[str]) -> dict[str, Due]:
    """By key: the deadlines of owners that the caller may show, in one question."""
    rows = Deadline.objects.filter(owner_kind=kind, owner_key__in=keys).order_by()
    language = active_language()
    return {
        row.owner_key: Due(row.due_at, row.state, row.said(language), row.overdue)
        for row in rows.only("owner_key", "due_at", "state", "said_fa", "said_en")
    }


def moment(terms: Terms, since: datetime, unit_id: int) -> datetime:
    """The end of ``terms`` from ``since`` by the calendar of a unit. Raises ``ClockError``, ``KeyError``."""
    return reckon(terms, since, books.calendars([unit_id])[unit_id]).due
