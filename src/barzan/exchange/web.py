"""Pages of the exchange: what goes out, and the door for what comes in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from barzan.access.endpoints import endpoint
from barzan.blueprints.values import BlueprintRefused
from barzan.catalogue.lists import read_filters
from barzan.catalogue.queries import Filters
from barzan.documents.errors import DocumentRefused
from barzan.exchange import actions, files, queries
from barzan.exchange.errors import ExchangeRefused
from barzan.exchange.forms import ExportForm, HandInForm
from barzan.exchange.models import Import
from barzan.exchange.rules import EXCHANGE_IMPORT, EXCHANGE_READ
from barzan.exchange.tables import TABLES

PER_PAGE = 10
FORMS: dict[str, tuple[str, Callable[[queries.Tables, HttpRequest], bytes]]] = {
    "xlsx": (files.XLSX, lambda tables, request: files.as_workbook(tables, _units(request))),
    "zip": ("application/zip", lambda tables, request: files.as_zip(tables)),
}


@require_http_methods(["GET", "POST"])
@endpoint(EXCHANGE_READ)
def home(request: HttpRequest) -> HttpResponse:
    """What can be taken out and handed in, and what was; a POST hands a file in."""
    form = HandInForm(request.POST, request.FILES) if request.method == "POST" else HandInForm()
    if request.method == "POST" and form.is_valid() and (imported := _handed_in(request, form)):
        return redirect("exchange:import", imported.pk)
    page = Paginator(queries.imports(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "export": ExportForm(request.actor, request.GET or None),
        "tables": TABLES,
        "page": page,
        "may_import": EXCHANGE_IMPORT.admits(request.actor),
    }
    return render(request, "exchange/home.html", context, status=422 if form.errors else 200)


@require_GET
@endpoint(EXCHANGE_READ)
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The services that the filters of the address name, as a workbook, a ZIP, or one table as CSV."""
    filters = read_filters(request.GET)
    chosen = filters if replace(filters, sort="title") != Filters() else None
    name = request.GET.get("table", "services")
    if form == "csv" and name in {table.key for table in TABLES}:
        data = files.as_csv(queries.tables(request.actor, chosen), name)
        return attached(data, "text/csv; charset=utf-8", f"{name}.csv")
    if form not in FORMS:
        raise Http404
    media_type, write = FORMS[form]
    day = timezone.localdate().isoformat()
    data = write(queries.tables(request.actor, chosen), request)
    return attached(data, media_type, f"catalogue-{day}.{form}")


@require_GET
@endpoint(EXCHANGE_READ)
def template(request: HttpRequest) -> HttpResponse:
    """The workbook without services, to fill in."""
    return attached(files.as_workbook({}, _units(request)), files.XLSX, "template.xlsx")


def attached(data: bytes, media_type: str, name: str) -> HttpResponse:
    """A file that is kept and not shown."""
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _units(request: HttpRequest) -> Any:
    return queries.codes_of(queries.units(request.actor))


def _handed_in(request: HttpRequest, form: HandInForm) -> Import | None:
    """Hands the file in; a refusal becomes the error of the field, in the reader's language."""
    file = form.cleaned_data["file"]
    language = get_language() or "fa"
    try:
        return actions.hand_in(request.actor, file.name, file.read())
    except BlueprintRefused as refused:
        first = refused.problems[0]
        form.add_error("file", first.sentence(language))
    except (ExchangeRefused, DocumentRefused) as refused:
        form.add_error("file", refused.sentence(language))
    return None
