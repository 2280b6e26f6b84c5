"""Attachments over HTTP, resumable in the manner of tus 1.0 (creation, also with the first chunk; PATCH)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from ninja import Router, Schema
from ninja.errors import HttpError

from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC
from barzan.forms.models import Form
from barzan.persian.errors import BilingualError
from barzan.submissions import queries
from barzan.submissions.actions.attaching import append, begin_upload, upload_of
from barzan.submissions.core import tus
from barzan.submissions.errors import OffsetConflict, SubmissionRefused
from barzan.submissions.models import Upload
from barzan.submissions.sending import Sending

router = Router()


class AttachmentOut(Schema):
    name: str
    place: str
    state: str
    sha256: str
    size: int | None
    at: datetime | None


@router.get(
    "/of/{form}/{key}",
    response=list[AttachmentOut],
    url_name="submission-attachments",
    summary="Files of a submission",
    auth=Sending(),
)
@endpoint(PUBLIC)
def attachments(request: HttpRequest, form: str, key: str) -> Any:
    """The files that its answers name, and which of them are here."""
    asked = Form.objects.filter(key=form).first()
    if asked is None:
        raise HttpError(404, "no such form")
    return queries.attachments(request.actor, asked, key)


@router.post("/of/{form}/{key}", url_name="submission-attach", summary="Begin an upload", auth=Sending())
@endpoint(PUBLIC)
def begin(request: HttpRequest, form: str, key: str) -> HttpResponse:
    """``Upload-Length`` and ``Upload-Metadata`` (``filename``, ``sha256``) as tus has them; a body of
    the kind ``application/offset+octet-stream`` is the first chunk. The same file again goes on where it
    stands. The submission may come later.
    """
    length = tus.number(request.headers.get("Upload-Length"))
    said = tus.metadata(request.headers.get("Upload-Metadata"))
    if length is None:
        return _told(400, SubmissionRefused.other_length())
    try:
        upload = begin_upload(
            request.actor, form, key, said.get("filename", ""), length, sha256=said.get("sha256", "")
        )
        if request.content_type == tus.CHUNK and upload.offset == 0 and not upload.whole:
            upload = append(request.actor, upload.token, 0, request)
    except BilingualError as refused:
        return _told(409, refused)
    address = reverse("api-1:submission-upload", args=[upload.token])
    return _stands(upload, 201, {"Location": request.build_absolute_uri(address)})


@router.api_operation(
    ["HEAD", "PATCH"],
    "/{token}/bytes",
    url_name="submission-upload",
    summary="Go on with an upload",
    auth=Sending(),
)
@endpoint(PUBLIC)
def bytes_of(request: HttpRequest, token: str) -> HttpResponse:
    """``HEAD`` says where it stands, ``PATCH`` with ``Upload-Offset`` adds a chunk there."""
    try:
        if request.method == "HEAD":
            return _stands(upload_of(token), 200)
        return _patched(request, token)
    except OffsetConflict as conflict:
        return _told(409, conflict, {"Upload-Offset": str(conflict.offset)})
    except SubmissionRefused as refused:
        return _told(404 if refused.code == "upload.missing" else 409, refused)
    except BilingualError as refused:
        return _told(415, refused)


def _patched(request: HttpRequest, token: str) -> HttpResponse:
    offset = tus.number(request.headers.get("Upload-Offset"))
    if request.content_type != tus.CHUNK or offset is None:
        return HttpResponse(status=415, headers=tus.HEADERS)
    return _stands(append(request.actor, token, offset, request), 204)


def _stands(upload: Upload, status: int, more: dict[str, str] | None = None) -> HttpResponse:
    headers = {"Upload-Offset": str(upload.offset), "Upload-Length": str(upload.length)}
    return HttpResponse(status=status, headers={**tus.HEADERS, **headers, **(more or {})})


def _told(status: int, refused: BilingualError, more: dict[str, str] | None = None) -> HttpResponse:
    said = {"code": refused.code, "fa": refused.fa, "en": refused.en}
    return JsonResponse(said, status=status, headers={**tus.HEADERS, **(more or {})})
