"""The form as PDF to fill in by hand."""

from __future__ import annotations

from urllib.parse import urlencode

from csp.constants import SELF
from csp.decorators import csp_replace
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC
from barzan.filling import hand, parts, press, showing
from barzan.filling.throttle import allowed
from barzan.forms.models import Form
from barzan.persian.errors import BilingualError

MOST_COPIES, MOST_ROWS, MOST_NUMBER = 20, 12, 999_999
DAY = 86_400


@require_GET
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
@endpoint(PUBLIC)
def paper(request: HttpRequest, key: str) -> HttpResponse:
    """The paper of a form: ``?from=17&copies=5&rows=4&language=…``, within bounds."""
    form = hand.known_form(key)
    if form is None or not showing.may_see(request.actor, form):
        raise Http404
    first, copies = _asked(request, "from", 1, MOST_NUMBER), _asked(request, "copies", 1, MOST_COPIES)
    rows = _asked(request, "rows", 3, MOST_ROWS)
    xform = hand.loaded(form.current).form
    language = parts.language_of(xform, request.GET.get("language", ""))
    blanks = [press.Blank(number, _address(request, form, number)) for number in range(first, first + copies)]
    named = (form.current.content_hash, parts.code(language), first, copies, rows, request.get_host())
    known = "filling:paper:" + ":".join(map(str, named))
    made = cache.get(known)
    if made is None:
        if not allowed(request, "paper"):
            return showing.too_often(request)
        try:
            made = press.make(form, xform, form.current.number, language, blanks, rows)
        except BilingualError as refusal:
            told = refusal.sentence(get_language() or "fa")
            return render(request, "filling/refused.html", {"form": form, "told": told}, status=503)
        cache.set(known, made, DAY)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{form.key}-{form.current.number}.pdf"'
    return response


def _asked(request: HttpRequest, name: str, usual: int, most: int) -> int:
    text = request.GET.get(name, "")
    return min(max(int(text), 1), most) if text.isascii() and text.isdecimal() and len(text) < 9 else usual


def _address(request: HttpRequest, form: Form, number: int) -> str:
    query = urlencode({"version": form.current.number, "blank": number})
    return request.build_absolute_uri(f"{reverse('filling:type-in', args=[form.key])}?{query}")
