"""Pages: the forms, the list of a form by question, its columns, charts, cross-tables, points."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from barzan.access.endpoints import endpoint
from barzan.answers import actions, lists, pictures, queries, shown
from barzan.answers.core.columns import Column, Layout, Table
from barzan.answers.errors import AnalysisMissing, TooSlow
from barzan.answers.figures import CROSSABLE, cross
from barzan.answers.lists import Address
from barzan.answers.queries import Look
from barzan.answers.rules import ANSWERS_CHOOSE, ANSWERS_EXPORT, ANSWERS_READ
from barzan.forms.models import Form
from barzan.look.parts import Tab
from barzan.persian.language import active_language
from barzan.persian.templatetags.persian import num
from barzan.submissions.queries import EXACT

FORMS_PER_PAGE = 25
CHARTS_PER_PAGE = 4
MOST_LINKED, FIRST_POINTS = 1_000, 25
View = Callable[..., HttpResponse]


def told(view: View) -> View:
    """Shows what a page cannot do as a sentence of its own page, never as a failure."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (AnalysisMissing, TooSlow) as refused:
            context = {"said": refused.sentence(active_language()), "slow": isinstance(refused, TooSlow)}
            return render(request, "answers/refused.html", context, status=503)

    return guarded


def form_of(request: HttpRequest, key: str) -> Form:
    """The form of an address, or the page that says there is none."""
    found = queries.form(request.actor, key)
    if found is None:
        raise Http404
    return found


@require_GET
@endpoint(ANSWERS_READ)
def forms(request: HttpRequest) -> HttpResponse:
    """The forms that anything arrived for."""
    page = Paginator(queries.forms(request.actor), FORMS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "answers/forms.html", {"page": page})


@require_GET
@never_cache
@endpoint(ANSWERS_READ)
@told
def answers(request: HttpRequest, key: str) -> HttpResponse:
    """The submissions of a form, or the rows of a repeat, with columns by question."""
    form = form_of(request, key)
    with queries.look(request.actor, form) as look:
        table = _table(request, look)
        address = lists.read(request.GET, table)
        listed = look.listed(address.asked, table)
        frame = _frame(request, form, look, table, address, "list")
    columns = lists.shown_columns(table, queries.chosen(request.actor, form, table.path))
    context = frame | {
        "heads": [_head(column, address) for column in columns],
        "lines": [_line(line, columns, look.layout) for line in listed.lines],
        "count": num(min(listed.count, EXACT)),
        "counted": listed.count,
        "beyond": listed.count > EXACT,
        "before": address.to(page=address.asked.page - 1) if address.asked.page > 1 else "",
        "after": address.to(page=address.asked.page + 1) if listed.more else "",
        "page_number": address.asked.page,
    }
    return render(request, "answers/list.html", context)


def _table(request: HttpRequest, look: Look) -> Table:
    table = look.table(request.GET.get("table", "")[:1000])
    if table is None:
        raise Http404
    return table


def _frame(
    request: HttpRequest, form: Form, look: Look, table: Table, address: Address, here: str
) -> dict[str, Any]:
    """What every page of a form shows round its own part: tabs, tables, filters."""
    language = active_language()
    columns = dict(table.by_path)
    adding = columns.get(request.GET.get("add", ""))
    questions = [column for column in table.columns if not column.personal]
    return {
        "form": form,
        "table": table,
        "table_label": table.label(language) if table.path else "",
        "address": address,
        "here": here,
        "tabs": tabs(form, look, here),
        "tables": _tables(look, table, language),
        "chips": shown.chips(address, columns),
        "refused": address.refused,
        "questions": [(column.path, column.label(language)) for column in questions],
        "adding": adding if adding in questions else None,
        "adding_label": adding.label(language) if adding else "",
        "operators": [
            (each, shown.operators()[each], lists.takes_value(each)) for each in lists.offered(adding)
        ]
        if adding
        else [],
        "choices": [(value, adding.called(value, language)) for value in adding.choices] if adding else [],
        "hidden": _hidden(address),
        "everything": address.to(filters=(), text=""),
        "may_export": ANSWERS_EXPORT.admits(request.actor),
        "may_choose": ANSWERS_CHOOSE.admits(request.actor),
        "preparing": look.source.preparing,
        "now": timezone.localtime(),
    }


