"""Public pages of proposals: what they brought about, the form, and where one's own stands."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC, SIGNED_IN
from barzan.access.throttle import allowed
from barzan.catalogue import queries as catalogue
from barzan.catalogue.models import Service
from barzan.people.queries import public_units
from barzan.upkeep import actions, codes, errors, queries, standing
from barzan.upkeep.calendar import ANSWER_DAYS
from barzan.upkeep.forms import CodeForm, ProposalForm

SENT_AN_HOUR, ASKED_AN_HOUR = 20, 60


@endpoint(PUBLIC)
def index(request: HttpRequest) -> HttpResponse:
    """What proposals are for, how they were answered, what they changed; leads from a code to its page."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("upkeep:proposal", code=form.cleaned_data["code"])
    context = {
        "form": form,
        "answering": queries.answering(request.actor),
        "fulfilled": queries.fulfilled(request.actor),
        "days": ANSWER_DAYS,
    }
    return render(request, "upkeep/index.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@endpoint(PUBLIC)
def new(request: HttpRequest) -> HttpResponse:
    """The form of a proposal, about the service that ``?service=`` names or about the catalogue."""
    service = _service(request)
    form = ProposalForm(request.POST or None, initial={"about": request.GET.get("about", "other")})
    if request.method == "POST" and form.is_valid():
        if allowed(request, "proposals", SENT_AN_HOUR):
            given = {name: form.cleaned_data[name] for name in ("about", "text", "name", "contact")}
            unit = service.unit if service else public_units(request.actor).filter(parent=None).first()
            if unit is None:
                raise Http404
            made = actions.propose(request.actor, service=service, unit=unit, **given)
            return redirect("upkeep:proposal", code=made.code)
        form.add_error(None, errors.too_many().sentence(get_language() or "fa"))
    context = {"form": form, "service": service, "days": ANSWER_DAYS}
    return render(request, "upkeep/new.html", context, status=422 if form.errors else 200)


@never_cache
@endpoint(PUBLIC)
def proposal(request: HttpRequest, code: str) -> HttpResponse:
    """Where a proposal stands, for whoever holds its code."""
    read = codes.read(code)
    if read and not allowed(request, "codes", ASKED_AN_HOUR):
        return render(request, "upkeep/slow.html", status=429)
    found = queries.by_code(request.actor, read) if read else None
    if found is None:
        raise Http404
    if code != found.code:
        return redirect("upkeep:proposal", code=found.code)
    happened = queries.happenings(request.actor, found)
    context = {
        "proposal": found,
        "status": standing.status(found),
        "timeline": standing.timeline(found, happened),
        "ruler": standing.ruler(found),
    }
    return render(request, "upkeep/proposal.html", context)


@never_cache
@endpoint(SIGNED_IN)
def mine(request: HttpRequest) -> HttpResponse:
    """What the reader proposed while signed in."""
    return render(request, "upkeep/mine.html", {"proposals": queries.own(request.actor)[:200]})


def _service(request: HttpRequest) -> Service | None:
    code = request.POST.get("service") or request.GET.get("service", "")
    found = catalogue.sheet(request.actor, code) if code else None
    return found[0] if found and found[0].retired_at is None else None
