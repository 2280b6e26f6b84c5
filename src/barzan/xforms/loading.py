"""Answers into rows and rows into answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from barzan.xforms import sentences
from barzan.xforms.engine import FAILURES, Engine
from barzan.xforms.engine import sentences as said
from barzan.xforms.model import Node
from barzan.xforms.rows import Row
from barzan.xforms.scopes import Scope, Slot
from barzan.xforms.texts import Text


@dataclass(slots=True)
class Loaded:
    """What did not fit: (place, rule, message); ``rows``: how many came by repeat, where it has a count."""

    amiss: list[tuple[str, str, Text]] = field(default_factory=list)
    arrived: dict[tuple[Row, Scope], int] = field(default_factory=dict)
    sent: list[tuple[Row, Slot, str]] = field(default_factory=list)

    def add(self, place: str, rule: str, message: Text) -> None:
        if len(self.amiss) < 1_000:
            self.amiss.append((place, rule, message))


def load(engine: Engine, answers: Mapping[str, Any]) -> Loaded:
    """Puts ``answers`` into the rows of ``engine``; what the form does not know is told, not kept."""
    loaded = Loaded()
    root = engine.root
    for index in range(len(root.kept)):
        root.kept[index] = root.seen[index] = ""
    _group(engine, loaded, root, engine.plan.form.root, answers, root.place())
    return loaded


def _group(
    engine: Engine, loaded: Loaded, row: Row, node: Node, answers: Mapping[str, Any], place: str
) -> None:
    kids = {kid.name: kid for kid in node.children}
    for name, value in answers.items():
        kid = kids.get(name)
        at = f"{place}/{name}"
        if kid is None:
            loaded.add(at[:300], "unknown", sentences.UNKNOWN)
        elif kid.kind == "repeat":
            _repeat(engine, loaded, row, kid, value, at)
        elif kid.leaf:
            _leaf(engine, loaded, row, kid, value, at)
        elif isinstance(value, Mapping):
            _group(engine, loaded, row, kid, value, at)
        elif value not in (None, ""):
            loaded.add(at, "type", sentences.SHAPE)


def _repeat(engine: Engine, loaded: Loaded, row: Row, node: Node, value: Any, place: str) -> None:
    inner = engine.plan.layout.scope_of(node)
    items = value if isinstance(value, list | tuple) else [value] if isinstance(value, Mapping) else None
    if items is None:
        if value not in (None, ""):
            loaded.add(place, "type", sentences.SHAPE)
        return
    loaded.arrived[row, inner] = len(items)
    for at, item in enumerate(items, 1):
        try:
            new = engine.grow(row, inner, inside=False)
        except FAILURES as error:
            loaded.add(f"{place}[{at}]", "count", sentences.both(*said(error)))
            return
        for index in range(len(new.kept)):
            new.kept[index] = new.seen[index] = ""
        if isinstance(item, Mapping):
            _group(engine, loaded, new, node, item, f"{place}[{at}]")
        elif item not in (None, ""):
            loaded.add(f"{place}[{at}]", "type", sentences.SHAPE)


def _leaf(engine: Engine, loaded: Loaded, row: Row, node: Node, value: Any, place: str) -> None:
    text = _text(value)
    if text is None:
        loaded.add(place, "type", sentences.SHAPE)
        return
    if len(text) > engine.run.limits.text:
        loaded.add(place, "type", sentences.TOO_LONG)
        return
    slot = engine.plan.layout.slots[node]
    row.kept[slot.index] = row.seen[slot.index] = text
    if text:
        loaded.sent.append((row, slot, text))


def _text(value: Any) -> str | None:
    """A JSON value as the text of XForms; None for what can be none."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value) if isinstance(value, float) or abs(value) < 10**30 else None
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        return " ".join(value)
    return None


def unload(row: Row, node: Node, *, all_: bool) -> dict[str, Any]:
    """The answers below ``node`` in ``row``; ``all_``: those that are not relevant as well."""
    found: dict[str, Any] = {}
    values = row.kept if all_ else row.seen
    _unload(row, node, values, found, all_)
    return found


def _unload(row: Row, node: Node, values: list[str], found: dict[str, Any], all_: bool) -> None:
    slots = row.scope.by_node
    for kid in node.children:
        slot = slots[kid]
        if kid.leaf:
            if values[slot.index]:
                found[kid.name] = values[slot.index]
        elif slot.inner is not None:
            if all_ or row.on[slot.switch]:
                rows = [unload(one, kid, all_=all_) for one in row.subs[slot.inner.sub]]
                if rows:
                    found[kid.name] = rows
        else:
            inner: dict[str, Any] = {}
            _unload(row, kid, values, inner, all_)
            if inner:
                found[kid.name] = inner
