"""Writes submissions and what hangs on them, many in few statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from django.db import connection

from barzan.access import Actor
from barzan.submissions.core.judging import Judged
from barzan.submissions.models import Attachment, Content, Fresh, Personal, Submission
from barzan.submissions.naming import file_name
from barzan.trail import bulk

FIELDS = (
    "key", "form", "version", "unit", "unit_path", "place", "place_path", "person", "via", "state", "broken",
    "current", "seen", "consent", "received_at", "started_at", "ended_at",
)  # fmt: skip
MOST = bulk.VALUES // len(FIELDS)
CONTENT = (
    "submission", "number", "origin", "base", "version", "answers", "broken", "changed", "dropped", "digest",
    "why", "at", "user", "post",
)  # fmt: skip
_FIELDS = [Submission._meta.get_field(name) for name in FIELDS]


def insert_new(rows: Sequence[Submission]) -> dict[str, int]:
    """Inserts those whose key the form does not know; their ids by key.

    The database decides it: of two that come at once with one key the second waits for the first, and finds
    it. Rows are written in the order of their keys, so that nobody waits in a circle.
    """
    found: dict[str, int] = {}
    ordered = sorted(rows, key=lambda row: row.key)
    with connection.cursor() as cursor:
        for first in range(0, len(ordered), MOST):
            some = ordered[first : first + MOST]
            cursor.execute(_insertion(len(some)), list(chain.from_iterable(map(_values, some))))
            found.update(cursor.fetchall())
    return found


@lru_cache(maxsize=20)
def _insertion(rows: int) -> str:
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in _FIELDS)
    marks = ", ".join([f"({', '.join(['%s'] * len(_FIELDS))})"] * rows)
    return (
        f"INSERT INTO {quoted(Submission._meta.db_table)} ({columns}) VALUES {marks} "  # noqa: S608
        "ON CONFLICT (form_id, key) DO NOTHING RETURNING key, id"
    )


def _values(row: Submission) -> list[Any]:
    return [field.get_db_prep_save(getattr(row, field.attname), connection) for field in _FIELDS]


def content(
    row: Submission, found: Judged, actor: Actor, *, number: int, origin: str, digest: str, **more: Any
) -> tuple[Any, ...]:
    """The values of a content of ``row``, in the order of ``CONTENT``."""
    return (
        row.pk,
        number,
        origin,
        more.get("base"),
        more.get("version") or row.version_id,
        found.answers,
        found.broken,
        found.changed,
        found.dropped,
        digest,
        more.get("why", ""),
        more["at"],
        actor.user,
        more.get("post"),
    )


def insert_contents(contents: Sequence[tuple[Any, ...]], judged: Sequence[Judged]) -> None:
    """Inserts contents and, apart, what is personal in them."""
    bulk.insert(Content, CONTENT, contents)
    personal = [
        (row[0], row[1], found.personal, found.sent)
        for row, found in zip(contents, judged, strict=True)
        if found.personal or found.sent is not None
    ]
    if personal:
        bulk.insert(Personal, ("submission", "number", "answers", "sent"), personal)


def expect_files(pairs: Iterable[tuple[int, Judged]]) -> int:
    """Rows for the files that answers name; those that are there stay. How many were named."""
    rows = [
        Attachment(submission_id=pk, name=file_name(name), place=place[:500], personal=personal)
        for pk, found in pairs
        for place, name, personal in found.files
    ]
    if rows:
        Attachment.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    return len(rows)


def mark(submissions: Iterable[Submission]) -> None:
    """Leaves a mark for the columnar store on each."""
    bulk.insert(Fresh, ("submission", "form"), [(row.pk, row.form_id) for row in submissions])
