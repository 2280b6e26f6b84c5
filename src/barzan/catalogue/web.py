"""Pages of the catalogue: all of them public, all of them plain links and forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, gettext, ngettext

from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC
from barzan.catalogue import decided, kinds, queries, sheet, summary
from barzan.catalogue.lists import Chip, as_csv, read_filters, service_list
from barzan.catalogue.models import Service, ServiceVersion
from barzan.catalogue.panels import panels
from barzan.catalogue.qr import qr_code
from barzan.people import queries as people
from barzan.people.models import Unit
from barzan.people.pictures import as_branch, both, chart_nodes
from barzan.people.web_picture import as_file, asked_day
from barzan.persian import latin_digits

FINDINGS_PER_PAGE = 25
NATIONAL = re.compile(r"\d{11}")


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit with the number of services under it, and the units that stand below it."""

    unit: Unit
    count: int
    below: tuple[Branch, ...]


@endpoint(PUBLIC)
def browse(request: HttpRequest) -> HttpResponse:
    """All deputies and offices with the number of their services; and the ways in by subject."""
    actor = request.actor
    context = {
        "branches": branches(queries.units(actor), queries.figures_by_unit(actor)),
        "categories": [each for each in queries.categories(actor) if each.count],
        "life_events": [each for each in queries.life_events(actor) if each.count],
    }
    context["total"] = sum(branch.count for branch in context["branches"])
    return render(request, "catalogue/browse.html", context)


@endpoint(PUBLIC)
def service_index(request: HttpRequest) -> HttpResponse:
    """The list of services, narrowed by the filters of the address."""
    filters = read_filters(request.GET)
    unit = queries.unit(request.actor, filters.unit) if filters.unit else None
    found = service_list(request.actor, filters, request.GET.get("page"))
    return render(request, "catalogue/list.html", {"list": found, "filters": filters, "unit": unit})


@endpoint(PUBLIC)
def offices(request: HttpRequest) -> HttpResponse:
    """The organisation chart as a picture: of today, with the services of each office, or of another day."""
    at, wrong = asked_day(request)
    units, language = people.public_units_then(request.actor, at), get_language() or "fa"
    today = at == timezone.localdate()
    figures = queries.figures_by_unit(request.actor) if today else {}

    def describe(unit: people.UnitThen) -> tuple[str, str]:
        own = figures.get(unit.code, {}).get("total", 0)
        note = ngettext("%(number)s service", "%(number)s services", own) % {"number": sheet.number(own)}
        return note if own else "", reverse("catalogue:office", args=[unit.code])

    nodes = chart_nodes(units, language, describe)
    wide, narrow = both(nodes, gettext("Organisation chart"), language)
    if request.GET.get("as") == "file":
        return as_file(wide)
    context = {
        "wide": wide if nodes else "",
        "narrow": narrow,
        "branches": [as_branch(node) for node in nodes],
        "at": at,
        "asked": request.GET.get("at", ""),
        "wrong": wrong,
        "today": today,
    }
    return render(request, "catalogue/offices.html", context)


@endpoint(PUBLIC)
def office(request: HttpRequest, code: str) -> HttpResponse:
    """A unit and the services under it; of one that was closed, which unit goes on with its work."""
    unit = queries.unit(request.actor, code)
    if unit is None:
        raise Http404
    found = service_list(
        request.actor, read_filters(request.GET, unit=code), request.GET.get("page"), fixed=("unit",)
    )
    context = {
        "list": found,
        "unit": unit,
        "succession": people.succession(request.actor, unit),
        "predecessors": people.predecessors(request.actor, unit),
    }
    return render(request, "catalogue/office.html", context)


@endpoint(PUBLIC)
def category(request: HttpRequest, code: str) -> HttpResponse:
    """A category of the portal and its services."""
    return _shelf(request, queries.categories(request.actor).filter(code=code).first(), category=code)


@endpoint(PUBLIC)
def life_event(request: HttpRequest, code: str) -> HttpResponse:
    """A life event and its services."""
    return _shelf(request, queries.life_events(request.actor).filter(code=code).first(), life_event=code)


@endpoint(PUBLIC)
def export(request: HttpRequest) -> HttpResponse:
    """The list with the same filters as a CSV file."""
    rows = queries.listing(request.actor, read_filters(request.GET))
    response = HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="services.csv"'
    return response


@endpoint(PUBLIC)
def service(request: HttpRequest, code: str, number: int | None = None) -> HttpResponse:
    """The sheet of a service, or of an earlier version of it.

    A code in small letters, and the national code of one service, lead to the sheet under its own code.
    """
    found = queries.sheet(request.actor, code, number)
    if found is None:
        return _by_another_code(request, code)
    return render(request, "catalogue/service.html", _sheet(request, *found))


@endpoint(PUBLIC)
def by_code(request: HttpRequest) -> HttpResponse:
    """Leads from a code that was typed, in any digits and letters, to its sheet."""
    code = latin_digits(request.GET.get("code", "")).strip().upper()[:24]
    if not re.fullmatch(r"[A-Z0-9-]+", code):
        return redirect("catalogue:list")
    return redirect("catalogue:service", code=code)


@endpoint(PUBLIC)
def summary_table(request: HttpRequest) -> HttpResponse:
    """The booklet's summary table computed, the stated figures beside it where they differ."""
    rows, total = queries.summary(request.actor)
    context = {
        "rows": rows,
        "total": total,
        "differing": sum(cell.differs for row in (*(line for _, line in rows), total) for cell in row.cells),
        "decided": sum(decided.figures(request.actor).values()),
        "booklets": list(queries.booklets(request.actor)),
        "heads": headings(),
    }
    return render(request, "catalogue/summary.html", context)


