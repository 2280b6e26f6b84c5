"""The organisation chart as a picture, of today or of an earlier day."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET

from barzan.access.endpoints import endpoint
from barzan.look.parts import Branch
from barzan.people import called, queries
from barzan.people.pictures import both, chart_nodes
from barzan.people.queries import UnitThen
from barzan.people.rules import UNITS_READ
from barzan.persian.errors import PersianError
from barzan.persian.jalali import parse_jalali
from barzan.persian.templatetags.persian import fa_digits


def asked_day(request: HttpRequest) -> tuple[date, str]:
    """The day of ``?at=1403/01/01`` (today without one), and what is wrong with it."""
    text = request.GET.get("at", "").strip()
    try:
        return (parse_jalali(text) if text else timezone.localdate()), ""
    except PersianError as error:
        return timezone.localdate(), error.sentence(get_language() or "fa")


def as_file(drawing: str) -> HttpResponse:
    """A drawing as a file to keep."""
    response = HttpResponse(drawing, content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="chart.svg"'
    return response


@require_GET
@endpoint(UNITS_READ)
def picture(request: HttpRequest) -> HttpResponse:
    """The chart drawn, each unit with its posts; the list under it says the same."""
    at, wrong = asked_day(request)
    branches = queries.chart(request.actor, at)
    language = get_language() or "fa"
    counted = {each.unit.code: each for each in _all(branches)}

    def describe(unit: UnitThen) -> tuple[str, str]:
        return posts_note(counted[unit.code]), reverse("people:unit", args=[unit.code])

    nodes = chart_nodes([each.unit for each in _all(branches)], language, describe)
    wide, narrow = both(nodes, gettext("Organisation chart"), language)
    if request.GET.get("as") == "file":
        return as_file(wide)
    context = {
        "wide": wide if branches else "",
        "narrow": narrow,
        "branches": [row(each) for each in branches],
        "at": at,
        "asked": request.GET.get("at", ""),
        "wrong": wrong,
        "today": at == timezone.localdate(),
    }
    return render(request, "people/picture.html", context)


def posts_note(branch: queries.Branch) -> str:
    """How many of a unit's posts are held; empty without posts."""
    if not branch.posts:
        return ""
    counts = {"held": fa_digits(branch.held), "posts": fa_digits(branch.posts)}
    return gettext("%(held)s of %(posts)s posts held") % counts


def row(branch: queries.Branch) -> Branch:
    """A unit of the chart as the tree shows it, in the reader's language."""
    unit = branch.unit
    return Branch(
        label=called.in_language(unit, "name", get_language() or "fa"),
        url=reverse("people:unit", args=[unit.code]),
        kind=unit.get_kind_display(),
        note=posts_note(branch),
        branches=tuple(map(row, branch.branches)),
    )


def _all(branches: list[queries.Branch]) -> list[queries.Branch]:
    """All branches, each after the one above it."""
    return [each for branch in branches for each in (branch, *_all(branch.branches))]
