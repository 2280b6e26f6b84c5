"""Forms of the exchange."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from barzan.access import Actor
from barzan.catalogue import queries as catalogue
from barzan.catalogue.filters import UNKNOWN
from barzan.catalogue.models import ServiceClass
from barzan.exchange.actions import SUFFIXES
from barzan.exchange.models import Mode
from barzan.look.templatetags.look import named


class ExportForm(forms.Form):
    """Which services, by the filters of the list of services; the button says in which format."""

    unit = forms.ChoiceField(label=_("Unit, with those under it"), required=False)
    category = forms.ChoiceField(label=_("Subject"), required=False)
    service_class = forms.ChoiceField(label=_("Class"), required=False)

    def __init__(self, actor: Actor, data: Any) -> None:
        super().__init__(data)
        every = ("", _("All"))
        units = catalogue.units(actor)
        self.fields["unit"].choices = [every, *((unit.code, named(unit)) for unit in units)]
        subjects = catalogue.categories(actor)
        self.fields["category"].choices = [every, *((each.code, named(each, "title")) for each in subjects)]
        unknown = (UNKNOWN, _("Not known"))
        self.fields["service_class"].choices = [every, *ServiceClass.choices, unknown]


class HandInForm(forms.Form):
    """A file to be read."""

    file = forms.FileField(
        label=_("Workbook or table"),
        help_text=_("XLSX, CSV or a ZIP of CSV tables, up to 20 MB. You see what would change first."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
    )


class ConfirmForm(forms.Form):
    """What is to be done, and why."""

    mode = forms.ChoiceField(
        label=_("What shall become of it?"),
        choices=Mode.choices,
        initial=Mode.DRAFTS,
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=_("Why"),
        max_length=300,
        help_text=_("A letter or decision that this rests on. It is kept with every change."),
    )

    def __init__(self, data: Any = None, *, may_publish: bool) -> None:
        super().__init__(data)
        if not may_publish:
            self.fields["mode"].choices = [Mode.choices[0]]


class BackForm(forms.Form):
    """Why an import is taken back."""

    why = forms.CharField(label=_("Why"), max_length=300)