@endpoint(PUBLIC)
def findings(request: HttpRequest) -> HttpResponse:
    """What the reader found in the booklet."""
    unit = queries.unit(request.actor, request.GET["unit"]) if request.GET.get("unit") else None
    counts = queries.finding_kinds(request.actor, unit=unit.code if unit else "")
    kind = request.GET.get("kind", "") if request.GET.get("kind", "") in counts else ""
    rows = queries.findings(request.actor, kind=kind, unit=unit.code if unit else "")
    of_unit = f"&unit={unit.code}" if unit else ""
    chips = [Chip(gettext("All"), f"?{of_unit}", not kind, sheet.number(sum(counts.values())))]
    chips += [
        Chip(kinds.label(name), f"?kind={name}{of_unit}", name == kind, sheet.number(count))
        for name, count in counts.items()
    ]
    page = Paginator(rows, FINDINGS_PER_PAGE).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.label = kinds.label(row.kind)
    context = {"page": page, "chips": chips, "unit": unit, "booklets": list(queries.booklets(request.actor))}
    return render(request, "catalogue/findings.html", context)


@endpoint(PUBLIC)
def corrections(request: HttpRequest) -> HttpResponse:
    """What was put right when the reading became the catalogue, each with its reason."""
    page = Paginator(queries.corrections(request.actor), FINDINGS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "catalogue/corrections.html", {"page": page})


@endpoint(PUBLIC)
def decisions(request: HttpRequest) -> HttpResponse:
    """Flags that the booklet leaves open, how people set them and why; of a unit, of a figure."""
    unit = queries.unit(request.actor, request.GET["unit"]) if request.GET.get("unit") else None
    code = unit.code if unit else ""
    counts = {name: n for name, n in decided.figures(request.actor, unit=code).items() if n}
    figure = request.GET.get("figure", "") if request.GET.get("figure", "") in counts else ""
    of_unit = f"&unit={code}" if unit else ""
    chips = [Chip(gettext("All"), f"?{of_unit}", not figure, sheet.number(sum(counts.values())))]
    chips += [
        Chip(heading(name), f"?figure={name}{of_unit}", name == figure, sheet.number(count))
        for name, count in counts.items()
    ]
    rows = decided.decisions(request.actor, unit=code, figure=figure)
    page = Paginator(rows, FINDINGS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "catalogue/decisions.html", {"page": page, "chips": chips, "unit": unit})


def branches(units: list[Unit], figures: dict[str, dict[str, int]]) -> tuple[Branch, ...]:
    """The tree of the units that have services under them, or stand in the booklet and are open."""

    def under(unit: Unit) -> int:
        return sum(
            figures[each.code]["total"]
            for each in units
            if each.code in figures and each.path.startswith(unit.path)
        )

    units = [unit for unit in units if unit.valid_to is None or under(unit)]
    present = {unit.pk for unit in units}

    def below(parent: int | None) -> tuple[Branch, ...]:
        children = [
            unit for unit in units if (unit.parent_id if unit.parent_id in present else None) == parent
        ]
        return tuple(Branch(unit, under(unit), below(unit.pk)) for unit in children)

    return below(None)


def _shelf(request: HttpRequest, shelf: Any, **fixed: str) -> HttpResponse:
    if shelf is None:
        raise Http404
    found = service_list(
        request.actor, read_filters(request.GET, **fixed), request.GET.get("page"), fixed=tuple(fixed)
    )
    return render(request, "catalogue/shelf.html", {"list": found, "shelf": shelf})


def _by_another_code(request: HttpRequest, code: str) -> HttpResponse:
    if code != code.upper():
        return redirect("catalogue:service", code=code.upper())
    holders = queries.holders_of(request.actor, code) if NATIONAL.fullmatch(code) else []
    if len(holders) == 1:
        return redirect("catalogue:service", code=holders[0].code)
    response = render(request, "catalogue/unknown.html", {"code": code, "holders": holders}, status=404)
    patch_cache_control(response, no_cache=True)
    return response


def _sheet(request: HttpRequest, shown: Service, version: ServiceVersion) -> dict[str, Any]:
    """What the sheet of a service says, as the context of its page."""
    actor = request.actor
    current = version.pk == shown.current_version_id
    notes = queries.notes(actor, shown)
    address = request.build_absolute_uri(reverse("catalogue:service", args=[shown.code]))
    return {
        "service": shown,
        "version": version,
        "current": current,
        "versions": queries.versions(actor, shown, version),
        "reading": queries.reading(actor, version.booklet),
        "life_events": queries.life_events_of(actor, shown),
        "notes": [note for note in notes if not note.field],
        "decisions": [note for note in notes if note.field] if current else [],
        "related": queries.related(actor, shown),
        "address": address,
        "qr": qr_code(address),
        "sheet": sheet.Sheet(version),
        "panels": panels(actor, shown, version),
    }


def headings() -> list[str]:
    """The figures of the summary table by name, in their order."""
    return [heading(figure) for figure in summary.FIGURES]


def heading(figure: str) -> str:
    """What a figure of the summary table is called."""
    return {
        "total": gettext("Services"),
        "specific": gettext("Specific"),
        "general": gettext("General"),
        "shared": gettext("Shared"),
        "class_unknown": gettext("Class not known"),
        "client": gettext("Has clients"),
        "no_client": gettext("No clients"),
        "client_unknown": gettext("Clients not known"),
        "gap": gettext("Lost in the scan"),
    }[figure]
