"""The inbox: the page in which officers live."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from barzan.access.endpoints import endpoint
from barzan.persian.errors import BilingualError
from barzan.persian.templatetags.persian import num
from barzan.tasks import lists, owners, queries, reach, telling
from barzan.tasks.actions import moving
from barzan.tasks.forms import ReferForm
from barzan.tasks.rules import BODIES_EDIT, TASKS_LEAD, TASKS_READ, TASKS_WORK

MOST_CHOSEN = 200


@require_GET
@never_cache
@endpoint(TASKS_READ)
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for the reader, their units, their bodies; what they did lately."""
    return _inbox(request, ReferForm(), status=200)


def _inbox(request: HttpRequest, refer: ReferForm, status: int) -> HttpResponse:
    actor = request.actor
    asked = lists.asked_of(request.GET)
    by_view, by_span = queries.counts(actor, asked)
    rows = queries.tasks(actor, asked)
    page = Paginator(rows, lists.PER_PAGE).get_page(request.GET.get("page"))
    facets = queries.facets(actor, asked.view)
    names = owners.named([(kind, about) for kind, about, _ in facets.abouts])
    abouts, units = lists.choices(facets, names)
    counted = {} if asked.narrowed and (asked.about or asked.unit or asked.text) else by_span
    by_due = asked.sort == "due" and asked.view != "done"
    sent = request.GET.get("sent", "")
    works = TASKS_WORK.admits(actor) and asked.view != "done"
    context = {
        "asked": asked,
        "tabs": lists.tabs(asked, by_view),
        "chips": lists.chips(asked, by_span) if asked.view != "done" else [],
        "counts": by_view,
        "total": by_view[asked.view],
        "spans": by_span,
        "page": page,
        "groups": telling.grouped(page.object_list, timezone.now(), counted, by_due=by_due, called=names),
        "abouts": abouts,
        "units": units,
        "query": lists.address(asked),
        "everything": lists.address(queries.Asked(view=asked.view)),
        "refer": refer,
        "may_work": works,
        "addressees": queries.addressees(actor) if works else None,
        "may_hand_over": TASKS_LEAD.admits(actor) or reach.posts_of(actor),
        "may_edit_bodies": BODIES_EDIT.admits(actor),
        "sent": sent if sent.isascii() and sent.isdigit() and len(sent) < 18 else "",
    }
    return render(request, "tasks/inbox.html", context, status=status)


@require_GET
@never_cache
@endpoint(TASKS_READ)
def inbox_csv(request: HttpRequest) -> HttpResponse:
    """The list with the same filters as CSV."""
    asked = lists.asked_of(request.GET)
    response = HttpResponse(lists.csv_of(request.actor, asked), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="tasks.csv"'
    return response


@require_POST
@endpoint(TASKS_WORK)
def many(request: HttpRequest) -> HttpResponse:
    """Takes or refers the chosen tasks; says how many somebody else had already."""
    pks = [int(pk) for pk in request.POST.getlist("chosen")[:MOST_CHOSEN] if pk.isdecimal() and len(pk) < 18]
    back = redirect(f"{request.path.removesuffix('many/')}{lists.address(lists.asked_of(request.GET))}")
    if not pks:
        messages.error(request, gettext("Choose at least one task of the list."))
        return back
    try:
        if request.POST.get("deed") != "refer":
            _told(request, moving.take_many(request.actor, pks), gettext("%(count)s tasks are yours now."))
            return back
        form = ReferForm(request.POST)
        if not form.is_valid():
            return _inbox(request, form, status=422)
        moved = moving.refer_many(request.actor, pks, **form.cleaned_data)
    except BilingualError as refused:
        messages.error(request, refused.sentence(get_language() or "fa"))
        return back
    _told(request, moved, gettext("%(count)s tasks were referred."))
    return back


def _told(request: HttpRequest, moved: moving.Moved, said: str) -> None:
    if moved.done:
        messages.success(request, said % {"count": num(moved.done)})
    if moved.refused:
        left = gettext("%(count)s stayed as they were: a colleague has them, or they are closed.")
        messages.warning(request, left % {"count": num(moved.refused)})


@require_GET
@endpoint(TASKS_READ)
def by_ref(request: HttpRequest, ref: str) -> HttpResponse:
    """Leads from the name of a task in other rooms to its page."""
    return redirect("tasks:task", pk=queries.by_ref(request.actor, ref).pk)
