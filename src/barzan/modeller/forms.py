"""Forms of definitions: a new one, its names, a file brought in, publishing with the warnings accepted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.bpmn.findings import Finding
from barzan.modeller import errors
from barzan.modeller.opened import language
from barzan.people.models import Unit
from barzan.process.checked import place
from barzan.process.errors import bad_key

LARGEST_FILE = 4  # MB; with the form round it under what Django keeps in memory
GENERAL, EMPTY, FILE = "general", "empty", "file"
RESERVED = frozenset({"new"})  # addresses beside the keys
Latin = forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"})


class UnitChoice(forms.ModelChoiceField):
    """A unit by its name, indented as it stands in the chart."""

    def label_from_instance(self, obj: Any) -> str:
        name = obj.name_en if language().startswith("en") and obj.name_en else obj.name
        return "\u2003" * (obj.path.count("/") - 2) + name


class FileField(forms.FileField):
    """A file of BPMN; cleans to its bytes."""

    widget = forms.FileInput(attrs={"accept": ".bpmn,.xml"})

    def clean(self, data: Any, initial: Any = None) -> bytes:
        file = super().clean(data, initial)
        if not file:
            return b""
        if file.size > LARGEST_FILE * 2**20:
            raise forms.ValidationError(errors.too_large(LARGEST_FILE).sentence(language()))
        return bytes(file.read())


class DescribeForm(forms.Form):
    """What a definition is called and whose it is."""

    title = forms.CharField(label=_("Title"), max_length=300)
    title_en = forms.CharField(label=_("Title in English"), max_length=300, required=False, widget=Latin)
    unit = UnitChoice(label=_("Unit"), queryset=Unit.objects.none(), empty_label=None)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class NewForm(DescribeForm):
    """A new definition, and what its drawing begins with."""

    key = forms.CharField(
        label=pgettext_lazy("of a process", "Key"),
        max_length=80,
        widget=Latin,
        help_text=_("Small Latin letters, digits and hyphens, such as purchase-goods. It never changes."),
    )
    begin = forms.ChoiceField(
        label=_("Begin with"),
        choices=[
            (GENERAL, _("The general course of a service: receive, check, decide, tell")),
            (EMPTY, _("An empty drawing")),
            (FILE, pgettext_lazy("begin with", "A file of BPMN")),
        ],
        initial=GENERAL,
        widget=forms.RadioSelect,
    )
    file = FileField(
        label=_("File of BPMN"), required=False, help_text=_("Only where you begin with a file.")
    )
    field_order = ["title", "title_en", "key", "unit", "begin", "file"]

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"])
        if key in RESERVED:
            raise forms.ValidationError(bad_key().sentence(language()))
        return key

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("begin") == FILE and not given.get("file") and "file" not in self.errors:
            self.add_error("file", errors.nothing_sent().sentence(language()))
        return given


class UploadForm(forms.Form):
    """A file that becomes the draft."""

    file = FileField(
        label=_("File of BPMN"), help_text=_("It becomes the draft; what is published stays as it is.")
    )


class PublishForm(forms.Form):
    """Why a draft is published, and why each warning may stay."""

    why = forms.CharField(
        label=_("Why is it published?"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A sentence or the number of a resolution. It is kept with the version."),
    )

    def __init__(self, *args: Any, warnings: Iterable[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.warnings = list(warnings)
        for number, finding in enumerate(self.warnings):
            self.fields[f"accept-{number}"] = forms.CharField(
                label=finding.sentence(language()),
                max_length=300,
                help_text=_("Why may this stay?"),
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    @property
    def accepted(self) -> dict[str, str]:
        """The reasons by what ``process`` keeps them under."""
        return {
            place(finding): self.cleaned_data[f"accept-{number}"]
            for number, finding in enumerate(self.warnings)
        }
