"""Pages of the outbox: the list by state, one job, and the two commands."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from barzan.access import Actor
from barzan.access.endpoints import endpoint
from barzan.jobs import actions, queries
from barzan.jobs.models import Job, State
from barzan.jobs.rules import READ, STEER
from barzan.persian.errors import BilingualError

PAGE = 50


class _Counted(Paginator):
    """A paginator that is told its count, which the overview holds already."""

    count = 0


@endpoint(READ)
def job_list(request: HttpRequest) -> HttpResponse:
    """Jobs newest first, by state and kind; the list renews itself while work is under way."""
    state, kind = request.GET.get("state", ""), request.GET.get("kind", "")
    overview = queries.overview(request.actor, kind)
    found = _Counted(queries.jobs(request.actor, state, kind), PAGE)
    found.count = overview.by_state.get(state, 0) if state else overview.total
    context = {
        "state": state,
        "everything": not state,
        "kind": kind,
        "overview": overview,
        "failed": overview.by_state[State.FAILED],
        "page": found.get_page(request.GET.get("page")),
        "schedules": queries.schedules(request.actor),
    }
    return render(request, "jobs/jobs.html", context)


@endpoint(READ)
def job_detail(request: HttpRequest, number: int) -> HttpResponse:
    """One job: where it stands, what it was given, what went wrong."""
    job = get_object_or_404(queries.jobs(request.actor), pk=number)
    context = {
        "job": job,
        "under_way": job.state in queries.UNDER_WAY,
        "may_steer": STEER.admits(request.actor),
        "may_send": job.state in actions.SENDABLE,
        "may_cancel": job.state in actions.CANCELLABLE,
    }
    return render(request, "jobs/job.html", context)


@endpoint(STEER)
@require_POST
def send_again(request: HttpRequest, number: int) -> HttpResponse:
    """Lets a failed or cancelled job run once more."""
    return _steer(request, number, actions.send_again, gettext("The job waits for its next run."))


@endpoint(STEER)
@require_POST
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Takes a waiting or failed job out of the queue."""
    return _steer(request, number, actions.cancel, gettext("The job was taken out of the queue."))


def _steer(
    request: HttpRequest, number: int, command: Callable[[Actor, Job], Job], done: str
) -> HttpResponse:
    job = get_object_or_404(Job, pk=number)
    try:
        command(request.actor, job)
    except BilingualError as error:
        messages.error(request, error.sentence(get_language() or "fa"))
    else:
        messages.success(request, done)
    return redirect("jobs:job", number)
