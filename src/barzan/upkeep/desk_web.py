"""Pages of the desk: the list of reviews, and proposals from anybody."""

from __future__ import annotations

import csv
import io

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from barzan.access import Target
from barzan.access.endpoints import endpoint
from barzan.catalogue.due import due_on
from barzan.catalogue.lists import safe_cell
from barzan.catalogue.models import Service
from barzan.persian.errors import BilingualError
from barzan.persian.templatetags.persian import num
from barzan.places.forms import attempt
from barzan.revisions.rules import DRAFTS_EDIT
from barzan.upkeep import actions, queries
from barzan.upkeep.forms import AnswerForm, JoinForm, ReferForm
from barzan.upkeep.models import Proposal, State
from barzan.upkeep.rules import PROPOSALS_ANSWER, PROPOSALS_READ, REVIEWS_CONFIRM, REVIEWS_READ

PAGE = 25
COLUMNS = ("code", "title", "unit", "unit_name", "last", "due", "version")


@require_GET
@endpoint(REVIEWS_READ)
def reviews(request: HttpRequest) -> HttpResponse:
    """What falls due for review when, by office, and the services themselves."""
    loads = queries.loads(request.actor)
    when = request.GET.get("when", "") if request.GET.get("when") in queries.WHEN else ""
    unit, text = request.GET.get("unit", "")[:60], request.GET.get("q", "")[:120]
    rows = queries.services(request.actor, unit=unit, when=when, text=text)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.due = due_on(row.last)
    context = {
        "loads": loads,
        "totals": {name: sum(getattr(load, name) for load in loads) for name in (*queries.WHEN, "total")},
        "page": page,
        "when": when,
        "unit": unit,
        "words": text,
        "reminders": queries.reminders(request.actor),
        "may_confirm": REVIEWS_CONFIRM.admits(request.actor),
        "query": request.GET.urlencode(),
    }
    return render(request, "upkeep/reviews.html", context)


@require_GET
@endpoint(REVIEWS_READ)
def reviews_csv(request: HttpRequest) -> HttpResponse:
    """The list with the same filters as CSV: Gregorian days, formulas defused."""
    when = request.GET.get("when", "") if request.GET.get("when") in queries.WHEN else ""
    rows = queries.services(
        request.actor, unit=request.GET.get("unit", "")[:60], when=when, text=request.GET.get("q", "")[:120]
    )
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows:
        version = row.current_version
        cells = (
            row.code,
            version.title,
            row.unit.code,
            row.unit.name,
            row.last,
            due_on(row.last),
            version.number,
        )
        writer.writerow([safe_cell(cell) for cell in cells])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="reviews.csv"'
    return response


@require_POST
@endpoint(REVIEWS_CONFIRM)
def confirm(request: HttpRequest) -> HttpResponse:
    """Confirms the chosen services as they are."""
    chosen = list(
        Service.objects.filter(code__in=request.POST.getlist("service")[:500]).select_related("unit")
    )
    back = redirect("upkeep-desk:reviews")
    if not chosen:
        messages.error(request, gettext("Choose at least one service of the list."))
        return back
    try:
        done = actions.confirm(request.actor, chosen, why=request.POST.get("why", "")[:300])
    except BilingualError as refused:
        messages.error(request, refused.sentence(get_language() or "fa"))
        return back
    messages.success(
        request, gettext("%(count)s services are confirmed as they are.") % {"count": num(len(done))}
    )
    return back


@require_GET
@endpoint(PROPOSALS_READ)
def proposals(request: HttpRequest) -> HttpResponse:
    """Proposals for the reader's offices, those due first on top."""
    state = request.GET.get("state", State.RECEIVED)
    state = state if state in {*State.values, "answered", "all"} else State.RECEIVED
    text = request.GET.get("q", "")[:120]
    rows = queries.proposals(request.actor, state="" if state == "all" else state, text=text)
    open_, overdue = queries.waiting(request.actor)
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "state": state,
        "words": text,
        "open": open_,
        "overdue": overdue,
    }
    return render(request, "upkeep/proposals.html", context)


def target_of(pk: int) -> Target:
    """Where a proposal lies in the organisation."""
    found = Proposal.objects.select_related("unit").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found.target


@never_cache
@endpoint(PROPOSALS_READ, target=target_of)
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal with what the sheet says; the form of the answer."""
    return _proposal(request, pk, AnswerForm(), ReferForm(), JoinForm())


@require_POST
@endpoint(PROPOSALS_ANSWER, target=target_of)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers; an accepted proposal leads on to its draft."""
    found, form = queries.proposal(request.actor, pk), AnswerForm(request.POST)
    if form.is_valid() and attempt(form, lambda: actions.answer(request.actor, found, **form.cleaned_data)):
        messages.success(request, gettext("The answer is sent: the sender reads it under the tracking code."))
        return redirect("upkeep-desk:proposal", pk=pk)
    return _proposal(request, pk, form, ReferForm(), JoinForm())


@require_POST
@endpoint(PROPOSALS_ANSWER, target=target_of)
def refer(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives the proposal to another office; the reader may no longer see it then."""
    found, form = queries.proposal(request.actor, pk), ReferForm(request.POST)
    if form.is_valid() and attempt(form, lambda: actions.refer(request.actor, found, **form.cleaned_data)):
        messages.success(request, gettext("The proposal is with the other office now."))
        return redirect("upkeep-desk:proposals")
    return _proposal(request, pk, AnswerForm(), form, JoinForm())


@require_POST
@endpoint(PROPOSALS_ANSWER, target=target_of)
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Joins the proposal to another that asks for the same."""
    found, form = queries.proposal(request.actor, pk), JoinForm(request.POST)
    if form.is_valid():
        into, why = form.cleaned_data["into"], form.cleaned_data["why"]
        if attempt(form, lambda: actions.join(request.actor, found, into, why=why)):
            messages.success(request, gettext("The two are answered together now."))
            return redirect("upkeep-desk:proposal", pk=into.pk)
    return _proposal(request, pk, AnswerForm(), ReferForm(), form)


def _proposal(
    request: HttpRequest, pk: int, answer: AnswerForm, refer: ReferForm, join: JoinForm
) -> HttpResponse:
    found = queries.proposal(request.actor, pk)
    may = PROPOSALS_ANSWER.permits(request.actor, found.target) and found.state == State.RECEIVED
    context = {
        "proposal": found,
        "proposer": queries.proposer(request.actor, found),
        "happenings": queries.happenings(request.actor, found),
        "alike": queries.alike(request.actor, found) if may else [],
        "joined": found.joined.all(),
        "answer": answer,
        "refer": refer,
        "join": join,
        "may_answer": may,
        "may_draft": DRAFTS_EDIT.permits(request.actor, found.target),
    }
    wrong = any(form.is_bound and form.errors for form in (answer, refer, join))
    return render(request, "upkeep/desk_proposal.html", context, status=422 if wrong else 200)