def _hidden(address: Address) -> list[tuple[str, str]]:
    """What a form of the page carries on besides its own fields."""
    asked = address.asked
    sort = f"{'-' if asked.descending else ''}{asked.sort}" if asked.sort else ""
    pairs = [("table", asked.table), *(("f", each.text) for each in asked.filters), ("sort", sort)]
    return [(name, value) for name, value in pairs if value]


def tabs(form: Form, look: Look, here: str) -> list[Tab]:
    """The pages of a form; those of points and of versions where there are any."""
    pointed = any(column.kind == "point" and not column.personal for column in look.layout.main.columns)
    pages = [
        ("list", "answers:list", gettext("List")),
        ("charts", "answers:charts", gettext("Charts")),
        ("cross", "answers:cross", gettext("Two questions")),
        *([("map", "answers:map", gettext("Map"))] if pointed else []),
        ("files", "answers:exports", gettext("Files")),
        *([("versions", "answers:versions", gettext("Versions"))] if len(look.versions) > 1 else []),
    ]
    return [Tab(label, reverse(name, args=[form.key]), each == here) for each, name, label in pages]


def _tables(look: Look, current: Table, language: str) -> list[tuple[str, str, bool]]:
    """(name, address, whether it is shown) of each table; none where there is only one."""
    if len(look.layout.tables) < 2:
        return []
    return [
        (
            table.label(language) if table.path else gettext("Submissions"),
            Address(queries.Asked(table=table.path)).to(),
            table.path == current.path,
        )
        for table in look.layout.tables
    ]


def _head(column: Column, address: Address) -> dict[str, str]:
    asked = address.asked
    sorted_here = asked.sort == column.path or (not asked.sort and column.path == ".received")
    order = ("descending" if asked.descending else "ascending") if sorted_here else ""
    return {
        "label": column.label(active_language()),
        "url": address.sorted_by(column.path),
        "order": order,
        "name": "" if column.is_fact else column.name,
    }


def _line(line: queries.Line, columns: list[Column], layout: Layout) -> dict[str, Any]:
    cells = [
        (column.label(active_language()), shown.cell(column, line.cells[column.path]))
        if column.path in line.cells
        else (column.label(active_language()), "")
        for column in columns
    ]
    return {
        "number": line.submission.pk,
        "url": submission_url(line.submission.pk),
        "place": shown.row_name(line.place, layout),
        "broken": line.submission.broken,
        "cells": cells,
    }


def submission_url(pk: int) -> str:
    """The page of a submission; empty where its room shows none."""
    try:
        return reverse("submissions:submission", args=[pk])
    except NoReverseMatch:
        return ""


@never_cache
@endpoint(ANSWERS_CHOOSE)
@told
def columns(request: HttpRequest, key: str) -> HttpResponse:
    """Which columns the reader wants to see; a POST keeps the choice."""
    form = form_of(request, key)
    layout = queries.layout(request.actor, form)
    table = layout.by_path.get(request.GET.get("table", "")[:1000])
    if table is None:
        raise Http404
    table = queries.with_facts(table, layout.versions)
    address = Address(queries.Asked(table=table.path))
    back = reverse("answers:list", args=[form.key]) + address.to()
    if request.method == "POST":
        paths = [] if "reset" in request.POST else request.POST.getlist("path")
        actions.choose_columns(request.actor, form, table, paths)
        messages.success(request, gettext("Your choice of columns is kept."))
        return redirect(back)
    chosen = {
        each.path for each in lists.shown_columns(table, queries.chosen(request.actor, form, table.path))
    }
    language = active_language()
    offered = [
        (column.path, column.label(language), column.path in chosen)
        for column in table.columns
        if not column.personal
    ]
    return render(
        request, "answers/columns.html", {"form": form, "offered": offered, "back": back, "address": address}
    )


