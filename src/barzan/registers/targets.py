"""Where the records lie that addresses name, for the declarations of endpoints; one question each."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from barzan.access import Target
from barzan.registers.models import Entry, Import, Register


def register_target(key: str, **others: Any) -> Target:
    """The unit that owns a register."""
    path = Register.objects.filter(key=key).values_list("unit__path", flat=True).first()
    if path is None:
        raise Http404
    return Target(unit_path=path)


def entry_target(key: str, pk: int, **others: Any) -> Target:
    """Unit, place and person of an entry."""
    found = Entry.objects.filter(pk=pk, register__key=key).values_list("unit_path", "place_path", "person")
    for row in found:
        return Target(*row)
    raise Http404


def import_target(key: str, pk: int, **others: Any) -> Target:
    """The unit for which a file is imported."""
    path = Import.objects.filter(pk=pk, register__key=key).values_list("unit__path", flat=True).first()
    if path is None:
        raise Http404
    return Target(unit_path=path)
