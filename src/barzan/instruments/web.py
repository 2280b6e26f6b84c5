"""Public pages: the list of instruments, one of them, its text. The steward's stand in ``web_forms``."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC
from barzan.documents.errors import DocumentMissing
from barzan.instruments import describe, lists, queries
from barzan.instruments.models import Instrument
from barzan.instruments.rules import STEWARD

RESTING_PER_PAGE = 100


@require_GET
@endpoint(PUBLIC)
def instrument_list(request: HttpRequest) -> HttpResponse:
    """The instruments, narrowed by the filters of the address."""
    filters = lists.read_filters(request.GET)
    found = lists.instrument_list(request.actor, filters, request.GET.get("page"))
    for row in found.page.object_list:
        row.instrument.state = describe.STATE_WORDS[row.standing.state]
        row.instrument.day = describe.day_word(row.instrument)
    context = {"list": found, "filters": filters, "may_edit": STEWARD.admits(request.actor)}
    return render(request, "instruments/list.html", context)


@require_GET
@endpoint(PUBLIC)
def export(request: HttpRequest) -> HttpResponse:
    """The list with the same filters as a CSV file."""
    data = lists.as_csv(request.actor, lists.read_filters(request.GET))
    response = HttpResponse(data, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="instruments.csv"'
    return response


@require_GET
@endpoint(PUBLIC)
def instrument(request: HttpRequest, code: str) -> HttpResponse:
    """One instrument: where it stands, what became of it, what rests on it and how that words it."""
    if code != code.upper():
        return redirect("instruments:instrument", code=code.upper())
    actor, shown = request.actor, found_instrument(request, code)
    standing = queries.standing_of(actor, shown)
    relations = queries.relations_of(actor, shown)
    resting = queries.resting(actor, shown)
    services = len({each.key for each in resting})
    page = Paginator(resting, RESTING_PER_PAGE).get_page(request.GET.get("page"))
    by = next((each.source for each in relations if each.source.code == standing.by), None)
    may_edit = STEWARD.admits(actor)
    context = {
        "instrument": shown,
        "state": describe.STATE_WORDS[standing.state],
        "standing": standing,
        "sentence": describe.sentence(shown, services),
        "standing_sentence": describe.standing_sentence(standing, by),
        "announced": "" if standing.ended else describe.announced(shown, relations),
        "by": by,
        "day": describe.day_word(shown),
        "turns": describe.turns(shown, relations),
        "services": services,
        "page": page,
        "offices": describe.by_office(page.object_list),
        "articles": describe.articles(resting),
        "wordings": describe.wordings(resting),
        "findings": describe.findings(resting),
        "may_edit": may_edit,
        "progress": queries.progress(actor, shown) if may_edit else None,
    }
    return render(request, "instruments/instrument.html", context)


@require_GET
@endpoint(PUBLIC)
def text(request: HttpRequest, code: str) -> HttpResponseBase:
    """The kept text of an instrument, always as an attachment that no browser runs."""
    try:
        found = queries.text_of(request.actor, found_instrument(request, code))
    except DocumentMissing as missing:
        context = {"said": missing.sentence(get_language() or "fa"), "code": code}
        return render(request, "instruments/missing.html", context, status=404)
    if found is None:
        raise Http404
    version, content = found
    response = FileResponse(
        content, as_attachment=True, filename=version.name, content_type=version.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def found_instrument(request: HttpRequest, code: str) -> Instrument:
    """The instrument of an address, or the page that says there is none."""
    found = queries.instrument(request.actor, code)
    if found is None:
        raise Http404
    return found
