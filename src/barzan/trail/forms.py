"""The filter of the list of events."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from barzan.persian.fields import JalaliDateField
from barzan.trail.queries import Filter


class EventFilter(forms.Form):
    """Every field is optional; an unreadable date is said beside its field and filters nothing."""

    text = forms.CharField(label=_("Reason, key or request"), required=False, max_length=200)
    verb = forms.CharField(
        label=_("What happened"), help_text=_("the whole or its beginning"), required=False, max_length=80
    )
    kind = forms.CharField(label=_("Kind of object"), required=False, max_length=60)
    key = forms.CharField(label=_("Key of object"), required=False, max_length=200)
    user = forms.IntegerField(label=_("Number of account"), required=False, min_value=1, localize=False)
    since = JalaliDateField(label=_("From day"), required=False)
    until = JalaliDateField(label=_("To day"), required=False)

    @property
    def asked(self) -> Filter:
        """What the readable fields ask for."""
        self.is_valid()
        return Filter(**{name: value for name, value in self.cleaned_data.items() if value})
