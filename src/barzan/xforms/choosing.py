"""Choices as they stand open to a question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from barzan.xforms.model import NOTHING, Choice, ChoiceList, Itemset
from barzan.xforms.rows import Run
from barzan.xforms.texts import Text


def choices_by_row(list_: ChoiceList, itemset: Itemset, default: str = "") -> Mapping[int, Choice]:
    """The choices of a list by the identity of their row; made once and kept with the list."""
    key = ("choices", itemset.value, itemset.label)
    found: dict[int, Choice] | None = list_.cache.get(key)
    if found is None:
        found = {}
        for at, row in enumerate(list_.rows):
            label = list_.labels[at] if at < len(list_.labels) else NOTHING
            if not label and not itemset.itext and row.get(itemset.label):
                label = Text({default: row[itemset.label]}, default, label.media)
            found[id(row)] = Choice(row.get(itemset.value, ""), label, row)
        list_.cache[key] = found
    return found


def by_value(list_: ChoiceList, itemset: Itemset) -> Mapping[str, Choice]:
    key = ("values", itemset.value, itemset.label)
    found: dict[str, Choice] | None = list_.cache.get(key)
    if found is None:
        found = {}
        for choice in choices_by_row(list_, itemset).values():
            found.setdefault(choice.value, choice)
        list_.cache[key] = found
    return found


def label_in(run: Run, itemset: Itemset, value: str) -> str:
    """The label of the choice ``value`` in the language of the filling; of several, joined."""
    list_: Any = run.lists.get(itemset.list or "")
    if list_ is None:
        return ""
    choice = by_value(list_, itemset).get(value)
    return choice.label.in_(run.language) if choice is not None else ""
