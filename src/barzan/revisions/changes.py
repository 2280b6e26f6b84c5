"""What changed between two states of a service, as values that a page can word. Pure.

Rows of a part are paired in three passes: what stands in both in one order is the same; what stands in both
elsewhere has moved; of the rest, the most alike are one row reworded, others were added or removed. Lines of
the source say where a text was read, not what it says: a row whose line alone changed has not changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from barzan.catalogue.content import PARTS
from barzan.revisions.proposed import FIELDS

ALIKE = 0.5
WORDS = re.compile(r"\S+\s*")


class Kind(StrEnum):
    """What happened to a field, or to a row of a part."""

    SET = "set"
    CLEARED = "cleared"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. Of a part, ``old`` and ``new`` are rows, ``was`` and ``now`` their places, from 1."""

    field: str
    kind: Kind
    old: Any = None
    new: Any = None
    was: int | None = None
    now: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text: ``same``, ``gone`` or ``new``."""

    kind: str
    text: str


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What changed from ``before`` to ``after`` (``Proposed.fields()``, or some of them), in their order.

    A field that only one of them has is not compared.
    """
    found: list[Change] = []
    for name in FIELDS:
        if name not in before or name not in after or before[name] == after[name]:
            continue
        if name in PARTS:
            found += rows(name, before[name], after[name])
        elif name == "life_events":
            found += _members(name, before[name], after[name])
        elif not (name == "source_line" and before.get("booklet") == after.get("booklet")):
            found.append(Change(name, _kind(before[name], after[name]), before[name], after[name]))
    return found


def rows(field: str, before: Sequence[Any], after: Sequence[Any]) -> list[Change]:
    """What happened to the rows of a part, in the order in which they stand now; removed ones first."""
    old, new = [_bare(row) for row in before], [_bare(row) for row in after]
    gone, come = _apart(old, new)
    found = []
    for was in list(gone):
        now = next((now for now in come if new[now] == old[was]), None)
        if now is not None:
            found.append(_row(field, Kind.MOVED, before, after, was, now))
            gone.remove(was)
            come.remove(now)
    found += [_row(field, Kind.REWORDED, before, after, was, now) for was, now in _alike(old, new, gone, come)]
    found += [Change(field, Kind.ADDED, None, after[now], None, now + 1) for now in come]
    removed = [Change(field, Kind.REMOVED, before[was], None, was + 1, None) for was in gone]
    return [*removed, *sorted(found, key=lambda change: change.now or 0)]


def pieces(old: str, new: str) -> list[Piece]:
    """The words of both texts in one row: what is gone stands before what is new."""
    left, right = WORDS.findall(old), WORDS.findall(new)
    bare = [word.rstrip() for word in left], [word.rstrip() for word in right]
    found: list[Piece] = []
    for tag, start, end, begin, until in SequenceMatcher(None, *bare, autojunk=False).get_opcodes():
        if tag == "equal":
            kept = zip(left[start:end], right[begin:until], strict=True)
            found.append(Piece("same", "".join(max(pair, key=len) for pair in kept)))
            continue
        if gone := "".join(left[start:end]):
            found.append(Piece("gone", gone))
        if come := "".join(right[begin:until]):
            found.append(Piece("new", come))
    return found


def _members(field: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    yield from (Change(field, Kind.REMOVED, each) for each in sorted(set(before) - set(after)))
    yield from (Change(field, Kind.ADDED, None, each) for each in sorted(set(after) - set(before)))


def _kind(old: Any, new: Any) -> Kind:
    if old in (None, ""):
        return Kind.SET
    return Kind.CLEARED if new in (None, "") else Kind.CHANGED


def _bare(row: Any) -> Any:
    return replace(row, source_line=None) if hasattr(row, "source_line") else row


def _apart(old: Sequence[Any], new: Sequence[Any]) -> tuple[list[int], list[int]]:
    """The places of both that no common order of equal rows covers."""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    apart = [code for code in codes if code[0] != "equal"]
    return (
        [place for _, start, end, _, _ in apart for place in range(start, end)],
        [place for _, _, _, start, end in apart for place in range(start, end)],
    )


def _alike(
    old: Sequence[Any], new: Sequence[Any], gone: list[int], come: list[int]
) -> Iterator[tuple[int, int]]:
    """Pairs of rows that are one row reworded, the most alike first; both lists lose what is paired."""
    texts = {was: _text(old[was]) for was in gone}, {now: _text(new[now]) for now in come}
    likely = [
        (-SequenceMatcher(None, texts[0][was].split(), texts[1][now].split(), autojunk=False).ratio(), was, now)
        for was in gone
        for now in come
    ]
    # A single row that gave way to a single row was rewritten, however little of it stayed.
    least = 0.0 if len(gone) == len(come) == 1 else ALIKE
    for unlike, was, now in sorted(likely):
        if -unlike > least and was in gone and now in come:
            gone.remove(was)
            come.remove(now)
            yield was, now


def _text(row: Any) -> str:
    return str(getattr(row, "text", "") or getattr(row, "title", "") or getattr(row, "value", ""))


def _row(field: str, kind: Kind, before: Sequence[Any], after: Sequence[Any], was: int, now: int) -> Change:
    return Change(field, kind, before[was], after[now], was + 1, now + 1)
