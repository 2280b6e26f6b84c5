"""A Jalali date in a form: day, month by name, year; works without JavaScript.

``static/persian/jalali-picker.js`` adds a calendar beside the three fields where scripts run.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms.widgets import Script
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from barzan.persian.errors import PersianError
from barzan.persian.jalali import MONTHS, MONTHS_EN, WEEKDAYS, WEEKDAYS_EN, Jalali
from barzan.persian.language import active_language, is_persian
from barzan.persian.text import latin_digits, normalise, persian_digits

_PARTS = (_("Day"), _("Month"), _("Year"))


def _name_of_month(number: int) -> str:
    return (MONTHS if is_persian() else MONTHS_EN)[number - 1]


_month_name = lazy(_name_of_month, str)


class JalaliDateWidget(forms.MultiWidget):
    """Day, month list, year; what was typed comes back as it was typed."""

    template_name = "persian/jalali_date.html"
    use_fieldset = True

    class Media:
        css = {"all": ["persian/jalali-picker.css"]}
        js = [Script("persian/jalali-picker.js", type="module")]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        number = {"inputmode": "numeric", "autocomplete": "off", "class": "jp-number"}
        months = [("", _("Month")), *((str(month), _month_name(month)) for month in range(1, 13))]
        super().__init__(
            {
                "day": forms.TextInput({**number, "maxlength": 2, "size": 2}),
                "month": forms.Select({"class": "jp-month"}, choices=months),
                "year": forms.TextInput({**number, "maxlength": 4, "size": 4}),
            },
            attrs,
        )

    def decompress(self, value: date | None) -> list[str]:
        """The three fields of a Gregorian ``value``."""
        if value is None:
            return ["", "", ""]
        day = Jalali.from_gregorian(value)
        shown = persian_digits if is_persian() else str
        return [shown(str(day.day)), str(day.month), shown(str(day.year))]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds the labels of the parts and what the calendar of the script needs."""
        context = super().get_context(name, value, attrs)
        context["parts"] = list(zip(_PARTS, context["widget"]["subwidgets"], strict=True))
        context["weekdays"] = ",".join(WEEKDAYS if is_persian() else WEEKDAYS_EN)
        context["digits"] = "fa" if is_persian() else "latin"
        return context


class JalaliDateField(forms.Field):
    """Cleans to a Gregorian ``datetime.date``; its errors are those of ``Jalali`` in the active language."""

    widget = JalaliDateWidget

    def to_python(self, value: Sequence[str | None] | None) -> date | None:
        """The day that the three fields name, or None where all are empty."""
        day, month, year = (latin_digits(normalise(part or "")) for part in value or ("", "", ""))
        if not (day or month or year):
            return None
        missing = [str(name) for name, part in zip(_PARTS, (day, month, year), strict=True) if not part]
        if missing:
            joined = gettext(" and ").join(missing)
            raise forms.ValidationError(gettext("Add %(parts)s too.") % {"parts": joined}, code="date.part")
        if not all(re.fullmatch("[0-9]{1,4}", part) for part in (day, month, year)):
            raise forms.ValidationError(
                gettext("Write day and year in digits, as in 11 and 1405."), code="date.unreadable"
            )
        try:
            return Jalali(int(year), int(month), int(day)).to_gregorian()
        except PersianError as error:
            raise forms.ValidationError(error.sentence(active_language()), code=error.code) from error
