"""Desk pages of one service's life: what it is, its drafts, and the ways in which it ends or goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from barzan.access.endpoints import endpoint
from barzan.catalogue import queries as catalogue
from barzan.catalogue.models import Service, ServiceVersion
from barzan.people.models import Unit
from barzan.places.forms import attempt
from barzan.revisions import actions, queries
from barzan.revisions.choices import Choices
from barzan.revisions.forms import WhyForm
from barzan.revisions.life_forms import MergeForm, MoveForm, RetireForm, SplitForm
from barzan.revisions.models import State
from barzan.revisions.rules import DRAFTS_APPROVE, DRAFTS_EDIT, DRAFTS_READ
from barzan.revisions.web import say
from barzan.revisions.web_edit import form_page, service_target

Command = Callable[[dict[str, Any]], object]


@require_GET
@endpoint(DRAFTS_READ, target=service_target)
def service(request: HttpRequest, code: str) -> HttpResponse:
    """A service as its office sees it: what is published, its drafts and versions, where it goes on."""
    found, version = _found(request, code)
    drafts = queries.history_of(request.actor, found)
    goes_on = queries.successors(request.actor, [found]).get(code, []) if found.retired_at else []
    context = {
        "service": found,
        "version": version,
        "versions": list(found.versions.order_by("-number").values("number", "published_at", "title")[:50]),
        "drafts": drafts,
        "open": next((draft for draft in drafts if draft.is_open), None),
        "successors": goes_on,
        "predecessors": queries.predecessors(request.actor, found),
        "may_edit": DRAFTS_EDIT.permits(request.actor, found.target),
        "may_decide": DRAFTS_APPROVE.permits(request.actor, found.target),
    }
    return render(request, "revisions/service.html", context)


@form_page
@endpoint(DRAFTS_APPROVE, target=service_target)
def retire(request: HttpRequest, code: str) -> HttpResponse:
    """Takes a service out of the catalogue."""
    found, _version = _found(request, code)
    form = RetireForm(request.POST or None)

    def command(given: dict[str, Any]) -> object:
        return actions.retire(request.actor, found, **given)

    told = [
        gettext("It leaves the lists, the search and the figures."),
        gettext(
            "Its sheet stays at its address and says that it is no longer given, and what goes on instead."
        ),
        gettext("Its code is never given to another service."),
    ]
    return _page(request, found, form, gettext("Retire this service"), command, told)


@form_page
@endpoint(DRAFTS_APPROVE, target=service_target)
def restore(request: HttpRequest, code: str) -> HttpResponse:
    """Brings back a service that was retired by mistake."""
    found, _version = _found(request, code)

    def command(given: dict[str, Any]) -> object:
        return actions.restore(request.actor, found, **given)

    told = [
        gettext("It stands in the lists and the search again, with the version that it had."),
        gettext("That it was retired, and why, stays in its history."),
    ]
    return _page(
        request, found, WhyForm(request.POST or None), gettext("Restore this service"), command, told
    )


@form_page
@endpoint(DRAFTS_APPROVE, target=service_target)
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Gives a service to another office."""
    found, _version = _found(request, code)
    units = Choices.of(request.actor, found.unit.code).units
    form = MoveForm(request.POST or None, units=units)

    def command(given: dict[str, Any]) -> object:
        unit = Unit.objects.get(code=given["unit"])
        return actions.move(request.actor, found, unit, why=given["why"])

    told = [
        gettext("Its sheet and its versions stay as they are; only the office that answers is another."),
        gettext("An open draft goes with it."),
    ]
    return _page(request, found, form, gettext("Give it to another office"), command, told)


@form_page
@endpoint(DRAFTS_APPROVE, target=service_target)
def merge(request: HttpRequest, code: str) -> HttpResponse:
    """Lets other services go on in this one; its approved draft is published at once."""
    found, _version = _found(request, code)
    form = MergeForm(request.POST or None)
    ready = queries.open_draft_of(request.actor, code)

    def command(given: dict[str, Any]) -> object:
        into = ready if ready and ready.state == State.APPROVED else found
        return actions.merge_services(request.actor, given["others"], into, why=given["why"])

    told = [
        gettext("The others leave the lists; their codes and old links lead on to this service."),
        gettext("What they said and this sheet does not say yet comes first into a draft of this service."),
    ]
    if ready and ready.state == State.APPROVED:
        told.append(gettext("The approved draft of this service is published at the same moment."))
    elif ready:
        told.append(gettext("This service has a draft that is not approved yet; it stays a draft."))
    return _page(request, found, form, gettext("Merge others into this one"), command, told)


@form_page
@endpoint(DRAFTS_APPROVE, target=service_target)
def split(request: HttpRequest, code: str) -> HttpResponse:
    """Splits a service: first drafts of the new ones are opened, then, once approved, they take its place."""
    found, version = _found(request, code)
    heirs = list(queries.drafts(request.actor, origin=actions.split_origin(found), open_only=True))
    heirs.sort(key=lambda draft: draft.code)
    form = SplitForm(request.POST if request.method == "POST" and not request.POST.get("now") else None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        if attempt(
            form, lambda: actions.prepare_split(request.actor, found, given["parts"], why=given["why"])
        ):
            messages.success(request, gettext("The drafts are open. Write, review and approve each of them."))
            return redirect("revisions:split", code)
    context = {
        "service": found,
        "version": version,
        "form": form,
        "heirs": heirs,
        "ready": len(heirs) > 1 and all(draft.state == State.APPROVED for draft in heirs),
        "why": WhyForm(),
    }
    return render(request, "revisions/split.html", context, status=422 if form.errors else 200)


@require_POST
@endpoint(DRAFTS_APPROVE, target=service_target)
def split_now(request: HttpRequest, code: str) -> HttpResponse:
    """Publishes the approved drafts of a split and retires the service that they follow."""
    found, _version = _found(request, code)
    heirs = list(queries.drafts(request.actor, origin=actions.split_origin(found), open_only=True))
    why = request.POST.get("why", "")[:600]
    if say(request, lambda: actions.split(request.actor, found, heirs, why=why)):
        messages.success(request, gettext("Split. The old sheet leads on to the new ones."))
        return redirect("revisions:service", code)
    return redirect("revisions:split", code)


def _page(
    request: HttpRequest,
    found: Service,
    form: forms.Form,
    title: str,
    command: Command,
    told: list[str],
) -> HttpResponse:
    """A form that says what will happen; runs the command, or says why it is refused."""
    if form.is_bound and form.is_valid() and attempt(form, lambda: command(form.cleaned_data)):
        messages.success(request, gettext("Done. It is written in the history with your reason."))
        return redirect("revisions:service", found.code)
    context = {"service": found, "form": form, "title": title, "told": told}
    return render(request, "revisions/deed.html", context, status=422 if form.errors else 200)


def _found(request: HttpRequest, code: str) -> tuple[Service, ServiceVersion]:
    found = catalogue.sheet(request.actor, code)
    if found is None:
        raise Http404
    return found
