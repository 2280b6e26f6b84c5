"""What goes out of a list: its file, and the views that people keep."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from barzan.access.endpoints import endpoint
from barzan.registers import describe, exporting, queries
from barzan.registers.actions.viewing import drop_view as drop
from barzan.registers.actions.viewing import save_view as save
from barzan.registers.errors import RegisterError
from barzan.registers.filters import read_filters
from barzan.registers.rules import ENTRY_EDIT, ENTRY_READ
from barzan.registers.web import found_register

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = {"csv": (exporting.as_csv, "text/csv; charset=utf-8"), "xlsx": (exporting.as_xlsx, XLSX)}


@require_GET
@endpoint(ENTRY_READ)
def export(request: HttpRequest, key: str, format: str) -> HttpResponseBase:
    """The list with the filters of the address as a file, which is sent while it is written."""
    register, filters = found_register(request, key), read_filters(request.GET)
    if register.current is None:
        raise Http404
    if format not in FILES:
        raise Http404
    made, kind = FILES[format]
    response = StreamingHttpResponse(made(request.actor, register, filters), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{key}.{format}"'
    return response


@require_POST
@endpoint(ENTRY_EDIT)
def save_view(request: HttpRequest, key: str) -> HttpResponse:
    """Keeps the filters of a list under a title."""
    register, query = found_register(request, key), request.POST.get("query", "")[:1000]
    title, shared = request.POST.get("title", ""), "shared" in request.POST
    try:
        kept = save(request.actor, register, title=title, query=query, shared=shared)
    except RegisterError as refused:
        messages.error(request, refused.sentence(describe.language()))
        return redirect("registers:register", key)
    messages.success(request, _("Kept."))
    return redirect(reverse("registers:register", args=[key]) + f"?{kept.query}")


@require_POST
@endpoint(ENTRY_EDIT)
def drop_view(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Forgets a view of one's own."""
    register = found_register(request, key)
    found = next((each for each in queries.saved_views(request.actor, register) if each.pk == pk), None)
    if found is None:
        raise Http404
    try:
        drop(request.actor, found)
    except RegisterError as refused:
        messages.error(request, refused.sentence(describe.language()))
    return redirect("registers:register", key)
