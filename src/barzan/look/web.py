"""Pages of the look: the component page, and the theme form's target.

Both are public; ``config.urls`` declares it, because ``access`` lies above this room.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from barzan.look.icons import drawings
from barzan.look.samples import samples
from barzan.look.theme import COOKIE, THEMES, YEAR


def components(request: HttpRequest) -> HttpResponse:
    """Every component with a line of use."""
    return render(request, "look/components.html", {**samples(), "icons": list(drawings())})


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keeps the chosen theme in a cookie and returns to the page that asked."""
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else "/")
    chosen = request.POST.get("theme")
    if chosen in THEMES:
        response.set_cookie(
            COOKIE, chosen, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    return response
