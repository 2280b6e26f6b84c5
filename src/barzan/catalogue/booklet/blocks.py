"""The text in blocks: headings, paragraphs and tables, each with its line; people's names are left out here.

A colophon (who wrote, led, helped) is recognised by its heading or by the label of a line, and dropped before
anything else looks at the text, so that no later step can carry a name into the result.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from barzan.catalogue.booklet.text import clean, key

_COLOPHON = re.compile(
    r"^(شناسنامه|عوامل|دستاندرکاران|پدیدآورندگان|تهیهکنندگان|همکاران|تقدیروتشکر|سپاسگزاری|باسپاس|باتشکر"
    r"|نویسندگان|اعضایکارگروه|اعضایکمیته|گروه(نویسندگان|تدوین|مولفان))"
)
_PEOPLE_LABEL = re.compile(
    r"^[\W\d_]*(?:راهبری\s*[،و]\s*)?"
    r"(?:تهیه و تدوین|تدوین و|تدوین کنند|گردآور|نویسند|رابطان|همکاران|با همکاری|ناظر علمی|ناظران|ویراستار"
    r"|صفحه ?آرا|طراح جلد|مدیر پروژه|زیر نظر|تهیه ?کنند|تایید ?کنند|تصویب ?کنند|مشاوران|پدیدآور"
    r"|دست ?اندرکار|تهیه و تنظیم|تنظیم ?کنند|نگارش|نگارند|مولف|گروه (?:نویسندگان|تدوین|مولفان)"
    r"|اعضای کار ?گروه|اعضای کمیته|سرپرست|مجری|مدیر طرح"
    r"|کارشناس(?:ان)? مسئول|ناظر|همکار|امضا(?:ء|کنند)?(?![آ-ی]))[^:]{0,60}:"
    r"|^[\W\d_]*با (?:سپاس|تشکر|قدردانی) (?:\S+ )?از "
)
# Cells in the head of a table of people.
_PEOPLE_CELL = re.compile(r"^(نامو?نامخانوادگی|نامخانوادگی|(تهیه|تایید|تصویب|تنظیم)کنند(ه|گان))$")
# What ends a colophon although it is no heading: the booklet's own structure.
_STRUCTURE = re.compile(r"نمودار ?گردش ?کار|(لیست|فهرست) خدمات|مورد ?نیاز\W*$|خدمت\W*$")
_BAR = re.compile(r"(?<!\\)\|")
# A line with fewer bars, and none before its first cell, is no row of a table.
_FEWEST_BARS = 2


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph (its lines joined by ``\\n``) or a table (``rows`` of cleaned cells)."""

    kind: Literal["heading", "text", "table"]
    line: int
    lines: tuple[str, ...] = ()
    rows: tuple["Row", ...] = ()
    gap: int = 0

    @property
    def text(self) -> str:
        """The lines as one cleaned line."""
        return clean(" ".join(self.lines))


@dataclass(frozen=True)
class Row:
    """One line of a table; ``bold``: its first written cell is emphasised.

    ``closed``: its last cell is closed by a bar, where the table has bars at its sides; ``last``: no line end
    follows. ``printed`` are its cells before any of them was understood otherwise.
    """

    line: int
    cells: tuple[str, ...]
    bold: bool
    closed: bool
    last: bool
    printed: tuple[str, ...]


def split(text: str) -> tuple[Block, ...]:
    """The blocks of ``text`` without colophons; ``gap`` counts the blank lines before a block."""
    return tuple(_without_people(_blocks(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))))


def is_heading_of_people(text: str) -> bool:
    """Whether a heading or line opens a colophon."""
    return len(key(text)) <= 40 and bool(_COLOPHON.match(key(text)))


def names_people(line: str) -> bool:
    """Whether a line is a label such as «تهیه و تدوین:» with names behind it."""
    return bool(_PEOPLE_LABEL.match(clean(line)))


def _blocks(lines: list[str]) -> Iterator[Block]:
    gap = start = 0
    kind: str | None = None
    for index, line in enumerate([*lines, ""]):
        now = _kind(line)
        if kind == "table" and now == "text" and _goes_on(lines[index - 1], line):
            now = "table"
        if kind and (now != kind or kind == "heading"):
            yield _block(kind, start, lines[start:index], gap, index == len(lines))
            gap, kind = 0, None
        if now is None:
            gap += 1
        elif kind is None:
            kind, start = now, index


