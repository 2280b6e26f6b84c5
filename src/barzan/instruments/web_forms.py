"""The steward's pages: add, correct, relate and replace instruments, keep texts, decide about proposals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from barzan.access.endpoints import endpoint
from barzan.documents.errors import DocumentRefused
from barzan.instruments import actions, dependents, describe, queries
from barzan.instruments.actions import Description
from barzan.instruments.dependents import Dependent, Link, Told
from barzan.instruments.errors import InstrumentError
from barzan.instruments.forms import (
    CorrectionForm,
    DescriptionForm,
    RelationForm,
    ReplacementForm,
    TextForm,
    WithdrawalForm,
)
from barzan.instruments.matching import Group, names_something
from barzan.instruments.models import Instrument
from barzan.instruments.rules import STEWARD
from barzan.instruments.web import found_instrument
from barzan.places.forms import attempt

PROPOSALS = 60
REASONS = {
    "number_and_date": gettext_lazy("same number and date"),
    "number": gettext_lazy("same number"),
    "number_reversed": gettext_lazy("same number written the other way round, same date"),
    "title_and_date": gettext_lazy("same title and date"),
    "title": gettext_lazy("same title"),
    "title_like": gettext_lazy("nearly the same title"),
}
form_page = require_http_methods(["GET", "POST"])


@form_page
@endpoint(STEWARD)
def add(request: HttpRequest) -> HttpResponse:
    """A new instrument; the address may bring what a citation says of it."""
    asked = {name: request.GET.get(name, "") for name in ("kind", "title", "number", "date_text", "issuer")}
    form = DescriptionForm(
        request.POST or None, initial={name: value for name, value in asked.items() if value}
    )
    made: list[Instrument] = []

    def command() -> None:
        another = form.cleaned_data["another"]
        made.append(actions.add(request.actor, form.description(), another=another))

    if form.is_bound and form.is_valid() and attempt(form, command):
        return redirect("instruments:instrument", made[0].code)
    return _shown(request, form, _("New instrument"), reverse("instruments:list"))


@form_page
@endpoint(STEWARD)
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """Corrects what is said of an instrument."""
    shown = found_instrument(request, code)
    initial = {name: getattr(shown, name) for name in Description.__dataclass_fields__}
    form = CorrectionForm(request.POST or None, initial=initial)

    def command(given: dict[str, Any]) -> object:
        more = {"why": given["why"], "another": given["another"]}
        return actions.correct(request.actor, shown, form.description(), **more)

    return _page(request, form, _("Correct the description"), shown, command)


@form_page
@endpoint(STEWARD)
def relate(request: HttpRequest, code: str) -> HttpResponse:
    """Records what another instrument does to this one, or this one to another."""
    shown = found_instrument(request, code)
    form = RelationForm(request.POST or None)

    def command(given: dict[str, Any]) -> object:
        deed, other = given["deed"], given["other"]
        source, target = (other, shown) if deed in ("repeals", "amends") else (shown, other)
        return actions.relate(request.actor, deed, source, target, on=given["on"], why=given["why"])

    return _page(request, form, _("Record a relation"), shown, command)


@form_page
@endpoint(STEWARD)
def withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Says that a relation was recorded by mistake."""
    shown = found_instrument(request, code)
    relation = queries.relation(request.actor, pk)
    if relation is None or shown.pk not in (relation.source_id, relation.target_id):
        raise Http404
    form = WithdrawalForm(request.POST or None)
    title = _("Withdraw the relation")
    return _page(
        request, form, title, shown, lambda given: actions.withdraw(request.actor, relation, why=given["why"])
    )


@form_page
@endpoint(STEWARD)
def attach(request: HttpRequest, code: str) -> HttpResponse:
    """Keeps the text of an instrument, or its next version."""
    shown = found_instrument(request, code)
    form = TextForm(*((request.POST, request.FILES) if request.method == "POST" else (None, None)))
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            actions.attach_text(request.actor, shown, file.name, file.file)
            return redirect("instruments:instrument", shown.code)
        except DocumentRefused as refused:
            form.add_error("file", refused.sentence(get_language() or "fa"))
    return _shown(request, form, _("Keep the text"), _address(shown), files=True)


