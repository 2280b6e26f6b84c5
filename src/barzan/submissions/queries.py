"""What can be known of submissions; the actor comes first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from django.db.models import Q, QuerySet
from django.utils import timezone

from barzan.access import Actor
from barzan.access.querysets import within
from barzan.access.rules import Forbidden
from barzan.documents import queries as documents
from barzan.forms.models import Form, FormVersion
from barzan.people.actors import actor_of
from barzan.submissions import judgement
from barzan.submissions.codes import code_hash, secret_hash
from barzan.submissions.core.answers import join, path_of
from barzan.submissions.filters import Filters, narrowed
from barzan.submissions.kinds import State
from barzan.submissions.models import (
    Attachment,
    Content,
    Device,
    Draft,
    FollowUp,
    Fresh,
    Personal,
    Review,
    Submission,
    Unread,
    Upload,
)
from barzan.submissions.naming import file_name
from barzan.submissions.paging import Page, page_of
from barzan.submissions.reading import whole
from barzan.submissions.rules import DEVICES, EDIT, OWN, PERSONAL, READ, REVIEW
from barzan.submissions.values import Answers
from barzan.trail import actions as trail

EXACT = 1000  # counts are exact up to here, then "more than"
ALL = Filters()
LIGHT = (
    "version__xml", "version__facts", "version__differences", "form__consent", "form__consent_en",
)  # fmt: skip

__all__ = ["EXACT", "Answers", "Filters", "Page"]


@dataclass(frozen=True, slots=True)
class Row:
    """A submission for the columnar store: its answers that count, without the personal ones."""

    submission: Submission
    answers: Answers
    version: int


@dataclass(frozen=True, slots=True)
class Past:
    """Everything that became of a submission: its contents, reviews and attachments, the oldest first.

    ``personal`` are the personal answers by the number of the content; empty where they were not asked for.
    """

    contents: list[Content]
    reviews: list[Review]
    attachments: list[Attachment]
    personal: dict[int, Personal]

    def answers(self, number: int) -> dict[str, Any]:
        """The answers of a content, as far as the reader may see them."""
        content = next(each for each in self.contents if each.number == number)
        mine = self.personal.get(number)
        return join(content.answers, mine.answers) if mine else content.answers


@dataclass(frozen=True, slots=True)
class Followed:
    """What a follow-up code tells of a submission: its state ``since`` when, and ``why`` it was sent back."""

    submission: Submission
    since: datetime
    why: str


def _covered(actor: Actor) -> QuerySet[Submission]:
    return Submission.objects.filter(within(READ.scope(actor), unit="unit_path", place="place_path"))


def submissions(actor: Actor, filters: Filters = ALL, *, cursor: str = "", size: int = 50) -> Page:
    """A page of the submissions of the actor's units and places; ``cursor`` is ``older`` or ``newer`` of
    another page.
    """
    rows = narrowed(_covered(actor), filters)
    rows = rows.select_related("form", "version", "unit", "place", "person").defer(*LIGHT)
    return page_of(rows, cursor, size)


def own(actor: Actor, *, cursor: str = "", size: int = 50) -> Page:
    """A page of what the actor sent themselves, the newest first."""
    if actor.person is None:
        return Page([])
    rows = Submission.objects.filter(person=actor.person).select_related("form", "version", "unit")
    return page_of(rows.defer(*LIGHT), cursor, size)


def reasons(actor: Actor, rows: Sequence[Submission]) -> dict[int, str]:
    """Why those of ``rows`` that were sent back were, by their ids."""
    back = [row for row in rows if row.state == State.SENT_BACK]
    for row in back:
        OWN.require(actor, row.target)
    found = Review.objects.filter(submission__in=back, after=State.SENT_BACK).order_by("pk")
    return dict(found.values_list("submission_id", "why"))


def count(actor: Actor, filters: Filters = ALL) -> int:
    """How many there are, at most ``EXACT + 1``."""
    return narrowed(_covered(actor), filters).order_by()[: EXACT + 1].count()


def submission(actor: Actor, number: int, *, personal: bool = False) -> tuple[Submission, Answers]:
    """One with its answers; with ``personal`` whole, where the actor may, which the trail records.

    Raises ``Submission.DoesNotExist`` beyond what the actor may read.
    """
    reach = within(OWN.scope(actor), unit="unit_path", place="place_path", person="person")
    rows = Submission.objects.filter(reach).select_related("version", "form__unit", "unit", "place")
    row = rows.select_related("person", "consent").defer(*LIGHT[:3]).get(pk=number)
    if not personal or not may_read_personal(actor, row):
        return row, row.content.answers
    return row, _read_whole(actor, row)


def _read_whole(actor: Actor, row: Submission, why: str = "") -> Answers:
    """The answers that count with the personal ones, whose reading is recorded."""
    found = Personal.objects.filter(submission=row, number=row.current).first()
    if found is None:
        return row.content.answers
    trail.reading(actor, row, why=why)
    return join(row.content.answers, found.answers)


def followed(actor: Actor, code: str) -> Followed | None:
    """What became of the submission that a follow-up code opens, without its answers, for whoever knows it;
    None where there is none, or no longer.
    """
    rows = Submission.objects.filter(
        pk__in=FollowUp.objects.filter(secret=code_hash(code)).values("submission")
    )
    row = rows.select_related("version", "form__unit").defer(*LIGHT).first()
    if row is None:
        return None
    last = row.reviews.last()
    back = row.reviews.filter(after=State.SENT_BACK).last() if row.state == State.SENT_BACK else None
    return Followed(row, last.at if last else row.received_at, back.why if back else "")


def followed_whole(actor: Actor, code: str) -> tuple[Submission, Answers] | None:
    """What was sent back with all its answers, for whoever knows its follow-up code, which the trail records;
    None unless it was sent back.
    """
    found = followed(actor, code)
    if found is None or found.submission.state != State.SENT_BACK:
        return None
    return found.submission, _read_whole(actor, found.submission, why="follow-up code")


def is_followed(actor: Actor, row: Submission) -> bool:
    """Whether whoever sent it has a follow-up code."""
    OWN.require(actor, row.target)
    return FollowUp.objects.filter(submission=row).exists()


def may_read_personal(actor: Actor, row: Submission) -> bool:
    """Whether the personal answers are for the actor: by a right in its unit, or because they sent it."""
    own = actor.person is not None and actor.person == row.person_id
    return own or PERSONAL.permits(actor, row.target)


def submissions_of(actor: Actor, numbers: Collection[int]) -> list[int]:
    """Those of ``numbers`` that the actor may review."""
    reach = within(REVIEW.scope(actor), unit="unit_path", place="place_path")
    return list(Submission.objects.filter(reach, pk__in=numbers).values_list("pk", flat=True))


def attachment(actor: Actor, number: int, pk: int) -> tuple[Attachment, BinaryIO] | None:
    """A file of a submission that the actor may read, opened; None where there is none. A personal one needs
    the right of personal answers, and its reading is recorded.

    Raises ``Forbidden``, ``DocumentErased``, ``DocumentMissing``.
    """
    rows = Attachment.objects.filter(submission=number, document__isnull=False)
    found = rows.select_related("submission", "document__document").filter(pk=pk).first()
    if found is None:
        return None
    OWN.require(actor, found.submission.target)
    if found.personal and not may_read_personal(actor, found.submission):
        raise Forbidden(PERSONAL)
    content = documents.opened(found.document)
    if found.personal:
        trail.reading(actor, found.submission, why="attachment")
    return found, content


def files_to_name(actor: Actor, row: Submission) -> frozenset[tuple[str, str]]:
    """The files that an edit of ``row`` may name: those it has, each with the path of its question, and with
    no path those that the editor has sent ahead.
    """
    ahead = Upload.objects.filter(form=row.form_id, key=row.key, person=actor.person, whole=True)
    found = {(path_of(place), name) for place, name in row.attachments.values_list("place", "name")}
    return frozenset(found | {("", name) for name in ahead.values_list("name", flat=True)})


def files_that_count(actor: Actor, row: Submission) -> frozenset[str]:
    """The names of the files that the answers name now; of a personal one only whether it is among them may
    be shown.
    """
    named = judgement.shape(row.version).named(whole(row.content))
    return frozenset(file_name(name) for _, name, _ in named)


def has_personal(actor: Actor, row: Submission) -> bool:
    """Whether any personal answers of it are kept; says nothing of them."""
    OWN.require(actor, row.target)
    return Personal.objects.filter(submission=row).exists()


def past(actor: Actor, row: Submission, *, personal: bool = False) -> Past:
    """All that became of a submission that was read with ``submission``; with ``personal`` each content
    whole, where the actor may, which the trail records.
    """
    OWN.require(actor, row.target)
    found: list[Personal] = []
    if personal and may_read_personal(actor, row):
        found = list(Personal.objects.filter(submission=row))
        if found:
            trail.reading(actor, row, why="history")
    return Past(
        list(row.contents.select_related("user__person", "post", "version").defer(*LIGHT[:3])),
        list(row.reviews.select_related("user__person", "post", "undoes")),
        list(row.attachments.select_related("document__document")),
        {each.number: each for each in found},
    )


def by_key(actor: Actor, form: Form, key: str) -> Submission | None:
    """The submission under a key, for whoever may read it or sent it; without an account, by knowing it."""
    row = Submission.objects.filter(form=form, key=key).first()
    if row is None or row.person_id is None or OWN.permits(actor, row.target):
        return row
    return None


def attachments(actor: Actor, form: Form, key: str) -> list[Attachment]:
    """What is here of the files of a submission, for whoever may know of it; a reader without the right of
    personal answers is told of no personal ones.
    """
    row = by_key(actor, form, key)
    if row is None:
        return []
    hidden = OWN.permits(actor, row.target) and not may_read_personal(actor, row)
    return list(row.attachments.filter(personal=False) if hidden else row.attachments.all())


def stream(
    actor: Actor, form: Form, *, after: int = 0, until: int | None = None, batch: int = 2000
) -> Iterator[list[Row]]:
    """All submissions of a form within the actor's reach with ids in (after, until], by id, in batches.

    For the columnar store the actor is the system. A submission can change, or be committed, behind the
    stream: ``fresh`` has the marks.
    """
    rows = _covered(actor).filter(form=form)
    if until is not None:
        rows = rows.filter(pk__lte=until)
    while some := _rows(rows.filter(pk__gt=after).order_by("pk")[:batch]):
        yield some
        after = some[-1].submission.pk


def rows_of(actor: Actor, numbers: Collection[int]) -> list[Row]:
    """The same rows as ``stream``, by their ids."""
    ordered, found = sorted(numbers), []
    for first in range(0, len(ordered), 2000):
        found += _rows(_covered(actor).filter(pk__in=ordered[first : first + 2000]).order_by("pk"))
    return found


def _rows(rows: QuerySet[Submission]) -> list[Row]:
    """With their contents in one more question, and the numbers of versions from those that are few."""
    found = list(rows)
    contents = Content.objects.filter(submission__in=[row.pk for row in found]).only(
        "submission", "number", "answers"
    )
    answers = {(each.submission_id, each.number): each.answers for each in contents}
    versions = _version_numbers({row.version_id for row in found})
    return [Row(row, answers[row.pk, row.current], versions[row.version_id]) for row in found]


def _version_numbers(ids: Collection[int]) -> dict[int, int]:
    return dict(FormVersion.objects.filter(pk__in=ids).values_list("pk", "number"))


def fresh(form: Form, limit: int = 100_000) -> list[tuple[int, int]]:
    """Marks of submissions that are new or changed since somebody took them in: (mark, id), the oldest
    first.

    A row can be committed after a higher id was taken in: only the marks tell it. Read them, then the rows
    (``rows_of``), then remove exactly those marks (``actions.keeping.taken``).
    """
    return list(Fresh.objects.filter(form=form.pk).order_by("pk").values_list("pk", "submission")[:limit])


def drafts(actor: Actor, form_key: str = "") -> list[Draft]:
    """The actor's own drafts, the last saved first."""
    if actor.person is None:
        return []
    rows = Draft.objects.filter(person=actor.person, expires_at__gt=timezone.now())
    rows = rows.filter(form__key=form_key) if form_key else rows
    return list(rows.select_related("form", "version").defer(*LIGHT[:3]))


