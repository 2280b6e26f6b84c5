"""Where the records lie that addresses name, for the declarations of endpoints; one question each."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from barzan.access import Target
from barzan.registers.models import Entry, Import, Proposal, Register


def register_target(key: str, **others: Any) -> Target:
    """The unit that owns a register."""
    path = Register.objects.filter(key=key).values_list("unit__path", flat=True).first()
    if path is None:
        raise Http404
    return Target(unit_path=path)


def entry_target(key: str, pk: int, **others: Any) -> Target:
    """Unit, place and person of an entry."""
    return _of_entry(Entry.objects.filter(pk=pk, register__key=key))


def ref_target(pk: int) -> Target:
    """Unit, place and person of an entry, whatever its register."""
    return _of_entry(Entry.objects.filter(pk=pk))


def _of_entry(rows: QuerySet[Entry]) -> Target:
    for row in rows.values_list("unit_path", "place_path", "person"):
        return Target(*row)
    raise Http404


def proposal_target(key: str, pk: int, **others: Any) -> Target:
    """Where the older of two entries lies; the query asks for both."""
    rows = Proposal.objects.filter(pk=pk, register__key=key)
    for row in rows.values_list("first__unit_path", "first__place_path", "first__person"):
        return Target(*row)
    raise Http404


def import_target(key: str, pk: int, **others: Any) -> Target:
    """The unit for which a file is imported."""
    path = Import.objects.filter(pk=pk, register__key=key).values_list("unit__path", flat=True).first()
    if path is None:
        raise Http404
    return Target(unit_path=path)