@form_page
@endpoint(STEWARD)
def replace(request: HttpRequest, code: str) -> HttpResponse:
    """Replaces an instrument by another: first what would happen, then, confirmed, that it happens."""
    shown = found_instrument(request, code)
    form = ReplacementForm(request.POST or None)
    resting = queries.resting(request.actor, shown)
    context: dict[str, Any] = {
        "instrument": shown,
        "form": form,
        "offices": describe.by_office(resting),
        "services": len({each.key for each in resting}),
        "followed": dependents.followed(),
        "back": _address(shown),
    }
    if form.is_bound and form.is_valid() and attempt(form, lambda: _may_replace(shown, form.cleaned_data)):
        step = request.POST.get("step")
        if step == "confirm":
            keys = _chosen(request, resting)
            told: list[Told] = []

            def command() -> None:
                given = form.cleaned_data
                told.append(
                    actions.replace(
                        request.actor, shown, given["new"], on=given["on"], why=given["why"], keys=keys
                    )[1]
                )

            if attempt(form, command):
                _say(request, told[0])
                return redirect("instruments:instrument", shown.code)
        elif step == "preview":
            context |= {name: form.cleaned_data[name] for name in ("new", "on")}
            context["hidden"] = [
                (name, value)
                for name, value in request.POST.items()
                if name not in ("step", "csrfmiddlewaretoken")
            ]
    return render(request, "instruments/replace.html", context, status=422 if form.errors else 200)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A group as the page shows it: the instrument meant, and its wordings with those who print them."""

    group: Group
    instrument: Instrument | None
    wordings: tuple[tuple[str, list[Dependent]], ...]
    add_query: str

    @property
    def percent(self) -> int:
        return round(100 * self.group.confidence)

    @property
    def named(self) -> bool:
        """Whether what is printed names one instrument at all."""
        return any(each.number or names_something(each.title) for each in self.group.members)

    @property
    def reason(self) -> str:
        return str(REASONS[self.group.reason])


@form_page
@endpoint(STEWARD)
def proposals(request: HttpRequest) -> HttpResponse:
    """Citations without an instrument: what they seem to mean, to accept or to deny."""
    groups, by_wording, known = queries.proposals(request.actor)
    if request.method == "POST":
        return _decided(request, by_wording, known)
    context = {
        "proposals": [_proposal(each, by_wording, known) for each in groups[:PROPOSALS]],
        "matched": sum(bool(each.instrument) for each in groups),
        "groups": len(groups),
        "citations": sum(map(len, by_wording.values())),
        "followed": dependents.followed(),
    }
    return render(request, "instruments/proposals.html", context)


def _decided(
    request: HttpRequest, by_wording: dict[str, list[Dependent]], known: dict[str, Instrument]
) -> HttpResponse:
    """Denies one proposal, or accepts all that are ticked; what is no longer proposed is passed over."""
    code, _sep, wording = request.POST.get("deny", "").partition("|")
    if code in known and wording in by_wording:
        actions.deny(request.actor, known[code], wording)
        messages.success(request, _("It will not be proposed again."))
        return redirect("instruments:proposals")
    links = []
    for ticked in request.POST.getlist("accept"):
        code, _sep, wording = ticked.partition("|")
        if code in known:
            links += [Link(each.key, wording, known[code]) for each in by_wording.get(wording, [])]
    if links:
        _say(request, actions.link(request.actor, links, why=request.POST.get("why", "")[:300]))
    else:
        messages.warning(request, _("Tick what you accept first."))
    return redirect("instruments:proposals")


def _proposal(group: Group, by_wording: dict[str, list[Dependent]], known: dict[str, Instrument]) -> Proposal:
    first = group.members[0]
    said = {
        "kind": first.kind,
        "title": first.title[:400],
        "number": first.number,
        "date_text": first.date_text,
        "issuer": first.issuer,
    }
    wordings = tuple((each.key, by_wording[each.key]) for each in group.members)
    query = urlencode({name: value for name, value in said.items() if value})
    return Proposal(group, known.get(group.instrument), wordings, query)


def _may_replace(shown: Instrument, given: dict[str, Any]) -> None:
    """Whether the replacement can be recorded; the same one again may, to open what is not open yet."""
    try:
        with transaction.atomic():
            actions.check_relation("replaces", given["new"], shown, given["on"])
    except InstrumentError as refused:
        same = refused.code == "source.recorded" and refused.place.get("day") == str(given["on"])
        if not same:
            raise _on_new(refused) from refused


def _on_new(refused: InstrumentError) -> InstrumentError:
    """The refusal beside the field of the new instrument, or of the day."""
    field = "on" if refused.code.startswith("on.") else "new"
    return InstrumentError(refused.code, refused.fa, refused.en, field=field)


def _chosen(request: HttpRequest, resting: list[Dependent]) -> list[str]:
    """The services that shall follow: all, none or those ticked."""
    follow = request.POST.get("follow", "all")
    ticked = set(request.POST.getlist("keys"))
    keys = dict.fromkeys(each.key for each in resting)
    return [key for key in keys if follow == "all" or (follow == "chosen" and key in ticked)]


def _say(request: HttpRequest, told: Told) -> None:
    count = told.opened
    text = ngettext(
        "%(shown)s draft was opened for its office to confirm.",
        "%(shown)s drafts were opened for their offices to confirm.",
        count,
    )
    messages.success(request, text % {"shown": describe.number(count)})
    if told.waiting:
        text = _(
            "These have drafts of their own under way that stand against it; tell their offices: %(codes)s"
        )
        messages.warning(request, text % {"codes": "، ".join(told.waiting)})


def _page(
    request: HttpRequest,
    form: forms.Form,
    title: str,
    shown: Instrument,
    command: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """Shows the form; runs the command with what was given and goes back, or says what was refused."""
    if form.is_bound and form.is_valid() and attempt(form, lambda: command(form.cleaned_data)):
        return redirect("instruments:instrument", shown.code)
    return _shown(request, form, title, _address(shown), instrument=shown)


def _shown(request: HttpRequest, form: forms.Form, title: str, back: str, **more: Any) -> HttpResponse:
    context = {"form": form, "title": title, "back": back, **more}
    return render(request, "instruments/form.html", context, status=422 if form.errors else 200)


def _address(shown: Instrument) -> str:
    return reverse("instruments:instrument", args=[shown.code])
