"""Pages for whoever sent something: what became of it, and its correction where it was sent back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from barzan.access.endpoints import endpoint
from barzan.access.rules import SIGNED_IN
from barzan.submissions import page, queries
from barzan.submissions.kinds import State
from barzan.submissions.rules import CORRECT, EDIT, OWN
from barzan.submissions.web import edited, target_of

SIZE = 30


@require_GET
@never_cache
@endpoint(SIGNED_IN)
def mine(request: HttpRequest) -> HttpResponse:
    """What the reader sent, the newest first; what came back says why."""
    shown = queries.own(request.actor, cursor=request.GET.get("at", ""), size=SIZE)
    reasons = queries.reasons(request.actor, shown.rows)
    rows = [(row, reasons.get(row.pk, "")) for row in shown.rows]
    context = {"rows": rows, "page": shown, "back": sum(row.state == State.SENT_BACK for row in shown.rows)}
    return render(request, "submissions/own_list.html", context)


@require_GET
@never_cache
@endpoint(OWN, target=target_of)
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One of them with all its answers; reading the own personal ones is recorded too."""
    context = page.own_page_of(request.actor, number)
    why = queries.reasons(request.actor, [context["row"]]).get(number, "")
    may = context["row"].state == State.SENT_BACK and CORRECT.permits(request.actor, context["row"].target)
    return render(request, "submissions/own_one.html", {**context, "why": why, "may_correct": may})


@never_cache
@endpoint(CORRECT, target=target_of)
def correct(request: HttpRequest, number: int) -> HttpResponse:
    """Corrected answers for what was sent back: a new content, reviewed again; the first ones are kept."""
    row, answers = queries.submission(request.actor, number, personal=True)
    if row.state != State.SENT_BACK:
        return redirect("sent:one", number)
    context, status = edited(request, row, answers)
    if status == 302:
        messages.success(request, gettext("Your corrected answers are here and are reviewed again."))
        return redirect("sent:one", number)
    context["own"] = not EDIT.permits(request.actor, row.target)
    context["sent_back"] = queries.reasons(request.actor, [row]).get(number, "")
    return render(request, "submissions/own_correct.html", context, status=status)
