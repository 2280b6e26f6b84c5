"""Versions of a form as the page compares them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from barzan.answers.core.columns import Column, Layout, short
from barzan.answers.models import Joining
from barzan.forms.models import FormVersion


@dataclass(frozen=True, slots=True)
class Pair:
    """An older question and the one that it became, or may have become."""

    old: str
    new: str
    old_label: str
    new_label: str


def changes(version: FormVersion, language: str) -> list[str]:
    """What a version changed of the one before, in sentences."""
    key = "en" if language.startswith("en") else "fa"
    return [each[key] for each in _listed(version.differences) if each.get(key)]


def _listed(differences: Any) -> list[dict[str, str]]:
    found = differences.get("all", []) if isinstance(differences, dict) else differences
    return [each for each in found if isinstance(each, dict)]


def joined(layout: Layout, joinings: Iterable[Joining], language: str) -> list[Pair]:
    """The pairs that stand in one column."""
    known = _columns(layout)
    return [
        Pair(row.old, row.new, row.old, known[row.new].label(language) if row.new in known else row.new)
        for row in joinings
    ]


def proposals(
    layout: Layout, versions: Sequence[FormVersion], joinings: Iterable[Joining], language: str
) -> list[Pair]:
    """Questions that a version renamed and that stand in two columns still."""
    known, done = _columns(layout), {row.old for row in joinings}
    found = []
    for version in versions:
        for each in _listed(version.differences):
            if each.get("change") in ("renamed", "moved"):
                old, new = short(each.get("before", "")), short(each.get("path", ""))
                if old in known and new in known and old not in done:
                    found.append(Pair(old, new, known[old].label(language), known[new].label(language)))
    return found


def gone(layout: Layout, language: str) -> list[tuple[str, str]]:
    """(path, words) of the questions that the newest version no longer asks."""
    return [
        (path, column.label(language))
        for path, column in _columns(layout).items()
        if layout.versions[-1] not in column.versions
    ]


def asked(layout: Layout, language: str) -> list[tuple[str, str]]:
    """(path, words) of the questions that the newest version asks."""
    return [
        (path, column.label(language))
        for path, column in _columns(layout).items()
        if layout.versions[-1] in column.versions
    ]


def _columns(layout: Layout) -> dict[str, Column]:
    return {path: column for table in layout.tables for path, column in table.by_path.items()}
