"""Pages that set a form: settings, copy, open, close, retire."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from barzan.access import Actor
from barzan.access.endpoints import endpoint
from barzan.forms import describe, usage
from barzan.forms.actions import library
from barzan.forms.forms import CopyForm, SettingsForm, WhyForm
from barzan.forms.models import Form
from barzan.forms.rules import FORM_EDIT, FORM_PUBLISH
from barzan.forms.web import form_target, found_form, page_context
from barzan.persian.errors import BilingualError
from barzan.places.forms import attempt

form_page = require_http_methods(["GET", "POST"])
Deed = Callable[[Actor, Form], Form]
DEEDS: Mapping[str, Deed] = {"open": library.open_, "close": library.close}


@form_page
@endpoint(FORM_EDIT, target=form_target)
def settings(request: HttpRequest, key: str) -> HttpResponse:
    """What is set for a form beside its questions; what somebody else set meanwhile is shown beside."""
    found = found_form(request, key)
    form = SettingsForm(request.actor, request.POST or None, form=found)
    text = request.POST.get("seen", "")
    seen = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else found.changed
    stale = form.is_bound and seen != found.changed

    def command() -> None:
        library.set_(request.actor, found, form.settings(), seen=seen)

    if form.is_bound and form.is_valid() and attempt(form, command):
        messages.success(request, _("The settings are saved."))
        return redirect("forms:form", key)
    context = page_context(request, found, "settings") | {
        "form": form,
        "seen": found.changed,
        "stale": stale,
    }
    return render(request, "forms/settings.html", context)


@form_page
@endpoint(FORM_EDIT)
def copy(request: HttpRequest, key: str) -> HttpResponse:
    """A new form that begins with the questions of this one."""
    found = found_form(request, key)
    initial = {
        name: getattr(found, name) for name in ("kind", "open_to", "consent", "consent_en", "retention_days")
    }
    form = CopyForm(request.actor, request.POST or None, initial=initial)

    def command() -> None:
        library.copy(request.actor, found, form.cleaned_data["key"], form.settings())

    if form.is_bound and form.is_valid() and attempt(form, command):
        messages.success(request, _("The copy is there as a draft."))
        return redirect("forms:draft", form.cleaned_data["key"])
    return render(request, "forms/copy.html", page_context(request, found, "form") | {"form": form})


@require_POST
@endpoint(FORM_PUBLISH, target=form_target)
def state(request: HttpRequest, key: str) -> HttpResponse:
    """Opens or closes a form."""
    found = found_form(request, key)
    deed = DEEDS.get(request.POST.get("to", ""))
    try:
        if deed:
            deed(request.actor, found)
            messages.success(request, _("Done."))
    except BilingualError as error:
        messages.error(request, error.sentence(describe.language()))
    return redirect("forms:form", key)


@form_page
@endpoint(FORM_PUBLISH, target=form_target)
def retire(request: HttpRequest, key: str) -> HttpResponse:
    """Takes a form out of use, with a reason; what uses it is listed."""
    found = found_form(request, key)
    form = WhyForm(request.POST or None)

    def command() -> None:
        library.retire(request.actor, found, why=form.cleaned_data["why"])

    if form.is_bound and form.is_valid() and attempt(form, command):
        messages.success(request, _("The form is retired; its versions and answers stay."))
        return redirect("forms:form", key)
    context = page_context(request, found, "form") | {"form": form, "uses": usage.uses(request.actor, found)}
    return render(request, "forms/retire.html", context)
