"""Forms of the pages of an entry: its unit, what comes with a passage, a relation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from barzan.access import Actor
from barzan.people.models import Organisation, Person, Unit
from barzan.places.forms import Code
from barzan.places.models import Place
from barzan.registers import describe, queries
from barzan.registers.core import Other, Relation, Transition
from barzan.registers.models import Entry, Register
from barzan.registers.permitted import Handed

MAX_FILE = 20 * 2**20


@dataclass(frozen=True, slots=True)
class Side:
    """A field that two editors changed: as it was, theirs, mine."""

    label: str
    base: str
    theirs: str
    mine: str
    contradicts: bool


class UnitForm(forms.Form):
    """In which unit an entry is opened."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())

    def __init__(self, actor: Actor, register: Register, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        units = queries.units_to_edit(actor)
        rows = list(units.values_list("pk", "path"))
        field = self.fields["unit"]
        field.queryset = units
        own = [pk for pk, path in rows if path.startswith(register.unit.path)]
        field.initial = own[0] if own else (rows[0][0] if rows else None)
        field.label_from_instance = lambda unit: (
            unit.name_en if describe.language() == "en" and unit.name_en else unit.name
        )


class PassForm(forms.Form):
    """What a transition asks for: documents and a reason."""

    def __init__(self, one: Transition, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.one = one
        for each in one.documents:
            self.fields[f"document-{each.key}"] = forms.FileField(
                label=each.named(describe.language()), allow_empty_file=False
            )
        self.fields["why"] = forms.CharField(
            label=_("Reason") if one.reason else _("Remark"),
            required=one.reason,
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for each in self.one.documents:
            file = given.get(f"document-{each.key}")
            if file and file.size > MAX_FILE:
                self.add_error(f"document-{each.key}", _("The file is over 20 MB; make it smaller."))
        return given

    def handed(self) -> Handed:
        """What was sent."""
        files = {}
        for each in self.one.documents:
            file = self.cleaned_data[f"document-{each.key}"]
            files[each.key] = (file.name, file.read())
        return Handed(self.cleaned_data["why"], files)

    def expected(self) -> Handed:
        """As if all that can be given here were given: what is missing then has to be done elsewhere."""
        return Handed("…", {each.key: ("", b"") for each in self.one.documents})


class RelationForm(forms.Form):
    """Which relation, and to what: by the number of an entry, or a code."""

    kind = forms.ChoiceField(label=_("Relation"))
    code = forms.CharField(
        label=_("Number of the entry, or code of the person, place or organisation"),
        max_length=60,
        widget=Code,
        help_text=_("Of a person the national id."),
    )
    why = forms.CharField(label=_("Remark"), max_length=300, required=False)

    def __init__(self, actor: Actor, entry: Entry, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.actor, self.entry, self.life = actor, entry, entry.version.life
        self.fields["kind"].choices = [
            (each.key, each.named(describe.language())) for each in self.life.relations
        ]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        relation = self.life.relation(given.get("kind", ""))
        if relation is None or not given.get("code"):
            return given
        given["thing"] = self._thing(relation, given["code"].strip())
        if given["thing"] is None:
            self.add_error("code", _("There is nothing with this number or code; look it up and correct it."))
        return given

    def _thing(self, relation: Relation, code: str) -> Any:
        if relation.to is Other.ENTRY:
            rows = queries.readable(self.actor).select_related("register").filter(number=code)
            return (rows.filter(register__key=relation.register) if relation.register else rows).first()
        if relation.to is Other.PERSON:
            return Person.objects.filter(national_id=code).first()
        if relation.to is Other.PLACE:
            return Place.objects.filter(code=code, valid_to__isnull=True).first()
        return Organisation.objects.filter(code=code).first()
