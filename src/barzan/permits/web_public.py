"""Pages where anybody verifies a certificate: by its QR code, or by its code typed in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC
from barzan.permits import queries, shown
from barzan.permits.core import Mistyped, clean, grouped


@require_GET
@endpoint(PUBLIC)
def ask(request: HttpRequest) -> HttpResponse:
    """Where the code is typed in."""
    code = request.GET.get("code", "")[:60]
    if not code.strip():
        return render(request, "verify/ask.html", {})
    try:
        return redirect("verify:certificate", clean(code))
    except Mistyped:
        return render(request, "verify/ask.html", {"mistyped": True, "code": code}, status=404)


@require_GET
@never_cache
@endpoint(PUBLIC)
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """What the certificate under a code is worth today."""
    try:
        found = queries.verified(request.actor, code, timezone.localdate())
    except Mistyped:
        return render(request, "verify/ask.html", {"mistyped": True, "code": code}, status=404)
    if found is None:
        return render(request, "verify/ask.html", {"unknown": True, "code": grouped(clean(code))}, status=404)
    context = {
        "found": found,
        "entry": found.certificate.entry,
        "certificate": found.certificate,
        "pill": shown.pill(found.verdict),
        "sentence": shown.SENTENCES[found.verdict],
        "today": timezone.localdate(),
        "code": grouped(found.certificate.code),
    }
    return render(request, "verify/certificate.html", context)
