"""The documents of the open data: one address each, the same in every language."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from barzan.opendata import feed, queries
from barzan.opendata.addresses import Addresses
from barzan.opendata.errors import DataError
from barzan.opendata.graph import catalogue_nodes
from barzan.opendata.nodes import catalog_nodes, office_nodes, unique, vocabulary_nodes
from barzan.opendata.serving import addresses, changed_at, document, number, streamed, written
from barzan.opendata.terms import context

PAGE = 100
CHANGES = 100
CURSOR_MOST = 2**62


@document
def service(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """One service with all its parts; a retired one says so."""
    found = queries.described(request.actor, code)
    if found is None:
        raise DataError.no_service(code)
    identity, _ = found
    changed_at(request, identity.retired_at or identity.published_at)
    at = addresses(request)
    return written(catalogue_nodes(at, [found]), form, at.base)


@document
def services(request: HttpRequest, form: str) -> HttpResponseBase:
    """The whole catalogue as it flows, or one page of it where the address names one."""
    at = addresses(request)
    if "page" in request.GET:
        return _page(request, at, form)
    nodes = catalogue_nodes(at, queries.whole(request.actor))
    return streamed(request, nodes, form, at.base, queries.fingerprint(request.actor))


@document
def organisations(request: HttpRequest, form: str) -> HttpResponse:
    """Every unit of the institution, and which stands under which."""
    at = addresses(request)
    offices = queries.offices(request.actor)
    return written(unique(each for office in offices for each in office_nodes(at, office)), form, at.base)


@document
def vocabulary(request: HttpRequest, form: str) -> HttpResponse:
    """Our own terms and code lists."""
    at = addresses(request)
    return written(vocabulary_nodes(at), form, at.base)


@document
def catalog(request: HttpRequest, form: str) -> HttpResponse:
    """The description of the dataset for data portals (DCAT)."""
    at = addresses(request)
    publisher = queries.publisher(request.actor)
    nodes = unique(catalog_nodes(at, publisher)) if publisher else ()
    return written(nodes, form, at.base)


@document
def json_ld_context(request: HttpRequest) -> HttpResponse:
    """The JSON-LD context that the documents carry, for those who write such documents themselves."""
    value = {"@context": context(addresses(request).base)}
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type="application/ld+json")


@document
def changes(request: HttpRequest, form: str) -> HttpResponse:
    """What was published, placed elsewhere or retired: the newest, or what came after a cursor."""
    at = addresses(request)
    given = request.GET.get("after")
    if given is None:
        found = queries.newest_changes(request.actor, CHANGES)
    else:
        cursor = number(given, DataError.no_cursor, 0, CURSOR_MOST)
        found = queries.changes_after(request.actor, cursor, CHANGES)
    address = at.data(f"changes.{form}")
    page = feed.Page(
        found.items,
        address if given is None else f"{address}?after={given}",
        f"{address}?after=0",
        f"{address}?after={found.next}",
    )
    if form == "json":
        return HttpResponse(feed.as_json(at, page), content_type="application/json")
    publisher = queries.publisher(request.actor)
    text = feed.atom(at, page, publisher.name if publisher else "")
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


def _page(request: HttpRequest, at: Addresses, form: str) -> HttpResponse:
    """A page of the catalogue; the header ``Link`` leads to the others (RFC 8288)."""
    rows = queries.listed(request.actor)
    last = max(1, -(-rows.count() // PAGE))
    page = number(request.GET["page"], lambda given: DataError.no_page(given, last), 1, last)
    found = queries.page(request.actor, rows, (page - 1) * PAGE, PAGE)
    response = written(catalogue_nodes(at, found), form, at.base)
    pages = {"first": 1, "last": last}
    pages |= {"prev": page - 1} if page > 1 else {}
    pages |= {"next": page + 1} if page < last else {}
    address = at.data(f"services.{form}")
    response["Link"] = ", ".join(f'<{address}?page={which}>; rel="{rel}"' for rel, which in pages.items())
    return response
