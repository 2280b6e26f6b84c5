"""Sample records for the generated access test: a register of ``where.unit``, an entry in ``where.place``."""

from __future__ import annotations

from functools import partial
from typing import Any

from barzan.access.tests.samples import Sample, Where
from barzan.documents import actions as documents
from barzan.people.models import Unit, User
from barzan.registers import actions
from barzan.registers.actions import Handed, doubles, importing
from barzan.registers.models import Entry, EntryFile, Proposal, Register, SavedView
from barzan.registers.tests.factories import MAKER, make_entry, make_form, make_register, make_table


def _register(unit: Unit) -> Register:
    """One register for a test: publishing a form takes the longest."""
    found = Register.objects.select_related("unit", "current").filter(unit=unit).first()
    return found or make_register(unit, make_form(unit))


def register(where: Where, **more: Any) -> Sample:
    made = _register(where.unit)
    return Sample({"key": made.key, **more}, made.target)


def open_to_staff(where: Where, **more: Any) -> Sample:
    return Sample({"key": _register(where.unit).key, **more})


def _entry(where: Where) -> Entry:
    return make_entry(_register(where.unit), place=where.place)


def entry(where: Where, **more: Any) -> Sample:
    made = _entry(where)
    return Sample({"key": made.register.key, "pk": made.pk, **more}, made.target)


def ref(where: Where) -> Sample:
    made = _entry(where)
    return Sample({"pk": made.pk}, made.target)


def relation(where: Where) -> Sample:
    made = _entry(where)
    related = actions.relate(MAKER, made, "seat", where.place)
    return Sample({"key": made.register.key, "pk": made.pk, "relation": related.pk}, made.target)


def document(where: Where) -> Sample:
    made = _entry(where)
    handed = Handed(files={"letter": ("letter.txt", "نامه".encode())})
    passage = actions.pass_(MAKER, made, "issue", handed)
    return Sample(
        {"key": made.register.key, "pk": made.pk, "document": passage.documents.get().pk}, made.target
    )


def view(where: Where) -> Sample:
    made = _register(where.unit)
    kept = SavedView.objects.create(
        register=made, title="نما", query="valid=valid", user_id=_user(), shared=True
    )
    return Sample({"key": made.key, "pk": kept.pk})


def _user() -> int:
    return User.objects.order_by("pk").values_list("pk", flat=True)[0]


def imported(where: Where) -> Sample:
    data = "نام کارگاه,رسته\nیک,خیاطی\n".encode()
    made = importing.begin_import(MAKER, _register(where.unit), where.unit, "list.csv", data)
    return Sample({"key": made.register.key, "pk": made.pk}, made.target)


def pair(where: Where) -> Sample:
    register = _register(where.unit)
    one, other = (make_entry(register, where.unit, place=where.place) for _ in range(2))
    made = Proposal.objects.create(register=register, first=one, second=other, score=90)
    return Sample({"key": register.key, "pk": made.pk}, one.target)


def merged(where: Where) -> Sample:
    one, other = _entry(where), _entry(where)
    made = doubles.merge(MAKER, one, other, {}, why="یکی است")
    return Sample({"key": one.register.key, "pk": one.pk, "merge": made.pk}, one.target)


def file(where: Where) -> Sample:
    made = _entry(where)
    kept = documents.store(MAKER, "photo.txt", "عکس".encode(), unit=where.unit)
    EntryFile.objects.create(entry=made, name="photo-1.txt", file=kept)
    return Sample({"key": made.register.key, "pk": made.pk, "name": "photo-1.txt"}, made.target)


def published(where: Where) -> Sample:
    return Sample({"key": make_table(where.unit, _register(where.unit)).key})


SAMPLES = {
    "registers:register": open_to_staff,
    "registers:about": open_to_staff,
    "registers:beside": published,
    "registers:open": open_to_staff,
    "registers:export": partial(open_to_staff, format="csv"),
    "registers:save-view": open_to_staff,
    "registers:drop-view": view,
    "registers:edit": register,
    "registers:describe": register,
    "registers:part": partial(register, kind="states", name="asked"),
    "registers:arrange": partial(register, kind="states", name="asked"),
    "registers:drop": register,
    "registers:publish": register,
    "registers:move": register,
    "registers:stand": register,
    "registers:life": register,
    "registers:entry": entry,
    "registers:ref": ref,
    "registers:change": entry,
    "registers:pass": partial(entry, transition="issue"),
    "registers:undo": entry,
    "registers:relate": entry,
    "registers:unrelate": relation,
    "registers:document": document,
    "registers:file": file,
    "registers:imports": open_to_staff,
    "registers:import": imported,
    "registers:import-start": imported,
    "registers:import-undo": imported,
    "registers:doubles": open_to_staff,
    "registers:doubles-look": register,
    "registers:pair": pair,
    "registers:apart": pair,
    "registers:unmerge": merged,
    "api-1:entries": open_to_staff,
    "api-1:entries-open": open_to_staff,
    "api-1:entry": entry,
    "api-1:entry-pass": entry,
}
