"""The page of a locked sign-in: what happened, until when, what to do meanwhile."""

from __future__ import annotations

from axes.helpers import get_client_username
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from barzan.people import door


def counted_name(request: HttpRequest, credentials: dict[str, str] | None = None) -> str | None:
    """The name that failures are counted under: sign-in finds an account whatever the case of its letters."""
    typed = (credentials or {}).get("username") or request.POST.get("login")
    return typed.strip().upper().casefold() if typed else None


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, str] | None = None
) -> HttpResponse:
    """Answers a sign-in that django-axes has locked; the attempt that locks it is an event of its own."""
    username = get_client_username(request, credentials) or ""
    if request.axes_failures_since_start == settings.AXES_FAILURE_LIMIT:
        door.locked_out(username)
    attempts = AccessAttempt.objects.filter(username=username, ip_address=request.axes_ip_address)
    last = max((attempt.attempt_time for attempt in attempts), default=timezone.now())
    until = timezone.localtime(last + settings.AXES_COOLOFF_TIME)
    return render(
        request,
        "account/locked_out.html",
        {"until": until, "failures": settings.AXES_FAILURE_LIMIT},
        status=429,
    )
