"""Pages that show people: the chart, units, posts, persons. The forms stand in ``web_forms``."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC, SIGNED_IN
from barzan.look.trees import sought
from barzan.people import queries
from barzan.people.actions.persons import delegation_target, may_lend
from barzan.people.models import Delegation, Person, Post, Unit
from barzan.people.rules import (
    ACCOUNTS_EDIT,
    DELEGATE,
    PERSON_READ,
    PERSONS_EDIT,
    PERSONS_READ,
    STRUCTURE_EDIT,
    UNITS_READ,
)
from barzan.people.web_picture import row

PAGE = 50


@require_GET
@endpoint(PUBLIC)
def ask_administrator(request: HttpRequest) -> HttpResponse:
    """Whom to ask for an account or a new password."""
    return render(request, "people/ask_administrator.html")


@require_GET
@endpoint(UNITS_READ)
def chart(request: HttpRequest) -> HttpResponse:
    """The organisation chart as a tree; a search leaves what it found and the units above."""
    text = request.GET.get("q", "")
    context = {
        "branches": sought(map(row, queries.chart(request.actor)), text),
        "text": text,
        "organisations": queries.organisations(request.actor),
        "may_edit": STRUCTURE_EDIT.admits(request.actor),
        "may_read_persons": PERSONS_READ.admits(request.actor),
    }
    return render(request, "people/chart.html", context)


@require_GET
@endpoint(UNITS_READ)
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """One unit: where it stands, its posts and whether they are held, the units under it."""
    shown = found_unit(request, code)
    context = {
        "unit": shown,
        "ancestors": queries.ancestors(request.actor, shown),
        "children": queries.units(request.actor).filter(parent=shown),
        "posts": queries.posts_of(request.actor, shown),
        "standings": queries.standings(request.actor, shown),
        "succession": queries.succession(request.actor, shown),
        "predecessors": queries.predecessors(request.actor, shown),
        "may_edit": STRUCTURE_EDIT.permits(request.actor, shown.target),
    }
    return render(request, "people/unit.html", context)


@require_GET
@endpoint(UNITS_READ)
def post(request: HttpRequest, code: str) -> HttpResponse:
    """One post; who held it when is shown, and recorded as read, to those who may read persons there."""
    shown = found_post(request, code)
    may_read = PERSONS_READ.permits(request.actor, shown.target)
    context = {
        "post": shown,
        "holders": queries.holders(request.actor, shown) if may_read else None,
        "may_edit": STRUCTURE_EDIT.permits(request.actor, shown.target),
    }
    return render(request, "people/post.html", context)


@require_GET
@never_cache
@endpoint(PERSONS_READ)
def persons(request: HttpRequest) -> HttpResponse:
    """The persons within reach, by name; the reading is recorded."""
    text = request.GET.get("q", "")
    page = Paginator(queries.persons(request.actor, text), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "text": text, "may_edit": PERSONS_EDIT.admits(request.actor)}
    return render(request, "people/persons.html", context)


@require_GET
@never_cache
@endpoint(PERSON_READ)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: posts held, what was lent, the account; the reading is recorded."""
    try:
        shown = queries.person(request.actor, pk)
    except Person.DoesNotExist:
        raise Http404
    held, lent = queries.holdings(request.actor, shown), queries.delegations(request.actor, shown)
    context = {
        "person": shown,
        "holdings": [(each, may_lend(request.actor, each.post, each.person)) for each in held],
        "delegations": [(each, _may_take_back(request, each)) for each in lent],
        "today": timezone.localdate(),
        "may_edit": PERSONS_EDIT.admits(request.actor),
        "may_edit_account": ACCOUNTS_EDIT.admits(request.actor),
    }
    return render(request, "people/person.html", context)


@require_GET
@never_cache
@endpoint(SIGNED_IN)
def own_record(request: HttpRequest) -> HttpResponse:
    """Leads to the reader's own record."""
    if request.actor.person is None:
        raise Http404
    return redirect("people:person", request.actor.person)


def _may_take_back(request: HttpRequest, lent: Delegation) -> bool:
    """Whether the actor may end a delegation before its day."""
    return DELEGATE.permits(request.actor, delegation_target(lent.post, lent.absent))


def found_unit(request: HttpRequest, code: str) -> Unit:
    """The unit of an address, or the page that says there is none."""
    try:
        return queries.unit(request.actor, code)
    except Unit.DoesNotExist:
        raise Http404


def found_post(request: HttpRequest, code: str) -> Post:
    """The post of an address, or the page that says there is none."""
    try:
        return queries.post(request.actor, code)
    except Post.DoesNotExist:
        raise Http404
