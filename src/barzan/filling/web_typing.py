"""Paper is typed in: all on one page in the order of the paper; what breaks a rule is flagged and kept."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import NAMESPACE_URL, uuid4, uuid5

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from barzan.access import Target
from barzan.access.endpoints import endpoint
from barzan.filling import hand, showing
from barzan.filling.core import paging
from barzan.filling.flow import Flow, marks_of
from barzan.filling.rules import TYPE_IN
from barzan.forms.kinds import State
from barzan.forms.models import Form, FormVersion
from barzan.forms.queries import version_numbered
from barzan.persian.errors import BilingualError
from barzan.persian.templatetags.persian import fa_digits, num
from barzan.persian.text import latin_digits
from barzan.submissions import actions as sending
from barzan.submissions.kinds import Via

LONGEST_NUMBER = 9


def target_of(key: str) -> Target:
    """Where the form lies; one that is not known lies nowhere."""
    form = hand.known_form(key)
    return form.target if form else Target(unit_path="")


@never_cache
@require_http_methods(["GET", "POST"])
@endpoint(TYPE_IN, target=target_of)
def type_in(request: HttpRequest, key: str) -> HttpResponse:
    """One blank: typed, kept as it is on the paper, then the next one."""
    form = hand.known_form(key)
    if form is None:
        raise Http404
    if form.state != State.OPEN:
        return render(request, "filling/closed.html", {"form": form, "closed": form.state == State.CLOSED})
    version = _version(request, form)
    wanted = hand.wanted(request, key, everything=True)
    flow = Flow(hand.loaded(version), {}, wanted)
    flow.style = paging.ALL
    if request.method == "GET":
        return _page(request, form, version, flow, _blank(request.GET.get("blank", "")))
    act = flow.take(request.POST, {})
    blank = _blank(request.POST.get("blank", ""))
    if getattr(request, "htmx", False):
        return showing.changes(request, flow, marks_of(request.POST), saved=False)
    if act.kind == "send":
        return _keep(request, form, version, flow, blank)
    flow.tried = act.kind == "check"
    return _page(request, form, version, flow, blank)


def _version(request: HttpRequest, form: Form) -> FormVersion:
    """The version that the paper names, else the one in force."""
    asked = request.GET.get("version", "")
    found = (
        version_numbered(form, int(asked))
        if asked.isascii() and asked.isdecimal() and len(asked) < 9
        else None
    )
    return found or form.current


def _blank(text: str) -> str:
    plain = latin_digits(text.strip())
    return plain if plain.isascii() and plain.isdecimal() and len(plain) <= LONGEST_NUMBER else ""


def _page(
    request: HttpRequest,
    form: Form,
    version: FormVersion,
    flow: Flow,
    blank: str,
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    context = showing.context(request, form, flow)
    wrong = showing.links(flow, flow.wrong) if flow.tried else []
    context |= {"blank": blank, "version": version, "wrong": wrong, "told": told, "styles": [], "steps": []}
    return render(request, "filling/type_in.html", context, status=status)


def _keep(request: HttpRequest, form: Form, version: FormVersion, flow: Flow, blank: str) -> HttpResponse:
    """Keeps what the paper says, whatever rule it breaks; one blank is kept once."""
    name = f"barzan:{version.content_hash}:{blank}"
    key = f"uuid:{uuid5(NAMESPACE_URL, name) if blank else uuid4()}"
    try:
        sent = sending.receive(
            request.actor, form.key, flow.posted, key=key, version=version.number, via=Via.PAPER,
            consented=request.POST.get("consent") == "yes",
        )  # fmt: skip
    except BilingualError as refusal:
        return _page(request, form, version, flow, blank, refusal.sentence(get_language() or "fa"), 409)
    said = gettext("Kept as number %(number)s.") % {"number": fa_digits(sent.pk)}
    if sent.broken:
        flagged = gettext("Flagged: %(count)s answers break a rule.") % {"count": num(len(flow.wrong) or 1)}
        messages.warning(request, f"{said} {flagged}")
    else:
        messages.success(request, said)
    query = {"version": version.number, "blank": int(blank) + 1 if blank else ""}
    query |= {"language": request.GET.get("language", "")}
    return redirect(f"{request.path}?{urlencode({key: text for key, text in query.items() if text})}")
