"""Pages of imports: send a file, map its columns, see what is wrong by place, take it, take it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from barzan.access import Actor
from barzan.access.endpoints import endpoint
from barzan.blueprints.values import BlueprintRefused, Problem
from barzan.documents.errors import DocumentRefused
from barzan.people.models import Unit
from barzan.registers import describe, queries
from barzan.registers.actions import importing
from barzan.registers.core.fields import FILES
from barzan.registers.core.importing import NUMBER, SINCE, STATE, UNIT, UNTIL
from barzan.registers.errors import ImportRefused, RegisterError
from barzan.registers.formed import fields_of
from barzan.registers.forms import WhyForm
from barzan.registers.models import Import, ImportState
from barzan.registers.rules import ENTRY_IMPORT
from barzan.registers.targets import import_target
from barzan.registers.web import found_register, may

form_page = require_http_methods(["GET", "POST"])
MAX_FILE = 20 * 2**20
OWN_NAMES = {
    NUMBER: gettext_lazy("Number of the entry"),
    STATE: gettext_lazy("State"),
    UNIT: gettext_lazy("Unit (code)"),
    SINCE: gettext_lazy("Valid from"),
    UNTIL: gettext_lazy("Valid until"),
}
TONES = {
    ImportState.DONE: ("leaf", "circle-check"),
    ImportState.STOPPED: ("anar", "circle-alert"),
    ImportState.UNDONE: ("plain", "history"),
}


class FileForm(forms.Form):
    """A file and the unit whose entries it holds."""

    file = forms.FileField(
        label=gettext_lazy("Workbook or CSV file"),
        help_text=gettext_lazy("The first row names the columns; one entry a row. Up to 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    unit = forms.ModelChoiceField(label=gettext_lazy("Unit"), queryset=Unit.objects.none())

    def __init__(self, actor: Actor, unit: Unit, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        scope = ENTRY_IMPORT.scope(actor)
        rows = [each.pk for each in queries.units_to_edit(actor) if scope.covers(each.target)]
        field = self.fields["unit"]
        field.queryset = Unit.objects.filter(pk__in=rows).select_related("organisation")
        field.initial = unit.pk if unit.pk in rows else (rows[0] if rows else None)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE:
            raise forms.ValidationError(_("The file is over 20 MB; split it."))
        return file


@form_page
@endpoint(ENTRY_IMPORT)
def imports(request: HttpRequest, key: str) -> HttpResponse:
    """The imports of a register, and a file for a new one."""
    register = found_register(request, key)
    if register.current is None:
        raise Http404
    form = FileForm(request.actor, register.unit, request.POST or None, request.FILES or None)
    problems: tuple[Problem, ...] = ()
    if form.is_bound and form.is_valid():
        file, unit = form.cleaned_data["file"], form.cleaned_data["unit"]
        try:
            made = importing.begin_import(request.actor, register, unit, file.name, file.read())
            return redirect("registers:import", key, made.pk)
        except BlueprintRefused as refused:
            problems = refused.problems
        except (DocumentRefused, ImportRefused, RegisterError) as error:
            form.add_error("file", error.sentence(describe.language()))
    context = {
        "register": register,
        "form": form,
        "problems": [(each, each.sentence(describe.language())) for each in problems[:20]],
        "imports": [(each, pill(each)) for each in queries.imports(request.actor, register)],
        **may(request, register),
    }
    return render(request, "registers/imports.html", context)


def pill(imported: Import) -> describe.Pill:
    """Where an import stands."""
    tone, icon = TONES.get(ImportState(imported.state), ("saf", "hourglass"))
    return describe.Pill(imported.get_state_display(), tone, icon)


@form_page
@endpoint(ENTRY_IMPORT, target=import_target)
def one(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """One import: mapping, findings by place, how far it is."""
    found = _found(request, key, pk)
    if request.method == "POST":
        mapping = {heading: request.POST.get(f"column{at}", "") for at, heading in enumerate(found.headings)}
        return _told(request, lambda: importing.map_import(request.actor, found, mapping), found)
    fields = fields_of(found.register.current.form_version)
    language = describe.language()
    choices = [(name, str(label)) for name, label in OWN_NAMES.items()]
    choices += [(name, each.labelled(language)) for name, each in fields.items() if each.type not in FILES]
    context = {
        "register": found.register,
        "imported": found,
        "pill": pill(found),
        "columns": [
            (f"column{at}", heading, found.mapping.get(heading, ""))
            for at, heading in enumerate(found.headings)
        ],
        "choices": choices,
        "findings": [
            (each["row"], each["column"], each["fa" if language == "fa" else "en"]) for each in found.findings
        ],
        "left": max(found.wrong - len(found.findings), 0),
        "moving": found.state in (ImportState.CHECKING, ImportState.RUNNING),
        "may_map": found.state in (ImportState.MAPPED, ImportState.CHECKED) and not found.done,
        "may_start": found.state in (ImportState.CHECKED, ImportState.STOPPED) and not found.wrong,
        "may_undo": found.state in (ImportState.DONE, ImportState.STOPPED) and found.done,
        "why": WhyForm(),
    }
    return render(request, "registers/import.html", context)


@require_POST
@endpoint(ENTRY_IMPORT, target=import_target)
def start(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Takes a file that was checked."""
    found = _found(request, key, pk)
    return _told(request, lambda: importing.start_import(request.actor, found), found)


@require_POST
@endpoint(ENTRY_IMPORT, target=import_target)
def undo(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Takes an import back as a whole."""
    found = _found(request, key, pk)
    form = WhyForm(request.POST)
    if not form.is_valid():
        messages.error(request, RegisterError.no_reason().sentence(describe.language()))
        return redirect("registers:import", key, pk)
    kept: list[int] = []
    why = form.cleaned_data["why"]
    answer = _told(request, lambda: kept.append(importing.undo_import(request.actor, found, why=why)), found)
    if kept and kept[0]:
        number = describe.digits(str(kept[0]))
        messages.info(
            request, _("%(number)s entries were worked on since and stay as they are.") % {"number": number}
        )
    return answer


def _told(request: HttpRequest, command: Callable[[], object], found: Import) -> HttpResponse:
    try:
        command()
    except (ImportRefused, RegisterError, BlueprintRefused) as refused:
        messages.error(request, refused.sentence(describe.language()))
    return redirect("registers:import", found.register.key, found.pk)


def _found(request: HttpRequest, key: str, pk: int) -> Import:
    found = queries.imported(request.actor, pk)
    if found is None or found.register.key != key:
        raise Http404
    return found
