"""The form that asks for the inputs of a model, one field an input, by its type and allowed values."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from barzan.decisions.core.model import InputData, Model
from barzan.decisions.core.showing import shown
from barzan.decisions.core.types import allowed_values, base_type
from barzan.feel import FeelError, parse
from barzan.feel.values import Value
from barzan.persian import latin_digits, normalise, typed_number
from barzan.persian.fields import JalaliDateField

_YES_NO = [("", "–"), ("true", _("Yes")), ("false", _("No"))]
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_MOMENTS = {
    "time": "time(text)",
    "date and time": "date and time(text)",
    "days and time duration": "duration(text)",
    "years and months duration": "duration(text)",
}
_HINTS = {
    "time": _("As 14:30:00."),
    "date and time": _("As 2026-03-21T14:30:00, in the Gregorian calendar."),
    "days and time duration": _("As P3DT4H: three days and four hours."),
    "years and months duration": _("As P1Y6M: a year and six months."),
}


class NumberField(forms.CharField):
    """A number in Persian or Latin digits, thousands parted or not."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr", "autocomplete": "off"})

    def clean(self, value: Any) -> Decimal | None:
        text = typed_number(super().clean(value))
        if not text:
            return None
        if not _NUMBER.fullmatch(text) or len(text) > 34:
            raise forms.ValidationError(_("This is no number; write one, such as 150000000 or 12.5."))
        return Decimal(text)


class FeelField(forms.CharField):
    """A value that is written as FEEL: a list, a context, or a moment in its own spelling."""

    def __init__(self, formula: str = "", **more: Any) -> None:
        self._formula = formula
        super().__init__(**more)

    def clean(self, value: Any) -> Value:
        text = latin_digits(super().clean(value)).strip()
        if not text:
            return None
        try:
            found = parse(self._formula or text).evaluate({"text": text})
        except FeelError as error:
            raise forms.ValidationError(error.sentence(get_language() or "fa")) from error
        if found is None:
            raise forms.ValidationError(_("This cannot be read; see the hint beside the field."))
        return found


class BooleanChoice(forms.ChoiceField):
    def clean(self, value: Any) -> bool | None:
        return {"true": True, "false": False}.get(super().clean(value))


class ListedChoice(forms.ChoiceField):
    """One of the values that the model allows."""

    def __init__(self, values: tuple[Value, ...], **more: Any) -> None:
        self._values = values
        named = [(f"{n}", shown(each, get_language() or "fa").strip("«»“”")) for n, each in enumerate(values)]
        super().__init__(choices=[("", "–"), *named], **more)

    def clean(self, value: Any) -> Value:
        chosen = super().clean(value)
        return self._values[int(chosen)] if chosen else None


class TextField(forms.CharField):
    """A text; an empty one is no value."""

    def clean(self, value: Any) -> str | None:
        return normalise(super().clean(value)) or None


class InputsForm(forms.Form):
    """Fields ``i0``, ``i1``, … for the input data of a model, in its order."""

    def __init__(self, model: Model, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._names = {}
        for number, each in enumerate(model.inputs):
            self._names[f"i{number}"] = each.variable.name
            self.fields[f"i{number}"] = field_for(model, each)

    def values(self) -> dict[str, Value]:
        """What was given, by the names of the input data; what was left empty is null."""
        return {self._names[name]: self.cleaned_data.get(name) for name in self._names}


def field_for(model: Model, given: InputData) -> forms.Field:
    """The field that asks for one input."""
    kind = base_type(given.variable.type, model)
    more = {
        "label": given.title.in_language(get_language() or "fa"),
        "required": False,
        "help_text": given.description,
    }
    if listed := allowed_values(None, given.variable.type, model) or _asked(model, given):
        return ListedChoice(listed, **more)
    match kind:
        case "number":
            return NumberField(max_length=60, **more)
        case "boolean":
            return BooleanChoice(choices=_YES_NO, **more)
        case "date":
            return JalaliDateField(**more)
        case "string":
            return TextField(max_length=2_000, **more)
        case _ if kind in _MOMENTS:
            more["help_text"] = given.description or _HINTS[kind]
            return FeelField(
                _MOMENTS[kind], max_length=60, widget=forms.TextInput(attrs={"dir": "ltr"}), **more
            )
        case _:
            more["help_text"] = given.description or _('As FEEL: 5, "text", [1, 2] or {name: "value"}.')
            return FeelField(
                max_length=20_000, widget=forms.Textarea(attrs={"dir": "ltr", "rows": 2}), **more
            )


def _asked(model: Model, given: InputData) -> tuple[Value, ...]:
    """The values that the columns of tables list for an input whose type lists none."""
    for _owner, table in model.tables:
        for column in table.inputs:
            if column.expression.text == given.variable.name and column.values and column.values.listed:
                return column.values.listed
    return ()
