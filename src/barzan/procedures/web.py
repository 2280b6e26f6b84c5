"""Pages: which process carries which service, and beginning one."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from barzan.access import Target
from barzan.access.endpoints import endpoint
from barzan.catalogue.models import Service
from barzan.persian.templatetags.persian import num
from barzan.places.forms import attempt
from barzan.procedures import actions, queries
from barzan.procedures.forms import AssignForm, BeginForm
from barzan.procedures.rules import PROCEDURES_ASSIGN, PROCEDURES_READ
from barzan.procedures.values import Settings
from barzan.process.rules import INSTANCE_START

PAGE = 25
MOST = 500


def target_of(code: str) -> Target:
    return get_object_or_404(Service.objects.select_related("unit"), code=code).target


@never_cache
@require_GET
@endpoint(PROCEDURES_READ)
def listing(request: HttpRequest) -> HttpResponse:
    """Services with their processes; what is chosen gets another one."""
    return _list(request, AssignForm(request.actor))


def _list(request: HttpRequest, form: AssignForm) -> HttpResponse:
    given = request.GET
    process, words = given.get("process", "")[:80], given.get("q", "")[:120]
    unit = given.get("unit", "")[:60]
    rows = queries.services(request.actor, process=process, unit=unit, text=words)
    page = Paginator(rows, PAGE).get_page(given.get("page"))
    running = queries.running(request.actor, [row.code for row in page.object_list])
    for row in page.object_list:
        row.running = running.get(row.code, 0)
        row.chosen = Settings.from_value(row.process_settings or {})
    context = {
        "page": page,
        "form": form,
        "process": process,
        "words": words,
        "processes": form.known.values(),
        "without": queries.without_process(request.actor),
        "none": queries.NONE,
        "ticked": request.POST.getlist("service"),
        "may_assign": PROCEDURES_ASSIGN.admits(request.actor),
    }
    return render(request, "procedures/list.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
@endpoint(PROCEDURES_ASSIGN)
def assign(request: HttpRequest) -> HttpResponse:
    """Gives the chosen services a process."""
    codes = request.POST.getlist("service")[:MOST]
    chosen = list(queries.services(request.actor).filter(code__in=codes))
    form = AssignForm(request.actor, request.POST)
    if not chosen:
        messages.error(request, gettext("Choose at least one service of the list."))
        return redirect("procedures:list")
    if form.is_valid() and attempt(
        form,
        lambda: actions.assign(
            request.actor, chosen, form.definition, form.settings, why=form.cleaned_data["why"]
        ),
    ):
        count = len(chosen)
        said = ngettext("%(count)s service has its process.", "%(count)s services have their process.", count)
        messages.success(request, said % {"count": num(count)})
        return redirect("procedures:list")
    return _list(request, form)


@never_cache
@require_http_methods(["GET", "POST"])
@endpoint(INSTANCE_START, target=target_of)
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begins the process of one service."""
    service = get_object_or_404(Service.objects.select_related("unit", "current_version"), code=code)
    form = BeginForm(request.POST or None)
    made = []
    if form.is_valid() and attempt(
        form, lambda: made.append(actions.begin(request.actor, service, about=form.cleaned_data["about"]))
    ):
        messages.success(request, gettext("It has begun; the first task is in the inbox of its unit."))
        return redirect("process:instance", made[0].pk)
    assignment = queries.current(request.actor, [service]).get(service.pk)
    context = {"service": service, "form": form, "assignment": assignment}
    return render(request, "procedures/begin.html", context, status=422 if form.errors else 200)
