"""OpenRosa for ODK Collect: a device fetches the forms its account may fill in, and sends them.

The secret of the device stands in the address, as ODK Central has it: ``…/openrosa/SECRET`` is the server's
URL in Collect. No cookie is looked at, hence no CSRF; the secret opens forms and takes submissions, nothing
that was sent is read. Basic authentication is not offered: it would pass by the second factor.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import md5
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import http_date
from ninja import Router

from barzan.access import Actor
from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC
from barzan.forms import queries as forms
from barzan.forms.models import Content, Form, FormVersion
from barzan.persian import persian_digits
from barzan.persian.errors import BilingualError
from barzan.submissions import sent
from barzan.submissions.actions import keep_unread, take_in
from barzan.submissions.actions.attaching import add_each
from barzan.submissions.core import openrosa
from barzan.submissions.core.openrosa import ListedForm, MediaFile
from barzan.submissions.errors import Unreadable
from barzan.submissions.kinds import Via
from barzan.submissions.models import Submission
from barzan.submissions.sending import device_actor

router = Router()
XML = "text/xml; charset=utf-8"
ANSWERS = "xml_submission_file"


@router.get("/{device}/formList", url_name="openrosa-forms", include_in_schema=False)
@endpoint(PUBLIC)
def form_list(request: HttpRequest, device: str) -> HttpResponse:
    """The forms that the device's account may fill in."""
    actor = _actor(request, device)
    rows = forms.open_forms(actor).exclude(current=None)
    wanted = request.GET.get("formID")
    rows = rows.filter(key=wanted) if wanted else rows
    return _xml(openrosa.form_list(_listed(request, device, form) for form in rows[:1000]))


@router.get("/{device}/forms/{key}/{int:number}/form.xml", url_name="openrosa-form", include_in_schema=False)
@endpoint(PUBLIC)
def form_xml(request: HttpRequest, device: str, key: str, number: int) -> HttpResponse:
    """A version of a form."""
    return _xml(_version(request, device, key, number).xml.encode())


@router.get(
    "/{device}/forms/{key}/{int:number}/manifest", url_name="openrosa-manifest", include_in_schema=False
)
@endpoint(PUBLIC)
def manifest(request: HttpRequest, device: str, key: str, number: int) -> HttpResponse:
    """The pictures, sounds and lists of a version."""
    version = _version(request, device, key, number)
    files = [
        MediaFile(
            file.name,
            _md5_of_content(file.content_id),
            _url(request, "openrosa-media", device, key, number, file.name),
        )
        for file in version.files.all()
    ]
    return _xml(openrosa.manifest(files))


@router.get(
    "/{device}/forms/{key}/{int:number}/media/{name}", url_name="openrosa-media", include_in_schema=False
)
@endpoint(PUBLIC)
def media(request: HttpRequest, device: str, key: str, number: int, name: str) -> HttpResponse:
    """One of them."""
    file = forms.file(_version(request, device, key, number), name)
    if file is None:
        raise Http404
    headers = {**openrosa.HEADERS, "X-Content-Type-Options": "nosniff", "Content-Disposition": "attachment"}
    return HttpResponse(bytes(file.content.data), content_type=file.content.media_type, headers=headers)


@router.api_operation(
    ["HEAD", "POST"], "/{device}/submission", url_name="openrosa-submission", include_in_schema=False
)
@endpoint(PUBLIC)
def submission(request: HttpRequest, device: str) -> HttpResponse:
    """Takes a submission with some of its files; Collect sends it in several requests where they are many."""
    actor = _actor(request, device)
    if request.method == "HEAD":
        return _xml(b"", 204)
    file = request.FILES.get(ANSWERS)
    if file is None:
        return _said(400, f"درخواست بخش {ANSWERS} ندارد.", f"The request has no part {ANSWERS}.")
    body = file.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    try:
        key = sent.root_of(body).get("id", "")
        form = Form.objects.filter(key=key).first()
        if form is None:
            return _said(404, f"فرم «{key[:60]}» نیست.", f"There is no form {key[:60]}.")
        return _received(actor, form, body, request)
    except BilingualError as refused:
        return _said(400, refused.fa, refused.en)


def _received(actor: Actor, form: Form, body: bytes, request: HttpRequest) -> HttpResponse:
    try:
        arrival = sent.read_xml(form, body)
        row = take_in(actor, form.key, arrival, via=Via.COLLECT)
    except Unreadable as reason:
        keep_unread(actor, form.key, body, via=Via.COLLECT, reason=reason)
        return _said(202, f"ناخوانا نگه داشته شد: {reason.fa}", f"Kept unread: {reason.en}")
    files = {file.name or name: file for name, file in request.FILES.items() if name != ANSWERS}
    refused = add_each(actor, row, files)
    return _receipt(row, refused)


def _receipt(row: Submission, refused: list[BilingualError]) -> HttpResponse:
    fa, en = f"با شمارهٔ {persian_digits(str(row.pk))} رسید.", f"Received as number {row.pk}."
    for each in refused:
        fa, en = f"{fa} {each.fa}", f"{en} {each.en}"
    return _said(201, fa, en)


def _actor(request: HttpRequest, device: str) -> Actor:
    """Who the device acts for; 404 where its secret opens nothing (any more)."""
    actor = device_actor(device)
    if actor is None:
        raise Http404
    return actor


def _version(request: HttpRequest, device: str, key: str, number: int) -> FormVersion:
    form = forms.open_form(_actor(request, device), key)
    version = forms.version_numbered(form, number) if form else None
    if version is None:
        raise Http404
    return version


def _listed(request: HttpRequest, device: str, form: Form) -> ListedForm:
    version: Any = form.current
    arguments = (device, form.key, version.number)
    return ListedForm(
        form.key,
        form.title,
        str(version.number),
        _md5_of_version(version.content_hash),
        _url(request, "openrosa-form", *arguments),
        _url(request, "openrosa-manifest", *arguments),
    )


@lru_cache(maxsize=1000)
def _md5_of_version(content_hash: str) -> str:
    """OpenRosa tells contents apart by MD5; nothing rests on it here."""
    xml = FormVersion.objects.values_list("xml", flat=True).get(content_hash=content_hash)
    return md5(xml.encode(), usedforsecurity=False).hexdigest()


@lru_cache(maxsize=1000)
def _md5_of_content(pk: int) -> str:
    data = Content.objects.values_list("data", flat=True).get(pk=pk)
    return md5(bytes(data), usedforsecurity=False).hexdigest()


def _url(request: HttpRequest, name: str, *arguments: object) -> str:
    return request.build_absolute_uri(reverse(f"api-1:{name}", args=arguments))


def _xml(content: bytes, status: int = 200) -> HttpResponse:
    headers = {
        **openrosa.HEADERS,
        "X-OpenRosa-Accept-Content-Length": str(settings.LARGEST_REQUEST // 2),
        "Date": http_date(),
    }
    return HttpResponse(content, status=status, content_type=XML, headers=headers)


def _said(status: int, fa: str, en: str) -> HttpResponse:
    return _xml(openrosa.answer(f"{fa} {en}"), status)
