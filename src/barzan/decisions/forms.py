"""Forms of the pages that write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from barzan.access import Actor
from barzan.decisions.core.findings import Finding
from barzan.decisions.core.model import HitPolicy, Variable
from barzan.decisions.core.starting import NewTable, new_file
from barzan.decisions.core.wording import TYPES, policy_name
from barzan.decisions.rules import DECISIONS_EDIT
from barzan.people import queries as people
from barzan.people.models import Unit
from barzan.persian import normalise
from barzan.places.forms import Code

MAX_FILE = 4 * 2**20
_COLUMNS_HINT = _("One a line: the name, then, after a colon, its type: number, string, boolean or date.")


class FileForm(forms.Form):
    """A file of DMN."""

    file = forms.FileField(
        label=_("DMN file"),
        help_text=_("DMN 1.1 to 1.5, up to 4 MB. All that it holds is kept."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".dmn,.xml"}),
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE:
            raise forms.ValidationError(_("The file is over 4 MB; split it."))
        return bytes(file.read())


class NewForm(forms.Form):
    """A new model: what it is called, whose it is, and a file or the columns of a first table."""

    title = forms.CharField(label=_("Title"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False, widget=Code)
    key = forms.CharField(
        label=_("Key"),
        max_length=60,
        widget=Code,
        help_text=_(
            "Small Latin letters, digits and hyphens; processes name the model by it. It never changes."
        ),
    )
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    file = forms.FileField(
        label=_("DMN file"),
        required=False,
        help_text=_("Where you have one. Otherwise name the columns of a first table below."),
        widget=forms.FileInput(attrs={"accept": ".dmn,.xml"}),
    )
    asks = forms.CharField(
        label=_("What it asks"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_COLUMNS_HINT,
    )
    gives = forms.CharField(
        label=_("What it decides"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_COLUMNS_HINT,
    )

    def __init__(self, actor: Actor, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        scope = DECISIONS_EDIT.scope(actor)
        units = [unit.pk for unit in people.units(actor) if scope.covers(unit.target)]
        field = self.fields["unit"]
        field.queryset = Unit.objects.filter(pk__in=units)
        if len(units) == 1:
            field.initial = units[0]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("file") and not self.errors:
            for name in ("asks", "gives"):
                if not given.get(name):
                    self.add_error(name, _("Name at least one column, or send a file."))
        return given

    def xml(self) -> bytes:
        """The file that was sent, else a new one with the columns that were named."""
        given = self.cleaned_data
        if given.get("file"):
            return bytes(given["file"].read(MAX_FILE + 1))
        return new_file(
            NewTable(given["key"], given["title"], columns(given["asks"]), columns(given["gives"]))
        )


def columns(text: str) -> list[Variable]:
    """Lines ``name: type``; an unknown type counts as part of nothing and the column takes anything."""
    found = []
    for line in text.splitlines():
        name, _colon, kind = line.partition(":")
        if name := normalise(name).strip():
            found.append(Variable(name, kind.strip() if kind.strip() in TYPES else ""))
    return found


class PublishForm(forms.Form):
    """Why a model is published, and a reason for each warning."""

    why = forms.CharField(
        label=_("Why"),
        max_length=300,
        help_text=_("A resolution or letter that this rests on. It is kept with the change."),
    )

    def __init__(self, warnings: list[Finding], language: str, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._places = {}
        for number, finding in enumerate(warnings):
            self._places[f"reason{number}"] = finding.place
            self.fields[f"reason{number}"] = forms.CharField(
                label=finding.sentence(language), max_length=300, help_text=_("Why this is right as it is.")
            )

    def accepted(self) -> dict[str, str]:
        """The reasons by the place of their warning."""
        return {place: self.cleaned_data[name] for name, place in self._places.items()}


def policy_choices(language: str) -> list[tuple[str, str]]:
    """The hit policies with their names."""
    return [(policy.value, policy_name(policy, language)) for policy in HitPolicy]
