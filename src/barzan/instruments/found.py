"""Gives the instruments to the search of the site: title first, then number, issuer and note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from barzan.access.rules import PUBLIC
from barzan.access.values import system_actor
from barzan.instruments.models import Instrument
from barzan.instruments.queries import instruments
from barzan.persian import persian_digits
from barzan.search.registry import Entry, Name, SearchProvider

WEIGHT = 60  # beneath the services: a citizen looks for what to ask for first


def entries(keys: Sequence[str] | None = None) -> Iterator[Entry]:
    """The instruments, or those with ``keys``."""
    rows = instruments(system_actor("search"))
    return map(_entry, rows if keys is None else rows.filter(code__in=list(keys)))


def _entry(instrument: Instrument) -> Entry:
    with override("fa"):
        kind_fa = str(instrument.get_kind_display())
    with override("en"):
        kind_en = str(instrument.get_kind_display())
    facts = [Name(kind_fa, kind_en), Name(instrument.code, instrument.code)]
    if instrument.number:
        facts.append(Name(f"شمارهٔ {persian_digits(instrument.number)}", f"number {instrument.number}"))
    return Entry(
        key=instrument.code,
        title=instrument.title,
        body=instrument.note,
        names=(instrument.number, instrument.date_text, instrument.issuer, instrument.approved_by),
        facts=tuple(facts),
        url_name="instruments:instrument",
        url_args=(instrument.code,),
        weight=WEIGHT,
        facets={
            "instrument_kind": [Name(kind_fa, kind_en)],
            "issuer": [Name(each) for each in (instrument.issuer,) if each],
        },
    )


PROVIDER = SearchProvider(
    "instrument",
    _("Legal instruments"),
    entries,
    PUBLIC,
    {"instrument_kind": _("Kind"), "issuer": _("Issuer")},
)
