"""Which registers use a form, for the room of forms."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import get_language, gettext

from barzan.access import Actor
from barzan.forms.models import Form
from barzan.forms.usage import Provider, Use
from barzan.registers.models import Register
from barzan.registers.rules import REGISTER_READ


def uses(actor: Actor, form: Form) -> Iterable[Use]:
    """The registers whose entries a form is for."""
    if not REGISTER_READ.admits(actor):
        return []
    english = get_language() == "en"
    return [
        Use(
            gettext("Register"),
            row.title_en if english and row.title_en else row.title,
            reverse("registers:register", args=[row.key]),
        )
        for row in Register.objects.filter(form=form)
    ]


def counts(forms: Collection[int]) -> dict[int, int]:
    """How many registers each form (id) has."""
    rows = Register.objects.filter(form__in=forms).order_by()
    return dict(rows.values_list("form").annotate(Count("pk")))


PROVIDER = Provider("registers", uses, counts)
