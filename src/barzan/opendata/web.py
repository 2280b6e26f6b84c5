"""Pages of the open data, and the sheet that answers machines in their own form."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC
from barzan.catalogue import web as catalogue
from barzan.opendata import queries
from barzan.opendata.addresses import Addresses
from barzan.opendata.serving import addresses
from barzan.opendata.vocabulary import CLASSES, CODES, EXTENSION, RIGHTS, Entry

PAGE_FORM = "text/html"
DATA_FORMS = {"text/turtle": "ttl", "application/ld+json": "jsonld"}
LISTS = {
    "class": _("Class of a service"),
    "requirement": _("Kinds of requirements"),
    "basis": _("Kinds of legal bases"),
    "channel": _("Ways to ask"),
    "day": _("Kinds of days"),
    "status": _("State of a service"),
    "rule": _("Kinds of rules"),
}


@dataclass(frozen=True, slots=True)
class Address:
    """An address to copy: what answers there."""

    title: str | Promise
    address: str
    text: str | Promise


@dataclass(frozen=True, slots=True)
class Row:
    """A term or a value, worded for the reader; ``anchor`` is the end of its address."""

    anchor: str
    name: str
    meaning: str


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
    codes = queries.listed(request.actor).values_list("code", flat=True)
    context = {
        "total": codes.count(),
        "one": _one(at, codes.first()),
        "all": _all(at),
        "changes": _changes(at),
        "rights": _worded("", RIGHTS).meaning,
    }
    return render(request, "opendata/home.html", context)


@endpoint(PUBLIC)
def vocabulary(request: HttpRequest) -> HttpResponse:
    """Our own terms and code lists, explained."""
    lists = [
        (name, title, [_worded(f"{name}-{value}", entry) for value, entry in CODES[name].items()])
        for name, title in LISTS.items()
    ]
    terms = [_worded(name, entry) for name, entry in (EXTENSION | CLASSES).items()]
    context = {"namespace": addresses(request).own(""), "terms": terms, "lists": lists}
    return render(request, "opendata/vocabulary.html", context)


def _one(at: Addresses, code: str | None) -> list[Address]:
    if code is None:
        return []
    return [
        Address(
            _("The service itself"), at.service(code), _("A page to people; by Accept, data to machines.")
        ),
        Address("Turtle", at.document(code, "ttl"), _("The service with all its parts.")),
        Address("JSON-LD", at.document(code, "jsonld"), _("The same, for programs that read JSON.")),
    ]


def _all(at: Addresses) -> list[Address]:
    return [
        Address("Turtle", at.data("services.ttl"), _("Every service in one file.")),
        Address("JSON-LD", at.data("services.jsonld"), _("The same, for programs that read JSON.")),
        Address(
            _("By pages"),
            at.data("services.jsonld?page=1"),
            _("100 services a page; the header Link leads to the next."),
        ),
        Address(_("Offices"), at.data("organisations.ttl"), _("Every office, and which stands under which.")),
        Address(
            pgettext_lazy("data set", "Description"),
            at.data("catalog.ttl"),
            _("For portals of open data (DCAT)."),
        ),
    ]


def _changes(at: Addresses) -> list[Address]:
    return [
        Address("JSON", at.data("changes.json?after=0"), _("From the beginning, in order; follow “next”.")),
        Address("Atom", at.data("changes.atom"), _("The newest first, for readers of feeds.")),
    ]


def _worded(anchor: str, entry: Entry) -> Row:
    if (get_language() or "fa").startswith("en"):
        return Row(anchor, entry.en, entry.meaning_en)
    return Row(anchor, entry.fa, entry.meaning_fa)
