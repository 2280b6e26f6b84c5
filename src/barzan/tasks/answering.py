"""The form of a task: one field for each thing that is asked; what was typed comes back as it was typed.

A document that was handed in is kept at once, and its id goes along, so that an error elsewhere in the form
does not ask for the file again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from barzan.documents.kinds import KINDS
from barzan.persian.fields import JalaliDateField
from barzan.tasks.core.answers import Value, Wrong, read
from barzan.tasks.core.fields import Field, FieldType
from barzan.tasks.models import Task

PREFIX = "a"
MANY = 6  # choices, from which on a list is shorter than buttons
KEPT = "{}__kept"
ACCEPTED = ",".join(f".{extension}" for extension in KINDS)
_YES_NO = (("true", _("Yes")), ("false", _("No")))
DATE_PARTS = ("day", "month", "year")


class AnswerField(forms.Field):
    """Cleans to the value that the core reads from what was typed."""

    def __init__(self, field: Field, widget: forms.Widget, **more: Any) -> None:
        super().__init__(widget=widget, **more)
        self.asked = field

    def clean(self, value: Any) -> Value:
        found = read((self.asked,), {self.asked.name: value})
        if found.wrong:
            raise forms.ValidationError(sentence(found.wrong[0]))
        return found.values[self.asked.name]


def sentence(wrong: Wrong) -> str:
    """Why an answer is refused, in the reader's language."""
    return wrong.en if (get_language() or "fa").startswith("en") else wrong.fa


def form_of(
    task: Task,
    data: Mapping[str, Any] | None = None,
    files: Any = None,
    kept: Mapping[str, str] | None = None,
) -> forms.Form:
    """The form of ``task`` as it was sent (``data``), else with the draft; ``kept`` are stored documents."""
    language = get_language() or "fa"
    form = forms.Form(data, files, prefix=PREFIX)
    draft = task.draft if data is None else {}
    for field in task.asked:
        made = _field(field, language, has_file=bool((kept or task.draft).get(field.name)))
        made.initial = _initial(field, draft)
        form.fields[field.name] = made
    return form


def typed(task: Task, data: Mapping[str, Any]) -> dict[str, str]:
    """What was typed into the form, by the names of a draft."""
    found = {}
    for field in task.asked:
        for name in _names(field):
            if text := str(data.get(f"{PREFIX}-{name}", "")):
                found[name] = text
    return found


def kept_of(task: Task, data: Mapping[str, Any]) -> dict[str, str]:
    """The ids of documents that the form carries along."""
    documents = [field.name for field in task.asked if field.type is FieldType.DOCUMENT]
    given = {name: str(data.get(f"{PREFIX}-{KEPT.format(name)}", "")) for name in documents}
    return {name: pk for name, pk in given.items() if pk.isascii() and pk.isdigit()}


def _names(field: Field) -> tuple[str, ...]:
    if field.type is FieldType.DATE:
        return tuple(f"{field.name}_{part}" for part in DATE_PARTS)
    return (field.name,)


def _initial(field: Field, draft: Mapping[str, str]) -> Any:
    if field.type is FieldType.DATE:
        return [draft.get(name, "") for name in _names(field)]
    return draft.get(field.name, "") if field.type is not FieldType.DOCUMENT else None


def _field(field: Field, language: str, *, has_file: bool) -> forms.Field:
    shown = {
        "label": field.title.within(language),
        "help_text": field.hint.within(language),
        "required": field.required,
    }
    if field.type is FieldType.DATE:
        return JalaliDateField(**shown)
    if field.type is FieldType.DOCUMENT:
        widget = forms.FileInput(attrs={"accept": ACCEPTED})
        return forms.FileField(**{**shown, "required": field.required and not has_file}, widget=widget)
    return AnswerField(field, _widget(field, language), **_helped(field, shown))


def _helped(field: Field, shown: dict[str, Any]) -> dict[str, Any]:
    if field.type is FieldType.MONEY and not shown["help_text"]:
        shown["help_text"] = _("In rials, in digits.")
    return shown


def _widget(field: Field, language: str) -> forms.Widget:
    if field.type is FieldType.YES_NO:
        return forms.RadioSelect(choices=_YES_NO)
    if field.type is FieldType.CHOICE:
        choices = [(choice.value, choice.title.within(language)) for choice in field.choices]
        if len(choices) < MANY:
            return forms.RadioSelect(choices=choices)
        return forms.Select(choices=[("", _("Choose one")), *choices])
    if field.type is FieldType.TEXT:
        return forms.Textarea(attrs={"rows": 2})
    attrs = {"inputmode": "decimal" if field.type is FieldType.NUMBER else "numeric", "dir": "ltr"}
    if field.type is FieldType.MONEY:
        attrs["data-money"] = ""
    return forms.TextInput(attrs={**attrs, "autocomplete": "off"})


def kept_in(task: Task) -> dict[str, str]:
    """The documents that the draft of a task holds, by field."""
    documents = [field.name for field in task.asked if field.type is FieldType.DOCUMENT]
    return {name: task.draft[name] for name in documents if task.draft.get(name)}
