"""What the room shows on the pages of ``forms``: the questions in the preview, the paper, the tabs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, pgettext

from barzan.access import Actor
from barzan.filling import parts
from barzan.filling.flow import Flow, Wanted
from barzan.filling.rules import TYPE_IN
from barzan.forms import previews, tabs
from barzan.forms import queries as forms
from barzan.forms.models import Form
from barzan.forms.rules import FORM_READ
from barzan.forms.runnable import Loaded
from barzan.look.parts import Tab


def register() -> None:
    """Tells ``forms`` how a form looks and where it is tried and typed in."""
    previews.provide(previews.Previewer("filling/look.html", look, "filling/head.html", paper))
    tabs.provide("filling.fill", filling)
    tabs.provide("filling.try", trying)
    tabs.provide("filling.type-in", typing)


def look(loaded: Loaded, language: str, media: Mapping[str, str]) -> dict[str, Any]:
    """The questions of a form that nobody has answered yet."""
    spoken = next((name for name in loaded.form.languages if parts.code(name) == language), "")
    flow = Flow(loaded, None, Wanted(language=spoken, style="all", address=lambda name: media.get(name, "")))
    return {"fields": flow.fields}


def paper(form: Form, of: str) -> str:
    """The PDF of the draft or of a version."""
    return f"{reverse('filling:paper', args=[form.key])}?of={of}"


def filling(actor: Actor, form: Form) -> Tab | None:
    """The page on which the form is filled in: the address that is given to whoever shall answer."""
    if not forms.may_fill(actor, form):
        return None
    return Tab(pgettext("form", "Fill in"), reverse("filling:start", args=[form.key]))


def trying(actor: Actor, form: Form) -> Tab | None:
    """The page on which a form is tried without being kept."""
    if not FORM_READ.admits(actor):
        return None
    return Tab(pgettext("filling", "Try"), reverse("filling:preview", args=[form.key]))


def typing(actor: Actor, form: Form) -> Tab | None:
    """The page on which paper is typed in."""
    if not (form.takes_answers and TYPE_IN.permits(actor, form.target)):
        return None
    return Tab(gettext("Type in paper"), reverse("filling:type-in", args=[form.key]))
