"""Public pages: what changed between two versions of a service, the editions of the catalogue."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from barzan.access import Actor
from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC
from barzan.catalogue import queries as catalogue
from barzan.catalogue.lists import Chip
from barzan.catalogue.sheet import number as worded_number
from barzan.catalogue.web import headings
from barzan.revisions import editions, queries
from barzan.revisions.changes import changes
from barzan.revisions.editions import KINDS, Difference
from barzan.revisions.models import Edition
from barzan.revisions.rules import EDITIONS_PUBLISH
from barzan.revisions.wording import Names, sentences

PER_PAGE = 25
ENTRIES_PER_PAGE = 100
MOST_ENTRIES = 1_000


@endpoint(PUBLIC)
def version_changes(request: HttpRequest, code: str, old: int, new: int) -> HttpResponse:
    """What changed in a service from one version to another, in words."""
    found = catalogue.sheet(request.actor, code)
    if found is None:
        raise Http404
    service, _current = found
    # Not ``in``: only an equality takes a number that is too large for the database as one that never was.
    rows = {row.number: row for row in service.versions.filter(Q(number=old) | Q(number=new))}
    if old not in rows or new not in rows:
        raise Http404
    said = editions.said(request.actor, [rows[old].pk, rows[new].pk])
    told = sentences(changes(said[rows[old].pk][1], said[rows[new].pk][1]), Names())
    context = {"service": service, "old": rows[old], "new": rows[new], "changes": told}
    return render(request, "revisions/version_changes.html", context)


@endpoint(PUBLIC)
def edition_list(request: HttpRequest) -> HttpResponse:
    """All editions, the newest first."""
    page = Paginator(queries.editions(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_fix": EDITIONS_PUBLISH.admits(request.actor)}
    return render(request, "revisions/editions.html", context)


@endpoint(PUBLIC)
def edition(request: HttpRequest, number: int) -> HttpResponse:
    """An edition: its summary, and its services by office as they stood."""
    shown = found_edition(request.actor, number)
    units = editions.units(request.actor, shown)
    rows, total = editions.summary(request.actor, shown, units)
    chosen = request.GET.get("unit", "")[:60]
    entries = editions.listed(request.actor, shown, chosen)
    page = Paginator(entries, ENTRIES_PER_PAGE).get_page(request.GET.get("page"))
    names = {unit.code: unit for unit in units}
    context = {
        "edition": shown,
        "before": editions.before(request.actor, shown),
        "rows": rows,
        "total": total,
        "heads": headings(),
        "page": page,
        "listed": [(names.get(entry.unit), entry) for entry in page],
        "chosen": names.get(chosen),
    }
    return render(request, "revisions/edition.html", context)


@endpoint(PUBLIC)
def edition_changes(request: HttpRequest, number: int) -> HttpResponse:
    """What changed since the edition before (or since ``?since=``): every service with its sentences."""
    shown = found_edition(request.actor, number)
    since = request.GET.get("since", "")
    old = found_edition(request.actor, int(since)) if since.isascii() and since.isdigit() else None
    old = old or editions.before(request.actor, shown)
    found = editions.differences(request.actor, old, shown)
    kind = request.GET.get("kind", "") if request.GET.get("kind", "") in KINDS else ""
    page = Paginator([each for each in found if not kind or each.kind == kind], PER_PAGE).get_page(
        request.GET.get("page")
    )
    units = {unit.code: unit for each in (old, shown) if each for unit in editions.units(request.actor, each)}
    context = {
        "edition": shown,
        "old": old,
        "page": page,
        "chips": _chips(found, kind, since),
        "told": told(request.actor, list(page.object_list)),
        "units": units,
    }
    for row in context["told"]:
        row["was"], row["now"] = units.get(row["difference"].was), units.get(row["difference"].now)
    return render(request, "revisions/edition_changes.html", context)


@endpoint(PUBLIC)
def edition_json(request: HttpRequest, number: int) -> JsonResponse:
    """An edition as data: its units, and its entries a thousand at a time (``?offset=``)."""
    shown = found_edition(request.actor, number)
    said = request.GET.get("offset", "0")
    offset = int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0
    rows = queries.entries(request.actor, shown)[offset : offset + MOST_ENTRIES]
    fields = ("code", "unit", "group", "group_title", "group_code", "category", "category_title")
    return JsonResponse(
        {
            "number": shown.number,
            "title": shown.title,
            "published_at": shown.at.isoformat(),
            "why": shown.why,
            "content_hash": shown.content_hash,
            "services": shown.services,
            "units": [
                {
                    name: getattr(unit, name)
                    for name in ("code", "name", "name_en", "kind", "parent", "stated")
                }
                for unit in editions.units(request.actor, shown)
            ],
            "offset": offset,
            "entries": [
                {
                    **{name: getattr(row, name) for name in fields},
                    "version": row.version.number,
                    "title": row.version.title,
                    "content_hash": row.version.content_hash,
                }
                for row in rows
            ],
        },
        json_dumps_params={"ensure_ascii": False},
    )


def found_edition(actor: Actor, number: int) -> Edition:
    """The edition of an address, or the page that says there is none."""
    found = editions.edition(actor, number)
    if found is None:
        raise Http404
    return found


def told(actor: Actor, differences: list[Difference]) -> list[dict[str, Any]]:
    """Each difference with the title of its service and its changes in sentences; five questions for all."""
    wanted = [pk for each in differences for pk in (each.old, each.new) if pk]
    said = editions.said(actor, wanted)
    rows = []
    for each in differences:
        old, new = said.get(each.old or 0), said.get(each.new or 0)
        shown = new or old
        sentences_of = sentences(changes(old[1], new[1]), Names()) if old and new else []
        rows.append({"difference": each, "title": shown[0].title if shown else "", "changes": sentences_of})
    return rows


def brief(actor: Actor, differences: list[Difference]) -> list[dict[str, Any]]:
    """Each difference with its versions, before and after; one question."""
    wanted = [pk for each in differences for pk in (each.old, each.new) if pk]
    versions = editions.versions(actor, wanted)
    return [
        {"difference": each, "old": versions.get(each.old or 0), "new": versions.get(each.new or 0)}
        for each in differences
    ]


def _chips(found: list[Difference], kind: str, since: str) -> list[Chip]:
    counts = Counter(each.kind for each in found)
    labels = {
        "added": gettext("Added"),
        "retired": gettext("Retired"),
        "moved": gettext("Given to another office"),
        "changed": gettext("Changed"),
    }
    rest = f"&since={since}" if since else ""
    chips = [Chip(gettext("All"), f"?kind={rest}", not kind, worded_number(len(found)))]
    return chips + [
        Chip(labels[name], f"?kind={name}{rest}", name == kind, worded_number(counts[name]))
        for name in KINDS
        if counts[name]
    ]
