"""``/health``: whether this installation serves, for a monitor; says nothing about what is in it."""

from __future__ import annotations

from importlib.metadata import version

from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC
from barzan.cli import life

VERSION = version("barzan")


@never_cache
@require_safe
@endpoint(PUBLIC)
def health(request: HttpRequest) -> JsonResponse:
    """200 while the database answers, else 503; ``worker_seconds`` since the worker's last sign of life."""
    try:
        silent = life.seconds_silent()
    except Error:
        return JsonResponse({"status": "down", "version": VERSION}, status=503)
    worker = None if silent is None else round(silent)
    return JsonResponse({"status": "up", "version": VERSION, "worker_seconds": worker})
