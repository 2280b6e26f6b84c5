"""``/health``: whether this installation serves, for a monitor; says nothing about what is in it."""

from __future__ import annotations

from importlib.metadata import version

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC


@never_cache
@require_safe
@endpoint(PUBLIC)
def health(request: HttpRequest) -> JsonResponse:
    """200 while the database answers, else 503; ``worker_seconds`` since the worker's last sign of life."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return JsonResponse({"status": "down", "database": False, "version": version("barzan")}, status=503)
    return JsonResponse({"status": "up", "database": True, "version": version("barzan")})
