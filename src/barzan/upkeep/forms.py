"""Forms of upkeep."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from barzan.people.forms import UnitCodeField
from barzan.places.forms import Code, ReasonForm
from barzan.upkeep import codes
from barzan.upkeep.models import About, Proposal, State

ANSWERABLE = (State.ACCEPTED, State.ALREADY, State.ELSEWHERE, State.DECLINED)
LONGEST = 2_000


class ProposalForm(forms.Form):
    """What anybody can tell about a service. ``website`` is a trap: only machines see it and fill it in."""

    about = forms.ChoiceField(label=_("What is it about?"), choices=About.choices)
    text = forms.CharField(
        label=_("What should change, and why?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Write what you saw and what would be right. Please leave out names and numbers of people."
        ),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact = forms.CharField(
        label=_("Telephone or e-mail"),
        max_length=120,
        required=False,
        help_text=_("Only the office that answers sees it; it is removed half a year after the answer."),
    )
    website = forms.CharField(required=False, label=_("Leave this empty"))

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave this field empty."))
        return ""


class CodeForm(forms.Form):
    """A tracking code as somebody types it."""

    code = forms.CharField(label=_("Tracking code"), max_length=24, widget=Code)

    def clean_code(self) -> str:
        code = codes.read(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(
                _("This is no tracking code: one has eight letters and digits. Compare it with your note.")
            )
        return code


class AnswerForm(forms.Form):
    """What the office answers."""

    state = forms.ChoiceField(
        label=_("Answer"),
        choices=[(state.value, state.label) for state in ANSWERABLE],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("What the sender reads"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Say what will happen, or why not and where else to go."),
    )


class ReferForm(ReasonForm):
    """The office that can answer."""

    unit = UnitCodeField(label=_("Code of the office"))
    field_order = ["unit", "why"]


class JoinForm(ReasonForm):
    """An open proposal that asks for the same."""

    into = forms.CharField(label=_("Tracking code of the other proposal"), max_length=24, widget=Code)
    field_order = ["into", "why"]

    def clean_into(self) -> Any:
        found = Proposal.objects.filter(code=codes.read(self.cleaned_data["into"]) or "").first()
        if found is None:
            raise forms.ValidationError(_("No proposal has this code."))
        return found
