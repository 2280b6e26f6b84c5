"""Forms of procedures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from barzan.access import Actor
from barzan.people.called import in_language
from barzan.places.forms import ReasonForm
from barzan.procedures import queries
from barzan.procedures.values import MOST_DAYS, USUAL_DAYS, Settings
from barzan.process.models import Definition


class AssignForm(ReasonForm):
    """Which process carries the services, and its settings; that none does is said, never left empty."""

    process = forms.ChoiceField(label=_("Process"))
    authorities = forms.CharField(
        label=_("Who is asked first"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One authority a line; leave it empty where nobody is asked."),
    )
    standard_days = forms.IntegerField(
        label=_("Days for the decision"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=USUAL_DAYS,
        help_text=_("Counted in calendar days from complete documents."),
    )
    field_order = ["process", "authorities", "standard_days", "why"]

    def __init__(self, actor: Actor, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.known = {each.key: each for each in queries.processes(actor)}
        language = get_language() or "fa"
        self.fields["process"].choices = [
            ("", _("Choose one")),
            (queries.NONE, _("No process")),
            *((key, in_language(each, "title", language)) for key, each in self.known.items()),
        ]

    @property
    def definition(self) -> Definition | None:
        return self.known.get(self.cleaned_data["process"])

    @property
    def settings(self) -> Settings:
        return Settings.read(self.cleaned_data["authorities"], self.cleaned_data["standard_days"])


class BeginForm(forms.Form):
    """About what a process begins."""

    about = forms.CharField(
        label=_("What is it about?"),
        max_length=160,
        help_text=_("A few words by which colleagues know it again, such as the number of the letter."),
    )
