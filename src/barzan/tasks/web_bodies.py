"""Pages of bodies: commissions and councils, who sits in them, what waits for them, what they decided."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from barzan.access import Target
from barzan.access.endpoints import endpoint
from barzan.places.forms import attempt
from barzan.tasks import queries, telling
from barzan.tasks.actions import bodies as commands
from barzan.tasks.forms import BodyForm, NewBodyForm, SaidWhyForm
from barzan.tasks.models import Body, Duty, State
from barzan.tasks.rules import BODIES_EDIT, TASKS_READ

SAID = ("kind", "name", "name_en", "unit", "quorum")
PER_PAGE = 30


@require_GET
@endpoint(TASKS_READ)
def bodies(request: HttpRequest) -> HttpResponse:
    """The bodies that the reader has to do with."""
    closed = request.GET.get("closed") == "yes"
    rows = queries.bodies(request.actor, closed=closed)
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "closed": closed,
        "may_edit": BODIES_EDIT.admits(request.actor),
    }
    return render(request, "tasks/bodies.html", context)


@require_GET
@never_cache
@endpoint(TASKS_READ)
def body(request: HttpRequest, code: str) -> HttpResponse:
    """One body: its members, the tasks that wait for it, its decisions."""
    return _page(request, queries.body(request.actor, code))


def _page(request: HttpRequest, found: Body, close: SaidWhyForm | None = None) -> HttpResponse:
    waiting = found.tasks.filter(state=State.OPEN).select_related(
        "unit", "post", "body", "as_post", "lent_by"
    )
    decided = found.decisions.select_related("task", "minutes")
    context = {
        "body": found,
        "members": queries.members(request.actor, found),
        "groups": telling.grouped(waiting[:100], timezone.now(), {}, by_due=False),
        "page": Paginator(decided, PER_PAGE).get_page(request.GET.get("page")),
        "may_edit": BODIES_EDIT.permits(request.actor, found.target) and found.closed_at is None,
        "close": close or SaidWhyForm(),
    }
    return render(request, "tasks/body.html", context, status=422 if close else 200)


@require_http_methods(["GET", "POST"])
@endpoint(BODIES_EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """Founds a body."""
    form = NewBodyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        code, about = form.cleaned_data["code"], _about(form)
        if attempt(form, lambda: commands.add(request.actor, code, about, form.seats())):
            messages.success(request, gettext("The body is there; tasks may be opened for it."))
            return redirect("tasks:body", code=code)
    return render(request, "tasks/body_form.html", {"form": form}, status=422 if form.errors else 200)


def target_of(code: str) -> Target:
    """Where a body lies in the organisation."""
    found = Body.objects.select_related("unit").filter(code=code).first()
    if found is None:
        raise Http404
    return found.target


@require_http_methods(["GET", "POST"])
@endpoint(BODIES_EDIT, target=target_of)
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Corrects what is said of a body, and who sits in it from now on."""
    found = queries.body(request.actor, code)
    form = BodyForm(request.POST if request.method == "POST" else None, initial=_initial(request, found))
    if form.is_bound and form.is_valid():

        def change() -> None:
            why = form.cleaned_data["why"]
            commands.change(request.actor, found, _about(form), why=why)
            commands.seat(request.actor, found, form.seats(), why=why)

        if attempt(form, change):
            messages.success(request, gettext("The body is changed."))
            return redirect("tasks:body", code=code)
    context = {"form": form, "body": found}
    return render(request, "tasks/body_form.html", context, status=422 if form.errors else 200)


@require_POST
@endpoint(BODIES_EDIT, target=target_of)
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Closes a body that no task waits for."""
    found = queries.body(request.actor, code)
    form = SaidWhyForm(request.POST)
    if form.is_valid() and attempt(form, lambda: commands.close(request.actor, found, **form.cleaned_data)):
        messages.success(request, gettext("The body is closed; what it decided stays."))
        return redirect("tasks:bodies")
    return _page(request, found, form)


def _about(form: BodyForm) -> commands.About:
    return commands.About(**{name: form.cleaned_data[name] for name in SAID})


def _initial(request: HttpRequest, found: Body) -> dict[str, object]:
    seats = queries.members(request.actor, found)
    codes = {duty: [each.post.code for each in seats if each.duty == duty] for duty in Duty}
    return {
        **{name: getattr(found, name) for name in SAID if name != "unit"},
        "unit": found.unit.code,
        "chair": next(iter(codes[Duty.CHAIR]), ""),
        "secretary": next(iter(codes[Duty.SECRETARY]), ""),
        "members": "\n".join(codes[Duty.MEMBER]),
    }
