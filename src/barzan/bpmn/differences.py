"""What differs between two versions of a process, by the ids of its elements. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from barzan.bpmn.model import Flow, Lane, Node, Process

Element = Node | Flow | Lane


@dataclass(frozen=True, slots=True)
class Change:
    """``field`` of the element ``id`` was ``before`` and is ``after``; ``field`` is a name of ``model``.

    A field of the process itself has the id of the new process.
    """

    id: str
    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Differences:
    """Ids of elements that came and went, each in the order of its file, and what changed in those that stay.

    An element whose id changed went and came: no pairs are guessed.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[Change, ...] = ()

    @property
    def none(self) -> bool:
        return not (self.added or self.removed or self.changed)

    @property
    def touched(self) -> frozenset[str]:
        """The ids of all that changed."""
        return frozenset(change.id for change in self.changed)

    def marks(self) -> dict[str, str]:
        """Classes for the picture of the new version, or (what was removed) of the old one."""
        found = dict.fromkeys(self.touched, "bpmn-changed")
        found |= dict.fromkeys(self.added, "bpmn-added")
        return found | dict.fromkeys(self.removed, "bpmn-removed")


def compare(before: Process, after: Process) -> Differences:
    """What made ``after`` of ``before``. The order of elements in the file is no difference."""
    old, new = _elements(before), _elements(after)
    changes = [
        Change(after.id, name, getattr(before, name), getattr(after, name))
        for name in ("id", "name", "documentation", "executable")
        if getattr(before, name) != getattr(after, name)
    ]
    for id_ in new:
        if id_ in old:
            changes += _changes(old[id_], new[id_])
    return Differences(
        tuple(id_ for id_ in new if id_ not in old),
        tuple(id_ for id_ in old if id_ not in new),
        tuple(changes),
    )


def _elements(process: Process) -> dict[str, Element]:
    everything: list[Element] = [*process.lanes, *process.nodes, *process.flows]
    return {element.id: element for element in everything}


def _changes(before: Element, after: Element) -> Iterator[Change]:
    if type(before) is not type(after):
        yield Change(after.id, "kind", type(before).__name__, type(after).__name__)
        return
    for each in fields(after):
        was, is_ = getattr(before, each.name), getattr(after, each.name)
        if was != is_:
            yield Change(after.id, each.name, was, is_)
