"""Entities of XLSForm are entries: what a submission declares is opened or changed in the register it names.

The ``list_name`` of the sheet ``entities`` is the key of a register, ``save_to`` a field of its form, the
label the field of its title; an entity of a repeat is an entry a row. An update names an entry by its number.
The form must belong to the register's
unit or one under it: nobody writes into another unit's register by a form of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
from barzan.xforms import Form, Node

ACTOR = system_actor("entities")
LONGEST_ORIGIN = 160
TRUE = ("true", "1", "true()")


@dataclass(frozen=True, slots=True)
class Declared:
    """One entity of a submission: what the form says of it, what the submission does, the answers it is of.

    ``at`` is its place among rows of repeats ("" outside), ``inside`` the path of the innermost repeat.
    """

    entity: Mapping[str, str]
    said: Mapping[str, Any]
    answers: Answers
    at: str = ""
    inside: str = ""


def follow(actor: Actor, told: Sequence[Told]) -> None:
    """Opens and changes the entries that submissions declare when they are received, once each."""
    for each in told:
        if each.deed != "received":
            continue
        form = loaded(each.version).form
        for declared in _declared(form, each.answers):
            _take(each, form, declared)


def _declared(form: Form, answers: Answers) -> Iterator[Declared]:
    """The entities of a submission, those of each row of a repeat too."""
    for entity in form.entities:
        path = entity.get("path", f"{form.root.path}/meta/entity")
        steps = path.strip("/").split("/")[1:]
        yield from _within(form, entity, answers, form.root.path, steps)


def _within(
    form: Form,
    entity: Mapping[str, str],
    answers: Answers,
    inside: str,
    steps: Sequence[str],
    at: str = "",
) -> Iterator[Declared]:
    """The entities at ``steps`` below answers; ``inside`` is the path of the repeat whose row these are."""
    here: Any = answers
    for number, step in enumerate(steps):
        here = here.get(step) if isinstance(here, Mapping) else None
        if isinstance(here, list):
            path = "/".join((inside, *steps[: number + 1]))
            for count, row in enumerate(here, start=1):
                yield from _within(form, entity, row, path, steps[number + 1 :], f"{at}/{step}[{count}]")
            return
    if isinstance(here, Mapping):
        yield Declared(entity, here, answers, at, inside)


def _take(told: Told, form: Form, declared: Declared) -> None:
    creates = _wants(declared.entity, declared.said, "create")
    if not creates and not _wants(declared.entity, declared.said, "update"):
        return
    key = str(declared.entity.get("dataset", ""))
    register = Register.objects.select_related("unit", "current__form_version").filter(key=key).first()
    if register is None or register.current is None:
        raise EntryError.no_register(key)
    if not told.submission.form.unit.path.startswith(register.unit.path):
        raise EntryError.not_your_register(register.title)
    given = _given(form, declared, register.current.life, fields_of(register.current.form_version))
    origin = f"submission:{told.submission.form.key}:{told.submission.key}"
    origin = f"{origin[: LONGEST_ORIGIN - len(declared.at)]}{declared.at}"
    if creates:
        if not Entry.objects.filter(register=register, origin=origin).exists():
            open_entry(ACTOR, register, NewEntry(given, told.submission.unit, origin=origin))
        return
    _update(register, str(declared.said.get("@id", "")), given, origin)


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


def _given(form: Form, declared: Declared, life: Definition, fields: Fields) -> dict[str, Any]:
    """The answers of the entry: each ``save_to`` that is a field, and the label as the field of the title."""
    given: dict[str, Any] = {}
    for node in form.nodes.values():
        if node.saveto and node.saveto in fields and _repeat_of(form, node) == declared.inside:
            path = node.path.removeprefix(declared.inside).strip("/").split("/")
            text = answer(declared.answers, path)
            given = with_answer(given, fields[node.saveto].path, text) if text else given
    titled = [name for name in NAMES_OF_FIELDS.findall(life.entry_title) if name in fields]
    label = str(declared.said.get("label", ""))
    if titled and label and not answer(given, fields[titled[0]].path):
        given = with_answer(given, fields[titled[0]].path, label)
    return given


def _repeat_of(form: Form, node: Node) -> str:
    """The path of the innermost repeat that a question lies in; that of the form outside of them."""
    return next((each.path for each in node.ancestors if each.kind == "repeat"), form.root.path)
