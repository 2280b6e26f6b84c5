"""The form by which a file is ordered, and the one that joins two questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.answers.exporting.options import Options

KINDS = [
    ("csv", _("CSV, a file for each table in a ZIP")),
    ("xlsx", _("Excel (XLSX), a sheet for each table")),
    ("parquet", _("Parquet, for programs of data analysis")),
    ("sav", _("SPSS (SAV) with variable and value labels")),
]
LANGUAGES = [("fa", _("Persian")), ("en", _("English"))]
WORDED = [("labels", _("in words")), ("codes", _("as codes"))]


class OrderForm(forms.Form):
    """What is to be in a file."""

    kind = forms.ChoiceField(label=_("Kind of file"), choices=KINDS, widget=forms.RadioSelect, initial="csv")
    language = forms.ChoiceField(label=pgettext_lazy("export", "Language"), choices=LANGUAGES, initial="fa")
    worded = forms.ChoiceField(
        label=_("Heads and choices"), choices=WORDED, widget=forms.RadioSelect, initial="labels"
    )
    split = forms.BooleanField(
        label=_("A column 0/1 for each of several choices, latitude and longitude apart"),
        required=False,
        initial=True,
    )
    personal = forms.BooleanField(
        label=_("With personal answers; that you take them out is recorded"), required=False
    )

    def __init__(self, *given: Any, personal: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        if not personal:
            del self.fields["personal"]

    def options(self, filters: list[str], text: str) -> Options:
        """What was ordered, of the submissions that the filters leave."""
        given = self.cleaned_data
        return Options(
            given["kind"],
            given["language"],
            given["worded"] == "labels",
            given["split"],
            given.get("personal", False),
            filters,
            text,
        )
