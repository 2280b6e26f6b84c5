"""Answers as plain values: walked by place, parted into personal and other ones, joined, compared. Pure.

A place is written ``/data/member[2]/name``, with the rows of repeats counted from one; without the counts it
is the path of a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

Answers = Mapping[str, Any]
# Names to what lies below them; None: all of it.
Tree = Mapping[str, Any]

_COUNT = re.compile(r"\[\d+\]")
_STEP = re.compile(r"([^/\[\]]+)(?:\[(\d+)\])?")


def path_of(place: str) -> str:
    """The path of the question at a place."""
    return _COUNT.sub("", place)


def walk(answers: Answers, root: str) -> Iterator[tuple[str, str]]:
    """Every answer with its place, in the order of the answers; ``root`` is ``/data``."""
    for name, value in answers.items():
        yield from _walk(value, f"{root}/{name}")


def _walk(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        yield from walk(value, place)
    elif isinstance(value, list):
        for number, row in enumerate(value, 1):
            yield from _walk(row, f"{place}[{number}]")
    else:
        yield place, str(value)


def at(answers: Answers, place: str) -> Any:
    """What stands at ``place``; None where nothing does. Without a count the first row is meant."""
    found: Any = answers
    for name, count in _STEP.findall(place.split("/", 2)[-1]):
        found = found.get(name) if isinstance(found, Mapping) else None
        if isinstance(found, list):
            row = int(count or 1) - 1
            found = found[row] if row < len(found) else None
        if found is None:
            return None
    return found


def put(answers: Answers, place: str, text: str) -> dict[str, Any]:
    """The answers with ``text`` at ``place`` (none: without it); a row of a repeat has to be there."""
    way = steps(place)
    return _put(answers, way, text) if way else dict(answers)


def steps(place: str) -> list[tuple[str, int]]:
    """The names of a place below the root, each with its row (0: none)."""
    return [(name, int(count or 0)) for name, count in _STEP.findall(place.split("/", 2)[-1])]


def _put(answers: Any, steps: list[tuple[str, int]], text: str) -> dict[str, Any]:
    whole = dict(answers) if isinstance(answers, Mapping) else {}
    (name, count), rest = steps[0], steps[1:]
    if not rest:
        whole.pop(name, None)
        return {**whole, name: text} if text else whole
    below = whole.get(name)
    if count:
        if isinstance(below, list) and count <= len(below):
            whole[name] = [*below[: count - 1], _put(below[count - 1], rest, text), *below[count:]]
    elif not isinstance(below, list):
        whole[name] = _put(below or {}, rest, text)
    return whole


def part(answers: Answers, tree: Tree) -> tuple[dict[str, Any], dict[str, Any]]:
    """The answers beside those of ``tree``, and those; rows of repeats keep their count in both."""
    rest, taken = {}, {}
    for name, value in answers.items():
        if name not in tree:
            rest[name] = value
            continue
        below = tree[name]
        if below is None:
            taken[name] = value
        elif isinstance(value, Mapping):
            rest[name], taken[name] = part(value, below)
        elif isinstance(value, list):
            pairs = [part(row, below) if isinstance(row, Mapping) else (row, {}) for row in value]
            rest[name], taken[name] = [one for one, _ in pairs], [other for _, other in pairs]
        else:
            rest[name] = value
    return rest, {name: value for name, value in taken.items() if _said(value)}


def _said(value: Any) -> bool:
    """Whether anything is answered in it."""
    if isinstance(value, Mapping):
        return any(_said(each) for each in value.values())
    if isinstance(value, list):
        return any(_said(each) for each in value)
    return True


def join(rest: Answers, taken: Answers) -> dict[str, Any]:
    """The whole that ``part`` parted."""
    whole = dict(rest)
    for name, value in taken.items():
        mine = whole.get(name)
        if isinstance(mine, Mapping) and isinstance(value, Mapping):
            whole[name] = join(mine, value)
        elif isinstance(mine, list) and isinstance(value, list):
            whole[name] = [join(one or {}, other or {}) for one, other in zip_longest(mine, value)]
        elif name not in whole:
            whole[name] = value
    return whole


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that is another: None where there was none, or is none now."""

    place: str
    before: str | None
    after: str | None


def differences(before: Answers, after: Answers, root: str) -> list[Change]:
    """What changed, place by place: the places of ``after`` in their order, then those that are gone."""
    old, new = dict(walk(before, root)), dict(walk(after, root))
    changed = [
        Change(place, old.get(place), value) for place, value in new.items() if old.get(place) != value
    ]
    return changed + [Change(place, value, None) for place, value in old.items() if place not in new]
