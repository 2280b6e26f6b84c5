"""Pages for whoever sent something: what became of it, and its correction where it was sent back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC
from barzan.submissions import page, queries
from barzan.submissions.kinds import State
from barzan.submissions.models import Submission
from barzan.submissions.rules import CORRECT, EDIT, OWN
from barzan.submissions.web import edited, target_of

SIZE = 30


@require_GET
@never_cache
@endpoint(PUBLIC)
def mine(request: HttpRequest) -> HttpResponse:
    """What the reader sent, the newest first, what came back with the reason; whoever is not signed in types
    the code of their receipt.
    """
    return list_page(request)


def list_page(request: HttpRequest, told: str = "", status: int = 200) -> HttpResponse:
    """The page, with what is ``told`` of the code that was typed."""
    shown = queries.own(request.actor, cursor=request.GET.get("at", ""), size=SIZE)
    reasons = queries.reasons(request.actor, shown.rows)
    rows = [(row, reasons.get(row.pk, "")) for row in shown.rows]
    back = sum(row.state == State.SENT_BACK for row in shown.rows)
    context = {"rows": rows, "page": shown, "back": back, "told": told, "known": request.actor.signed_in}
    return render(request, "submissions/own_list.html", context, status=status)


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
    back = reverse("sent:one", args=[number])
    if row.state != State.SENT_BACK:
        return not_sent_back(request, back)
    more = {
        "back": back,
        "sent_back": queries.reasons(request.actor, [row]).get(number, ""),
        "own": not EDIT.permits(request.actor, row.target),
    }
    return corrected(request, row, answers, more)


def not_sent_back(request: HttpRequest, back: str) -> HttpResponse:
    """Somebody decided meanwhile: what was typed is not taken, and that is said."""
    if request.method == "POST":
        said = gettext("It is no longer sent back to you; what you typed was not taken.")
        messages.warning(request, said)
    return redirect(back)


def corrected(
    request: HttpRequest, row: Submission, answers: queries.Answers, more: dict[str, Any], code: str = ""
) -> HttpResponse:
    """The page on which a sender corrects their answers, with ``more`` on it; then ``more["back"]``."""
    context, status = edited(request, row, answers, code)
    if status == 302:
        messages.success(request, gettext("Your corrected answers are here and are reviewed again."))
        return redirect(more["back"])
    return render(request, "submissions/own_correct.html", context | more, status=status)
