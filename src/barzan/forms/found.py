"""Gives the forms to the search of the desk: title first, then kind, unit, tags and what they ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from barzan.forms.kinds import State
from barzan.forms.models import Form
from barzan.forms.rules import FORM_READ
from barzan.search.registry import Entry, Name, SearchProvider

WEIGHT = 50


def entries(keys: Sequence[str] | None = None) -> Iterator[Entry]:
    """The forms that are in use, or those with ``keys`` of them."""
    rows = Form.objects.exclude(state=State.RETIRED).select_related("unit")
    rows = rows.select_related("current").prefetch_related("tags").defer("current__xml")
    return map(_entry, rows if keys is None else rows.filter(key__in=list(keys)))


def _entry(form: Form) -> Entry:
    kind, state = _both(form, "kind"), _both(form, "state")
    return Entry(
        key=form.key,
        title=form.title,
        title_en=form.title_en,
        body=form.current.facts["words"] if form.current else "",
        names=tuple(tag.name for tag in form.tags.all()),
        facts=(kind, Name(form.unit.name, form.unit.name_en), Name(form.key, form.key)),
        url_name="forms:form",
        url_args=(form.key,),
        unit_path=form.unit.path,
        weight=WEIGHT,
        facets={"form_kind": [kind], "form_state": [state]},
    )


def _both(form: Form, field: str) -> Name:
    """The name of a choice in both languages."""
    show = getattr(form, f"get_{field}_display")
    with override("fa"):
        persian = str(show())
    with override("en"):
        return Name(persian, str(show()))


PROVIDER = SearchProvider(
    "form", _("Forms"), entries, FORM_READ, {"form_kind": _("Kind"), "form_state": _("State")}
)
