"""The filters of the list as a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from barzan.access import Actor
from barzan.forms.models import Form
from barzan.persian import latin_digits
from barzan.persian.fields import JalaliDateField
from barzan.persian.language import is_persian
from barzan.submissions.kinds import Via


class NumberField(forms.CharField):
    """The number of a submission in digits of both kinds."""

    def clean(self, value: Any) -> int | None:
        text = latin_digits(super().clean(value).strip())
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) < 19):
            raise forms.ValidationError(_("A number has digits only; it stands on the receipt."))
        return int(text)


class FilterForm(forms.Form):
    """What narrows the list; the state is chosen by the chips above it."""

    q = NumberField(label=_("Number"), required=False)
    form = forms.ChoiceField(label=_("Form"), required=False)
    via = forms.ChoiceField(label=_("Way"), required=False)
    unit = forms.CharField(label=_("Code of the unit"), required=False, max_length=60)
    place = forms.CharField(label=_("Code of the place"), required=False, max_length=40)
    since = JalaliDateField(label=_("From the day"), required=False)
    until = JalaliDateField(label=_("To the day"), required=False)
    broken = forms.BooleanField(label=_("Only those that break a rule"), required=False)

    def __init__(self, actor: Actor, *given: Any) -> None:
        super().__init__(*given)
        title = "title" if is_persian() else "title_en"
        rows = Form.objects.exclude(current=None).order_by("title").values_list("key", title, "title")[:1000]
        self.fields["form"].choices = [("", _("all forms")), *((key, one or two) for key, one, two in rows)]
        self.fields["via"].choices = [("", _("all ways")), *Via.choices]
        for name in ("unit", "place"):
            self.fields[name].widget.attrs["dir"] = "ltr"
