"""Rows of repeats added to answers and taken out of them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from barzan.submissions.core.answers import Answers, steps

MOST_ROWS = 1000


def reshaped(answers: Answers, deeds: Iterable[str]) -> dict[str, Any]:
    """The answers after ``+/data/member`` (one more row at the end) and ``-/data/member[2]`` (that row is
    gone), one after the other. A row that is not there, and one beyond ``MOST_ROWS``, changes nothing.
    """
    whole = dict(answers)
    for deed in deeds:
        sign, place = deed[:1], deed[1:]
        if sign == "+":
            rows = _rows(whole, place)
            if len(rows) < MOST_ROWS:
                whole = _with(whole, steps(place), [*rows, {}])
        elif sign == "-" and place.endswith("]"):
            around, _, number = place[:-1].rpartition("[")
            rows, row = _rows(whole, around), int(number) if number.isdigit() else 0
            if 0 < row <= len(rows):
                whole = _with(whole, steps(around), [*rows[: row - 1], *rows[row:]])
    return whole


def _rows(answers: Answers, place: str) -> list[Any]:
    """The rows of the repeat at a place."""
    found: Any = answers
    for name, count in steps(place):
        found = found.get(name) if isinstance(found, Mapping) else None
        if count and isinstance(found, list):
            found = found[count - 1] if count <= len(found) else None
    return found if isinstance(found, list) else []


def _with(answers: Any, way: list[tuple[str, int]], rows: list[Any]) -> dict[str, Any]:
    """The answers with other rows at the end of the way; a row on the way has to be there."""
    whole = dict(answers) if isinstance(answers, Mapping) else {}
    (name, count), rest = way[0], way[1:]
    below = whole.get(name)
    if not rest:
        whole.pop(name, None)
        return {**whole, name: rows} if rows else whole
    if not count:
        whole[name] = _with(below or {}, rest, rows)
    elif isinstance(below, list) and count <= len(below):
        whole[name] = [*below[: count - 1], _with(below[count - 1], rest, rows), *below[count:]]
    return whole
