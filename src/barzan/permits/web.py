"""Staff pages of certificates and templates."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from barzan.access import Actor, Target
from barzan.access.endpoints import endpoint
from barzan.documents.storage import path_of
from barzan.look.parts import Tab
from barzan.permits import actions, press, queries, shown
from barzan.permits.core import ALWAYS, Verdict, grouped
from barzan.permits.forms import TemplateForm, WhyForm
from barzan.permits.models import Certificate, Paper
from barzan.permits.rules import PERMIT_DESIGN, PERMIT_READ, PERMIT_SIGN
from barzan.permits.signers import template_of
from barzan.persian.errors import BilingualError
from barzan.persian.language import active_language
from barzan.places.forms import attempt
from barzan.registers import queries as registers
from barzan.registers.core.fields import FILES
from barzan.registers.formed import fields_of
from barzan.registers.models import Entry, Register
from barzan.registers.panels import Panel
from barzan.registers.targets import entry_target, register_target
from barzan.registers.web import may
from barzan.trail import actions as trail

PER_PAGE = 50
form_page = require_http_methods(["GET", "POST"])


def certificate_target(pk: int, **others: Any) -> Target:
    """Where the entry of a certificate lies."""
    rows = Certificate.objects.filter(pk=pk)
    for row in rows.values_list("entry__unit_path", "entry__place_path", "entry__person"):
        return Target(*row)
    raise Http404


@require_GET
@endpoint(PERMIT_READ)
def certificate_list(request: HttpRequest) -> HttpResponse:
    """The certificates, found by number, code or register."""
    words, register = request.GET.get("q", "")[:60], request.GET.get("register", "")[:60]
    rows = queries.certificates(request.actor, words, register)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {
        "page": page,
        "rows": [(each, shown.pill(queries.worth(each, today))) for each in page.object_list],
        "words": words,
        "register": register,
        "registers": queries.designable(request.actor),
    }
    return render(request, "permits/list.html", context)


@require_GET
@endpoint(PERMIT_READ, target=certificate_target)
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """One certificate: what it is worth, who signed it, what became of it."""
    found = _found(request, pk)
    worth = queries.worth(found, timezone.localdate())
    context = {
        "certificate": found,
        "entry": found.entry,
        "pill": shown.pill(worth),
        "code": grouped(found.code),
        "void": worth in shown.VOID,
        "may_sign": PERMIT_SIGN.permits(request.actor, found.target),
        "may_replace": shown.is_valid(found.entry),
    }
    return render(request, "permits/certificate_page.html", context)


@require_GET
@endpoint(PERMIT_READ, target=certificate_target)
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The PDF as it was signed; it may hold personal answers, so that the reading is recorded."""
    found = _found(request, pk)
    trail.reading(request.actor, found)
    name = f"{found.entry.number}-{found.serial}.pdf"
    return FileResponse(path_of(found.file.sha256).open("rb"), as_attachment=True, filename=name)


