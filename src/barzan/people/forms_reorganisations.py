"""Forms of reorganisations: what a plan is, and a form for each kind of step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from barzan.people import reorganising as plans
from barzan.people.models import UnitKind
from barzan.persian import normalise
from barzan.persian.fields import JalaliDateField
from barzan.places.forms import Code

_Choices = list[tuple[str, str]]


class PlanForm(forms.Form):
    """What a plan is called, on which order it rests, on which day it takes effect."""

    title = forms.CharField(label=_("Title"), max_length=200)
    on = JalaliDateField(
        label=_("Takes effect on"),
        initial=timezone.localdate,
        help_text=_("On this day, from midnight, it is carried out by itself."),
    )
    order_number = forms.CharField(
        label=_("Number of the order"),
        max_length=60,
        required=False,
        help_text=_("A draft needs none yet; without it nothing is carried out."),
    )
    order_date = JalaliDateField(label=_("Date of the order"), required=False)
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class StepForm(forms.Form):
    """A step of a plan; ``chart`` holds the units to choose from, ``made`` those that the plan makes."""

    title = ""

    def __init__(self, *given: Any, chart: plans.Chart, made: list[plans.New], **options: Any) -> None:
        super().__init__(*given, **options)
        there = list(_indented(chart))
        new = [(each.code, each.name) for each in made]
        for name, choices in self.unit_choices(there, new).items():
            self.fields[name].choices = choices

    def unit_choices(self, there: _Choices, new: _Choices) -> dict[str, _Choices]:
        """Which units each field offers."""
        raise NotImplementedError

    def step(self) -> plans.Step:
        """The step that was filled in."""
        raise NotImplementedError


def _unit(label: Any, **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, **options)


class RenameForm(StepForm):
    title = _("Rename a unit")
    unit = _unit(_("Unit"))
    name = forms.CharField(label=_("New name"), max_length=200)
    name_en = forms.CharField(label=_("New name in English"), max_length=200, required=False, widget=Code)
    kind = forms.ChoiceField(label=_("Kind"), choices=UnitKind.choices, initial=UnitKind.OFFICE)

    def unit_choices(self, there: _Choices, new: _Choices) -> dict[str, _Choices]:
        return {"unit": [_NONE, *there]}

    def step(self) -> plans.Step:
        said = self.cleaned_data
        return plans.Rename(said["unit"], normalise(said["name"]), said["name_en"], said["kind"])


class MoveForm(StepForm):
    title = _("Move a unit")
    unit = _unit(_("Unit"), help_text=_("All under it goes along."))
    parent = _unit(_("Under the unit"), required=False)

    def unit_choices(self, there: _Choices, new: _Choices) -> dict[str, _Choices]:
        return {"unit": [_NONE, *there], "parent": [("", _("At the top")), *there, *new]}

    def step(self) -> plans.Step:
        return plans.Move(self.cleaned_data["unit"], self.cleaned_data["parent"])


class NewUnitForm(StepForm):
    """A step that may make a unit."""

    code = forms.CharField(
        label=_("Code of the new unit"),
        max_length=60,
        widget=Code,
        help_text=_("Latin letters, digits, - and _; it is never given to another."),
    )
    name = forms.CharField(label=_("Name of the new unit"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False, widget=Code)
    kind = forms.ChoiceField(label=_("Kind"), choices=UnitKind.choices, initial=UnitKind.OFFICE)
    parent = _unit(_("Under the unit"), required=False)

    def new(self) -> plans.New:
        said = self.cleaned_data
        return plans.New(
            said["code"].strip(), normalise(said["name"]), said["name_en"], said["kind"], said["parent"]
        )


class MergeForm(StepForm):
    title = _("Merge units")
    units = forms.MultipleChoiceField(
        label=_("Units that end"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Their posts, the units under them and their services go to the unit below."),
    )
    into = _unit(_("Into the unit"))

    def unit_choices(self, there: _Choices, new: _Choices) -> dict[str, _Choices]:
        return {"units": there, "into": [_NONE, *there]}

    def step(self) -> plans.Step:
        return plans.Merge(tuple(self.cleaned_data["units"]), self.cleaned_data["into"])


class MergeNewForm(NewUnitForm):
    title = _("Merge units into a new one")
    units = MergeForm.declared_fields["units"]
    field_order = ["units", "code", "name", "name_en", "kind", "parent"]

    def unit_choices(self, there: _Choices, new: _Choices) -> dict[str, _Choices]:
        return {"units": there, "parent": [("", _("At the top")), *there, *new]}

    def step(self) -> plans.Step:
        new = self.new()
        return plans.Merge(tuple(self.cleaned_data["units"]), new.code, new)


class SplitForm(NewUnitForm):
    title = _("Split off a new unit")
    unit = _unit(_("From the unit"))
    posts = forms.MultipleChoiceField(
        label=_("Posts that go to the new unit"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only posts of the unit above. Services stay with it; give them over one by one."),
    )
    field_order = ["unit", "code", "name", "name_en", "kind", "parent", "posts"]

    def __init__(self, *given: Any, chart: plans.Chart, **options: Any) -> None:
        super().__init__(*given, chart=chart, **options)
        names: dict[str, str] = options.get("initial", {}).get("post_names", {})
        self.fields["posts"].choices = [
            (post, f"{names.get(post, post)} – {node.name}") for node in chart.values() for post in node.posts
        ]
        if not self.fields["posts"].choices:
            del self.fields["posts"]

    def unit_choices(self, there: _Choices, new: _Choices) -> dict[str, _Choices]:
        return {"unit": [_NONE, *there], "parent": [("", _("At the top")), *there, *new]}

    def step(self) -> plans.Step:
        said = self.cleaned_data
        return plans.Split(said["unit"], self.new(), tuple(sorted(said.get("posts", ()))))


class CloseForm(StepForm):
    title = _("Close a unit")
    unit = _unit(_("Unit"))
    to = _unit(
        _("Which unit goes on with its work"),
        required=False,
        help_text=_("A unit without posts, units and services needs none."),
    )

    def unit_choices(self, there: _Choices, new: _Choices) -> dict[str, _Choices]:
        return {"unit": [_NONE, *there], "to": [("", pgettext_lazy("reorganisation", "None")), *there, *new]}

    def step(self) -> plans.Step:
        return plans.Close(self.cleaned_data["unit"], self.cleaned_data["to"])


STEP_FORMS: dict[str, type[StepForm]] = {
    "rename": RenameForm,
    "move": MoveForm,
    "merge": MergeForm,
    "merge-new": MergeNewForm,
    "split": SplitForm,
    "close": CloseForm,
}
_NONE = ("", pgettext_lazy("reorganisation", "Choose"))


def _indented(chart: plans.Chart) -> Iterator[tuple[str, str]]:
    """Codes and names in the order of the tree, each under its unit with two blanks more."""
    below: dict[str, list[plans.Node]] = {}
    for node in sorted(chart.values(), key=lambda node: (node.order, node.code)):
        below.setdefault(node.parent if node.parent in chart else "", []).append(node)
    english = (get_language() or "fa").startswith("en")

    def under(parent: str, level: int) -> Iterator[tuple[str, str]]:
        for node in below.get(parent, ()):
            name = (node.name_en if english else "") or node.name
            yield node.code, "\u2003" * level + name
            yield from under(node.code, level + 1)

    yield from under("", 0)
