"""Pages for whoever sent something without an account: by their follow-up code they see what became of it,
and correct it while it is sent back. The code is typed, or stands in the link of the receipt; from then on
the browser keeps it until it is closed.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from barzan.access import throttle
from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC
from barzan.submissions import queries
from barzan.submissions.codes import plain
from barzan.submissions.web_own import corrected, list_page, not_sent_back

COOKIE, SALT = "barzan-followed", "submissions.followed"
TRIES = 30  # of one address within an hour


@never_cache
@require_http_methods(["GET", "POST"])
@endpoint(PUBLIC)
def enter(request: HttpRequest) -> HttpResponse:
    """The code as it was typed."""
    return _open(request, request.POST.get("code", "")) if request.method == "POST" else redirect("sent:list")


@never_cache
@require_GET
@endpoint(PUBLIC)
def link(request: HttpRequest, code: str) -> HttpResponse:
    """The link of the receipt; the code leaves the address at once."""
    return _open(request, code)


def _open(request: HttpRequest, code: str) -> HttpResponse:
    if not throttle.allowed(request, "submissions:follow", TRIES):
        told = gettext("Codes were tried too often from this address. Wait an hour and try again.")
        return list_page(request, told, 429)
    code = plain(code)
    if queries.followed(request.actor, code) is None:
        told = gettext("No submission has this code. Look at the letters and digits once more.")
        return list_page(request, told, 422)
    response = redirect("sent:followed")
    response.set_signed_cookie(
        COOKIE, code, salt=SALT, path="/", httponly=True, secure=request.is_secure(), samesite="Lax"
    )
    return response


def _code(request: HttpRequest) -> str:
    return request.get_signed_cookie(COOKIE, "", salt=SALT) or ""


@never_cache
@require_GET
@endpoint(PUBLIC)
def followed(request: HttpRequest) -> HttpResponse:
    """The state, since when, and why it was sent back; no answers."""
    found = queries.followed(request.actor, _code(request))
    if found is None:
        return _lapsed(request)
    return render(request, "submissions/followed.html", {"row": found.submission, "found": found})


def _lapsed(request: HttpRequest) -> HttpResponse:
    """No code, or one that was erased in its time."""
    if _code(request):
        said = gettext("Nothing is kept under the code of this browser any more; its time is over.")
        messages.warning(request, said)
    return _forgotten()


def _forgotten() -> HttpResponse:
    response = redirect("sent:list")
    response.delete_cookie(COOKIE, path="/")
    return response


@never_cache
@require_http_methods(["GET", "POST"])
@endpoint(PUBLIC)
def correct(request: HttpRequest) -> HttpResponse:
    """Corrected answers for what was sent back: a new content, reviewed again."""
    found = queries.followed_whole(request.actor, _code(request))
    if found is None:
        return not_sent_back(request, reverse("sent:followed"))
    row, answers = found
    back = queries.followed(request.actor, _code(request))
    more = {
        "back": reverse("sent:followed"),
        "sent_back": back.why if back else "",
        "own": True,
        "coded": True,
    }
    return corrected(request, row, answers, more, code=_code(request))


@never_cache
@require_POST
@endpoint(PUBLIC)
def leave(request: HttpRequest) -> HttpResponse:
    """This browser forgets the code."""
    return _forgotten()
