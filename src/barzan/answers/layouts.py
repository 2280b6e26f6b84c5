"""The columns of a form, read once a process for the same versions and the same word of the office."""

from __future__ import annotations

from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from barzan.answers.core.columns import Column, Labels, Layout, Version, facts, layout
from barzan.answers.models import Joining
from barzan.forms.models import Form, FormVersion
from barzan.forms.runnable import loaded
from barzan.submissions.kinds import State, Via

WORDS = {
    ".key": _("Key of the submission"),
    ".received": _("Received at"),
    ".state": _("State"),
    ".broken": _("Breaks a rule"),
    ".via": _("Came by"),
    ".version": _("Version of the form"),
    "yes": _("Yes"),
    "no": _("No"),
}


def layout_of(form: Form) -> tuple[Layout, dict[int, int]]:
    """(the tables of a form over all its versions, the numbers of these by id); two questions."""
    rows = FormVersion.objects.filter(form=form).order_by("number")
    known = tuple(rows.values_list("pk", "content_hash", "number"))
    numbers = {pk: number for pk, _, number in known}
    return _layout(tuple(known), tuple(sorted(joined(form).items()))), numbers


def joined(form: Form) -> dict[str, str]:
    """Which questions of a form stand in the columns of others, by the last word on each."""
    found: dict[str, str] = {}
    for old, new, counts in Joining.objects.filter(form=form).values_list("old", "new", "joined"):
        found.pop(old, None)
        if counts:
            found[old] = new
    return found


@lru_cache(maxsize=64)
def _layout(known: tuple[tuple[int, str, int], ...], joins: tuple[tuple[str, str], ...]) -> Layout:
    rows = FormVersion.objects.filter(pk__in=[pk for pk, _, _ in known]).defer("xml").order_by("number")
    return layout([_version(row) for row in rows], dict(joins))


def _version(row: FormVersion) -> Version:
    form, lists = loaded(row)
    return Version(row.number, form, lists)


@lru_cache(maxsize=256)
def facts_of(versions: tuple[int, ...]) -> tuple[Column, ...]:
    """The facts about a submission as columns, worded in both languages."""
    return facts(
        _choices(State), _choices(Via), {path: _worded(text) for path, text in WORDS.items()}, versions
    )


def _choices(kinds: type[State] | type[Via]) -> dict[str, Labels]:
    return {kind.value: _worded(kind.label) for kind in kinds}


def _worded(text: str | Promise) -> Labels:
    found = {}
    for language in ("fa", "en"):
        with override(language):
            found[language] = str(text)
    return found
