"""Registers and their entries in the search of the house.

An entry is found by its title, its number, its public fields and the title of its register, by whoever may
read it; nothing personal is among them. By all that its lists show it is found within its register.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from barzan.persian import persian_digits
from barzan.registers.core import Definition, Fields
from barzan.registers.core.fields import answer
from barzan.registers.formed import fields_of
from barzan.registers.models import Entry, Register
from barzan.registers.rules import ENTRY_READ, REGISTER_READ
from barzan.search import actions as search
from barzan.search import registry
from barzan.search.registry import Name, SearchProvider, provide

KIND, MARK, CHUNK = "entry", "e", 500


def registers(keys: Sequence[str] | None) -> Iterable[registry.Entry]:
    """What is found of registers: title, key, unit."""
    rows = Register.objects.select_related("unit")
    if keys is not None:
        rows = rows.filter(key__in=keys)
    for row in rows:
        yield registry.Entry(
            key=row.key,
            title=row.title,
            title_en=row.title_en,
            url_name="registers:register",
            url_args=(row.key,),
            facts=(Name(row.unit.name, row.unit.name_en), Name(row.key)),
            unit_path=row.unit.path,
        )


def entries(keys: Sequence[str] | None) -> Iterator[registry.Entry]:
    """What is found of entries; those that were merged or taken back are not."""
    rows = Entry.objects.filter(hidden=False).select_related(
        "register", "unit", "current", "version__form_version"
    )
    if keys is not None:
        rows = rows.filter(pk__in=[int(key.removeprefix(MARK)) for key in keys])
    lives: dict[int, tuple[Definition, Fields]] = {}
    for row in rows.iterator(CHUNK):
        if row.version_id not in lives:
            lives[row.version_id] = row.version.life, fields_of(row.version.form_version)
        yield _entry(row, *lives[row.version_id])


def _entry(row: Entry, life: Definition, fields: Fields) -> registry.Entry:
    public = [fields[name] for name in life.public if name in fields and not fields[name].personal]
    said = [each.said(answer(row.current.answers, each.path), "fa") for each in public] if row.current else []
    register, unit = row.register, row.unit
    return registry.Entry(
        key=f"{MARK}{row.pk}",
        title=row.title or row.number,
        url_name="registers:entry",
        url_args=(register.key, row.pk),
        names=(row.number, register.title, *said),
        facts=(
            Name(register.title, register.title_en),
            Name(persian_digits(row.number), row.number),
            Name(unit.name, unit.name_en),
        ),
        unit_path=row.unit_path,
        place_path=row.place_path,
        facets={"register": [Name(register.title, register.title_en)]},
    )


def refresh(entries: Iterable[Entry]) -> None:
    """Entries changed, in the transaction of the change: they are found as they are now."""
    keys = [f"{MARK}{entry.pk}" for entry in entries]
    for start in range(0, len(keys), CHUNK):
        search.refresh(KIND, keys[start : start + CHUNK])


def register() -> None:
    """Makes the providers known; called once, at start."""
    provide(SearchProvider("register", _("Registers"), registers, REGISTER_READ))
    provide(SearchProvider(KIND, _("Entries"), entries, ENTRY_READ, {"register": _("Register")}))
