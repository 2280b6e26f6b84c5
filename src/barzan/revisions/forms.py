"""Forms of a draft: what a service says, row by row, and where it stands. The models hold the lengths."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MinValueValidator, RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.catalogue.models import (
    BasisKind,
    ChannelKind,
    DayKind,
    RequirementKind,
    ServiceClass,
    ServiceVersion,
)
from barzan.persian import latin_digits, normalise
from barzan.persian.fields import JalaliDateField
from barzan.persian.templatetags.persian import fa_digits
from barzan.places.forms import Code
from barzan.revisions.choices import Choices

LONGEST = 8_000
DEAREST = 10**15
SEPARATORS = str.maketrans("", "", "٬,، \u200c")
UNKNOWN = ("", pgettext_lazy("service", "Not known"))


class Quiet(forms.Form):
    """A form that can be shown as it was filled in, before anybody asked whether that is right."""

    def __init__(self, *args: Any, quiet: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quiet = quiet

    @property
    def errors(self) -> Any:
        return {} if self.quiet else super().errors


class Text(forms.CharField):
    """A text in the house's one spelling; ``rows`` is how high its box is, 1 for a single line."""

    def __init__(self, *, rows: int = 1, **kwargs: Any) -> None:
        if rows > 1:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**{"required": False, "max_length": LONGEST, **kwargs})

    def to_python(self, value: Any) -> str:
        return normalise(super().to_python(value))


class Whole(forms.IntegerField):
    """A whole number in any digits, with or without separators."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        below = MinValueValidator(0, _("Write a number that is not below zero."))
        messages = {"invalid": _("Write a whole number in digits.")}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**{"required": False, "validators": [below], "error_messages": messages, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return fa_digits(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        return super().to_python(latin_digits(str(value)).translate(SEPARATORS) if value else value)


class Latin(forms.CharField):
    """A code in Latin digits and letters."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "widget": Code, **kwargs})

    def to_python(self, value: Any) -> str:
        return latin_digits(super().to_python(value)).strip()


def _hidden(field: forms.Field) -> forms.Field:
    field.widget = forms.HiddenInput()
    return field


def _longest(name: str) -> int:
    return int(ServiceVersion._meta.get_field(name).max_length or LONGEST)