def draft(actor: Actor, code: str) -> Draft | None:
    """The draft that a resume code opens, for whoever knows it; None where there is none, or no longer."""
    rows = Draft.objects.filter(secret=code_hash(code), expires_at__gt=timezone.now())
    return rows.select_related("form", "version").defer(*LIGHT[:3]).first()


def unread(actor: Actor, form: Form | None = None, *, waiting: bool = True) -> QuerySet[Unread]:
    """What arrived in the actor's units and could not be read, without its bodies."""
    rows = Unread.objects.filter(within(EDIT.scope(actor), unit="form__unit__path"))
    rows = rows.filter(form=form) if form else rows
    rows = rows.filter(settled_at=None) if waiting else rows
    return rows.select_related("form__unit").defer("body")


def unread_body(actor: Actor, pk: int) -> tuple[Unread, bytes]:
    """One of them as it came, which the trail records. Raises ``Unread.DoesNotExist``."""
    rows = Unread.objects.filter(within(EDIT.scope(actor), unit="form__unit__path"))
    found = rows.select_related("form__unit", "person").get(pk=pk)
    trail.reading(actor, found)
    return found, bytes(found.body)


def devices(actor: Actor) -> Sequence[Device]:
    """The actor's own devices, and those of the units they answer for."""
    reach = within(DEVICES.scope(actor), unit="unit__path") | Q(user=actor.user)
    return list(Device.objects.filter(reach).select_related("user__person", "unit")[:500])


def device_actor(secret: str, on: date, now: datetime) -> Actor | None:
    """Who a device acts for: its account, as it is on that day; None where the secret opens nothing."""
    rows = Device.objects.filter(secret=secret_hash(secret), closed_at=None, expires_at__gt=now)
    device = rows.filter(user__is_active=True).select_related("user").first()
    return actor_of(device.user, on) if device else None
