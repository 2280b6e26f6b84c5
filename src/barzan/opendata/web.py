"""Pages of the open data, and the sheet that answers machines in their own form."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC
from barzan.catalogue import web as catalogue
from barzan.opendata import queries
from barzan.opendata.serving import addresses
from barzan.opendata.vocabulary import CLASSES, CODES, EXTENSION, RIGHTS

PAGE_FORM = "text/html"
DATA_FORMS = {"text/turtle": "ttl", "application/ld+json": "jsonld"}


@endpoint(PUBLIC)
def sheet(request: HttpRequest, code: str) -> HttpResponseBase:
    """The sheet of a service; who asks for Turtle or JSON-LD is sent to that document."""
    asked = request.get_preferred_type([PAGE_FORM, *DATA_FORMS])
    if asked in DATA_FORMS:
        address = addresses(request).document(code, DATA_FORMS[asked])
        response: HttpResponseBase = HttpResponse(status=303, headers={"Location": address})
    else:
        response = catalogue.service(request, code=code)
    patch_vary_headers(response, ["Accept"])
    return response


@endpoint(PUBLIC)
def home(request: HttpRequest) -> HttpResponse:
    """What data there are, at which addresses, and how to keep a copy up to date."""
    at = addresses(request)
    first = queries.listed(request.actor).values_list("code", flat=True).first()
    context = {"at": at, "total": queries.listed(request.actor).count(), "example": first, "rights": RIGHTS}
    return render(request, "opendata/home.html", context)


@endpoint(PUBLIC)
def vocabulary(request: HttpRequest) -> HttpResponse:
    """Our own terms and code lists, explained."""
    context = {"at": addresses(request), "terms": EXTENSION | CLASSES, "codes": CODES}
    return render(request, "opendata/vocabulary.html", context)
