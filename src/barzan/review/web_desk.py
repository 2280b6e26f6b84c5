"""The desk: the list of items, the source lines beside what was read, the form that decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from barzan.access.endpoints import endpoint
from barzan.persian.errors import BilingualError
from barzan.places.forms import attempt
from barzan.review import actions, queries
from barzan.review.core.board import STATES, Board, Filters, Line, window
from barzan.review.errors import StaleDecision
from barzan.review.forms import BatchForm, ItemForm
from barzan.review.models import Item, Office, Reading
from barzan.review.rules import REVIEW_EDIT, REVIEW_READ
from barzan.review.shown import beside, blocks, contrasts, happened, label_of, published_flags, tallies
from barzan.review.web import found, progress, target


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of the list that stand in one group, and how many of them there are in all."""

    group: int
    count: int
    lines: Sequence[Line]


@require_GET
@endpoint(REVIEW_READ)
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Leads to the first item of the filtered list; says so where it is empty."""
    reading, filters = found(request, pk), filters_of(request)
    board = queries.board(request.actor, reading)
    passing = board.passing(filters)
    if passing:
        return redirect(_address(reading, passing[0].order, filters))
    context = {
        "reading": reading,
        "filters": filters,
        **progress(board),
        **_ways(request, reading, board, filters),
    }
    return render(request, "review/nothing.html", context)


@require_GET
@endpoint(REVIEW_READ)
def item(request: HttpRequest, pk: int, order: int) -> HttpResponse:
    """One item on the desk."""
    shown = _item(request, found(request, pk), order)
    return _page(request, shown, filters_of(request), ItemForm(shown))


@require_http_methods(["GET", "POST"])
@endpoint(REVIEW_EDIT, target)
def decide(request: HttpRequest, pk: int, order: int) -> HttpResponse:
    """Does with an item what the button says, and the next one comes up; else the form says why not.

    A GET, of somebody who reloads what a refusal showed, leads back to the item.
    """
    reading, filters = found(request, pk), filters_of(request)
    if request.method == "GET":
        return redirect(_address(reading, order, filters))
    shown = _item(request, reading, order)
    form = ItemForm(shown, request.POST)
    try:
        if _done(request, shown, form):
            return _next(request, reading, shown, filters)
    except StaleDecision as refused:
        now = queries.item(request.actor, reading, order)
        form.see(now.number)
        return _page(request, now, filters, form, refused, status=409)
    return _page(request, shown, filters, form, status=422)


@require_POST
@endpoint(REVIEW_EDIT, target)
def match(request: HttpRequest, pk: int, order: int) -> HttpResponse:
    """Says which service of the catalogue an item is; the item comes up again."""
    reading = found(request, pk)
    shown = _item(request, reading, order)
    try:
        actions.match_item(request.actor, shown, request.POST.get("service", "").strip().upper()[:16])
    except BilingualError as refused:
        messages.warning(request, refused.sentence(get_language() or "fa"))
    return redirect(_address(reading, order, filters_of(request)))


@require_POST
@endpoint(REVIEW_EDIT, target)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes back the actor's last decision, and shows the item again."""
    reading, filters = found(request, pk), filters_of(request)
    try:
        undone = actions.undo_last(request.actor, reading)
    except BilingualError as refused:
        return _told(request, reading, refused)
    return redirect(_address(reading, undone[0].order, filters))


@require_http_methods(["GET", "POST"])
@endpoint(REVIEW_EDIT, target)
def clean(request: HttpRequest, pk: int, office: int) -> HttpResponse:
    """The items of an office that nothing was found about; a POST accepts those that are ticked."""
    reading = found(request, pk)
    lines = queries.board(request.actor, reading).clean(office)
    owner = _office(queries.offices(request.actor, reading), office)
    form = BatchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = set(request.POST.getlist("order"))
        ticked = [line.order for line in lines if str(line.order) in given]

        def command() -> object:
            return actions.accept_clean(request.actor, reading, owner, ticked, why=form.cleaned_data["why"])

        if attempt(form, command):
            return redirect(f"{reverse('review:desk', args=[pk])}?office={office}")
    context = {"reading": reading, "office": owner, "lines": lines, "form": form}
    return render(request, "review/clean.html", context, status=422 if form.errors else 200)


def filters_of(request: HttpRequest) -> Filters:
    """What the address narrows the list to; what it does not know it leaves out."""
    given = request.GET
    office, state = given.get("office", ""), given.get("state", "todo")
    return Filters(
        office=int(office) if re.fullmatch("[0-9]{1,9}", office) else None,
        kind=given.get("kind", ""),
        state=state if state in (*STATES, "all") else "todo",
        text=given.get("q", "")[:100].strip(),
    )


def _done(request: HttpRequest, item: Item, form: ItemForm) -> bool:
    """Runs the deed of the button that was pressed; False where the form has to be put right."""
    deed, actor = request.POST.get("deed", "decide"), request.actor
    valid = form.is_valid()
    seen = form.cleaned_data.get("seen", -1)
    reason, why = form.cleaned_data.get("reason", ""), form.cleaned_data.get("why", "")
    if deed == "decide":
        return valid and _attempt(
            form, lambda: actions.decide(actor, item, form.said(), seen=seen, reason=reason, why=why)
        )
    # The other deeds leave what is said as it stands: nothing else of the form has to be right.
    form.errors.clear()
    commands: dict[str, Callable[[], object]] = {
        "question": lambda: actions.question(actor, item, seen=seen, why=why),
        "aside": lambda: actions.set_aside(actor, item, seen=seen, reason=reason, why=why),
        "reopen": lambda: actions.reopen(actor, item, seen=seen, why=why),
        "undo": lambda: actions.undo(actor, item, seen=seen, why=why),
    }
    return deed in commands and _attempt(form, commands[deed])


