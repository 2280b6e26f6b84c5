"""Files of a draft, in chunks that go on after a cut: begun under a name, then sent piece by piece."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC
from barzan.filling import attached, hand
from barzan.filling.core.places import path_of
from barzan.filling.core.widgets import UPLOADS
from barzan.filling.throttle import allowed
from barzan.forms import queries as forms
from barzan.persian.errors import BilingualError
from barzan.submissions import actions as sending
from barzan.submissions.errors import OffsetConflict

LARGEST_CHUNK = 1024 * 1024


def _said(refusal: BilingualError, status: int = 422) -> JsonResponse:
    return JsonResponse({"told": refusal.sentence(get_language() or "fa")}, status=status)


@never_cache
@require_POST
@endpoint(PUBLIC)
def begin(request: HttpRequest, key: str, draft: UUID) -> JsonResponse:
    """Begins a file for the question ``place``: under which name it is kept, and the token for its chunks."""
    form = forms.open_form(request.actor, key)
    found = hand.draft_of(request, form, draft) if form else None
    if form is None or found is None or not allowed(request, "write"):
        return JsonResponse({"told": gettext("This page is out of date; load it again.")}, status=409)
    kept = found[0]
    place, length = request.POST.get("place", ""), request.POST.get("length", "")
    node = hand.loaded(kept.version).form.nodes.get(path_of(place))
    if node is None or node.type not in UPLOADS or not (length.isascii() and length.isdecimal()):
        return JsonResponse({"told": gettext("This question takes no file.")}, status=422)
    name = attached.name_for(place, request.POST.get("name", ""))
    try:
        upload = sending.begin_upload(request.actor, form.key, kept.key, name, int(length[:15]))
    except BilingualError as refusal:
        return _said(refusal)
    return JsonResponse({"name": upload.name, "token": upload.token, "offset": upload.offset})


@never_cache
@require_POST
@endpoint(PUBLIC)
def chunk(request: HttpRequest, token: str) -> JsonResponse:
    """The next piece of a file, from ``?offset=``; answers how far it is, also where it stands elsewhere."""
    offset = request.GET.get("offset", "")
    if len(request.body) > LARGEST_CHUNK or not (
        offset.isascii() and offset.isdecimal() and len(offset) < 16
    ):
        return JsonResponse({"told": gettext("This piece of the file cannot be taken.")}, status=422)
    if not allowed(request, "write"):
        return JsonResponse({"told": gettext("Too often; wait a while.")}, status=429)
    try:
        upload = sending.append(request.actor, token, int(offset), BytesIO(request.body))
    except OffsetConflict as conflict:
        return JsonResponse({"offset": conflict.offset}, status=409)
    except BilingualError as refusal:
        return _said(refusal)
    return JsonResponse({"offset": upload.offset, "whole": upload.whole or upload.offset == upload.length})
