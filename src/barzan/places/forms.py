"""Forms of places, and how a form shows why a command was refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.validators import validate_slug
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from barzan.persian.errors import BilingualError
from barzan.persian.fields import JalaliDateField
from barzan.places.models import Kind, Place

Code = forms.TextInput(attrs={"dir": "ltr"})


def attempt(form: forms.Form, command: Callable[[], object]) -> bool:
    """Runs ``command``; where it is refused, says so beside the field it names, or above the form."""
    try:
        command()
    except BilingualError as refused:
        field = str(refused.place.get("field") or refused.code.split(".")[0])
        form.add_error(field if field in form.fields else None, refused.sentence(get_language() or "fa"))
        return False
    return True


class ReasonForm(forms.Form):
    """Why something is done; the trail keeps it."""

    why = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=300,
        help_text=_("A resolution or letter that this rests on. It is kept with the change."),
    )


class DatedForm(ReasonForm):
    """A change that holds from a day on."""

    on = JalaliDateField(label=_("From the day"), initial=timezone.localdate)
    field_order = ["on", "why"]


class PlaceCodeField(forms.CharField):
    """The code of a valid place; cleans to the place."""

    widget = Code

    def clean(self, value: Any) -> Place | None:
        code = super().clean(value)
        if not code:
            return None
        found = Place.objects.filter(code=code, valid_to__isnull=True).first()
        if found is None:
            raise forms.ValidationError(_("There is no valid place with this code; look it up in the list."))
        return found


class CloseForm(DatedForm):
    """From which day a place is no more, and which one goes on with it."""

    into = PlaceCodeField(
        label=_("Code of the place it is merged into"),
        required=False,
        help_text=_("Posts and organisations of this place go there. Leave it empty where there are none."),
    )
    field_order = ["on", "into", "why"]


class NameForm(DatedForm):
    """What a place is called from a day on."""

    name = forms.CharField(label=_("Name"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False, widget=Code)
    field_order = ["name", "name_en", "on", "why"]


class MoveForm(DatedForm):
    """Under which place a place stands from a day on."""

    parent = PlaceCodeField(
        label=_("Code of the place above"), required=False, help_text=_("Leave it empty for a root.")
    )
    field_order = ["parent", "on", "why"]


class PlaceForm(ReasonForm):
    """A new place."""

    code = forms.CharField(label=_("Code"), max_length=40, widget=Code, validators=[validate_slug])
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    name = forms.CharField(label=_("Name"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False, widget=Code)
    valid_from = JalaliDateField(label=_("Valid from"), initial=timezone.localdate)
    field_order = ["code", "kind", "name", "name_en", "valid_from", "why"]