@require_GET
@never_cache
@endpoint(ANSWERS_READ)
@told
def charts(request: HttpRequest, key: str) -> HttpResponse:
    """The answers to every question over all versions, some questions a page."""
    form = form_of(request, key)
    base = reverse("answers:list", args=[form.key])
    with queries.look(request.actor, form) as look:
        table = _table(request, look)
        address = lists.read(request.GET, table)
        asked = lists.charted(table)
        only = request.GET.get("question", "")
        wanted = [column for column in asked if column.path == only] or asked
        page = Paginator(wanted, CHARTS_PER_PAGE).get_page(address.asked.page)
        rows = look.rows(table, address.asked.filters, address.asked.text)
        found = [look.distribution(rows, column) for column in page.object_list]
        nothing = not any(each.n or each.missing for each in found) and not look.count(rows)
        context = _frame(request, form, look, table, address, "charts") | {
            "charts": [] if nothing else [shown.chart(each, address, base) for each in found],
            "nothing": nothing and bool(asked),
            "page": page,
            "every": [(column.path, column.label(active_language())) for column in asked],
            "only": only,
        }
    return render(request, "answers/charts.html", context)


@require_GET
@never_cache
@endpoint(ANSWERS_READ)
@told
def cross_table(request: HttpRequest, key: str) -> HttpResponse:
    """The answers to two questions against each other."""
    form = form_of(request, key)
    base = reverse("answers:list", args=[form.key])
    with queries.look(request.actor, form) as look:
        table = _table(request, look)
        address = lists.read(request.GET, table)
        crossable = [column for column in table.columns if _crossable(column)]
        known = {column.path: column for column in crossable}
        down, across = known.get(request.GET.get("down", "")), known.get(request.GET.get("across", ""))
        context = _frame(request, form, look, table, address, "cross") | {
            "crossable": [(column.path, column.label(active_language())) for column in crossable],
            "down": down.path if down else "",
            "across": across.path if across else "",
        }
        if down and across and down != across:
            rows = look.rows(table, address.asked.filters, address.asked.text)
            context["crossed"] = shown.crossed(cross(rows, down, across), address, base)
    return render(request, "answers/cross.html", context)


def _crossable(column: Column) -> bool:
    """Whether a question can stand in a cross-table: choices, and texts that are no key."""
    return column.kind in CROSSABLE and not column.personal and column.path != ".key"


@require_GET
@never_cache
@endpoint(ANSWERS_READ)
@told
def points(request: HttpRequest, key: str) -> HttpResponse:
    """The answers to a question of a place as dots; each leads to its submission."""
    form = form_of(request, key)
    with queries.look(request.actor, form) as look:
        table = _table(request, look)
        address = lists.read(request.GET, table)
        placed = [column for column in table.columns if column.kind == "point" and not column.personal]
        if not placed:
            raise Http404
        column = next((each for each in placed if each.path == request.GET.get("question")), placed[0])
        rows = look.rows(table, address.asked.filters, address.asked.text)
        found = look.points(rows, column)
        context = _frame(request, form, look, table, address, "map")
    linked = len(found) <= MOST_LINKED
    named = found if linked else found[:FIRST_POINTS]
    first = [(submission_url(sid), _called(sid), y, x) for sid, y, x in named]
    dots = first if linked else [("", "", y, x) for _, y, x in found]
    context |= {
        "placed": [(each.path, each.label(active_language())) for each in placed],
        "question": column.path,
        "picture": pictures.picture(dots, queries.ground(request.actor, form) if dots else ()),
        "shown": len(found),
        "most": queries.MOST_POINTS,
        "first": first[:FIRST_POINTS],
    }
    return render(request, "answers/map.html", context)


def _called(number: int) -> str:
    return gettext("Submission %(number)s") % {"number": num(number)}
