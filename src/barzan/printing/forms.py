"""The form of an order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from barzan.persian.templatetags.persian import jalali, num
from barzan.printing.book import Unit
from barzan.revisions.models import Edition

FORMATS = (
    ("pdf", _("PDF: to print and to publish")),
    ("docx", _("DOCX: to go on writing in a word processor")),
    ("xlsx", _("XLSX: to count in a spreadsheet")),
    ("html", _("HTML: one page to read on a screen")),
)
STEP = "\u2003"


class OrderForm(forms.Form):
    """Which units, from which edition, in which format."""

    form = forms.ChoiceField(label=_("Format"), choices=FORMATS, widget=forms.RadioSelect, initial="pdf")
    edition = forms.TypedChoiceField(
        label=_("What to print"), coerce=int, empty_value=None, required=False, choices=()
    )
    units = forms.MultipleChoiceField(
        label=_("Units"),
        help_text=_("A unit brings along those under it. Choose none for the whole booklet."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, units: Iterable[Unit], editions: Iterable[Edition], *sent: Any) -> None:
        super().__init__(*sent)
        self.fields["units"].choices = [(unit.code, STEP * unit.depth + unit.name) for unit in units]
        self.fields["edition"].choices = [
            ("", _("The catalogue as it stands today")),
            *((each.number, _named(each)) for each in editions),
        ]


def _named(edition: Edition) -> str:
    words = _("Edition %(number)s, %(day)s: %(title)s")
    return words % {"number": num(edition.number), "day": jalali(edition.at, "short"), "title": edition.title}