def _goes_on(above: str, line: str) -> bool:
    """Whether a line is the rest of a row that a tool has broken inside a cell."""
    return above.strip().startswith("|") and not above.rstrip().endswith("|") and line.rstrip().endswith("|")


def _kind(line: str) -> str | None:
    stripped = line.strip(" \t\u200c\u200f\ufeff")
    if not stripped:
        return None
    if stripped.startswith("|"):
        return "table"
    if re.match(r"#{1,6}\s*\S", stripped):
        return "heading"
    return "table" if len(_BAR.findall(stripped)) >= _FEWEST_BARS else "text"


def _block(kind: str, start: int, lines: list[str], gap: int, at_end: bool) -> Block:
    if kind == "table":
        framed = _is_framed(lines)
        rows = [_row(start + 1 + i, line, framed) for i, line in _whole(lines, framed)]
        rows[-1] = replace(rows[-1], last=at_end)
        return Block("table", start + 1, rows=tuple(row for row in rows if not _is_rule(row)), gap=gap)
    if kind == "heading":
        return Block("heading", start + 1, (lines[0].strip().lstrip("#").strip(),), gap=gap)
    return Block("text", start + 1, tuple(lines), gap=gap)


def _is_framed(lines: Sequence[str]) -> bool:
    """Whether the rows of a table have a bar at each side; its rule tells, or the most of its lines."""
    rules = [line for line in lines if "--" in line and not line.strip(" |:-\t")]
    judged = rules or lines
    return 2 * sum(line.strip().startswith("|") for line in judged) > len(judged)


def _whole(lines: Sequence[str], framed: bool) -> Iterator[tuple[int, str]]:
    """The lines with their places, those put together that a tool has broken inside a cell."""
    held: list[tuple[int, str]] = []
    for index, line in enumerate(lines):
        if held and framed and not line.strip().startswith("|"):
            held[-1] = (held[-1][0], f"{held[-1][1].rstrip()} {line.strip()}")
        else:
            held.append((index, line))
    yield from held


def _row(number: int, line: str, framed: bool) -> Row:
    """The row of ``line``; ``framed`` tables have a bar at each side of their rows."""
    bare = line.strip()
    closed = not framed or (len(bare) > 1 and bare.endswith("|"))
    raw = _BAR.split(bare.removeprefix("|")[: -1 if closed else None] if framed else line)
    first = next((cell for cell in raw if cell.strip()), "")
    bold = "<b>" in first or "<strong>" in first or "**" in first
    cells = tuple(clean(cell) for cell in raw)
    return Row(number, cells, bold, closed, False, cells)


def _is_rule(row: Row) -> bool:
    return any("--" in cell for cell in row.cells) and not any(key(cell) for cell in row.cells)


def _without_people(blocks: Iterable[Block]) -> Iterator[Block]:
    """Drop a colophon up to the next heading or table, and single lines that name people."""
    inside = False
    for block in blocks:
        if inside and block.kind == "text" and _STRUCTURE.search(block.text):
            inside = False
        if block.kind == "text" and not inside:
            kept, inside = _kept_lines(block.lines)
            if kept:
                yield Block("text", block.line, kept, gap=block.gap)
        elif block.kind == "table":
            inside = False
            if block.rows and not _is_table_of_people(block):
                yield block
        elif block.kind == "heading":
            inside = is_heading_of_people(block.text) or (names_people(block.text + ":") and inside)
            if not inside:
                yield block


def _is_table_of_people(block: Block) -> bool:
    return any(_PEOPLE_CELL.match(key(cell)) for cell in block.rows[0].cells)


def _kept_lines(lines: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """The lines before a colophon begins, without lines that name people; and whether one begins."""
    kept: list[str] = []
    for line in lines:
        bold_or_label = clean(line).endswith(":") or line.strip().startswith(("**", "<b>"))
        if is_heading_of_people(clean(line)) and bold_or_label:
            return tuple(kept), True
        if not names_people(line):
            kept.append(line)
    return tuple(kept), False
