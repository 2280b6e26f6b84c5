"""The fields of an entry form as the life of a register sees them: by name, with values of FEEL. Pure.

A field is named by the last part of its path (``name`` for ``/data/holder/name``); where two have the same
last part, by more of it (``holder/name``). Fields within repeats are no fields of the entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from barzan.feel import Value

NUMBERS = frozenset({"integer", "decimal", "range"})
FILES = frozenset({"image", "audio", "video", "file"})
GROUPS = frozenset({"group", "repeat"})
Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """``name`` is how the life names it, ``path`` where its answer lies (parts without the root)."""

    name: str
    path: tuple[str, ...]
    type: str = "text"
    label: Mapping[str, str] = field(default_factory=dict)
    personal: bool = False
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def labelled(self, language: str) -> str:
        """The label in ``language``, else the Persian one, else any, else the name."""
        return in_language(self.label, language) or self.name

    def said(self, value: str, language: str) -> str:
        """An answer in words: choices by their labels."""
        if not self.choices:
            return value
        parts = value.split() if self.type == "select_multiple" else [value]
        return "، ".join(in_language(self.choices.get(part, {}), language) or part for part in parts)


Fields = Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Rows:
    """A repeat: its fields, whose paths begin at the row, and the repeats within it."""

    name: str
    label: Mapping[str, str] = field(default_factory=dict)
    fields: tuple[Field, ...] = ()
    within: tuple[Rows, ...] = ()

    def labelled(self, language: str) -> str:
        """The label in ``language``, else any, else the name."""
        return in_language(self.label, language) or self.name


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in ``language``, else the Persian one, else any."""
    short = language[:2]
    return texts.get(short) or texts.get("fa") or next(iter(texts.values()), "")


def named(found: Iterable[Field]) -> dict[str, Field]:
    """Fields by the shortest name that no other field has; ``found`` carry their paths."""
    rows = list(found)
    names: dict[str, Field] = {}
    for each in rows:
        name = _shortest(each.path, [other.path for other in rows if other.path != each.path])
        names[name] = Field(name, each.path, each.type, each.label, each.personal, each.choices)
    return names


def _shortest(path: tuple[str, ...], others: list[tuple[str, ...]]) -> str:
    for length in range(1, len(path)):
        if not any(other[-length:] == path[-length:] for other in others):
            return "/".join(path[-length:])
    return "/".join(path)


def answer(answers: Answers, path: Iterable[str]) -> str:
    """The answer at ``path``, "" where there is none."""
    here: Any = answers
    for part in path:
        here = here.get(part) if isinstance(here, Mapping) else None
    return here if isinstance(here, str) else ""


def with_answer(answers: Answers, path: tuple[str, ...], value: Any) -> dict[str, Any]:
    """The answers with another one at ``path``; an empty one is taken out."""
    head, rest = path[0], path[1:]
    changed = dict(answers)
    if rest:
        inner = changed.get(head)
        below = with_answer(inner if isinstance(inner, Mapping) else {}, rest, value)
        changed[head] = below
        if not below:
            del changed[head]
    elif value:
        changed[head] = value
    else:
        changed.pop(head, None)
    return changed


def values(fields: Fields, answers: Answers) -> dict[str, Value]:
    """What a condition sees: each field as a value of FEEL, null where it has no answer."""
    found = {name: value_of(each, answer(answers, each.path)) for name, each in fields.items()}
    return {condition_name(name): value for name, value in found.items()}


def value_of(each: Field, text: str) -> Value:
    """One answer as a value of FEEL; what cannot be read as its type is null."""
    if not text:
        return [] if each.type == "select_multiple" else None
    if each.type == "select_multiple":
        return list(text.split())
    try:
        if each.type in NUMBERS:
            return Decimal(text)
        if each.type == "date":
            return date.fromisoformat(text[:10])
        if each.type == "time":
            return time.fromisoformat(text)
        if each.type == "datetime":
            return datetime.fromisoformat(text)
    except (ValueError, InvalidOperation):
        return None
    return text


def condition_names(fields: Fields) -> frozenset[str]:
    """The names that a condition may use for fields."""
    return frozenset(map(condition_name, fields))


def condition_name(name: str) -> str:
    """How a condition writes the name of a field: what FEEL would reckon with becomes ``_``."""
    return "".join(each if each.isalnum() else "_" for each in name)
