"""The preview of a form, for those who write it: as phone, desktop and paper. It keeps nothing."""

from __future__ import annotations

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods

from barzan.access.endpoints import endpoint
from barzan.filling import hand, showing
from barzan.filling.core import paging
from barzan.filling.core.values import Act
from barzan.filling.flow import Flow, Wanted, marks_of
from barzan.forms import queries as forms
from barzan.forms.models import Form
from barzan.forms.rules import FORM_READ
from barzan.forms.runnable import Loaded, drafted, loaded
from barzan.look.parts import Tab

SALT = "filling.preview"
FRAMES = ("phone", "desktop", "paper")


@never_cache
@require_GET
@endpoint(FORM_READ)
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """The form in a frame: ``?frame=phone|desktop|paper&of=draft|<number>``."""
    form, _, of = _chosen(request, key)
    frame = request.GET.get("frame", "phone")
    frame = frame if frame in FRAMES else "phone"
    inner = reverse("filling:paper", args=[key]) if frame == "paper" else reverse("filling:try", args=[key])
    context = {
        "form": form,
        "frame": frame,
        "of": of,
        "tabs": [Tab(_name(each), f"?frame={each}&of={of}", current=each == frame) for each in FRAMES],
        "inner": f"{inner}?of={of}" if frame != "paper" or form.current else "",
        "drafted": forms.draft(request.actor, form) is not None,
    }
    return render(request, "filling/preview.html", context)


def _name(frame: str) -> str:
    return {
        "phone": pgettext("preview", "Phone"),
        "desktop": pgettext("preview", "Desktop"),
        "paper": pgettext("preview", "Paper"),
    }[frame]


def _chosen(request: HttpRequest, key: str) -> tuple[Form, Loaded, str]:
    """The form with what is looked at: its draft where there is one, a version, or the current one."""
    form = forms.form(request.actor, key)
    if form is None:
        raise Http404
    of = request.GET.get("of", "")
    if of.isascii() and of.isdecimal() and len(of) < 9:
        version = forms.version_numbered(form, int(of))
        if version:
            return form, loaded(version), of
    saving = forms.draft(request.actor, form) if of in ("", "draft") else None
    if saving:
        return form, drafted(saving), "draft"
    if form.current is None:
        raise Http404
    return form, loaded(form.current), "current"


@never_cache
@require_http_methods(["GET", "POST"])
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
@endpoint(FORM_READ)
def pages(request: HttpRequest, key: str) -> HttpResponse:
    """The pages of the form as a reader sees them; the answers travel with the page and are kept nowhere."""
    form, kept, of = _chosen(request, key)
    answers, at, language, style = _state(request)
    flow = _flow(request, form, kept, answers, Wanted(language=language, style=style, at=at))
    if request.method == "GET":
        return _shown(request, form, flow, of)
    act = flow.take(request.POST, answers)
    if getattr(request, "htmx", False):
        response = showing.changes(request, flow, marks_of(request.POST), saved=False)
        response.write(_state_part(flow))
        return response
    return _after(request, form, kept, of, flow, act)


def _flow(request: HttpRequest, form: Form, kept: Loaded, answers: dict[str, Any], asked: Wanted) -> Flow:
    plain = hand.wanted(request, form.key)
    return Flow(
        kept,
        answers,
        Wanted(
            language=asked.language or plain.language,
            style=asked.style or plain.style,
            at=asked.at or plain.at,
            metadata=plain.metadata,
            address=plain.address,
        ),
    )


def _state(request: HttpRequest) -> tuple[dict[str, Any], str, str, str]:
    """What the page brings along: the answers, and where the reader is."""
    try:
        answers, at, language, style = signing.loads(request.POST.get("state", ""), salt=SALT)
    except (signing.BadSignature, ValueError):
        return {}, "", "", ""
    return answers, at, language, style


def _packed(flow: Flow) -> str:
    state = [flow.filling.kept(), flow.wanted.at, flow.wanted.language, flow.wanted.style]
    return signing.dumps(state, salt=SALT, compress=True)


def _state_part(flow: Flow) -> str:
    hidden = format_html(
        '<input type="hidden" id="fill-state" name="state" value="{}" data-part>', _packed(flow)
    )
    return f"<div data-parts>{hidden}</div>"


def _after(request: HttpRequest, form: Form, kept: Loaded, of: str, flow: Flow, act: Act) -> HttpResponse:
    """The page to which a press leads; whatever it is, nothing is kept."""
    if (act.kind == "next" and flow.page and flow.wrong_here) or act.kind in ("send", "check"):
        flow.retried()
        return _shown(request, form, flow, of, passed=act.kind == "send" and not flow.wrong)
    asked = flow.wanted
    at, language, style = asked.at, asked.language, asked.style
    if act.kind in ("next", "back"):
        at = flow.beside(1 if act.kind == "next" else -1)
    elif act.kind == "go":
        at = act.place
    elif act.kind == "language":
        language = act.value
    elif act.kind == "style" and act.place in paging.STYLES:
        style, at = act.place, ""
    moved = _flow(request, form, kept, flow.filling.kept(), Wanted(language=language, style=style, at=at))
    return _shown(request, form, moved, of)


def _shown(request: HttpRequest, form: Form, flow: Flow, of: str, *, passed: bool = False) -> HttpResponse:
    context = showing.context(request, form, flow)
    wrong = flow.wrong_here if flow.page else flow.wrong
    context |= {
        "state": _packed(flow),
        "action": f"{request.path}?of={of}",
        "wrong": showing.links(flow, wrong) if flow.tried else [],
        "passed": passed,
    }
    return render(request, "filling/try.html", context)
