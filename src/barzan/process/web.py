"""Pages of running processes: the list, one of them, and what its steerers do."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_GET, require_POST

from barzan.access import Target
from barzan.access.endpoints import endpoint
from barzan.blueprints.csvs import as_csv
from barzan.persian.errors import BilingualError
from barzan.persian.language import active_language
from barzan.places.forms import attempt
from barzan.process import actions, queries
from barzan.process.forms_web import ReasonForm, StartForm
from barzan.process.models import Instance, Outcome
from barzan.process.page import page_of
from barzan.process.queries import STATES, Filters
from barzan.process.rules import INSTANCE_READ, INSTANCE_START, INSTANCE_STEER

PAGE = 25
MOST = 20_000  # rows of a CSV file
COLUMNS = (
    "id", "process", "title", "subject", "unit", "version", "state", "started_at", "ended_at", "overdue",
)  # fmt: skip


def filters_of(request: HttpRequest) -> Filters:
    """The filters of an address; what is none is left out."""
    asked = request.GET
    state = asked.get("state", "running")
    return Filters(
        definition=asked.get("process", "")[:80],
        unit=asked.get("unit", "")[:60],
        state=state if state in STATES else "",
        text=asked.get("q", "")[:120],
    )


@require_GET
@endpoint(INSTANCE_READ)
def instances(request: HttpRequest) -> HttpResponse:
    """Running and ended processes with the filters of the address."""
    filters = filters_of(request)
    rows = queries.instances(request.actor, filters)
    counts = queries.counts(request.actor, filters)
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "filters": filters,
        "counts": counts,
        "states": _states(request, filters, counts),
        "definitions": queries.names(request.actor),
        "units": queries.units_with(request.actor),
        "query": request.GET.urlencode(),
        "may_start": INSTANCE_START.admits(request.actor),
    }
    return render(request, "process/instances.html", context)


def _states(request: HttpRequest, filters: Filters, counts: dict[str, int]) -> list[dict[str, object]]:
    """The chips of the states; the other filters stay."""
    labels = {
        "running": Outcome.RUNNING.label,
        "overdue": gettext("Overdue"),
        "trouble": gettext("A step failed"),
        "ended": pgettext("processes", "Ended"),
        "all": pgettext("processes", "All"),
    }
    chips = []
    for state, label in labels.items():
        query = request.GET.copy()
        query.pop("page", None)
        query["state"] = state
        current = state == (filters.state or "all")
        chips.append(
            {"label": label, "url": f"?{query.urlencode()}", "current": current, "count": counts[state]}
        )
    return chips


@require_GET
@endpoint(INSTANCE_READ)
def instances_csv(request: HttpRequest) -> HttpResponse:
    """The list with the same filters as CSV: Gregorian moments, formulas defused."""
    rows = queries.instances(request.actor, filters_of(request))[:MOST]
    cells = [
        (
            row.pk,
            row.definition.key,
            row.definition.title,
            row.subject,
            row.unit.code,
            row.version.number,
            row.outcome or "running",
            row.started_at.isoformat(timespec="seconds"),
            row.ended_at.isoformat(timespec="seconds") if row.ended_at else "",
            "yes" if row.overdue else "no",
        )
        for row in rows
    ]
    response = HttpResponse(as_csv(COLUMNS, cells), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="processes.csv"'
    return response


def target_of(pk: int) -> Target:
    """Where an instance lies in the organisation."""
    found = Instance.objects.select_related("unit").only("unit__path").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found.target


@require_GET
@endpoint(INSTANCE_READ, target=target_of)
def instance(request: HttpRequest, pk: int) -> HttpResponse:
    """One running process: its picture, where it stands, its history, its data."""
    return _instance(request, pk, ReasonForm())


@require_POST
@endpoint(INSTANCE_STEER, target=target_of)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancels it for a reason."""
    found, form = queries.instance(request.actor, pk), ReasonForm(request.POST)
    if form.is_valid() and attempt(
        form, lambda: actions.cancel(request.actor, found, form.cleaned_data["why"])
    ):
        messages.success(request, gettext("The process is cancelled; its open tasks are withdrawn."))
        return redirect("process:instance", pk=pk)
    return _instance(request, pk, form)


@require_POST
@endpoint(INSTANCE_STEER, target=target_of)
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Lets what failed run again."""
    found = queries.instance(request.actor, pk)
    try:
        actions.retry(request.actor, found)
        messages.success(request, gettext("What failed runs again; the page shows how it went."))
    except BilingualError as refused:
        messages.error(request, refused.sentence(active_language()))
    return redirect("process:instance", pk=pk)


@endpoint(INSTANCE_START)
def start(request: HttpRequest) -> HttpResponse:
    """Starts a published process by hand."""
    form = StartForm(request.actor, request.POST or None)
    made: list[Instance] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: made.append(form.start(request.actor, **given))):
            messages.success(request, gettext("The process has begun."))
            return redirect("process:instance", pk=made[0].pk)
    return render(request, "process/start.html", {"form": form}, status=422 if form.is_bound else 200)


def _instance(request: HttpRequest, pk: int, form: ReasonForm) -> HttpResponse:
    found = queries.instance(request.actor, pk)
    may = found.outcome == Outcome.RUNNING and INSTANCE_STEER.permits(request.actor, found.target)
    context = {**page_of(request.actor, found), "form": form, "may_steer": may}
    wrong = form.is_bound and form.errors
    return render(request, "process/instance.html", context, status=422 if wrong else 200)
