"""The messages of the reader."""

from __future__ import annotations

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from barzan.access.endpoints import endpoint
from barzan.access.rules import SIGNED_IN
from barzan.notify import actions, queries

PAGE = 25


@never_cache
@require_GET
@endpoint(SIGNED_IN)
def inbox(request: HttpRequest) -> HttpResponse:
    """What the reader was told, newest first."""
    only, words = request.GET.get("show") == "unread", request.GET.get("q", "")[:120]
    rows = queries.messages(request.actor, unread_only=only, text=words)
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "unread": queries.unread(request.actor).count(),
        "only_unread": only,
        "words": words,
    }
    return render(request, "notify/inbox.html", context)


@require_POST
@endpoint(SIGNED_IN)
def read(request: HttpRequest) -> HttpResponse:
    """Marks one message as read and goes to its page, or marks all."""
    pk = request.POST.get("message", "")
    if not pk.isdigit():
        actions.read(request.actor)
        notes.success(request, gettext("All messages are marked as read."))
        return redirect("notify:inbox")
    actions.read(request.actor, pk=int(pk))
    found = queries.messages(request.actor).filter(pk=int(pk)).first()
    return redirect((found and found.url) or "notify:inbox")
