"""Compiled processes kept in memory: they never change, so each is read from the database once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from barzan.decisions import queries as decisions
from barzan.decisions.core.model import Model
from barzan.decisions.models import DecisionVersion
from barzan.process.core.compiling import from_value
from barzan.process.core.definition import Definition as Form
from barzan.process.models import Version


@lru_cache(maxsize=256)
def form_of(version: int, content_hash: str) -> Form:
    """The compiled process of the version ``version`` (its id). ``content_hash`` is that of the form, which
    the packed state of every instance holds.
    """
    row = Version.objects.select_related("compiled").defer("xml").get(pk=version, compiled__hash=content_hash)
    tables = decisions.by_hash(row.decisions.values()) if row.decisions else {}
    named = {key: tables[digest] for key, digest in row.decisions.items()}
    return from_value(row.compiled.value, models_of(named))


def models_of(versions: Mapping[str, DecisionVersion]) -> dict[str, Model]:
    """The decision tables as the core has them, by key."""
    return {key: version.model for key, version in versions.items()}


def current_form(version: Version) -> Form:
    """The compiled process of a version at hand (with its ``compiled``)."""
    return form_of(version.pk, version.compiled.hash)
