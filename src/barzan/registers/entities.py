"""Entities of XLSForm are entries: what a submission declares is opened or changed in the register it names.

The ``list_name`` of the sheet ``entities`` is the key of a register, ``save_to`` a field of its form, the
label the field of its title. An update names an entry by its number. The form must belong to the register's
unit or one under it: nobody writes into another unit's register by a form of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from barzan.access import Actor
from barzan.access.values import system_actor
from barzan.forms.runnable import loaded
from barzan.registers.actions import NewEntry, change, open_entry
from barzan.registers.core import Definition, Fields
from barzan.registers.core.fields import answer, with_answer
from barzan.registers.core.wording import NAMES_OF_FIELDS
from barzan.registers.errors import EntryError
from barzan.registers.facts import personal_of
from barzan.registers.formed import Answers, fields_of, joined
from barzan.registers.models import Entry, Register
from barzan.submissions.values import Told
from barzan.xforms import Form

ACTOR = system_actor("entities")
TRUE = ("true", "1", "true()")


def follow(actor: Actor, told: Sequence[Told]) -> None:
    """Opens and changes the entries that submissions declare when they are received, once each."""
    for each in told:
        if each.deed != "received":
            continue
        form = loaded(each.version).form
        for declared in _declared(form, each.answers):
            _take(each, form, declared)


def _declared(form: Form, answers: Answers) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(register, what ``meta/entity`` says) of a submission; without entities nothing."""
    if not form.entities:
        return
    meta = answers.get("meta")
    said = meta.get("entity") if isinstance(meta, Mapping) else None
    dataset = str(form.entities[0].get("dataset", ""))
    if isinstance(said, Mapping):
        yield dataset, said


def _take(told: Told, form: Form, declared: tuple[str, Mapping[str, Any]]) -> None:
    key, said = declared
    entity = form.entities[0]
    creates = _wants(entity, said, "create")
    if not creates and not _wants(entity, said, "update"):
        return
    register = Register.objects.select_related("unit", "current__form_version").filter(key=key).first()
    if register is None or register.current is None:
        raise EntryError.no_register(key)
    if not told.submission.form.unit.path.startswith(register.unit.path):
        raise EntryError.not_your_register(register.title)
    life, fields = register.current.life, fields_of(register.current.form_version)
    given = _given(form, told.answers, life, fields, str(said.get("label", "")))
    origin = f"submission:{told.submission.form.key}:{told.submission.key}"[:160]
    if creates:
        if not Entry.objects.filter(register=register, origin=origin).exists():
            open_entry(ACTOR, register, NewEntry(given, told.submission.unit, origin=origin))
        return
    _update(register, str(said.get("@id", "")), given, origin)


def _wants(entity: Mapping[str, str], said: Mapping[str, Any], deed: str) -> bool:
    """Whether the form declares the deed, and its condition (where it has one) held."""
    return deed in entity and str(said.get(f"@{deed}", entity[deed])) in TRUE


def _update(register: Register, number: str, given: Answers, why: str) -> None:
    rows = Entry.objects.select_related("current", "version__form_version", "register")
    entry = rows.filter(register=register, number=number).first()
    if entry is None:
        raise EntryError.no_entry(number, register.title)
    whole = joined(joined(entry.current.answers, personal_of(entry.current)), given)
    change(ACTOR, entry, whole, base=entry.current.number, why=why)


def _given(form: Form, answers: Answers, life: Definition, fields: Fields, label: str) -> dict[str, Any]:
    """The answers of the entry: each ``save_to`` that is a field, and the label as the field of the title."""
    given: dict[str, Any] = {}
    for node in form.nodes.values():
        if node.saveto and node.saveto in fields and not node.repeats:
            text = answer(answers, node.path.strip("/").split("/")[1:])
            given = with_answer(given, fields[node.saveto].path, text) if text else given
    titled = [name for name in NAMES_OF_FIELDS.findall(life.entry_title) if name in fields]
    if titled and label and not answer(given, fields[titled[0]].path):
        given = with_answer(given, fields[titled[0]].path, label)
    return given
