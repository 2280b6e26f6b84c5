"""Pages that read: the registers, the entries of one in several shapes, what it is made of, its versions."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from barzan.access.endpoints import endpoint
from barzan.look.parts import Bar, Tab
from barzan.people import queries as people
from barzan.people.models import Post
from barzan.persian import search_key
from barzan.persian.order import sort_key
from barzan.registers import beside as published
from barzan.registers import describe, figures, maps, panels, queries
from barzan.registers.core import Definition
from barzan.registers.core.picture import picture
from barzan.registers.filters import SHAPES, Filters, read_filters
from barzan.registers.formed import fields_of
from barzan.registers.forms import SHAPE_NAMES
from barzan.registers.models import Register
from barzan.registers.narrowing import FEW
from barzan.registers.rules import (
    ENTRY_EDIT,
    ENTRY_IMPORT,
    ENTRY_MERGE,
    ENTRY_READ,
    REGISTER_DEFINE,
    REGISTER_READ,
)

PER_PAGE = 50


@require_GET
@endpoint(REGISTER_READ)
def register_list(request: HttpRequest) -> HttpResponse:
    """All registers, narrowed by words of their titles and keys."""
    words = request.GET.get("q", "")[:100]
    wanted = search_key(words)
    rows = [
        each
        for each in queries.registers(request.actor)
        if wanted in search_key(f"{each.title} {each.title_en} {each.key}")
    ]
    rows.sort(key=lambda each: sort_key(each.title))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "words": words, "may_define": REGISTER_DEFINE.admits(request.actor)}
    return render(request, "registers/list.html", context)


@require_GET
@endpoint(ENTRY_READ)
def entries(request: HttpRequest, key: str) -> HttpResponse:
    """The entries of a register: table, cards, map, calendar or charts."""
    register = found_register(request, key)
    life = queries.life_of(register)
    if life is None:
        return render(request, "registers/unpublished.html", {"register": register, **may(request, register)})
    filters = read_filters(request.GET)
    context: dict[str, Any] = {
        "register": register,
        "life": life,
        "filters": filters,
        "shapes": [
            Tab(str(SHAPE_NAMES[shape]), filters.but(shape=shape), shape == filters.shape)
            for shape in SHAPES
            if shape != "calendar" or life.validity
            if shape != "map" or life.point
        ],
        "chips": _chips(life, filters),
        "views": _views(life),
        "saved": queries.saved_views(request.actor, register),
        "units": _unit_choice(request, filters),
        **may(request, register),
    }
    context |= _SHAPED.get(filters.shape, _listed)(request, register, life, filters)
    return render(
        request, f"registers/{'entries' if filters.shape in LISTS else filters.shape}.html", context
    )


def _listed(request: HttpRequest, register: Register, life: Definition, filters: Filters) -> dict[str, Any]:
    found = queries.entry_list(
        request.actor,
        register,
        filters,
        older=number_of(request.GET.get("older")),
        newer=number_of(request.GET.get("newer")),
    )
    fields = fields_of(register.current.form_version)
    names = life.columns or tuple(name for name, field in fields.items() if not field.personal)[:3]
    shown = [(row, describe.pill(life, row.state), describe.cells(fields, names, row)) for row in found.rows]
    query = f"{filters.query}&" if filters.query else ""
    return {
        "found": found,
        "rows": shown,
        "headings": [describe.label(fields, name) for name in names],
        "few": FEW,
        "older_url": f"?{query}older={found.older}" if found.older else "",
        "newer_url": f"?{query}newer={found.newer}" if found.newer else "",
    }


def _charts(request: HttpRequest, register: Register, life: Definition, filters: Filters) -> dict[str, Any]:
    found = figures.figures(request.actor, register, filters)
    titles = {state.key: state.named(describe.language()) for state in life.states}
    return {
        "figures": found,
        "by_state": _bars(
            [
                (titles.get(key, key), number, filters.but(states=(key,), shape="table"))
                for key, number in found.states
            ]
        ),
        "by_unit": _bars(
            [(_name(unit), number, filters.but(unit=unit.pk, shape="table")) for unit, number in found.units]
        ),
        "by_place": _bars(
            [
                (_name(place), number, filters.but(place=place.pk, shape="table"))
                for place, number in found.places
            ]
        ),
        "by_month": _bars(
            [
                (describe.month(month), number, filters.but(month=month, shape="table"))
                for month, number in reversed(found.months)
            ]
        ),
    }


def _name(record: Any) -> str:
    return record.name_en if describe.language() == "en" and record.name_en else str(record.name)


def _bars(rows: list[tuple[str, int, str]]) -> list[Bar]:
    most = max((number for _label, number, _url in rows), default=0)
    return [
        Bar(label, describe.digits(f"{number:,}"), 100 * number / most if most else 0, url)
        for label, number, url in rows
    ]


def _calendar(request: HttpRequest, register: Register, life: Definition, filters: Filters) -> dict[str, Any]:
    now = figures.this_month()
    asked = number_of(request.GET.get("year"))
    year = asked if asked and 1300 <= asked <= 1500 else now // 100
    months = figures.expiries(request.actor, register, filters, year)
    return {
        "year": year,
        "months": [
            (
                describe.month(month),
                number,
                filters.but(expiry=month, shape="table"),
                month < now,
                month == now,
            )
            for month, number in months
        ],
        "before": f"{filters.but()}&year={year - 1}",
        "after": f"{filters.but()}&year={year + 1}",
        "total": sum(number for _month, number in months),
    }


def _map(request: HttpRequest, register: Register, life: Definition, filters: Filters) -> dict[str, Any]:
    rows = figures.points(request.actor, register, filters)
    return {
        "drawing": maps.drawing(rows, life, describe.language()),
        "points": [(row, describe.pill(life, row.state)) for row in rows[:PER_PAGE]],
        "number": len(rows),
        "most": figures.POINTS,
    }


LISTS = ("table", "cards")
_SHAPED = {"charts": _charts, "calendar": _calendar, "map": _map}


def _chips(life: Definition, filters: Filters) -> list[tuple[str, str, bool]]:
    """All, and each state by itself."""
    every = [(_("All"), filters.but(states=()), not filters.states)]
    return every + [
        (state.named(describe.language()), filters.but(states=(state.key,)), filters.states == (state.key,))
        for state in life.states
    ]


def _views(life: Definition) -> list[tuple[str, str]]:
    """The ready views of the register."""
    return [
        (view.named(describe.language()), f"?{Filters(states=view.states, shape=view.shape).query}")
        for view in life.views
    ]


def _unit_choice(request: HttpRequest, filters: Filters) -> list[tuple[int, str, bool]]:
    """The units that the list may be narrowed to."""
    rows = people.units(request.actor).order_by("path").values_list("pk", "name", "path")[:300]
    return [(pk, f"{'  ' * (path.count('/') - 2)}{name}", pk == filters.unit) for pk, name, path in rows]


@require_GET
@endpoint(REGISTER_READ)
def about(request: HttpRequest, key: str) -> HttpResponse:
    """What a register is made of: the picture of its life, who may what, numbering, validity, versions."""
    register = found_register(request, key)
    number = number_of(request.GET.get("version"))
    version = queries.version(request.actor, register, number) if number else register.current
    if version is None:
        return render(request, "registers/unpublished.html", {"register": register, **may(request, register)})
    life, fields = version.life, fields_of(version.form_version)
    codes = {code for one in life.transitions for code in one.posts}
    posts = dict(Post.objects.filter(code__in=codes).values_list("code", "title")) if codes else {}
    context = {
        "register": register,
        "version": version,
        "life": life,
        "picture": picture(life, describe.language()),
        "states": [(state, describe.pill(life, state.key)) for state in life.states],
        "ways": describe.ways(life, fields, posts),
        "validity": describe.validity(life),
        "public": [describe.label(fields, name) for name in life.public],
        "relations": [each.named(describe.language()) for each in life.relations],
        "versions": queries.versions(request.actor, register)[:50],
        "behind": queries.is_behind(request.actor, register),
        **may(request, register),
    }
    return render(request, "registers/about.html", context)


@require_GET
@endpoint(ENTRY_READ)
def beside(request: HttpRequest, key: str) -> HttpResponse:
    """The published numbers of a register beside what is counted now, contradictions and all."""
    register = found_register(request, key)
    life = queries.life_of(register)
    if life is None or life.beside is None:
        raise Http404
    table = published.table(request.actor, register, life, life.beside)
    context = {"register": register, "table": table, "most": published.COUNTED, **may(request, register)}
    return render(request, "registers/beside.html", context)


def may(request: HttpRequest, register: Register) -> dict[str, Any]:
    """What the reader may do with a register, and the tabs of its pages."""
    actor = request.actor
    here = request.resolver_match.url_name if request.resolver_match else ""
    tabs = [
        Tab(_("Entries"), reverse("registers:register", args=[register.key]), here == "register"),
        Tab(_("About the register"), reverse("registers:about", args=[register.key]), here == "about"),
    ]
    if register.current_id and register.current.definition.get("beside"):
        there = reverse("registers:beside", args=[register.key])
        tabs.insert(1, Tab(_("Published and live"), there, here == "beside"))
    if ENTRY_IMPORT.admits(actor) and register.current_id:
        tabs.append(Tab(_("Imports"), reverse("registers:imports", args=[register.key]), here == "imports"))
    if ENTRY_MERGE.admits(actor) and register.current_id:
        tabs.append(Tab(_("Doubles"), reverse("registers:doubles", args=[register.key]), here == "doubles"))
    tabs += panels.tabs(actor, register, request.path)
    return {
        "tabs": tabs,
        "may_define": REGISTER_DEFINE.permits(actor, register.target),
        "may_open": ENTRY_EDIT.admits(actor) and queries.takes_entries(register),
        "draft": getattr(register, "draft", None),
    }


def found_register(request: HttpRequest, key: str) -> Register:
    """The register of an address, or the page that says there is none."""
    found = queries.register(request.actor, key)
    if found is None:
        raise Http404
    return found


def number_of(text: str | None) -> int | None:
    """A number out of an address; None where it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None
