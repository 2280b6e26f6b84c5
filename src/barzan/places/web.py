"""Pages of places: the tree, one place with its history, and the forms that change it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from barzan.access.endpoints import endpoint
from barzan.look.parts import Branch
from barzan.persian.errors import PersianError
from barzan.persian.jalali import format_jalali, parse_jalali
from barzan.places import actions, queries
from barzan.places.forms import CloseForm, MoveForm, NameForm, PlaceForm, ReasonForm, attempt
from barzan.places.models import Hierarchy, Membership, Place
from barzan.places.rules import PLACES_EDIT, PLACES_READ

PAGE = 50
SHOWN = 400
OPEN_LEVELS = 2


@require_GET
@endpoint(PLACES_READ)
def tree(request: HttpRequest) -> HttpResponse:
    """The tree of a hierarchy, or what a search finds; on any day."""
    at, text = _day(request), request.GET.get("q", "")
    hierarchies = list(queries.hierarchies(request.actor))
    chosen = _chosen(hierarchies, request.GET.get("hierarchy", ""))
    found = queries.find(request.actor, text, at) if text.strip() else None
    page = Paginator(found, PAGE).get_page(request.GET.get("page")) if found is not None else None
    context = {"hierarchies": hierarchies, "chosen": chosen, "at": at, "text": text, "page": page}
    if chosen and page is None:
        context["branches"] = _branches(request, chosen, at)
    return render(request, "places/tree.html", context)


@require_GET
@endpoint(PLACES_READ)
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """One place: where it lies, what lies under it, what it has been called and where it has stood."""
    shown, at = _place(request, pk), _day(request)
    under = queries.children(request.actor, shown.hierarchy, shown, at)
    return render(
        request,
        "places/place.html",
        {
            "place": shown,
            "at": at,
            "ancestors": queries.ancestors(request.actor, shown, at=at),
            "page": Paginator(under, PAGE).get_page(request.GET.get("page")),
            "history": queries.history(request.actor, shown),
            "may_edit": PLACES_EDIT.permits(request.actor, shown.target),
        },
    )


@require_http_methods(["GET", "POST"])
@endpoint(PLACES_EDIT)
def add(request: HttpRequest, hierarchy: str) -> HttpResponse:
    """A new place in ``hierarchy``, under the place ``?parent=`` or as a root."""
    inside = get_object_or_404(Hierarchy, code=hierarchy)
    parent = (
        _place(request, int(request.GET["parent"][:19]))
        if request.GET.get("parent", "").isdecimal()
        else None
    )

    def command(given: dict[str, Any]) -> Place:
        return actions.add(request.actor, inside, parent=parent, **given)

    return _form_page(request, PlaceForm(request.POST or None), parent, _("New place"), command)


@require_http_methods(["GET", "POST"])
@endpoint(PLACES_EDIT)
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name from a day on."""
    shown = _place(request, pk)
    form = NameForm(request.POST or None, initial={"name": shown.name, "name_en": shown.name_en})
    return _form_page(
        request, form, shown, _("Rename"), lambda given: actions.rename(request.actor, shown, **given)
    )


@require_http_methods(["GET", "POST"])
@endpoint(PLACES_EDIT)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another place above, from a day on."""
    shown = _place(request, pk)
    form = MoveForm(request.POST or None)
    return _form_page(
        request, form, shown, _("Move"), lambda given: actions.move(request.actor, shown, **given)
    )


@require_http_methods(["GET", "POST"])
@endpoint(PLACES_EDIT)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """The end of a place's validity."""
    shown = _place(request, pk)
    form = CloseForm(request.POST or None)
    return _form_page(
        request, form, shown, _("Close"), lambda given: actions.close(request.actor, shown, **given)
    )


def _form_page(
    request: HttpRequest,
    form: ReasonForm,
    shown: Place | None,
    title: str,
    command: Callable[[dict[str, Any]], Place],
) -> HttpResponse:
    """Shows the form; runs the command and goes to the place, or says what was refused."""
    done: list[Place] = []
    if form.is_bound and form.is_valid() and attempt(form, lambda: done.append(command(form.cleaned_data))):
        return redirect("places:place", pk=done[0].pk)
    return render(
        request,
        "places/form.html",
        {"form": form, "place": shown, "title": title},
        status=422 if form.errors else 200,
    )


def _place(request: HttpRequest, pk: int) -> Place:
    try:
        return queries.place(request.actor, pk)
    except Place.DoesNotExist:
        raise Http404


def _day(request: HttpRequest) -> date | None:
    """The day asked about in ``?at=``; None for today, and where it cannot be read."""
    try:
        return parse_jalali(request.GET["at"]) if request.GET.get("at") else None
    except PersianError:
        return None


def _chosen(hierarchies: list[Hierarchy], code: str) -> Hierarchy | None:
    return next((each for each in hierarchies if each.code == code), hierarchies[0] if hierarchies else None)


def _branches(request: HttpRequest, hierarchy: Hierarchy, at: date | None) -> tuple[Branch, ...]:
    """The whole levels of the tree that fit in ``SHOWN`` rows, the roots at least; a query for each."""
    under = queries.standing(request.actor, hierarchy, at).order_by("named")
    levels = [list(under.filter(parent=None)[:SHOWN])]
    left = SHOWN - len(levels[0])
    while levels[-1]:
        level = list(under.filter(parent__in=[row.place_id for row in levels[-1]])[: left + 1])
        if len(level) > left:
            break
        left -= len(level)
        levels.append(level)
    return _rows(levels, at)


def _rows(levels: list[list[Membership]], at: date | None) -> tuple[Branch, ...]:
    """The rows of the tree from its levels, each row with those of the next level under it."""
    day = f"?at={format_jalali(at)}" if at else ""
    below: dict[int | None, list[Branch]] = {}
    for depth, level in reversed(list(enumerate(levels))):
        above: dict[int | None, list[Branch]] = {}
        for row in level:
            branch = Branch(
                label=row.named if get_language() == "fa" or at else row.place.name_en or row.named,
                url=reverse("places:place", args=[row.place_id]) + day,
                kind=row.place.get_kind_display(),
                branches=tuple(below.get(row.place_id, ())),
                open=depth < OPEN_LEVELS,
            )
            above.setdefault(row.parent_id, []).append(branch)
        below = above
    return tuple(below.get(None, ()))
