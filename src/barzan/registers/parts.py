"""The parts of a definition that pages edit one by one: put in, moved, renamed, taken out; values only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Value = dict[str, Any]
KINDS = ("states", "transitions", "relations", "views")


def part(definition: Mapping[str, Any], kind: str, key: str) -> Value | None:
    """The part with ``key``."""
    return next((each for each in definition.get(kind, ()) if each.get("key") == key), None)


def put(definition: Mapping[str, Any], kind: str, key: str, value: Mapping[str, Any]) -> Value:
    """The definition with ``value`` in the place of the part ``key`` ("": at the end).

    A state that got another key is renamed wherever it is named; one that starts is the only one to start.
    """
    rows = [dict(each) for each in definition.get(kind, ())]
    at = next((number for number, each in enumerate(rows) if each.get("key") == key), None)
    if at is None:
        rows.append(dict(value))
    else:
        rows[at] = dict(value)
    if kind == "states" and value.get("start"):
        rows = [{**each, "start": each.get("key") == value["key"]} for each in rows]
    changed = {**definition, kind: rows}
    return _renamed(changed, key, value["key"]) if kind == "states" and key else changed


def take_out(definition: Mapping[str, Any], kind: str, key: str) -> Value:
    """The definition without a part; transitions that named a state lose it."""
    changed = {**definition, kind: [each for each in definition.get(kind, ()) if each.get("key") != key]}
    return _renamed(changed, key, "") if kind == "states" else changed


def move_up(definition: Mapping[str, Any], kind: str, key: str) -> Value:
    """The definition with a part one place further up."""
    rows = list(definition.get(kind, ()))
    at = next((number for number, each in enumerate(rows) if each.get("key") == key), 0)
    if at:
        rows[at - 1], rows[at] = rows[at], rows[at - 1]
    return {**definition, kind: rows}


def _renamed(definition: Mapping[str, Any], old: str, new: str) -> Value:
    changed = dict(definition)
    changed["transitions"] = [_with_states(each, old, new) for each in definition.get("transitions", ())]
    changed["views"] = [
        {**each, "states": _swapped(each.get("states", ()), old, new)} for each in definition.get("views", ())
    ]
    return changed


def _with_states(transition: Mapping[str, Any], old: str, new: str) -> Value:
    target = transition.get("to", "")
    return {
        **transition,
        "from": _swapped(transition.get("from", ()), old, new),
        "to": new if target == old else target,
    }


def _swapped(names: Any, old: str, new: str) -> list[str]:
    swapped = [new if name == old else name for name in names]
    return [name for name in swapped if name]
