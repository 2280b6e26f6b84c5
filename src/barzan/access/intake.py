"""What no page can want is refused before any of them sees it: no room has to think of it again."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class IntakeMiddleware:
    """Refuses an address that holds NUL (PostgreSQL stores none) and a body beyond every limit, unread.

    Without the second anybody could fill the disk: forms are taken in before it is asked who sends them.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return _refused(request, "400.html", 400, "the address holds a NUL character")
        if _length(request) > settings.LARGEST_REQUEST:
            return _refused(request, "access/too_large.html", 413, "the body is too large")
        return self.get_response(request)


def _length(request: HttpRequest) -> int:
    """The announced bytes of the body; Django reads no more, and none where nothing is announced."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _refused(request: HttpRequest, page: str, status: int, detail: str) -> HttpResponseBase:
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": detail}, status=status)
    return HttpResponse(render_to_string(page), status=status)
