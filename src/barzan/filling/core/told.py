"""Answers as they are read: each question with what was answered, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from barzan.filling.core.values import Field

SILENT = frozenset({"note"})


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and its answer; a ``heading`` stands before the answers of a group or of a row."""

    label: str
    answer: str
    place: str
    heading: bool = False


def answered(fields: Sequence[Field]) -> tuple[Answered, ...]:
    """The answers of what is relevant, in the order of the form."""
    return tuple(_answered(fields))


def _answered(fields: Sequence[Field]) -> Iterator[Answered]:
    for each in fields:
        if not each.relevant or each.widget in SILENT:
            continue
        if each.widget in ("group", "matrix"):
            yield from _answered(each.children)
        elif each.widget == "repeat":
            for row in each.rows:
                yield Answered(row.title, "", row.place, heading=True)
                yield from _answered(row.fields)
        else:
            yield Answered(each.label, in_words(each), each.place)


def in_words(each: Field) -> str:
    """An answer as people read it: what choices are called, a date in pieces joined."""
    if each.widget == "rank":
        return "\n".join(option.label for option in each.options) if each.value else ""
    if each.widget == "acknowledge":
        return "✓" if each.value else ""
    if each.parts:
        return _joined(each)
    if each.options:
        return "، ".join(option.label for option in each.options if option.chosen)
    return each.shown or each.value


def _joined(each: Field) -> str:
    found = {part.key: part.value for part in each.parts}
    if each.widget == "point":
        return f"{found['lat']}  {found['lon']}" if found.get("lat") else ""
    day = "/".join(found[key] for key in ("year", "month", "day") if found.get(key))
    time = ":".join(found[key] for key in ("hour", "minute") if found.get(key))
    return "  ".join(piece for piece in (day, time) if piece)
