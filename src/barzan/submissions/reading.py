"""The answers of a content as a whole, for the commands and queries of this room."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from barzan.submissions.core.answers import join
from barzan.submissions.models import Content, Personal, Submission

LIGHT = ("version__xml", "version__facts", "version__differences")


def whole(content: Content) -> dict[str, Any]:
    """The answers with the personal ones, as far as they are kept."""
    found = Personal.objects.filter(submission=content.submission_id, number=content.number).first()
    return join(content.answers, found.answers) if found else dict(content.answers)


def locked(numbers: Collection[int]) -> list[Submission]:
    """Submissions locked in the order of their ids, with form, version and the content that counts."""
    rows = Submission.objects.select_for_update(of=("self",)).filter(pk__in=numbers).order_by("pk")
    return with_contents(list(rows.select_related("form__unit", "version").defer(*LIGHT)))


def with_contents(rows: list[Submission]) -> list[Submission]:
    """The same rows with the contents that count, in one question."""
    found = Content.objects.filter(submission__in=[row.pk for row in rows])
    contents = {(each.submission_id, each.number): each for each in found}
    for row in rows:
        row.content = contents[row.pk, row.current]
    return rows
