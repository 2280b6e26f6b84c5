"""Merges what two people made of the same draft, field by field and row by row. Pure.

A three-way merge: what only one of them changed is taken; what both changed alike is taken once; lists are
merged row by row where the changes lie apart (after Khanna, Kunal and Pierce, "A Formal Investigation of
Diff3", 2007: stable and unstable chunks). What both changed differently is a conflict, never decided here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from barzan.catalogue.content import PARTS
from barzan.revisions.proposed import FIELDS, Proposed

Rows = tuple[Any, ...]
LISTS = (*PARTS, "life_events")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both changed, each to something else."""

    field: str
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """``proposed`` holds their value wherever there is a conflict."""

    proposed: Proposed
    conflicts: tuple[Conflict, ...]


def merge(base: Proposed, mine: Proposed, theirs: Proposed) -> Merged:
    """What becomes of ``base`` when both changes of it are made."""
    old, left, right = base.fields(), mine.fields(), theirs.fields()
    fields, conflicts = dict(right), []
    for name in FIELDS:
        if left[name] == old[name] or left[name] == right[name]:
            continue
        if right[name] == old[name]:
            fields[name] = left[name]
            continue
        joined = merge_rows(old[name], left[name], right[name]) if name in LISTS else None
        if joined is None:
            conflicts.append(Conflict(name, old[name], left[name], right[name]))
        else:
            fields[name] = joined
    _together(old, left, right, fields, conflicts)
    fields["life_events"] = tuple(sorted(set(fields["life_events"])))
    return Merged(Proposed.of_fields(fields), tuple(conflicts))


def _together(
    old: dict[str, Any],
    left: dict[str, Any],
    right: dict[str, Any],
    fields: dict[str, Any],
    conflicts: list[Conflict],
) -> None:
    """A number of days and its kind come together or not at all: halves of two people make no whole."""
    if (fields["standard_days"] is None) == (not fields["day_kind"]):
        return
    for name in ("standard_days", "day_kind"):
        fields[name] = right[name]
    if not any(conflict.field in ("standard_days", "day_kind") for conflict in conflicts):
        conflicts.append(
            Conflict("standard_days", old["standard_days"], left["standard_days"], right["standard_days"])
        )


def merge_rows(base: Rows, mine: Rows, theirs: Rows) -> Rows | None:
    """The rows with both changes, or None where the changes touch each other.

    Every row that one of them added is in the result, every row that one of them removed is not.
    """
    ours, others = _changes(base, mine), _changes(base, theirs)
    common = [change for change in ours if change in others]
    apart = [change for change in others if change not in common]
    if any(_touch(one, other) for one in ours if one not in common for other in apart):
        return None
    result: list[Any] = []
    place = 0
    for start, end, rows in sorted([*ours, *apart], key=lambda change: (change[0], change[1])):
        result += [*base[place:start], *rows]
        place = end
    merged = (*result, *base[place:])
    return merged if _whole(base, mine, theirs, merged) else None


def _whole(base: Rows, mine: Rows, theirs: Rows, merged: Rows) -> bool:
    """Whether every row stands as often as both wanted: one moved it and the other removed it is no merge."""
    was, left, right, have = map(Counter, (base, mine, theirs, merged))
    return all(
        have[row] == (left[row] if left[row] == right[row] else left[row] + right[row] - was[row])
        for row in was | left | right
    )


Change = tuple[int, int, Rows]


def _changes(base: Sequence[Hashable], new: Rows) -> list[Change]:
    """(start, end, rows): the rows of ``base`` from start to end became ``rows``."""
    codes = SequenceMatcher(None, base, new, autojunk=False).get_opcodes()
    return [(start, end, new[left:right]) for tag, start, end, left, right in codes if tag != "equal"]


def _touch(one: Change, other: Change) -> bool:
    """Whether two changes share a row or a seam, so that their order would be a guess."""
    return one[0] <= other[1] and other[0] <= one[1]
