"""Forms of running processes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from barzan.access import Actor
from barzan.people.called import in_language
from barzan.people.forms import UnitCodeField
from barzan.people.models import Unit
from barzan.process import actions, queries
from barzan.process.models import Instance
from barzan.process.registry import Subject


class ReasonForm(forms.Form):
    """Why something is done; the log and the trail keep it."""

    why = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("Those whose task is withdrawn read it.")
    )


class StartForm(forms.Form):
    """Which process begins, for which unit, about what."""

    key = forms.ChoiceField(label=_("Process"))
    unit = UnitCodeField(label=_("Code of the unit"))
    subject = forms.CharField(
        label=_("What is it about?"),
        max_length=300,
        help_text=_("A few words by which everybody knows it again, such as a letter or a file number."),
    )

    def __init__(self, actor: Actor, *given: Any) -> None:
        super().__init__(*given)
        language = get_language() or "fa"
        rows = queries.definitions(actor).filter(current__isnull=False)
        self.fields["key"].choices = [(row.key, in_language(row, "title", language)) for row in rows]
        self.fields["unit"].initial = _own(actor)

    def start(self, actor: Actor, *, key: str, unit: Unit, subject: str) -> Instance:
        """Starts it; raises what the command raises."""
        return actions.start(actor, key, unit=unit, subject=Subject("", "", subject))


def _own(actor: Actor) -> str:
    """The code of the unit of the actor's own post; the form offers it."""
    paths = [grant.unit_path for grant in actor.grants if grant.unit_path]
    return Unit.objects.filter(path__in=paths).order_by("pk").values_list("code", flat=True).first() or ""
