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
from barzan.forms import queries as forms
from barzan.forms.models import Form, FormVersion
from barzan.forms.rules import FORM_READ
from barzan.forms.runnable import Loaded, drafted, loaded
from barzan.persian.errors import BilingualError

MOST_COPIES, MOST_ROWS, MOST_NUMBER = 20, 12, 999_999
DAY = 86_400


@require_GET
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
@endpoint(PUBLIC)
def paper(request: HttpRequest, key: str) -> HttpResponse:
    """The paper of a form: ``?from=17&copies=5&rows=4&language=…``, within bounds."""
    form, version, kept = _printed(request, key)
    first, copies = _asked(request, "from", 1, MOST_NUMBER), _asked(request, "copies", 1, MOST_COPIES)
    rows = _asked(request, "rows", 3, MOST_ROWS)
    language = parts.language_of(kept.form, request.GET.get("language", ""))
    blanks = [press.Blank(at, _address(request, form, version, at)) for at in range(first, first + copies)]
    of = version.content_hash if version else ""
    named = (of, parts.code(language), first, copies, rows, request.get_host())
    known = "filling:paper:" + ":".join(map(str, named))
    made = cache.get(known) if of else None
    number = version.number if version else 0
    if made is None:
        if not allowed(request, "paper"):
            return showing.too_often(request)
        try:
            made = press.make(form, kept, number, language, blanks, rows)
        except BilingualError as refusal:
            told = refusal.sentence(get_language() or "fa")
            return render(request, "filling/refused.html", {"form": form, "told": told}, status=503)
        if of:
            cache.set(known, made, DAY)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{form.key}-{number}.pdf"'
    return response


def _asked(request: HttpRequest, name: str, usual: int, most: int) -> int:
    text = request.GET.get(name, "")
    return min(max(int(text), 1), most) if text.isascii() and text.isdecimal() and len(text) < 9 else usual


def _printed(request: HttpRequest, key: str) -> tuple[Form, FormVersion | None, Loaded]:
    """The form with the version that is printed: ``?of=`` names one, or (for staff) the draft."""
    of = request.GET.get("of", "")
    if of == "draft" and FORM_READ.admits(request.actor):
        form = forms.form(request.actor, key)
        saving = forms.draft(request.actor, form) if form else None
        if form and saving:
            return form, None, drafted(saving)
    form = hand.known_form(key)
    if form is None or not showing.may_see(request.actor, form):
        raise Http404
    asked = forms.version_numbered(form, int(of)) if of.isascii() and of.isdecimal() and len(of) < 9 else None
    version = asked or form.current
    return form, version, loaded(version)


def _address(request: HttpRequest, form: Form, version: FormVersion | None, number: int) -> str:
    query = urlencode({"version": version.number if version else 0, "blank": number})
    return request.build_absolute_uri(f"{reverse('filling:type-in', args=[form.key])}?{query}")
