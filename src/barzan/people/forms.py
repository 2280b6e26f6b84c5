"""Forms of people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import validate_slug
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from barzan.people.models import Person, Post, RoleName, Unit, UnitKind
from barzan.persian.fields import JalaliDateField
from barzan.places.forms import Code, PlaceCodeField, ReasonForm


class _CodeField(forms.CharField):
    """The code of a valid record; cleans to the record."""

    widget = Code
    model: type[Unit] | type[Post]

    def clean(self, value: Any) -> Unit | Post | None:
        code = super().clean(value)
        if not code:
            return None
        found = self.model.objects.filter(code=code, valid_to__isnull=True).first()
        if found is None:
            raise forms.ValidationError(_("Nothing valid has this code; look it up in the chart."))
        return found


class UnitCodeField(_CodeField):
    model = Unit


class PostCodeField(_CodeField):
    model = Post


class UserNameField(forms.CharField):
    """The user name of an open account; cleans to its person."""

    widget = Code

    def clean(self, value: Any) -> Person | None:
        name = super().clean(value)
        found = Person.objects.filter(user__username=name, user__is_active=True).first() if name else None
        if name and found is None:
            raise forms.ValidationError(_("No open account has this user name; ask your colleague for it."))
        return found


class RenameUnitForm(ReasonForm):
    """What a unit is called, its kind, its order among its siblings."""

    name = forms.CharField(label=_("Name"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False, widget=Code)
    kind = forms.ChoiceField(label=_("Kind"), choices=UnitKind.choices)
    order = forms.IntegerField(label=_("Order among its siblings"), min_value=0, max_value=9999, initial=0)
    field_order = ["name", "name_en", "kind", "order", "why"]


class UnitForm(RenameUnitForm):
    """A new unit."""

    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        widget=Code,
        validators=[validate_slug],
        help_text=_("It is never given to another."),
    )
    valid_from = JalaliDateField(label=_("Valid from"), initial=timezone.localdate)
    field_order = ["code", "name", "name_en", "kind", "order", "valid_from", "why"]


class MoveUnitForm(ReasonForm):
    """Under which unit a unit stands."""

    parent = UnitCodeField(
        label=_("Code of the unit above"), required=False, help_text=_("Leave it empty for a root.")
    )
    field_order = ["parent", "why"]


class ChangePostForm(ReasonForm):
    """What a post is called and what it lets its holder do."""

    title = forms.CharField(label=_("Title"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False, widget=Code)
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=RoleName.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They reach over the unit and all units under it."),
    )
    place = PlaceCodeField(
        label=_("Code of the place"),
        required=False,
        help_text=_("The roles then reach only over this place and what lies under it."),
    )
    field_order = ["title", "title_en", "roles", "place", "why"]


class PostForm(ChangePostForm):
    """A new post."""

    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        widget=Code,
        validators=[validate_slug],
        help_text=_("It is never given to another."),
    )
    single_seat = forms.BooleanField(label=_("One holder at a time"), required=False, initial=True)
    valid_from = JalaliDateField(label=_("Valid from"), initial=timezone.localdate)
    field_order = ["code", "title", "title_en", "roles", "place", "single_seat", "valid_from", "why"]


class PersonForm(forms.Form):
    """Who somebody is."""

    given_name = forms.CharField(label=_("Given name"), max_length=80)
    family_name = forms.CharField(label=_("Family name"), max_length=80)
    national_id = forms.CharField(
        label=_("National id"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "numeric", "autocomplete": "off"}),
    )


class AppointForm(ReasonForm):
    """A post that somebody begins to hold."""

    post = PostCodeField(label=_("Code of the post"))
    since = JalaliDateField(label=_("Since"), initial=timezone.localdate)
    until = JalaliDateField(
        label=_("Until"), required=False, help_text=_("The first day on which it is no longer held.")
    )
    field_order = ["post", "since", "until", "why"]


class EndForm(ReasonForm):
    """The first day on which something no longer holds."""

    until = JalaliDateField(label=_("From which day no longer"), initial=timezone.localdate)
    field_order = ["until", "why"]


class DelegateForm(ReasonForm):
    """Who acts in absence, and when."""

    deputy = UserNameField(label=_("User name of the deputy"))
    since = JalaliDateField(label=_("Since"), initial=timezone.localdate)
    until = JalaliDateField(
        label=_("Until"), help_text=_("The day of return; the deputy acts up to the day before.")
    )
    field_order = ["deputy", "since", "until", "why"]


class AccountForm(forms.Form):
    """The user name of a new account."""

    username = forms.CharField(label=_("User name"), max_length=60, widget=Code)
