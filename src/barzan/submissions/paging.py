"""Pages of submissions by the place where one ended, so that the last page costs as much as the first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from barzan.submissions.core.moments import moment
from barzan.submissions.models import Submission

Mark = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class Page:
    """Some submissions, the newest first; ``older`` and ``newer`` are cursors of the pages beside it."""

    rows: list[Submission]
    older: str = ""
    newer: str = ""


def page_of(rows: QuerySet[Submission], cursor: str, size: int) -> Page:
    """The page of ``rows`` at ``cursor``; one that says nothing is the first page."""
    mark = _mark(cursor[1:])
    if mark is None or cursor[0] not in "<>":
        found = list(rows.order_by("-received_at", "-pk")[: size + 1])
        return Page(found[:size], _older(found, size))
    if cursor[0] == "<":
        found = list(_before(rows, mark).order_by("-received_at", "-pk")[: size + 1])
        return Page(found[:size], _older(found, size), _cursor(">", found[0]) if found else "")
    found = list(_after(rows, mark).order_by("received_at", "pk")[: size + 1])
    shown = found[:size][::-1]
    more = _cursor(">", shown[0]) if len(found) > size else ""
    return Page(shown, _cursor("<", shown[-1]) if shown else "", more)


def _older(found: list[Submission], size: int) -> str:
    return _cursor("<", found[size - 1]) if len(found) > size else ""


def _before(rows: QuerySet[Submission], mark: Mark) -> QuerySet[Submission]:
    at, pk = mark
    return rows.filter(Q(received_at__lte=at) & (Q(received_at__lt=at) | Q(pk__lt=pk)))


def _after(rows: QuerySet[Submission], mark: Mark) -> QuerySet[Submission]:
    at, pk = mark
    return rows.filter(Q(received_at__gte=at) & (Q(received_at__gt=at) | Q(pk__gt=pk)))


def _cursor(side: str, row: Submission) -> str:
    return f"{side}{row.received_at.isoformat()}~{row.pk}"


def _mark(text: str) -> Mark | None:
    at, _, pk = text.partition("~")
    found = moment(at)
    return (found, int(pk)) if found and pk.isascii() and pk.isdigit() and len(pk) < 19 else None