def _attempt(form: ItemForm, command: Callable[[], object]) -> bool:
    """As ``places.forms.attempt``; a stale decision is no error of a field and goes on."""
    stale: list[StaleDecision] = []

    def guarded() -> None:
        try:
            command()
        except StaleDecision as refused:
            stale.append(refused)

    done = attempt(form, guarded)
    if stale:
        raise stale[0]
    return done


def _next(request: HttpRequest, reading: Reading, item: Item, filters: Filters) -> HttpResponse:
    """The next item of the filtered list; the same one after taking back or opening again."""
    if request.POST.get("deed") in ("undo", "reopen"):
        return redirect(_address(reading, item.order, filters))
    following = queries.board(request.actor, reading).after(filters, item.order)
    if following is None:
        return redirect(f"{reverse('review:desk', args=[reading.pk])}?{_query(filters)}")
    return redirect(_address(reading, following.order, filters))


def _page(
    request: HttpRequest,
    item: Item,
    filters: Filters,
    form: ItemForm,
    stale: StaleDecision | None = None,
    status: int = 200,
) -> HttpResponse:
    actor, reading = request.actor, item.reading
    board = queries.board(actor, reading)
    passing = board.passing(filters)
    before, after = board.before(filters, item.order), board.after(filters, item.order)
    language = get_language() or "fa"
    found_about = queries.findings(actor, item)
    context: dict[str, Any] = {
        **progress(board),
        **_ways(request, reading, board, filters),
        "reading": reading,
        "item": item,
        "form": form,
        "sections": _sections(passing, item.order),
        "passing": len(passing),
        "before": _address(reading, before.order, filters) if before else "",
        "after": _address(reading, after.order, filters) if after else "",
        "query": _query(filters),
        "source": blocks(queries.source(actor, item), item),
        "own_findings": [each for each in found_about if each.item_id],
        "office_findings": [each for each in found_about if not each.item_id],
        "figures": tallies(board.figures(item.office.order, item.office.stated)),
        "office_done": board.done(item.office.order),
        "beside": beside(item),
        "published_flags": published_flags(item),
        "history": [happened(each, language) for each in queries.decisions(actor, item)],
        "last_own": queries.last_own(actor, reading),
        "may_edit": REVIEW_EDIT.permits(actor, reading.target) and reading.is_open,
        "stale": stale,
        "contrasts": contrasts(form.said(), item.said) if stale and form.is_valid() else [],
    }
    return render(request, "review/item.html", context, status=status)


def _sections(passing: Sequence[Line], order: int) -> dict[str, Any]:
    """The part of the list about the item, by group, with what lies before and after."""
    shown, before, after = window(passing, order)
    groups = [
        Section(group, sum(line.group == group for line in passing), lines)
        for group in (0, 1, 2)
        if (lines := [line for line in shown if line.group == group])
    ]
    return {"groups": groups, "before": before, "after": after}


def _ways(request: HttpRequest, reading: Reading, board: Board, filters: Filters) -> dict[str, Any]:
    """Links and choices that narrow the list."""
    states = board.states(filters)
    desk_url = reverse("review:desk", args=[reading.pk])
    names = {
        "todo": pgettext("items", "To decide"),
        "questioned": pgettext("items", "Questions"),
        "decided": pgettext("items", "Decided"),
        "all": pgettext("items", "All"),
    }
    found_kinds = board.kinds(filters)
    offices = queries.offices(request.actor, reading)
    return {
        "filters": filters,
        "tabs": [
            (name, f"{desk_url}?{_query(filters, state=key)}", states[key], filters.state == key)
            for key, name in names.items()
        ],
        "kinds": [(kind, label_of(kind), count) for kind, count in found_kinds.most_common()],
        "offices": [
            (office, decided, every) for office, decided, every in queries.progress_by_office(board, offices)
        ],
        "narrowed": filters.office is not None or bool(filters.kind) or bool(filters.text),
    }


def _item(request: HttpRequest, reading: Reading, order: int) -> Item:
    """The item of an address, or the page that says there is none."""
    try:
        return queries.item(request.actor, reading, order)
    except Item.DoesNotExist:
        raise Http404


def _office(offices: Iterable[Office], order: int) -> Office:
    for office in offices:
        if office.order == order:
            return office
    raise Http404


def _address(reading: Reading, order: int, filters: Filters) -> str:
    query = _query(filters)
    return reverse("review:item", args=[reading.pk, order]) + (f"?{query}" if query else "")


def _query(filters: Filters, **instead: str) -> str:
    """What the list is narrowed to, as the query of an address; what is usual is not said."""
    given = {
        "office": "" if filters.office is None else str(filters.office),
        "kind": filters.kind,
        "state": filters.state,
        "q": filters.text,
        **instead,
    }
    return urlencode({name: value for name, value in given.items() if value and (name, value) != _USUAL})


_USUAL = ("state", "todo")


def _told(request: HttpRequest, reading: Reading, refused: BilingualError) -> HttpResponse:
    messages.warning(request, refused.sentence(get_language() or "fa"))
    return redirect("review:desk", reading.pk)
