"""What becomes of registers and entries when units are merged or closed: they go on in the new unit."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from barzan.access import Actor
from barzan.people.followers import Follower, Moved
from barzan.people.models import Unit
from barzan.registers.found import refresh
from barzan.registers.models import Entry, Register
from barzan.trail import actions as trail


def move(actor: Actor, moved: Moved, why: str) -> int:
    """Gives the registers and entries of each old unit to its new one; numbers stay as they are."""
    total = 0
    with transaction.atomic():
        for old, new in moved.items():
            registers = list(Register.objects.filter(unit=old).order_by("pk"))
            Register.objects.filter(unit=old).update(unit=new)
            for register in registers:
                trail.record(actor, "register.referred", register, why=why, detail={"to": new.code})
            going = list(Entry.objects.filter(unit=old, hidden=False).only("pk"))
            entries = Entry.objects.filter(unit=old).update(unit=new, unit_path=new.path)
            refresh(going)
            if entries:
                detail = {"to": new.code, "entries": entries}
                trail.record(actor, "register.entries-referred", old, why=why, detail=detail)
            total += len(registers) + entries
    return total


def counts(units: Collection[Unit]) -> dict[int, int]:
    """How many registers and entries each unit has."""
    found: dict[int, int] = {}
    for model in (Register, Entry):
        rows = model.objects.filter(unit__in=units).order_by()
        for unit, number in rows.values_list("unit").annotate(Count("pk")):
            found[unit] = found.get(unit, 0) + number
    return found


def renew_paths(units: Collection[Unit]) -> None:
    """Units whose place in the tree changed: their entries repeat the new path, on which reading rests."""
    paths = dict(Unit.objects.filter(pk__in=[unit.pk for unit in units]).values_list("pk", "path"))
    for pk, path in paths.items():
        strayed = Entry.objects.filter(unit=pk).exclude(unit_path=path)
        going = list(strayed.filter(hidden=False).only("pk"))
        strayed.update(unit_path=path)
        refresh(going)


FOLLOWER = Follower("registers.entries", _("registers and entries"), move, counts, renew_paths)
