"""Two files compared, as marks on both pictures and as a list in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from barzan.bpmn.differences import Differences, compare
from barzan.bpmn.model import Flow, Lane, Node, Process, Text
from barzan.modeller.opened import language
from barzan.modeller.words import FIELDS, KINDS, kind_word

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
_ICONS = {ADDED: "plus", REMOVED: "circle-x", CHANGED: "pencil"}


@dataclass(frozen=True, slots=True)
class Told:
    """One difference: ``kind`` added, removed or changed; ``details`` are the changed fields in words."""

    kind: str
    icon: str
    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """The differences, and the classes that mark them on both pictures."""

    told: tuple[Told, ...]
    marks: Mapping[str, str]


def compared(old: Process, new: Process) -> Compared:
    """What changed from ``old`` to ``new``."""
    found = compare(old, new)
    before, after = _elements(old), _elements(new)
    changed = _changed(found)
    told = [
        *(Told(ADDED, _ICONS[ADDED], _sentence(ADDED, after, id_)) for id_ in found.added),
        *(Told(REMOVED, _ICONS[REMOVED], _sentence(REMOVED, before, id_)) for id_ in found.removed),
        *(
            Told(CHANGED, _ICONS[CHANGED], _sentence(CHANGED, after, id_), _details(rows, before, after))
            for id_, rows in changed.items()
        ),
    ]
    return Compared(tuple(told), found.marks())


def sentences(old: Process, new: Process) -> list[str]:
    """The same as plain sentences."""
    return [
        ": ".join([each.text, "؛ ".join(each.details)]) if each.details else each.text
        for each in compared(old, new).told
    ]


def _changed(found: Differences) -> dict[str, list[tuple[str, Any, Any]]]:
    rows: dict[str, list[tuple[str, Any, Any]]] = {}
    for each in found.changed:
        rows.setdefault(each.id, []).append((each.field, each.before, each.after))
    return rows


def _elements(process: Process) -> dict[str, Process | Node | Flow | Lane]:
    return {process.id: process} | {
        each.id: each for each in (*process.nodes, *process.flows, *process.lanes)
    }


def _sentence(kind: str, elements: Mapping[str, Any], id_: str) -> str:
    what = element_name(elements.get(id_), elements, id_)
    if kind == ADDED:
        return pgettext("compare", "Added: %(what)s") % {"what": what}
    if kind == REMOVED:
        return pgettext("compare", "Removed: %(what)s") % {"what": what}
    return pgettext("compare", "Changed: %(what)s") % {"what": what}


def element_name(element: Any, elements: Mapping[str, Any], id_: str) -> str:
    """An element in words: its kind and its name."""
    if isinstance(element, Flow):
        ends = [_name(elements.get(end)) or end for end in (element.source, element.target)]
        return _("the way from “%(source)s” to “%(target)s”") % {"source": ends[0], "target": ends[1]}
    if isinstance(element, Lane):
        return _("the lane “%(name)s”") % {"name": _name(element) or id_}
    if isinstance(element, Node):
        return _("%(kind)s “%(name)s”") % {"kind": kind_word(element), "name": _name(element) or id_}
    return _("the process itself")


def _details(
    rows: Iterable[tuple[str, Any, Any]], before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[str, ...]:
    return tuple(
        _("%(field)s: from %(before)s to %(after)s")
        % {"field": FIELDS.get(field, field), "before": _shown(old, before), "after": _shown(new, after)}
        for field, old, new in rows
    )


NOTHING = pgettext_lazy("compare", "nothing")
_SHORT = 160


def _shown(value: Any, elements: Mapping[str, Any]) -> str:
    """A value of a field in words, short."""
    if isinstance(value, str) and value in elements and value:
        return f"«{_name(elements[value]) or value}»"
    text = _plain(value)
    return f"«{text[:_SHORT]}…»" if len(text) > _SHORT else f"«{text}»" if text else str(NOTHING)


def _plain(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return pgettext("compare", "yes") if value else pgettext("compare", "no")
    if isinstance(value, Text):
        return _within(value)
    if isinstance(value, Enum):
        return str(KINDS.get(value, value.value))  # type: ignore[call-overload]
    if isinstance(value, (tuple, list)):
        return "، ".join(filter(None, map(_plain, value)))
    if is_dataclass(value):
        told = ((_plain(getattr(value, field.name))) for field in fields(value))
        return " ".join(filter(None, told))
    return str(value)


def _name(element: Any) -> str:
    return _within(element.name) if element is not None else ""


def _within(text: Text) -> str:
    return (text.en if language().startswith("en") else "") or text.fa
