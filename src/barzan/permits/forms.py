"""Forms of the pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.permits.actions import Design
from barzan.permits.models import Paper


class WhyForm(forms.Form):
    """A reason that is kept."""

    why = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the reason: it is kept with the certificate.")},
    )


class TemplateForm(WhyForm):
    """What certificates of a register say and who signs them."""

    title = forms.CharField(label=_("Title of the certificate"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    body = forms.CharField(
        label=_("Text"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write the text of the certificate.")},
        help_text=_(
            "Names of fields in braces, such as {number}, become what the entry says. "
            "An empty line begins a paragraph."
        ),
    )
    footer = forms.CharField(
        label=_("Small print"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    posts = forms.CharField(
        label=_("Posts that sign"),
        max_length=600,
        required=False,
        help_text=_(
            "Codes of posts with a comma between them; where none is named, the head of the unit signs."
        ),
    )
    paper = forms.ChoiceField(label=pgettext_lazy("certificate", "Paper"), choices=Paper.choices)
    field_order = ("title", "title_en", "body", "footer", "posts", "paper", "why")

    def design(self) -> Design:
        """What was filled in."""
        given: dict[str, Any] = {
            name: self.cleaned_data[name] for name in ("title", "title_en", "body", "footer", "paper")
        }
        codes = self.cleaned_data["posts"].replace("،", ",").split(",")
        return Design(posts=tuple(code.strip() for code in codes if code.strip()), **given)
