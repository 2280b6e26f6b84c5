"""Pages on which forms are filled in: the start, the questions, the review, the receipt."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from barzan.access import Role
from barzan.access.endpoints import endpoint, refused
from barzan.access.rules import PUBLIC
from barzan.filling import attached, hand, parts, showing
from barzan.filling.core import paging
from barzan.filling.core.values import Act
from barzan.filling.flow import LEFT, Flow, marks_of
from barzan.filling.throttle import allowed
from barzan.forms import queries as forms
from barzan.forms.kinds import OpenTo, State
from barzan.forms.models import Form
from barzan.persian.errors import BilingualError
from barzan.submissions import actions as sending
from barzan.submissions import queries as submissions
from barzan.submissions.codes import plain
from barzan.submissions.models import Draft

RECEIPT, SHOWN = "filling.receipt", "barzan-receipt"
SHOWN_FOR = 600  # seconds for which the browser that sent shows the follow-up code


@never_cache
@require_http_methods(["GET", "POST"])
@endpoint(PUBLIC)
def start(request: HttpRequest, key: str) -> HttpResponse:
    """What the form is, who asks, what is agreed to; a POST begins a draft."""
    form = hand.known_form(key)
    if form is None:
        return render(request, "filling/unknown.html", status=404)
    if form.state != State.OPEN:
        return render(request, "filling/closed.html", {"form": form, "closed": form.state == State.CLOSED})
    if not forms.may_fill(request.actor, form):
        return refused(request)  # type: ignore[return-value]
    if request.method == "POST":
        return _begin(request, form)
    return _start_page(request, form)


def _start_page(request: HttpRequest, form: Form, error: str = "", status: int = 200) -> HttpResponse:
    kept = hand.loaded(form.current)
    language = parts.language_of(kept.form, request.GET.get("language", ""))
    begun = hand.in_cookie(request, form)
    mine = submissions.drafts(request.actor, form.key) if request.actor.signed_in else []
    context = {
        "form": form,
        "language": language,
        "languages": showing.languages(kept.form, language),
        "questions": sum(node.kind == "question" for node in kept.form.nodes.values()),
        "personal": any(node.extra.get("personal") == "yes" for node in kept.form.nodes.values()),
        "consent": form.consent if get_language() == "fa" else form.consent_en or form.consent,
        "drafts": [
            (draft, f"{_address(form, draft)}?at={LEFT}") for draft in mine or ([begun[0]] if begun else [])
        ],
        "error": error,
        "query": f"?{urlencode({'language': language})}" if request.GET.get("language") else "",
        "anonymous": form.open_to == OpenTo.PUBLIC and not request.actor.signed_in,
    }
    return render(request, "filling/start.html", context, status=status)


def _begin(request: HttpRequest, form: Form) -> HttpResponse:
    if not allowed(request, "begin"):
        return showing.too_often(request)
    if form.consent and request.POST.get("consent") != "yes":
        told = gettext("Tick that you have read it and agree; without that no answer is taken.")
        return _start_page(request, form, told, status=422)
    if request.actor.has(Role.AUDITOR):
        return _start_page(request, form, gettext("An auditor reads all and writes nothing."), status=422)
    first = Flow(hand.loaded(form.current), None, hand.wanted(request, form.key))
    draft = sending.save_draft(request.actor, form.key, first.filling.kept())
    response = redirect(f"{_address(form, draft)}{_language(request)}")
    return response if request.actor.signed_in else hand.remember(request, response, form, draft.code)


def _address(form: Form, draft: Draft) -> str:
    return reverse("filling:page", args=[form.key, draft.key.removeprefix("uuid:")])


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("language", "")
    return f"?{urlencode({'language': asked})}" if asked else ""


@never_cache
@require_POST
@endpoint(PUBLIC)
def resume(request: HttpRequest, key: str) -> HttpResponse:
    """Opens a draft by its code, on any device."""
    form = forms.open_form(request.actor, key)
    if form is None:
        return redirect("filling:start", key)
    if not allowed(request, "resume"):
        return showing.too_often(request)
    code = plain(request.POST.get("code", ""))
    draft = submissions.draft(request.actor, code) if code else None
    if draft is None or draft.form_id != form.pk:
        told = gettext("No draft of this form has that code. Look at the letters and digits once more.")
        return _start_page(request, form, told, status=422)
    response = redirect(f"{_address(form, draft)}?at={LEFT}")
    return hand.remember(request, response, form, code)


@never_cache
@require_http_methods(["GET", "POST"])
@endpoint(PUBLIC)
def page(request: HttpRequest, key: str, draft: UUID) -> HttpResponse:
    """The questions of a draft: a page of them, or all; whatever is posted is kept first."""
    form = forms.open_form(request.actor, key)
    found = hand.draft_of(request, form, draft) if form else None
    if form is None or found is None:
        return redirect("filling:start", key)
    kept, code = found
    flow = hand.flow_of(request, kept)
    if request.method == "GET" and flow.wanted.at == LEFT:
        return redirect(f"{request.path}?{urlencode({**request.GET.dict(), 'at': flow.left})}")
    if request.method == "POST":
        if not allowed(request, "write"):
            return showing.too_often(request)
        return _written(request, kept, code, flow)
    return _shown(request, kept, code, flow)


def _shown(request: HttpRequest, kept: Draft, code: str, flow: Flow, status: int = 200) -> HttpResponse:
    context = showing.context(request, kept.form, flow)
    context |= {
        "draft": kept,
        "code": code,
        "keeps": True,
        "wrong": _told(flow, status),
    }
    return render(request, "filling/page.html", context, status=status)


def _told(flow: Flow, status: int) -> list[showing.Link]:
    if flow.reviews or not flow.pages:
        return showing.links(flow, flow.wrong) if flow.tried or flow.reviews else []
    return showing.links(flow, flow.wrong_here) if flow.tried else []


def _written(request: HttpRequest, kept: Draft, code: str, flow: Flow) -> HttpResponse:
    act = flow.take(attached.with_files(request, kept, flow), kept.answers)
    sending.save_draft(request.actor, kept.form.key, flow.filling.kept(), draft=kept, code=code)
    if getattr(request, "htmx", False):
        return showing.changes(request, flow, marks_of(request.POST), saved=True)
    if act.kind == "send":
        return _send(request, kept, code, flow)
    if act.kind == "next" and flow.page and flow.wrong_here:
        flow.retried()
        return _shown(request, kept, code, flow, status=422)
    return redirect(_onward(request, flow, act))


def _onward(request: HttpRequest, flow: Flow, act: Act) -> str:
    """Where a press leads, the other wishes of the reader kept."""
    query = {name: request.GET[name] for name in ("language", "style", "at") if request.GET.get(name)}
    anchor = ""
    if act.kind in ("next", "back"):
        query["at"] = flow.beside(1 if act.kind == "next" else -1)
    elif act.kind == "go":
        query["at"] = act.place
    elif act.kind == "language" and act.value in flow.form.languages:
        query["language"] = act.value
    elif act.kind == "style" and act.place in paging.STYLES:
        query = {**query, "style": act.place, "at": ""}
    elif act.kind == "check":
        query["tried"] = "1"
    elif act.kind == "save":
        query["saved"] = "1"
    elif flow.focus_id:
        anchor = f"#{flow.focus_id}"
    return f"{request.path}?{urlencode({name: text for name, text in query.items() if text})}{anchor}"


def _send(request: HttpRequest, kept: Draft, code: str, flow: Flow) -> HttpResponse:
    if flow.wrong:
        flow.retried()
        return _shown(request, kept, code, flow, status=422)
    if not allowed(request, "send"):
        return showing.too_often(request)
    try:
        sent = sending.send_draft(
            request.actor, kept, code=code, answers=flow.filling.value(), consented=bool(kept.form.consent)
        )
    except BilingualError as refusal:
        context = {"form": kept.form, "told": refusal.sentence(get_language() or "fa")}
        return render(request, "filling/refused.html", context, status=409)
    receipt = signing.dumps([sent.pk, timezone.localtime(sent.received_at).isoformat()], salt=RECEIPT)
    response = hand.forget(redirect("filling:done", kept.form.key, receipt), kept.form)
    if sent.code:
        response.set_signed_cookie(
            SHOWN, sent.code, salt=f"{RECEIPT}:{receipt}", max_age=SHOWN_FOR, path="/",
            httponly=True, secure=request.is_secure(), samesite="Lax",
        )  # fmt: skip
    return response


@never_cache
@require_GET
@endpoint(PUBLIC)
def done(request: HttpRequest, key: str, receipt: str) -> HttpResponse:
    """The receipt: a number and a moment, to print or to keep; for some minutes the follow-up code of whoever
    sent it without an account.
    """
    form = hand.known_form(key)
    try:
        number, moment = signing.loads(receipt, salt=RECEIPT)
    except signing.BadSignature:
        raise Http404 from None
    if form is None:
        raise Http404
    code = request.get_signed_cookie(SHOWN, "", salt=f"{RECEIPT}:{receipt}", max_age=SHOWN_FOR)
    link = request.build_absolute_uri(reverse("sent:link", args=[code])) if code else ""
    context = {
        "form": form,
        "number": number,
        "code": code,
        "link": link,
        "link_start": link.removesuffix(f"{code}/"),
        "known": request.actor.signed_in,
        "moment": timezone.datetime.fromisoformat(moment),
        "again": forms.may_fill(request.actor, form),
    }
    return render(request, "filling/done.html", context)


@require_GET
@endpoint(PUBLIC)
def file(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """A picture, a sound or a map of a form, for whoever may fill it in or read it."""
    form = hand.known_form(key)
    if form is None or not showing.may_see(request.actor, form):
        raise Http404
    found = forms.file(form.current, name)
    if found is None:
        raise Http404
    response = HttpResponse(bytes(found.content.data), content_type=found.content.media_type)
    response["Cache-Control"] = "private, max-age=3600"
    return response
