"""Pages that define a register: new, its draft part by part, publishing, moving entries, closing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from barzan.access.endpoints import endpoint
from barzan.forms.actions import drafting, library, publishing
from barzan.forms.actions.library import Settings
from barzan.forms.kinds import FormKind
from barzan.forms.models import Form
from barzan.places.forms import attempt
from barzan.registers import actions, describe, parts
from barzan.registers.actions.defining import findings
from barzan.registers.actions.moving import Moved
from barzan.registers.core import Definition, Refused, read
from barzan.registers.core.findings import Finding
from barzan.registers.core.picture import picture
from barzan.registers.errors import RegisterError
from barzan.registers.formed import fields_of
from barzan.registers.forms import PARTS, AboutForm, NewForm, SettingsForm, TransitionForm, WhyForm
from barzan.registers.lives import write_life
from barzan.registers.models import Register, RegisterDraft
from barzan.registers.rules import REGISTER_DEFINE
from barzan.registers.starting import first_definition
from barzan.registers.targets import register_target
from barzan.registers.web import found_register
from barzan.xlsform import NotConverted

form_page = require_http_methods(["GET", "POST"])
PART_NAMES = {
    "states": lambda: pgettext("register", "State"),
    "transitions": lambda: _("Transition"),
    "relations": lambda: _("Relation"),
    "views": lambda: _("View"),
}


@form_page
@endpoint(REGISTER_DEFINE)
def new(request: HttpRequest) -> HttpResponse:
    """A register from nothing: title, unit, form; it begins with a small life to go on from."""
    form = NewForm(request.actor, request.POST or None, request.FILES or None)
    found: list[Finding] = []
    made: list[Register] = []
    if form.is_bound and form.is_valid():
        try:
            if attempt(form, lambda: made.append(_made(request, form.cleaned_data))):
                messages.success(request, _("The draft is made. Look at its states, then publish it."))
                return redirect("registers:edit", made[0].key)
        except NotConverted as refused:
            found = list(refused.findings)
    return render(request, "registers/new.html", {"form": form, "sheet_findings": found})


def _made(request: HttpRequest, given: Mapping[str, Any]) -> Register:
    named = {"title": given["title"], "title_en": given["title_en"], "unit": given["unit"]}
    with transaction.atomic():
        form = given["form"] or _form_from(request, given, named)
        definition = first_definition(given["key"], fields_of(form.current))
        return actions.define(request.actor, given["key"], form=form, definition=definition, **named)


def _form_from(request: HttpRequest, given: Mapping[str, Any], named: Mapping[str, Any]) -> Form:
    """A published form from the workbook that was sent, under the key of the register."""
    settings, file = Settings(kind=FormKind.REGISTER_ENTRY, **named), given["workbook"]
    form = library.create(request.actor, given["key"], settings)
    drafting.upload(request.actor, form, file.name, file.read(), seen=0)
    publishing.publish(request.actor, form, why=_("Form of the register “%(title)s”") % named)
    return Form.objects.select_related("current").get(pk=form.pk)


@form_page
@endpoint(REGISTER_DEFINE, target=register_target)
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """The draft as a whole: picture, findings, parts; begins one from what is published."""
    register = found_register(request, key)
    definition = written(register)
    found = findings(definition, register.form)
    fields = fields_of(register.form.current) if register.form.current else {}
    wrong = {each.place.split(".")[1] for each in found if each.place.startswith("states.")}
    settings = SettingsForm(
        fields, request.POST or None, initial=SettingsForm.initial_of(definition), prefix="settings"
    )
    if settings.is_bound and settings.is_valid():
        value = settings.written(definition.as_value())
        if attempt(settings, lambda: save(request, register, value)):
            messages.success(request, _("Saved in the draft."))
            return redirect("registers:edit", key)
    context = {
        "register": register,
        "definition": definition,
        "draft": draft_of(register),
        "findings": found,
        "errors": [each for each in found if each.is_error],
        "said": [(each, each.sentence(describe.language()), cure_url(register, each)) for each in found],
        "picture": picture(definition, describe.language(), wrong=wrong),
        "ways": describe.ways(definition, fields),
        "states": [(state, describe.pill(definition, state.key)) for state in definition.states],
        "settings": settings,
        "about": AboutForm(request.actor, initial=_about(register)),
        "seen": seen_of(register),
    }
    return render(request, "registers/edit.html", context)


def _about(register: Register) -> dict[str, Any]:
    return {
        "title": register.title,
        "title_en": register.title_en,
        "unit": register.unit_id,
        "form": register.form_id,
    }


def cure_url(register: Register, finding: Finding) -> str:
    """The page on which a finding is cured."""
    kind, _dot, rest = finding.place.partition(".")
    if kind in parts.KINDS and rest:
        return reverse("registers:part", args=[register.key, kind, rest.split(".")[0]])
    return reverse("registers:edit", args=[register.key]) + "#settings"


@require_POST
@endpoint(REGISTER_DEFINE, target=register_target)
def about(request: HttpRequest, key: str) -> HttpResponse:
    """Title, unit and form of a register."""
    register = found_register(request, key)
    form = AboutForm(request.actor, request.POST)
    if form.is_valid():
        given = form.cleaned_data
        named = {"title": given["title"], "title_en": given["title_en"], "unit": given["unit"]}
        if attempt(form, lambda: actions.describe(request.actor, register, form=given["form"], **named)):
            messages.success(request, _("Saved."))
            return redirect("registers:edit", key)
    context = {"register": register, "form": form, "heading": _("Title, unit and form")}
    return render(request, "registers/form.html", context)


@form_page
@endpoint(REGISTER_DEFINE, target=register_target)
def part(request: HttpRequest, key: str, kind: str, name: str) -> HttpResponse:
    """One state, transition, relation or view of the draft; ``new`` is one to add."""
    if kind not in PARTS:
        raise Http404
    register = found_register(request, key)
    definition = written(register)
    value = definition.as_value()
    present = parts.part(value, kind, name)
    if present is None and name != "new":
        raise Http404
    fields = fields_of(register.form.current) if register.form.current else {}
    shown = TransitionForm.shown(present or {}) if kind == "transitions" else present
    form = PARTS[kind](definition, fields, request.POST or None, initial=shown)
    if form.is_bound and form.is_valid():
        old = name if present else ""
        changed = parts.put(value, kind, old, {**(present or {}), **form.written()})
        if attempt(form, lambda: save(request, register, _clean(changed))):
            messages.success(request, _("Saved in the draft."))
            return redirect(reverse("registers:edit", args=[key]) + f"#{kind}")
    context = {
        "register": register,
        "form": form,
        "kind": kind,
        "name": name,
        "present": present,
        "heading": PART_NAMES[kind](),
        "seen": seen_of(register),
        "field_names": [(field.name, field.labelled(describe.language())) for field in fields.values()],
    }
    return render(request, "registers/part.html", context)


@require_POST
@endpoint(REGISTER_DEFINE, target=register_target)
def arrange(request: HttpRequest, key: str, kind: str, name: str) -> HttpResponse:
    """Takes a part out of the draft, or moves it up."""
    if kind not in PARTS:
        raise Http404
    register = found_register(request, key)
    value = written(register).as_value()
    change = parts.move_up if request.POST.get("deed") == "up" else parts.take_out
    return _told(request, lambda: save(request, register, _clean(change(value, kind, name))), key, f"#{kind}")


def _clean(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """What pages leave empty is left out of parts."""
    return {
        name: [
            {key: part for key, part in each.items() if part not in ("", None, False, [])} for each in rows
        ]
        if name in ("states", "transitions", "views")
        else rows
        for name, rows in value.items()
    }


@require_POST
@endpoint(REGISTER_DEFINE, target=register_target)
def drop(request: HttpRequest, key: str) -> HttpResponse:
    """Throws the draft away."""
    register = found_register(request, key)
    return _told(request, lambda: actions.drop_draft(request.actor, register, seen=seen_of(register)), key)


@form_page
@endpoint(REGISTER_DEFINE, target=register_target)
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """What keeps the draft from being published, or why it is."""
    register = found_register(request, key)
    definition = written(register)
    found = findings(definition, register.form)
    form = WhyForm(request.POST or None)
    if form.is_bound and form.is_valid() and not any(each.is_error for each in found):

        def command() -> None:
            actions.publish(request.actor, register, why=form.cleaned_data["why"], seen=_seen(request))

        if attempt(form, command):
            messages.success(request, _("Published. New entries follow this version."))
            return redirect("registers:about", key)
    context = {
        "register": register,
        "form": form,
        "errors": [each for each in found if each.is_error],
        "said": [(each, each.sentence(describe.language()), cure_url(register, each)) for each in found],
        "draft": draft_of(register),
        "seen": seen_of(register),
    }
    return render(request, "registers/publish.html", context)


@form_page
@endpoint(REGISTER_DEFINE, target=register_target)
def move(request: HttpRequest, key: str) -> HttpResponse:
    """Moves entries of older versions to the current one, after saying what would happen."""
    register = found_register(request, key)
    if register.current is None:
        raise Http404
    form = WhyForm(request.POST or None)
    if form.is_bound and form.is_valid():
        moved: list[Moved] = []
        why = form.cleaned_data["why"]
        if attempt(form, lambda: moved.append(actions.move_entries(request.actor, register, why=why))):
            messages.success(request, _("Moved: %(count)s entries.") % {"count": moved[0].count})
            return redirect("registers:about", key)
    would = actions.move_entries(request.actor, register, dry_run=True)
    return render(request, "registers/move.html", {"register": register, "form": form, "would": would})


@form_page
@endpoint(REGISTER_DEFINE, target=register_target)
def stand(request: HttpRequest, key: str) -> HttpResponse:
    """Closes a register to new entries, or opens it again."""
    register = found_register(request, key)
    closing = register.state == "open"
    form = WhyForm(request.POST or None)
    if form.is_bound and form.is_valid():
        command = actions.close if closing else actions.reopen
        if attempt(form, lambda: command(request.actor, register, why=form.cleaned_data["why"])):
            messages.success(request, _("Done."))
            return redirect("registers:about", key)
    heading = _("Close to new entries") if closing else _("Open to new entries again")
    return render(request, "registers/form.html", {"register": register, "form": form, "heading": heading})


@endpoint(REGISTER_DEFINE, target=register_target)
def life_file(request: HttpRequest, key: str) -> HttpResponse:
    """The definition as the YAML file of a blueprint."""
    data = write_life(written(found_register(request, key)))
    response = HttpResponse(data, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{key}.yaml"'
    return response


def written(register: Register) -> Definition:
    """The draft, else what is published."""
    draft = draft_of(register)
    return read(draft.definition if draft else register.current.definition if register.current else {})


def draft_of(register: Register) -> RegisterDraft | None:
    return getattr(register, "draft", None)


def seen_of(register: Register) -> int:
    draft = draft_of(register)
    return draft.seen if draft else 0


def save(request: HttpRequest, register: Register, value: Mapping[str, Any]) -> None:
    actions.save_draft(request.actor, register, value, seen=_seen(request))


def _seen(request: HttpRequest) -> int:
    text = request.POST.get("seen", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _told(request: HttpRequest, command: Callable[[], object], key: str, where: str = "") -> HttpResponse:
    """Runs a command of a button; what refuses it is said on the page it came from."""
    try:
        command()
    except (Refused, RegisterError) as refused:
        messages.error(request, refused.sentence(describe.language()))
    return redirect(reverse("registers:edit", args=[key]) + where)
