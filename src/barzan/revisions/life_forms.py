"""Forms by which a service ends, is split or merged, moves or comes back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from barzan.catalogue.models import Service
from barzan.persian import latin_digits, normalise
from barzan.revisions.actions.drafts import CODE
from barzan.revisions.forms import WhyForm

MOST = 20


class CodesField(forms.CharField):
    """Codes of services in force, parted by spaces or commas; cleans to the services in that order."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}), **kwargs})

    def clean(self, value: Any) -> list[Service]:
        codes = [
            code for code in re.split(r"[\s,،؛;]+", latin_digits(str(super().clean(value))).upper()) if code
        ]
        rows = Service.objects.select_related("unit", "current_version").filter(code__in=codes[:MOST])
        found = {service.code: service for service in rows}
        if unknown := [code for code in codes[:MOST] if code not in found]:
            raise forms.ValidationError(_unknown(unknown))
        if retired := [code for code, service in found.items() if service.retired_at is not None]:
            raise forms.ValidationError(
                gettext("%(codes)s is retired; name services in force.") % {"codes": "، ".join(retired)}
            )
        return [found[code] for code in dict.fromkeys(codes[:MOST])]


class RetireForm(WhyForm):
    """Why a service ends, and in which others it goes on."""

    successors = CodesField(
        label=_("Goes on in"), required=False, help_text=_("Codes of the services that go on with its work.")
    )
    field_order = ["successors", "why"]


class MergeForm(WhyForm):
    """Which other services go on in this one."""

    others = CodesField(
        label=_("Services that end"), help_text=_("Their codes; each will lead on to this service.")
    )
    field_order = ["others", "why"]


class MoveForm(WhyForm):
    """To which office a service goes."""

    unit = forms.ChoiceField(label=_("To which office"))
    field_order = ["unit", "why"]

    def __init__(self, *args: Any, units: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "—"), *units]


class SplitForm(WhyForm):
    """Into which new services a service is split: one a line, the code and the title."""

    parts = forms.CharField(
        label=_("New services"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line: the code, a space, the title. Each begins with what this sheet says."),
    )
    field_order = ["parts", "why"]

    def clean_parts(self) -> list[tuple[str, str]]:
        found = []
        for number, line in enumerate(str(self.cleaned_data["parts"]).splitlines(), start=1):
            code, _blank, title = line.strip().partition(" ")
            code, title = latin_digits(code).upper(), normalise(title)
            if not line.strip():
                continue
            if not CODE.fullmatch(code) or not title:
                raise forms.ValidationError(
                    gettext("Line %(number)s should be a code, a space and a title, as in: QZ-0333 Issuing …")
                    % {"number": number}
                )
            found.append((code, title[:400]))
        if len(found) < 2:
            raise forms.ValidationError(gettext("A service is split into two or more; write one a line."))
        return found


def _unknown(codes: list[str]) -> str:
    return gettext("No service has the code %(codes)s; look it up in the list of services.") % {
        "codes": "، ".join(codes)
    }
