"""Answers as they are read: each question with what was answered, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from barzan.filling.core.values import Field


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and its answer, within the row ``row`` of a repeat."""

    label: str
    answer: str
    row: str = ""


def answered(fields: Sequence[Field]) -> tuple[list[tuple[str, list[Answered]]], list[Answered]]:
    """What was answered, in runs under the titles of rows, and what was left out; only what is relevant."""
    runs: list[tuple[str, list[Answered]]] = []
    left: list[Answered] = []
    for each in _answered(fields, ""):
        if not runs or runs[-1][0] != each.row:
            runs.append((each.row, []))
        (runs[-1][1] if each.answer else left).append(each)
    return [run for run in runs if run[0] or run[1]], left


def _answered(fields: Sequence[Field], row: str) -> Iterator[Answered]:
    for each in fields:
        if not each.relevant or each.widget == "note":
            continue
        if each.widget in ("group", "matrix"):
            yield from _answered(each.children, row)
        elif each.widget == "repeat":
            for inner in each.rows:
                title = f"{inner.title} · {inner.called}" if inner.called else inner.title
                yield from _answered(inner.fields, f"{row} › {title}" if row else title)
        else:
            yield Answered(each.label, in_words(each), row)


def in_words(each: Field) -> str:
    """An answer as people read it: what choices are called, a date in pieces joined."""
    if each.widget == "rank":
        return "\n".join(option.label for option in each.options) if each.value else ""
    if each.widget == "acknowledge":
        return "✓" if each.value else ""
    if each.options:
        return "، ".join(option.label for option in each.options if option.chosen)
    return each.shown or each.value