@require_POST
@endpoint(PERMIT_SIGN, target=entry_target)
def issue(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Signs the certificate of an entry, from the button beside it."""
    entry = registers.entry(request.actor, pk)
    if entry is None or entry.register.key != key:
        raise Http404
    seen = request.POST.get("seen", "")
    try:
        made = actions.issue(
            request.actor, entry, address=_address(request), seen=int(seen) if seen.isdecimal() else None
        )
    except BilingualError as refused:
        messages.error(request, refused.sentence(active_language()))
        return redirect("registers:entry", key, pk)
    messages.success(request, _("The certificate is signed."))
    return redirect("permits:certificate", made.pk)


@form_page
@endpoint(PERMIT_SIGN, target=certificate_target)
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """A new one for one that was lost."""
    found, made = _found(request, pk), []
    form = WhyForm(request.POST or None)
    if form.is_valid():
        why = form.cleaned_data["why"]
        address = _address(request)
        if attempt(
            form, lambda: made.append(actions.replace(request.actor, found, why=why, address=address))
        ):
            messages.success(request, _("The new certificate is signed; the old one is void."))
            return redirect("permits:certificate", made[0].pk)
    return _why(request, found, form, _("Replace a certificate"), _("Sign a new one"))


@form_page
@endpoint(PERMIT_SIGN, target=certificate_target)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """One that was issued by mistake."""
    found = _found(request, pk)
    form = WhyForm(request.POST or None)
    if form.is_valid() and attempt(
        form, lambda: actions.withdraw(request.actor, found, why=form.cleaned_data["why"])
    ):
        messages.success(request, _("The certificate is void."))
        return redirect("permits:certificate", pk)
    return _why(request, found, form, _("Withdraw a certificate"), _("Declare it void"))


@require_GET
@endpoint(PERMIT_READ)
def template_list(request: HttpRequest) -> HttpResponse:
    """The registers, each with its template."""
    rows = [(each, template_of(each.pk)) for each in queries.designable(request.actor)[:PER_PAGE]]
    return render(request, "permits/templates.html", {"rows": rows})


@form_page
@endpoint(PERMIT_DESIGN, target=register_target)
def template(request: HttpRequest, key: str) -> HttpResponse:
    """The template of a register's certificates: written anew, the older ones beside it."""
    register = registers.register(request.actor, key)
    if register is None or register.current is None:
        raise Http404
    older = queries.templates(request.actor, register)
    form = TemplateForm(request.POST or None, initial=_initial(register, older))
    if form.is_valid() and attempt(
        form,
        lambda: actions.design(request.actor, register, form.design(), why=form.cleaned_data["why"]),
    ):
        messages.success(request, _("The template is kept; certificates signed from now on follow it."))
        return redirect("permits:template", key)
    fields = _fields(register).items()
    names = [(name, each.labelled(active_language())) for name, each in fields if each.type not in FILES]
    context = {"form": form, "register": register, "older": older, "names": names, "always": ALWAYS}
    context |= may(request, register)
    return render(request, "permits/template.html", context)


@require_GET
@endpoint(PERMIT_DESIGN, target=register_target)
def sample(request: HttpRequest, key: str) -> HttpResponseBase:
    """The template as PDF with the newest entry of the register that the reader may see; nothing is kept."""
    register = registers.register(request.actor, key)
    newest = template_of(register.pk) if register else None
    rows = registers.readable(request.actor).filter(register__key=key, merged_into__isnull=True)
    entry = rows.select_related(*press.RELATED).order_by("-pk").first()
    if newest is None or entry is None:
        messages.error(request, _("A sample needs a template and an entry."))
        return redirect("permits:template", key)
    try:
        made = press.certificate(press.specimen(entry, newest, _address(request)))
    except BilingualError as refused:
        messages.error(request, refused.sentence(active_language()))
        return redirect("permits:template", key)
    return HttpResponse(made, content_type="application/pdf")


def _initial(register: Register, older: list[Any]) -> dict[str, Any]:
    if not older:
        return {"title": register.title, "paper": Paper.PORTRAIT}
    last = older[0]
    names = ("title", "title_en", "body", "footer", "paper")
    return {name: getattr(last, name) for name in names} | {"posts": ", ".join(last.posts)}


def _fields(register: Register) -> Any:
    return fields_of(register.current.form_version) if register.current else {}


def _found(request: HttpRequest, pk: int) -> Certificate:
    found = queries.certificate(request.actor, pk)
    if found is None:
        raise Http404
    return found


def _address(request: HttpRequest) -> str:
    """How this installation is asked for."""
    return request.build_absolute_uri("/").rstrip("/")


def _why(request: HttpRequest, found: Certificate, form: WhyForm, title: str, button: str) -> HttpResponse:
    context = {"certificate": found, "entry": found.entry, "form": form, "title": title, "button": button}
    return render(request, "permits/why.html", context)


def tab(actor: Actor, register: Register) -> Tab | None:
    """The template of certificates beside the pages of a register."""
    if register.current_id is None or not PERMIT_DESIGN.permits(actor, register.target):
        return None
    return Tab(_("Certificates"), reverse("permits:template", args=[register.key]))


def panel(actor: Actor, entry: Entry) -> Panel | None:
    """What the page of an entry shows of its certificates, with the button of those who may sign."""
    if not PERMIT_READ.permits(actor, entry.target):
        return None
    today = timezone.localdate()
    worth = [(each, queries.worth(each, today)) for each in queries.of_entry(actor, entry)]
    holds = any(verdict is Verdict.VALID for _, verdict in worth)
    post = queries.signs_as(actor, entry) if shown.is_valid(entry) and not holds else None
    if not worth and post is None:
        return None
    held = [(each, shown.pill(verdict)) for each, verdict in worth]
    return Panel("permits/panel.html", {"held": held, "entry": entry, "post": post})
