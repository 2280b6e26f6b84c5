"""Whom tasks belong to: rooms above register at start what their tasks mean to them.

An owner is called in the transaction of the command; what it raises undoes all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from barzan.access import Actor
from barzan.clock.core.values import Silence
from barzan.tasks.core.answers import Value
from barzan.tasks.core.fields import Text

if TYPE_CHECKING:
    from barzan.tasks.models import Task


@dataclass(frozen=True, slots=True)
class Owner:
    """What the tasks of one ``kind`` mean to the room that opened them.

    ``completed(actor, task, answers)`` is told of a done task. ``link(task)`` is the address of what it
    belongs to, ``picture(task)`` that of its steps drawn and in words. ``named(abouts)`` says what the codes
    in ``NewTask.about`` are called. ``silent(actor, task, silence)`` answers with what a law makes of silence
    when the time is over, or None where the task goes on; without it silence completes nothing.
    """

    kind: str
    completed: Callable[[Actor, Task, Mapping[str, Value]], object]
    link: Callable[[Task], str | None] = lambda task: None
    picture: Callable[[Task], str | None] = lambda task: None
    named: Callable[[Collection[str]], Mapping[str, Text]] = lambda abouts: {}
    silent: Callable[[Actor, Task, Silence], Mapping[str, object] | None] | None = None


_owners: dict[str, Owner] = {}


def provide(owner: Owner) -> None:
    """Registers the owner of a kind of tasks; the same kind again replaces it."""
    _owners[owner.kind] = owner


def of(kind: str) -> Owner:
    """The owner of ``kind``. Raises ``LookupError`` where no room has registered it."""
    if kind not in _owners:
        raise LookupError(f"no room owns tasks of the kind {kind!r}: it calls tasks.owners.provide at start")
    return _owners[kind]


def named(abouts: Collection[tuple[str, str]]) -> dict[tuple[str, str], Text]:
    """What (kind, about) pairs are called; one question to each owner."""
    found: dict[tuple[str, str], Text] = {}
    for kind in {kind for kind, _ in abouts} & _owners.keys():
        codes = {about for of_kind, about in abouts if of_kind == kind and about}
        names = _owners[kind].named(codes) if codes else {}
        found |= {(kind, about): name for about, name in names.items()}
    return found
