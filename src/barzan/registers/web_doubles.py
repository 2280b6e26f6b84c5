"""Pages of doubles: pairs that may be the same, compared field by field, merged or kept apart."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from barzan.access.endpoints import endpoint
from barzan.places.forms import attempt
from barzan.registers import describe, queries
from barzan.registers.actions import doubles as commands
from barzan.registers.core import Fields
from barzan.registers.core.fields import answer
from barzan.registers.formed import Answers, fields_of, joined
from barzan.registers.forms import WhyForm
from barzan.registers.models import Entry, Proposal, Register
from barzan.registers.rules import ENTRY_MERGE, ENTRY_PERSONAL
from barzan.registers.targets import entry_target, proposal_target, register_target
from barzan.registers.web import found_register, may
from barzan.registers.web_entry import found_entry

PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class Pair:
    """A field of both entries; ``same`` where there is nothing to choose."""

    name: str
    label: str
    first: str
    second: str
    same: bool
    take_second: bool


@require_GET
@endpoint(ENTRY_MERGE)
def doubles(request: HttpRequest, key: str) -> HttpResponse:
    """The pairs that are not decided yet."""
    register = found_register(request, key)
    if register.current is None:
        raise Http404
    fields = fields_of(register.current.form_version)
    page = Paginator(queries.proposals(request.actor, register), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "register": register,
        "page": page,
        "rows": [(each, _reasons(each, fields)) for each in page.object_list],
        "identity": [describe.label(fields, name) for name in register.current.life.identity],
        "may_look": ENTRY_MERGE.permits(request.actor, register.target),
        **may(request, register),
    }
    return render(request, "registers/doubles.html", context)


def _reasons(proposal: Proposal, fields: Fields) -> str:
    named = [
        _("the same place") if reason == "place" else describe.label(fields, reason)
        for reason in proposal.reasons
    ]
    return _(", ").join(named)


@require_POST
@endpoint(ENTRY_MERGE, target=register_target)
def look(request: HttpRequest, key: str) -> HttpResponse:
    """Has the worker look for pairs."""
    register = found_register(request, key)
    commands.look_for_doubles(request.actor, register)
    messages.success(request, _("The register is being looked through; pairs come here as they are found."))
    return redirect("registers:doubles", key)


@require_http_methods(["GET", "POST"])
@endpoint(ENTRY_MERGE, target=proposal_target)
def pair(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Two entries side by side: which answer is kept of each field, which entry goes on."""
    register, found = _found(request, key, pk)
    form = WhyForm(request.POST or None)
    second_stays = request.POST.get("kept") == "second"
    rows = _pairs(request, found)
    if form.is_bound and form.is_valid():
        kept, gone = (found.second, found.first) if second_stays else (found.first, found.second)
        taken = {row.name: _takes(request, row, second_stays) for row in rows if not row.same}
        why = form.cleaned_data["why"]
        if attempt(form, lambda: commands.merge(request.actor, kept, gone, taken, why=why)):
            messages.success(request, _("Merged. It can be undone on the page of the entry."))
            return redirect("registers:entry", key, kept.pk)
    context = {
        "register": register,
        "proposal": found,
        "form": form,
        "rows": rows,
        "sides": [
            (each, describe.pill(each.version.life, each.state)) for each in (found.first, found.second)
        ],
    }
    return render(request, "registers/pair.html", context)


def _takes(request: HttpRequest, row: Pair, second_stays: bool) -> bool:
    """Whether the answer of the entry that goes is kept."""
    chosen = request.POST.get(f"take-{row.name}", "second" if row.take_second else "first")
    return (chosen == "second") is not second_stays


def _pairs(request: HttpRequest, found: Proposal) -> list[Pair]:
    fields = fields_of(found.first.version.form_version)
    one, other = (_answers(request, each) for each in (found.first, found.second))
    rows = []
    for name, field in fields.items():
        left, right = answer(one, field.path), answer(other, field.path)
        if left or right:
            said = [describe.said(field, text) if text else "" for text in (left, right)]
            label = field.labelled(describe.language())
            rows.append(Pair(name, label, said[0], said[1], left == right, take_second=not left))
    return rows


def _answers(request: HttpRequest, entry: Entry) -> Answers:
    if not ENTRY_PERSONAL.permits(request.actor, entry.target):
        return entry.current.answers
    return joined(entry.current.answers, queries.personal(request.actor, entry))


@require_POST
@endpoint(ENTRY_MERGE, target=proposal_target)
def apart(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Says that the two are not the same."""
    _register, found = _found(request, key, pk)
    commands.keep_apart(request.actor, found)
    messages.success(request, _("They are not proposed again."))
    return redirect("registers:doubles", key)


@require_http_methods(["GET", "POST"])
@endpoint(ENTRY_MERGE, target=entry_target)
def unmerge(request: HttpRequest, key: str, pk: int, merge: int) -> HttpResponse:
    """Takes two merged entries apart again."""
    shown = found_entry(request, key, pk)
    found = queries.merge(request.actor, shown, merge)
    if found is None:
        raise Http404
    form = WhyForm(request.POST or None)
    if form.is_bound and form.is_valid():
        why = form.cleaned_data["why"]
        if attempt(form, lambda: commands.unmerge(request.actor, found, why=why)):
            messages.success(request, _("They stand by themselves again."))
            return redirect("registers:entry", key, found.gone_id)
    context = {"entry": shown, "register": shown.register, "form": form, "heading": _("Undo the merge")}
    return render(request, "registers/entry_form.html", context)


def _found(request: HttpRequest, key: str, pk: int) -> tuple[Register, Proposal]:
    register = found_register(request, key)
    found = queries.proposal(request.actor, register, pk)
    if found is None or found.first.hidden or found.second.hidden:
        raise Http404
    return register, found
