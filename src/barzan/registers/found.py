"""Registers in the search of the house. Entries are searched within their register, by ``models.Word``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from barzan.registers.models import Register
from barzan.registers.rules import REGISTER_READ
from barzan.search.registry import Entry, Name, SearchProvider, provide


def entries(keys: Sequence[str] | None) -> Iterable[Entry]:
    """What is found of registers: title, key, unit."""
    rows = Register.objects.select_related("unit")
    if keys is not None:
        rows = rows.filter(key__in=keys)
    for row in rows:
        yield Entry(
            key=row.key,
            title=row.title,
            title_en=row.title_en,
            url_name="registers:register",
            url_args=(row.key,),
            facts=(Name(row.unit.name, row.unit.name_en), Name(row.key)),
            unit_path=row.unit.path,
        )


def register() -> None:
    """Makes the provider known; called once, at start."""
    provide(SearchProvider("register", _("Registers"), entries, REGISTER_READ))
