"""Searching a tree: what fits stays, with all that stands above it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from barzan.look.parts import Branch
from barzan.persian import search_key


def sought(branches: Iterable[Branch], text: str) -> tuple[Branch, ...]:
    """The branches whose label holds ``text``, marked, and those that lead to them; all for an empty text."""
    key = search_key(text)
    if not key:
        return tuple(branches)
    kept = (_kept(branch, key) for branch in branches)
    return tuple(branch for branch in kept if branch)


def _kept(branch: Branch, key: str) -> Branch | None:
    below = tuple(kept for each in branch.branches if (kept := _kept(each, key)))
    fits = key in search_key(branch.label)
    return replace(branch, branches=below, open=True, found=fits) if fits or below else None
