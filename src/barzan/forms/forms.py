"""Forms of the pages that write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.access import Actor
from barzan.forms.actions.library import Settings
from barzan.forms.contents import LARGEST_WORKBOOK
from barzan.forms.core.mediakinds import KNOWN, LARGEST, MOST
from barzan.forms.core.tagging import tag_names
from barzan.forms.core.translating import LANGUAGES
from barzan.forms.describe import language_name
from barzan.forms.kinds import FormKind, OpenTo
from barzan.forms.models import Form
from barzan.forms.rules import FORM_EDIT
from barzan.people import queries as people
from barzan.people.models import Unit
from barzan.persian import latin_digits
from barzan.places.forms import Code

_GIVEN = ("title", "title_en", "kind", "unit", "open_to", "consent", "consent_en", "retention_days")
_WORKBOOK = forms.FileInput(attrs={"accept": ".xlsx,.xls"})


class ManyFiles(forms.FileInput):
    """A field for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; cleans to their bytes by name."""

    widget = ManyFiles(attrs={"accept": ",".join(f".{each}" for each in KNOWN)})

    def clean(self, value: Any, initial: Any = None) -> dict[str, bytes]:
        files = value if isinstance(value, list | tuple) else [value] if value else []
        if len(files) > MOST:
            raise forms.ValidationError(_("These are over 300 files; send fewer at once."))
        large = [file.name for file in files if file.size > LARGEST]
        if large:
            raise forms.ValidationError(_("Over 20 MB: %(names)s"), params={"names": ", ".join(large)})
        if self.required and not files:
            raise forms.ValidationError(self.error_messages["required"])
        return {file.name: file.read() for file in files}


class WorkbookForm(forms.Form):
    """A workbook of XLSForm with the files it needs."""

    workbook = forms.FileField(
        label=_("Workbook"),
        help_text=_("XLSForm as .xlsx or .xls, up to 20 MB, with the sheets survey, choices and settings."),
        allow_empty_file=True,
        widget=_WORKBOOK,
    )
    media = FilesField(
        label=_("Pictures, sounds and lists"),
        required=False,
        help_text=_("The files that the workbook names: pictures, sounds, lists of choices (CSV, GeoJSON)."),
    )

    def clean_workbook(self) -> Any:
        file = self.cleaned_data["workbook"]
        if file.size > LARGEST_WORKBOOK:
            raise forms.ValidationError(_("The workbook is over 20 MB; take pictures out of it."))
        return file


class FilesForm(forms.Form):
    """Files that are added to a draft."""

    media = FilesField(label=_("Pictures, sounds and lists"))


class TagsField(forms.CharField):
    """Tags in one line."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Tags"),
            required=False,
            max_length=600,
            help_text=_("Words by which it is found, with commas."),
        )


class SettingsForm(forms.Form):
    """What is set for a form beside its questions."""

    title = forms.CharField(label=_("Title"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False, widget=Code)
    kind = forms.ChoiceField(label=_("Kind"), choices=FormKind.choices)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    open_to = forms.ChoiceField(
        label=pgettext_lazy("form", "Who may fill it in"), choices=OpenTo.choices, widget=forms.RadioSelect
    )
    tags = forms.CharField(
        label=_("Tags"),
        required=False,
        max_length=600,
        help_text=_("Words by which it is found, with commas."),
    )
    consent = forms.CharField(
        label=_("Consent"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What is said before the first question; whoever does not agree does not go on."),
    )
    consent_en = forms.CharField(
        label=_("Consent in English"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
    )
    retention_days = forms.CharField(
        label=_("Personal answers are kept for"),
        required=False,
        max_length=5,
        help_text=_(
            "Days after sending; then they are deleted. Without a number they stay with the answers."
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr"}),
    )

    def __init__(self, actor: Actor, *args: Any, form: Form | None = None, **more: Any) -> None:
        if form is not None:
            more.setdefault("initial", _initial(form))
        super().__init__(*args, **more)
        scope = FORM_EDIT.scope(actor)
        units = [unit.pk for unit in people.units(actor) if scope.covers(unit.target)]
        field: Any = self.fields["unit"]
        field.queryset = Unit.objects.filter(pk__in=units)
        if len(units) == 1 and form is None:
            field.initial = units[0]
        self.fields["open_to"].initial = OpenTo.STAFF

    def clean_retention_days(self) -> int | None:
        text = latin_digits(self.cleaned_data["retention_days"].strip())
        if not text:
            return None
        if not (text.isascii() and text.isdigit()) or not 0 < int(text) <= 36_500:
            raise forms.ValidationError(_("Write a number of days from 1 to 36500."))
        return int(text)

    def settings(self) -> Settings:
        """What was given."""
        given = {name: self.cleaned_data[name] for name in _GIVEN}
        return Settings(tags=tuple(tag_names(self.cleaned_data["tags"])), **given)


def _initial(form: Form) -> dict[str, Any]:
    values = {name: getattr(form, name) for name in _GIVEN}
    return values | {"tags": "، ".join(tag.name for tag in form.tags.all())}


class KeyField(forms.CharField):
    """The key of a new form."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Key"),
            max_length=60,
            widget=Code,
            help_text=_(
                "Small Latin letters, digits and hyphens; addresses and files name the form by it. "
                "It never changes."
            ),
        )


class NewForm(SettingsForm, WorkbookForm):
    """A new form: what it is called, whose it is, and its workbook."""

    key = KeyField()
    field_order = ("workbook", "media", "title", "title_en", "key", "kind", "unit", "open_to", "tags")


class CopyForm(SettingsForm):
    """A copy under a key of its own."""

    key = KeyField()
    field_order = ("title", "title_en", "key", "kind", "unit", "open_to", "tags")


class WhyForm(forms.Form):
    """Why something is published or taken out of use."""

    why = forms.CharField(
        label=_("Why"),
        max_length=300,
        help_text=_("A resolution or letter that this rests on. It is kept with the change."),
    )


class TagsForm(forms.Form):
    """The tags of a question."""

    tags = forms.CharField(
        label=_("Tags"),
        required=False,
        max_length=600,
        help_text=_("Words by which it is found, with commas."),
    )

    def names(self) -> list[str]:
        return tag_names(self.cleaned_data["tags"])


class TranslationFile(forms.Form):
    """A workbook of translations that comes back."""

    workbook = forms.FileField(
        label=_("Workbook of the translation"), widget=_WORKBOOK, allow_empty_file=True
    )


def language_choices(present: Sequence[str]) -> list[tuple[str, str]]:
    """The languages that a form may be translated into, those it speaks first."""
    codes = dict.fromkeys([*present, *LANGUAGES])
    return [(code, language_name(code)) for code in codes]
