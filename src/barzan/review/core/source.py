"""The lines of a source text as a page shows them: tables as tables, the item's own lines marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from barzan.catalogue.booklet.text import clean

CONTEXT = 3


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line with its number; ``cells`` where it is a row of a table, else ``text``. ``own``: the item's."""

    number: int
    text: str
    cells: tuple[str, ...]
    own: bool
    head: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of one kind that follow each other: a table or plain text; ``gap``: lines are left out before."""

    is_table: bool
    lines: tuple[SourceLine, ...]
    gap: bool = False


def wanted(
    line: int | None, section: tuple[int, int] | None, context: int = CONTEXT
) -> list[tuple[int, int]]:
    """The stretches of lines, first and last, that show an item: its row and its own page."""
    spans = []
    if line:
        spans.append((max(1, line - context), line + context))
    if section:
        spans.append((max(1, section[0] - context), section[1] + context))
    return spans


def shown(
    lines: Mapping[int, str],
    spans: Iterable[tuple[int, int]],
    own: Iterable[tuple[int, int]],
    head: int | None,
) -> list[Stretch]:
    """The stretches to show; the line ``head`` of the row's table stands above the row again."""
    mine = {number for first, last in own for number in range(first, last + 1)}
    found: list[Stretch] = []
    for at, (first, last) in enumerate(spans):
        numbers = [number for number in range(first, last + 1) if lines.get(number, "").strip()]
        rows = [_line(number, lines[number], number in mine) for number in numbers]
        rows = [row for row in rows if not _is_blank(row)]
        if at == 0 and head and head < first and head in lines:
            rows = [SourceLine(head, "", _cells(lines[head]), False, True), *rows]
        found += _stretches(rows, gap=at > 0)
    return found


def head_of(lines: Sequence[str], line: int) -> int | None:
    """The number of the row with the heads of the table that ``line`` stands in; None where it has none.

    A continuation has a blank first row, or none: nothing is shown above its cells then, since its columns
    may stand in another order.
    """
    at = line
    while at > 1 and lines[at - 2].strip().startswith("|"):
        at -= 1
    cells = _cells(lines[at - 1])
    words = [cell for cell in cells if any(letter.isalpha() for letter in cell)]
    is_head = at < line and len(words) >= 3 and _is_rule(_line(at + 1, lines[at], False))
    return at if is_head else None


def _stretches(rows: Sequence[SourceLine], gap: bool) -> list[Stretch]:
    found: list[Stretch] = []
    for is_table, group in groupby(rows, key=lambda row: bool(row.cells)):
        found.append(Stretch(is_table, tuple(group), gap and not found))
    return found


def _line(number: int, text: str, own: bool) -> SourceLine:
    if text.strip().startswith("|"):
        return SourceLine(number, "", _cells(text), own)
    return SourceLine(number, clean(text.strip().lstrip("#")), (), own)


def _cells(text: str) -> tuple[str, ...]:
    bare = text.strip().removeprefix("|").removesuffix("|")
    return tuple(clean(cell) for cell in bare.split("|"))


def _is_rule(line: SourceLine) -> bool:
    return _is_blank(line) and any(line.cells)


def _is_blank(line: SourceLine) -> bool:
    """Whether a row of a table says nothing: a rule, or the blank head of a continuation."""
    return bool(line.cells) and all(not cell.strip(" -:") for cell in line.cells)
