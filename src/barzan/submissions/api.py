"""Submissions over HTTP: sent, listed, read; keys, digits and dates are Latin and Gregorian."""

from datetime import datetime
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status
from ninja.errors import HttpError

from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC
from barzan.forms.models import Form
from barzan.persian.errors import BilingualError
from barzan.submissions import api_uploads, openrosa, queries, sent
from barzan.submissions.actions import keep_unread, take_in
from barzan.submissions.core.moments import moment
from barzan.submissions.errors import SubmissionRefused, Unreadable
from barzan.submissions.kinds import State, Via
from barzan.submissions.models import Submission
from barzan.submissions.queries import EXACT, Filters
from barzan.submissions.rules import OWN, READ
from barzan.submissions.sending import Sending

router = Router()
router.add_router("/uploads", api_uploads.router)
router.add_router("/openrosa", openrosa.router)
MOST = 500


class BrokenOut(Schema):
    place: str
    rule: str
    message: dict[str, str] = Field(description="by language")


class ReceiptOut(Schema):
    number: int
    key: str
    form: str
    version: int
    state: str
    received_at: datetime
    broken: list[BrokenOut] = Field([], description="rules that the answers break; kept, and to be looked at")


class SubmissionOut(ReceiptOut):
    unit: str
    place: str | None
    via: str
    answers: dict[str, Any] = Field(description="without the personal ones")
    started_at: datetime | None
    ended_at: datetime | None


class ListedOut(Schema):
    number: int
    key: str
    form: str
    version: int
    state: str
    broken: bool
    unit: str
    place: str | None
    via: str
    received_at: datetime


class ListOut(Schema):
    count: int = Field(description=f"exact up to {EXACT}; {EXACT + 1} says more than that")
    older: str = Field(description="cursor of the next page; empty on the last")
    submissions: list[ListedOut]


class RefusedOut(Schema):
    code: str
    fa: str
    en: str
    kept: bool = Field(
        False, description="it could not be read and was kept as it came: do not send it again"
    )


class FiltersIn(Schema):
    state: str = ""
    broken: bool | None = None
    unit: str = ""
    place: str = ""
    since: str = Field("", description="ISO 8601 with its zone")
    until: str = Field("", description="ISO 8601 with its zone")
    cursor: str = ""
    limit: int = Field(100, ge=1, le=MOST)


@router.post(
    "/{form}",
    response={200: ReceiptOut, 201: ReceiptOut, 413: RefusedOut, 422: RefusedOut, 409: RefusedOut},
    url_name="submission-send",
    summary="Send a submission",
    auth=Sending(),
)
@endpoint(PUBLIC)
def send(request: HttpRequest, form: str) -> Any:
    """``{"key": "uuid:…", "version": 3, "answers": {…}, "consented": true}``. The same key again is the same
    submission (200); what cannot be read as answers is kept as it came (422 with ``kept``).
    """
    try:
        body = request.body
    except RequestDataTooBig:
        return Status(413, _refused(SubmissionRefused.too_large()))
    if not body.strip():
        return Status(422, _refused(Unreadable.form()))
    try:
        arrival = sent.read_json(body)
        row = take_in(request.actor, form, arrival, via=Via.API)
    except Unreadable as reason:
        return _kept_raw(request, form, body, reason)
    except BilingualError as refused:
        return Status(409, _refused(refused))
    return Status(200 if row.known else 201, _receipt(row))


def _kept_raw(request: HttpRequest, form: str, body: bytes, reason: Unreadable) -> Any:
    try:
        keep_unread(request.actor, form, body, via=Via.API, reason=reason)
    except BilingualError as refused:
        return Status(409, _refused(refused))
    return Status(422, {**_refused(reason), "kept": True})


@router.get("/{form}", response=ListOut, url_name="submission-list", summary="Submissions of a form")
@endpoint(READ)
def submissions(request: HttpRequest, form: str, asked: Query[FiltersIn]) -> Any:
    """Those of the reader's units and places, the newest first, a page at a time."""
    filters = Filters(
        form=form[:60],
        state=asked.state if asked.state in State.values else "",
        broken=asked.broken,
        unit=asked.unit[:60],
        place=asked.place[:60],
        since=moment(asked.since),
        until=moment(asked.until),
    )
    page = queries.submissions(request.actor, filters, cursor=asked.cursor, size=asked.limit)
    return {
        "count": queries.count(request.actor, filters),
        "older": page.older,
        "submissions": [{**_brief(row), "broken": row.broken, **_where(row)} for row in page.rows],
    }


@router.get(
    "/{form}/{key}",
    response={200: SubmissionOut | ReceiptOut},
    url_name="submission-one",
    summary="One submission",
)
@endpoint(PUBLIC)
def submission(request: HttpRequest, form: str, key: str) -> Any:
    """Whole for staff and for the account that sent it, without the personal answers; a receipt for whoever
    knows the key of one that was sent without an account.
    """
    asked = Form.objects.filter(key=form).first()
    row = queries.by_key(request.actor, asked, key) if asked else None
    if row is None:
        raise HttpError(404, "no such submission")
    if not OWN.permits(request.actor, row.target):
        return _receipt(row)
    row, answers = queries.submission(request.actor, row.pk)
    more = {"answers": answers, "started_at": row.started_at, "ended_at": row.ended_at}
    return SubmissionOut(**_receipt(row), **_where(row), **more)


def _brief(row: Submission) -> dict[str, Any]:
    return {
        "number": row.pk,
        "key": row.key,
        "form": row.form.key,
        "version": row.version.number,
        "state": row.state,
        "received_at": row.received_at,
    }


def _receipt(row: Submission) -> dict[str, Any]:
    return {**_brief(row), "broken": row.content.broken}


def _where(row: Submission) -> dict[str, Any]:
    return {"unit": row.unit.code, "place": row.place.code if row.place else None, "via": row.via}


def _refused(refused: BilingualError) -> dict[str, Any]:
    return {"code": refused.code, "fa": refused.fa, "en": refused.en}
