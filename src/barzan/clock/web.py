"""Pages of deadlines: those of the reader's units, one with its explanation and history, and its commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from barzan.access import Actor, Target
from barzan.access.endpoints import endpoint
from barzan.clock import actions, books, queries, shown, standing
from barzan.clock.core import Calendar, RunsFrom
from barzan.clock.forms import BeginForm, ExtendForm, ResumeForm, SuspendForm, moment
from barzan.clock.models import Deadline, Fact, State
from barzan.clock.rules import DEADLINES_BEGIN, DEADLINES_READ, DEADLINES_STEER
from barzan.look.parts import Ruler
from barzan.persian.language import active_language
from barzan.places.forms import attempt

PAGE = 25


@require_GET
@endpoint(DEADLINES_READ)
def deadlines(request: HttpRequest) -> HttpResponse:
    """Deadlines of the reader's units, the soonest first."""
    given = request.GET.get("which", "")
    which = given if given in (*queries.WHICH, "ended") else ""
    text = request.GET.get("q", "")[:120]
    rows = queries.deadlines(request.actor, which=which, unit=request.GET.get("unit", "")[:60], text=text)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.pill, row.address = shown.pill(row), address_of(row)
    counts = queries.counts(request.actor)
    filters = [("", gettext("All"), counts["all"])]
    filters += [(name, label, counts[name]) for name, label in _labels().items()]
    context = {
        "page": page,
        "which": which,
        "words": text,
        "counts": counts,
        "filters": [*filters, ("ended", pgettext("deadline", "Ended"), None)],
    }
    return render(request, "clock/deadlines.html", context)


def _labels() -> dict[str, str]:
    return {
        "overdue": gettext("Overdue"),
        "today": pgettext("deadline", "Due today"),
        "week": pgettext("deadline", "Due this week"),
        "later": gettext("Later"),
        "suspended": pgettext("deadline", "Suspended"),
        "waiting": pgettext("deadline", "Waiting to begin"),
    }


def address_of(deadline: Deadline) -> str:
    """Where the owner of a deadline is shown; empty where that room has no page for it."""
    try:
        return reverse(deadline.url_name, kwargs=deadline.url_args) if deadline.url_name else ""
    except NoReverseMatch:
        return ""


def target_of(pk: int) -> Target:
    """Where a deadline lies in the organisation."""
    found = Deadline.objects.select_related("unit").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found.target


@never_cache
@require_GET
@endpoint(DEADLINES_READ, target=target_of)
def deadline(request: HttpRequest, pk: int) -> HttpResponse:
    """One deadline: until when and why, what happened, what can be done."""
    return _page(request, pk)


@require_POST
@endpoint(DEADLINES_BEGIN, target=target_of)
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Records notice, or receipt of complete documents."""

    def run(actor: Actor, found: Deadline, given: dict[str, Any]) -> object:
        at = moment(given["on"])
        if found.runs_from == RunsFrom.NOTICE:
            return actions.record_notice(actor, found, at=at, why=given["why"])
        return actions.record_complete(actor, found, at=at, why=given["why"])

    return _command(request, pk, "begin", BeginForm(request.POST), run, gettext("The time runs now."))


@require_POST
@endpoint(DEADLINES_STEER, target=target_of)
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    """The clock stands still."""

    def run(actor: Actor, found: Deadline, given: dict[str, Any]) -> object:
        return actions.suspend(actor, found, why=given["why"], basis=given["basis"], at=moment(given["on"]))

    return _command(request, pk, "suspend", SuspendForm(request.POST), run, gettext("The time stands still."))


@require_POST
@endpoint(DEADLINES_STEER, target=target_of)
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """The clock goes on."""

    def run(actor: Actor, found: Deadline, given: dict[str, Any]) -> object:
        return actions.resume(actor, found, why=given["why"], at=moment(given["on"]))

    return _command(request, pk, "resume", ResumeForm(request.POST), run, gettext("The time runs now."))


@require_POST
@endpoint(DEADLINES_STEER, target=target_of)
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds to the time."""

    def run(actor: Actor, found: Deadline, given: dict[str, Any]) -> object:
        amount = given["amount"].upper()
        return actions.extend(actor, found, amount, why=given["why"], basis=given["basis"])

    return _command(request, pk, "extend", ExtendForm(request.POST), run, gettext("The time is extended."))


def _command(
    request: HttpRequest,
    pk: int,
    name: str,
    form: forms.Form,
    run: Callable[[Actor, Deadline, dict[str, Any]], object],
    done: str,
) -> HttpResponse:
    found = queries.deadline(request.actor, pk)
    if form.is_valid() and attempt(form, lambda: run(request.actor, found, form.cleaned_data)):
        messages.success(request, done)
        return redirect("clock:deadline", pk=pk)
    return _page(request, pk, **{name: form})


def _page(request: HttpRequest, pk: int, **bound: forms.Form) -> HttpResponse:
    try:
        found = queries.deadline(request.actor, pk)
    except Deadline.DoesNotExist as error:
        raise Http404 from error
    facts = queries.facts(request.actor, found)
    book, calendars = books.here([found.unit_id])
    rule = DEADLINES_BEGIN if found.state == State.WAITING else DEADLINES_STEER
    may = rule.permits(request.actor, found.target)
    context = {
        "deadline": found,
        "pill": shown.pill(found),
        "address": address_of(found),
        "timeline": shown.timeline(found, facts),
        "ruler": _ruler(found, facts, calendars[found.unit_id]),
        "said": found.said(active_language()),
        "amount": shown.amount(found.amount, found.counting),
        "limit": shown.amount(found.limit or found.amount, found.counting),
        "stages": shown.stages(book.plan(found.escalation)),
        "forms": _forms(found, bound) if may else {},
        "wrong": list(bound),
    }
    return render(request, "clock/deadline.html", context, status=422 if bound else 200)


def _ruler(found: Deadline, facts: list[Fact], calendar: Calendar) -> Ruler | None:
    if found.state != State.RUNNING:
        return None
    return shown.ruler(found, standing.reckoned(found, facts, calendar), calendar)


def _forms(found: Deadline, bound: dict[str, forms.Form]) -> dict[str, forms.Form]:
    """The forms of what can be done now, by name."""
    offered: dict[str, list[tuple[str, type[forms.Form]]]] = {
        State.WAITING: [("begin", BeginForm)],
        State.SUSPENDED: [("resume", ResumeForm)],
        State.RUNNING: [] if found.overdue else [("suspend", SuspendForm), ("extend", ExtendForm)],
    }
    made = {name: form(auto_id=f"{name}-%s") for name, form in offered.get(found.state, [])}
    return {**made, **bound}
