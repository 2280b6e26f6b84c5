"""Pages of the calendar of a year, of closures and of plans of escalation."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from barzan.access import Target
from barzan.access.endpoints import endpoint
from barzan.clock import actions, queries, shown
from barzan.clock.actions.closures import target_of
from barzan.clock.forms import ClosureForm, PlanForm, WhyForm
from barzan.clock.models import Closure, EscalationPlan
from barzan.clock.rules import CALENDAR_EDIT, CALENDAR_READ, PLANS_EDIT
from barzan.people.models import Organisation
from barzan.persian import Jalali
from barzan.persian.jalali import FIRST_YEAR, LAST_YEAR
from barzan.places.forms import attempt


@require_GET
@endpoint(CALENDAR_READ)
def this_year(request: HttpRequest) -> HttpResponse:
    """The calendar of this year."""
    return redirect("clock:year", year=Jalali.from_gregorian(timezone.localdate()).year)


@require_GET
@endpoint(CALENDAR_READ)
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The months of a Jalali year with holidays and closures, for one organisation."""
    return _year(request, year)


@require_POST
@endpoint(CALENDAR_EDIT)
def declare(request: HttpRequest, year: int) -> HttpResponse:
    """Declares a closure; the ends that it touches move."""
    form = ClosureForm(request.POST)
    if form.is_valid() and attempt(form, lambda: actions.declare_closure(request.actor, **form.cleaned_data)):
        messages.success(request, gettext("The closure is declared; the ends that it touches move."))
        return redirect("clock:year", year=year)
    return _year(request, year, form)


def closure_target(pk: int) -> Target:
    """Where a closure lies in the organisation."""
    found = Closure.objects.select_related("organisation").filter(pk=pk).first()
    if found is None:
        raise Http404
    return target_of(found.organisation)


@require_POST
@endpoint(CALENDAR_EDIT, target=closure_target)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraws a closure; what it moved moves back."""
    found, form = Closure.objects.select_related("organisation", "place").get(pk=pk), WhyForm(request.POST)
    back = redirect("clock:year", year=Jalali.from_gregorian(found.first).year)
    if form.is_valid() and attempt(
        form, lambda: actions.withdraw_closure(request.actor, found, **form.cleaned_data)
    ):
        messages.success(request, gettext("The closure is withdrawn; what it moved moves back."))
        return back
    for said in form.errors.values():
        messages.error(request, " ".join(str(each) for each in said))
    return back


def _year(request: HttpRequest, year: int, form: ClosureForm | None = None) -> HttpResponse:
    if not FIRST_YEAR <= year < LAST_YEAR:
        raise Http404
    organisations = queries.organisations(request.actor)
    chosen = _chosen(organisations, request.GET.get("of", ""))
    first, last = Jalali(year, 1, 1).to_gregorian(), Jalali(year + 1, 1, 1).to_gregorian()
    months = shown.months(year, queries.calendar(request.actor, chosen))
    context: dict[str, Any] = {
        "year": year,
        "before": year - 1,
        "before_url": _address(year - 1, chosen),
        "after": year + 1,
        "after_url": _address(year + 1, chosen),
        "months": months,
        "weekdays": shown.weekdays(),
        "open_days": sum(month.open_days for month in months),
        "known": queries.year_known(request.actor, year),
        "organisations": organisations,
        "chosen": chosen,
        "closures": queries.closures(request.actor, first, last),
        "may_edit": CALENDAR_EDIT.admits(request.actor),
        "form": form or ClosureForm(),
    }
    return render(request, "clock/year.html", context, status=422 if form else 200)


def _address(year: int, chosen: Organisation | None) -> str:
    of = f"?of={quote(chosen.code)}" if chosen else ""
    return reverse("clock:year", args=[year]) + of


def _chosen(organisations: list[Organisation], code: str) -> Organisation | None:
    """The organisation asked for, else the first one."""
    return next(
        (each for each in organisations if each.code == code), organisations[0] if organisations else None
    )


@require_GET
@endpoint(CALENDAR_READ)
def plans(request: HttpRequest) -> HttpResponse:
    """All plans of escalation."""
    found = queries.plans(request.actor)
    for each in found:
        each.words = [
            shown.amount(text, each.counting) if text else ""
            for text in (each.remind, each.superior, each.take_over)
        ]
    context = {"plans": found, "may_edit": PLANS_EDIT.admits(request.actor)}
    return render(request, "clock/plans.html", context)


@endpoint(PLANS_EDIT)
def new_plan(request: HttpRequest) -> HttpResponse:
    """Makes a plan."""
    form = PlanForm(request.POST or None)
    if (
        form.is_bound
        and form.is_valid()
        and EscalationPlan.objects.filter(code=form.cleaned_data["code"]).exists()
    ):
        form.add_error("code", gettext("Another plan has this code; open it from the list."))
    return _plan(request, form, gettext("New plan of escalation"))


@endpoint(PLANS_EDIT)
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """Changes a plan."""
    found = EscalationPlan.objects.filter(code=code).first()
    if found is None:
        raise Http404
    form = PlanForm.of(found)
    if request.method == "POST":
        form = PlanForm({**request.POST.dict(), "code": code})
    return _plan(request, form, gettext("Change the plan"))


def _plan(request: HttpRequest, form: PlanForm, title: str) -> HttpResponse:
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        titles = {"title": given["title"], "title_en": given["title_en"], "why": given["why"]}
        if attempt(form, lambda: actions.save_plan(request.actor, form.plan(), **titles)):
            messages.success(request, gettext("The plan is saved."))
            return redirect("clock:plans")
    return render(
        request, "clock/plan.html", {"form": form, "title": title}, status=422 if form.errors else 200
    )