class ContentForm(Quiet):
    """What a service says, but for its rows."""

    title = Text(label=pgettext_lazy("service", "Title"), required=True, max_length=_longest("title"))
    description = Text(
        label=pgettext_lazy("service", "Description"),
        rows=4,
        help_text=_("In one or two sentences: what people get from it."),
    )
    national_code = Latin(
        label=pgettext_lazy("service", "National code"),
        help_text=_("11 digits; leave it empty where the service has none."),
        validators=[RegexValidator(r"\A[0-9]{11}\Z", _("A national code has exactly 11 digits."))],
    )
    service_class = forms.ChoiceField(
        label=pgettext_lazy("service", "Class"),
        choices=[UNKNOWN, *ServiceClass.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    has_client = forms.ChoiceField(
        label=pgettext_lazy("service", "Clients"),
        choices=[
            UNKNOWN,
            ("yes", _("People and companies come for it")),
            ("no", _("Work inside the office")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    fee_rials = Whole(
        label=pgettext_lazy("service", "Cost in rials"),
        max_value=DEAREST,
        help_text=_("0 is free of charge; empty is not known."),
    )
    fee_text = Text(label=pgettext_lazy("service", "Words about the cost"), max_length=_longest("fee_text"))
    standard_days = Whole(label=pgettext_lazy("service", "Legal time in days"), max_value=3_650)
    day_kind = forms.ChoiceField(
        label=pgettext_lazy("service", "Kind of the days"),
        choices=[UNKNOWN, *DayKind.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    standard_text = Text(
        label=pgettext_lazy("service", "Words about the time"), max_length=_longest("standard_text")
    )
    objection = Text(
        label=pgettext_lazy("service", "How to object"),
        rows=3,
        help_text=_("To whom, by when, and how an answer comes."),
    )
    gap_reason = Text(
        label=pgettext_lazy("service", "Why the sheet is empty"),
        rows=2,
        max_length=_longest("gap_reason"),
        help_text=_("Empty this as soon as the sheet says something."),
    )
    booklet = _hidden(Latin(max_length=_longest("booklet")))
    source_line = _hidden(Whole())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        days, kind = given.get("standard_days"), given.get("day_kind")
        if days is not None and not kind and "day_kind" not in self.errors:
            self.add_error("day_kind", _("Say whether these are working days or calendar days."))
        if kind and days is None and "standard_days" not in self.errors:
            self.add_error("standard_days", _("Give the number of days too, or choose “Not known” below."))
        return given


class PlacedForm(Quiet):
    """Where a service stands; the choices are given by who builds the form."""

    unit = forms.ChoiceField(label=pgettext_lazy("service", "Office that answers for it"))
    group = Latin(
        label=pgettext_lazy("service", "National group"),
        help_text=_("The code of the parent service; the list offers the known ones."),
    )
    category = forms.ChoiceField(label=pgettext_lazy("service", "Subject"), required=False)
    life_events = forms.MultipleChoiceField(
        label=pgettext_lazy("service", "Life events"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = choices.groups
        self.fields["unit"].choices = choices.units
        self.fields["category"].choices = [("", _("None")), *choices.categories]
        self.fields["life_events"].choices = choices.life_events
        self.fields["group"].widget.attrs["list"] = "known-groups"

    def clean_group(self) -> str | None:
        code = str(self.cleaned_data["group"])
        if code and code not in dict(self.groups):
            raise forms.ValidationError(_("There is no group with this code; choose one from the list."))
        return code or None


class Row(Quiet):
    """A row of a part; a new row into which nothing was written is left out."""

    source_line = _hidden(Whole())

    def __init__(self, *args: Any, initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        initial = initial or {"kind": self.first_kind()}
        super().__init__(*args, initial=initial, empty_permitted=True, use_required_attribute=False, **kwargs)

    def has_changed(self) -> bool:
        """Whether anything was written into the row: a kind alone, or a line of the source, is nothing."""
        return bool(set(self.changed_data) - {"kind", "source_line"})

    @classmethod
    def first_kind(cls) -> str:
        kind = cls.base_fields.get("kind")
        return str(kind.choices[0][0]) if isinstance(kind, forms.ChoiceField) else ""


class RequirementForm(Row):
    kind = forms.ChoiceField(label=pgettext_lazy("service", "Kind"), choices=RequirementKind.choices)
    text = Text(label=pgettext_lazy("service", "What is needed"), rows=2, required=True)
    note = Text(label=pgettext_lazy("service", "Note"))


class LegalBasisForm(Row):
    kind = forms.ChoiceField(label=pgettext_lazy("service", "Kind"), choices=BasisKind.choices)
    title = Text(label=pgettext_lazy("service", "Title of the instrument"), rows=2, required=True)
    article = Text(label=pgettext_lazy("service", "Article"), max_length=80)
    document_number = Text(label=pgettext_lazy("service", "Number"), max_length=80)
    date = JalaliDateField(label=pgettext_lazy("service", "Date"), required=False)
    date_text = Text(
        label=pgettext_lazy("service", "Date as printed"),
        max_length=40,
        help_text=_("Where only a year or month is known."),
    )
    issuer = Text(label=pgettext_lazy("service", "Issued by"), max_length=200)
    instrument = Latin(label=pgettext_lazy("service", "Code of the instrument"), max_length=40)

    def clean_date(self) -> Any:
        day = self.cleaned_data["date"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet; write the day on which it was issued."))
        return day


class StepForm(Row):
    text = Text(label=pgettext_lazy("service", "What is done"), rows=2, required=True)
    who = Text(
        label=pgettext_lazy("service", "Who does it"), max_length=200, help_text=_("A role, never a name.")
    )
    deadline_days = Whole(label=pgettext_lazy("service", "At most, in days"), max_value=3_650)


class ChannelForm(Row):
    kind = forms.ChoiceField(label=pgettext_lazy("service", "Kind"), choices=ChannelKind.choices)
    value = Text(label=pgettext_lazy("service", "Address, number or place"), max_length=400, required=True)
    note = Text(label=pgettext_lazy("service", "Note"), max_length=400)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["source_line"]


class CodeForm(Quiet):
    """The code of a new service."""

    code = Latin(
        label=pgettext_lazy("service", "Service code"),
        required=True,
        max_length=16,
        help_text=_("No other service ever gets it."),
    )


class WhyForm(forms.Form):
    """The reason of a decision, which is kept with it."""

    why = forms.CharField(
        label=pgettext_lazy("service", "Why"), max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )
