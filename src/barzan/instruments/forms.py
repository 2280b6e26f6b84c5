"""Forms of the steward's pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from barzan.access import ANONYMOUS
from barzan.documents.kinds import KINDS as FILE_KINDS
from barzan.instruments.actions import Description
from barzan.instruments.models import Instrument, Kind
from barzan.persian import latin_digits
from barzan.persian.fields import JalaliDateField
from barzan.places.forms import Code, ReasonForm
from barzan.search.queries import find

CANDIDATES = 3


class InstrumentField(forms.CharField):
    """A code, a number or words of a title; cleans to the one instrument that is meant."""

    def clean(self, value: Any) -> Instrument | None:
        text = super().clean(value)
        if not text:
            return None
        code = latin_digits(text).strip().upper()
        if found := Instrument.objects.filter(code=code).first():
            return found
        hits = find(ANONYMOUS, text, kind="instrument", limit=CANDIDATES).hits
        if len(hits) == 1:
            return Instrument.objects.get(code=hits[0].key)
        if not hits:
            raise forms.ValidationError(_("No instrument has this code, number or title; add it first."))
        listed = "؛ ".join(f"{hit.key} {hit.title}" for hit in hits)
        raise forms.ValidationError(
            gettext("Several may be meant: %(listed)s. Write the code of one.") % {"listed": listed}
        )


class DescriptionForm(forms.Form):
    """What is said of an instrument."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    title = forms.CharField(label=_("Title"), max_length=400)
    number = forms.CharField(label=_("Number"), max_length=80, required=False, widget=Code)
    date = JalaliDateField(label=_("Date"), required=False, help_text=_("The day it was approved or sent."))
    date_text = forms.CharField(
        label=_("Date as printed"),
        max_length=40,
        required=False,
        help_text=_("Where the day is not known: what is printed of it, perhaps only a year."),
    )
    effective_on = JalaliDateField(
        label=_("In force from"),
        required=False,
        help_text=_("Where it takes effect on another day than its date; it may lie in the future."),
    )
    issuer = forms.CharField(label=_("Issuer"), max_length=200, required=False)
    approved_by = forms.CharField(label=_("Approved by"), max_length=200, required=False)
    url = forms.CharField(
        label=_("Official source"),
        max_length=400,
        required=False,
        widget=Code,
        help_text=_("An address or a gazette and its number; it is shown as text and never fetched."),
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea)
    another = forms.BooleanField(
        label=_("There is one like it, but this is another instrument"), required=False
    )

    def description(self) -> Description:
        """What was given, as the actions take it."""
        given = {name: self.cleaned_data[name] for name in Description.__dataclass_fields__}
        return Description(**given)


class CorrectionForm(DescriptionForm, ReasonForm):
    """A correction and why."""

    field_order = [*Description.__dataclass_fields__, "why", "another"]


class RelationForm(ReasonForm):
    """What another instrument does to this one, or this one to another."""

    deed = forms.ChoiceField(
        label=_("What happened"),
        choices=[
            ("repeals", pgettext_lazy("relation", "Another instrument repeals it")),
            ("amends", pgettext_lazy("relation", "Another instrument amends it")),
            ("implements", pgettext_lazy("relation", "It implements another instrument")),
            ("cites", pgettext_lazy("relation", "It cites another instrument")),
        ],
    )
    other = InstrumentField(
        label=_("The other instrument"), max_length=200, help_text=_("Its code, its number or its title.")
    )
    on = JalaliDateField(
        label=_("From the day"), required=False, help_text=_("Needed where it repeals or amends.")
    )
    field_order = ["deed", "other", "on", "why"]


class ReplacementForm(ReasonForm):
    """Which instrument comes in the place of this one, and from when."""

    new = InstrumentField(
        label=_("The new instrument"), max_length=200, help_text=_("Its code, its number or its title.")
    )
    on = JalaliDateField(label=_("From the day"))
    field_order = ["new", "on", "why"]


class WithdrawalForm(forms.Form):
    """Why a relation was recorded by mistake."""

    why = forms.CharField(label=_("Why"), max_length=300)


class TextForm(forms.Form):
    """The text of an instrument as a file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, picture, text, spreadsheet or letter; without macros and passwords."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{extension}" for extension in FILE_KINDS)}),
    )
