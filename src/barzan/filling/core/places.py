"""Places of answers, "/data/member[2]/name", and the answers nested by names. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

MOST_ROWS = 1_000
INDEX = re.compile(r"\[([0-9]{1,5})\]")
STEP = re.compile(r"([^\[\]/|\s]+)(?:\[([0-9]{1,5})\])?\Z")

Steps = tuple[tuple[str, int | None], ...]


def path_of(place: str) -> str:
    """The path of a node: the place without the numbers of rows."""
    return INDEX.sub("", place)


def id_of(place: str) -> str:
    """The id of the element at ``place``: without signs that mean something in a selector or an address."""
    return "q" + INDEX.sub(r".\1", place).replace("/", "-")


def steps(place: str) -> Steps | None:
    """The steps under the root with their rows; None where ``place`` is none."""
    taken: list[tuple[str, int | None]] = []
    for part in place.split("/")[2:]:
        found = STEP.match(part)
        if found is None:
            return None
        row = int(found[2]) if found[2] else None
        if row is not None and not 1 <= row <= MOST_ROWS:
            return None
        taken.append((found[1], row))
    return tuple(taken) or None


def copied(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The same answers, free to be written into."""
    return {name: _copied(value) for name, value in answers.items()}


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return copied(value)
    if isinstance(value, list | tuple):
        return [_copied(each) for each in value]
    return value


def get(answers: Mapping[str, Any], where: Sequence[tuple[str, int | None]]) -> Any:
    """What stands there; None where nothing does."""
    here: Any = answers
    for name, row in where:
        here = here.get(name) if isinstance(here, Mapping) else None
        if row is not None:
            here = here[row - 1] if isinstance(here, list) and row <= len(here) else None
    return here


def put(answers: dict[str, Any], where: Steps, value: str) -> None:
    """Writes ``value`` there (an empty one is taken away), making the groups and rows on the way."""
    here = answers
    for name, row in where[:-1]:
        if row is None:
            inner = here.setdefault(name, {})
            if not isinstance(inner, dict):
                inner = here[name] = {}
            here = inner
        else:
            here = at_least(here, name, row)[row - 1]
    name = where[-1][0]
    if value:
        here[name] = value
    else:
        here.pop(name, None)


def at_least(here: dict[str, Any], name: str, count: int) -> list[dict[str, Any]]:
    """The rows of the repeat ``name``, made up to ``count``."""
    rows = here.setdefault(name, [])
    if not isinstance(rows, list):
        rows = here[name] = []
    while len(rows) < count:
        rows.append({})
    return rows


def grow(answers: dict[str, Any], where: Steps, count: int) -> None:
    """Makes the repeat at ``where`` at least ``count`` rows long."""
    here = answers
    for name, row in where[:-1]:
        here = here.setdefault(name, {}) if row is None else at_least(here, name, row)[row - 1]
    at_least(here, where[-1][0], min(count, MOST_ROWS))
