"""The statistics as public pages and files; every figure leads to the list that it counts."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC
from barzan.catalogue import queries as catalogue
from barzan.people.models import Unit
from barzan.statistics import charts, files, pictures, queries

PER_PAGE = 50


@endpoint(PUBLIC)
def statistics(request: HttpRequest) -> HttpResponse:
    """All figures of the catalogue, or of one unit and those under it, as charts with their tables."""
    unit = _unit(request)
    code = unit.code if unit else ""
    found = queries.statistics(request.actor, unit)
    context: dict[str, Any] = {"found": found, "unit": unit, "now": timezone.now(), "query": _query(unit)}
    if found.total:
        context |= {
            "charts": charts.charts(found, code),
            "coverage": pictures.coverage(found),
            "coverage_title": pictures.coverage_title(found),
            "coverage_heads": list(charts.words_of("missing").values()),
            "groups": pictures.groups(found),
            "legend": charts.words_of("class"),
            "papers": charts.paper_rows(found.papers, code),
            "basis_url": charts.list_address({"basis": "yes"}, code),
            "client_url": charts.list_address({"client": "yes"}, code),
            "overdue_url": charts.list_address({"overdue": "yes"}, code),
            "all_url": charts.list_address({}, code),
            "overdue": found.sections["review"]["overdue"],
            "clients": found.sections["client"]["client"],
        }
    return render(request, "statistics/statistics.html", context)


@endpoint(PUBLIC)
def papers(request: HttpRequest) -> HttpResponse:
    """The papers that are asked for, most often first; of one paper, the services that ask for it."""
    unit = _unit(request)
    found = queries.papers(request.actor, unit)
    context: dict[str, Any] = {"unit": unit, "papers": found, "query": _query(unit)}
    key = request.GET.get("paper", "")
    if key:
        paper = next((each for each in found if each.key == key), None)
        if paper is None:
            raise Http404
        return render(
            request, "statistics/paper.html", {**context, "paper": paper, **_asking(request, paper, unit)}
        )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    issued = [paper for paper in found if paper.issuer]
    return render(request, "statistics/papers.html", {**context, "page": page, "issued": issued})


@endpoint(PUBLIC)
def workbook(request: HttpRequest) -> HttpResponse:
    """The figures as a spreadsheet (XLSX) in the reader's language."""
    data = files.workbook(queries.statistics(request.actor, _unit(request)))
    return _file(data, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "statistics.xlsx")


@endpoint(PUBLIC)
def table(request: HttpRequest) -> HttpResponse:
    """The figures as one CSV table, a figure a row."""
    data = files.as_csv(queries.statistics(request.actor, _unit(request)))
    return _file(data, "text/csv; charset=utf-8", "statistics.csv")


def _unit(request: HttpRequest) -> Unit | None:
    """The unit that the address names; a code that never was is no page."""
    code = request.GET.get("unit", "")[:60]
    unit = catalogue.unit(request.actor, code) if code else None
    if code and unit is None:
        raise Http404
    return unit


def _query(unit: Unit | None) -> str:
    return f"?unit={unit.code}" if unit else ""


def _asking(request: HttpRequest, paper: queries.Paper, unit: Unit | None) -> dict[str, Any]:
    asking = queries.asking_for(request.actor, paper, unit)
    page = Paginator(asking, PER_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "back": reverse("statistics:papers") + _query(unit)}


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
