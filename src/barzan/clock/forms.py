"""Forms of the clock."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.validators import validate_slug
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.clock.core import TEHRAN
from barzan.clock.core.plans import Plan
from barzan.clock.core.values import Counting as CountingValue
from barzan.clock.models import Counting, EscalationPlan
from barzan.people.models import Organisation
from barzan.persian.fields import JalaliDateField
from barzan.places.forms import Code, PlaceCodeField

AMOUNT_HELP = _("Such as P5D (five days), P1M (a month) or PT8H (eight hours).")


def moment(day: date) -> datetime:
    """The moment that a form means by a day: now where it is today, else the end of that day."""
    if day == timezone.localdate():
        return timezone.now()
    return datetime.combine(day, time(23, 59), TEHRAN)


class WhyForm(forms.Form):
    """A reason that must be given."""

    why = forms.CharField(label=_("Why"), max_length=500)


class BeginForm(forms.Form):
    """When notice was given, or when the documents were complete."""

    on = JalaliDateField(label=_("Day"), initial=timezone.localdate)
    why = forms.CharField(
        label=_("How it is known"),
        required=False,
        max_length=500,
        help_text=_("Number of the letter, of the receipt, of the system that delivered it."),
    )


class SuspendForm(forms.Form):
    """From which day on the clock stands still, why and by what."""

    on = JalaliDateField(label=_("From the day"), initial=timezone.localdate)
    why = forms.CharField(label=_("Why"), max_length=500)
    basis = forms.CharField(label=_("Legal basis"), required=False, max_length=300)


class ResumeForm(forms.Form):
    """From which day on the clock goes on."""

    on = JalaliDateField(label=_("From the day"), initial=timezone.localdate)
    why = forms.CharField(label=_("Why"), required=False, max_length=500)


class ExtendForm(forms.Form):
    """How much is added."""

    amount = forms.CharField(label=_("How much longer"), max_length=20, widget=Code, help_text=AMOUNT_HELP)
    why = forms.CharField(label=_("Why"), max_length=500)
    basis = forms.CharField(label=_("Legal basis"), required=False, max_length=300)


class ClosureForm(forms.Form):
    """Which days are closed, for whom, why."""

    first = JalaliDateField(label=_("First day"), initial=timezone.localdate)
    last = JalaliDateField(label=_("Last day"), required=False, help_text=_("Empty where it is one day."))
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.all(), required=False, to_field_name="code",
        empty_label=_("All organisations"),
    )  # fmt: skip
    place = PlaceCodeField(
        label=_("Code of the province or county"),
        required=False,
        help_text=_("For all organisations of a place; leave the organisation empty then."),
    )
    why = forms.CharField(label=_("Why"), max_length=300)
    basis = forms.CharField(label=_("Number of the announcement"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("organisation") and given.get("place"):
            self.add_error("place", _("Choose an organisation or a place, not both."))
        return given


class PlanForm(forms.Form):
    """The three stages of a plan."""

    code = forms.CharField(label=_("Code"), max_length=40, widget=Code, validators=[validate_slug])
    title = forms.CharField(label=_("Title"), max_length=120)
    title_en = forms.CharField(label=_("Title in English"), max_length=120, required=False, widget=Code)
    counting = forms.ChoiceField(label=_("Counted in"), choices=Counting.choices)
    remind = forms.CharField(
        label=_("Remind this long before the end"), max_length=20, required=False, widget=Code,
        help_text=_("Such as P2D (two days) or PT4H (four hours). Empty leaves the stage out."),
    )  # fmt: skip
    superior = forms.CharField(
        label=_("Tell the superior this long after the end"), max_length=20, required=False, widget=Code
    )
    take_over = forms.CharField(
        label=_("Let the superior take over this long after the end"),
        max_length=20,
        required=False,
        widget=Code,
    )
    why = forms.CharField(label=pgettext_lazy("plan", "Reason"), max_length=300, required=False)

    @classmethod
    def of(cls, plan: EscalationPlan) -> PlanForm:
        names = ("code", "title", "title_en", "counting", "remind", "superior", "take_over")
        form = cls(initial={name: getattr(plan, name) for name in names})
        form.fields["code"].disabled = True
        return form

    def plan(self) -> Plan:
        given = self.cleaned_data
        return Plan(
            given["code"], given["remind"].upper(), given["superior"].upper(), given["take_over"].upper(),
            CountingValue(given["counting"]),
        )  # fmt: skip
