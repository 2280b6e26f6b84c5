"""The steps that turn a reorganisation back, as far as that can be.

An ended unit comes back under a new code. Of what it had given on only its posts are known one by one;
services are placed by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count

from barzan.people.reorganising.outcomes import Outcome, changed
from barzan.people.reorganising.steps import Chart, Close, Merge, Move, New, Node, Rename, Split, Step


def inverse(chart: Chart, steps: Sequence[Step], after: Outcome, used: Callable[[str], bool]) -> list[Step]:
    """The steps for another plan; ``chart`` is the one before the day, ``used`` knows codes ever given."""
    new_names = {
        step.new.code: chart[step.units[0]]
        for step in steps
        if isinstance(step, Merge) and step.new and step.units and step.units[0] in chart
    }
    kept = {node.code for node in new_names.values()}
    back = {old: _free(old, used) for old in sorted(after.moved) if old in chart and old not in kept}
    back |= {node.code: code for code, node in new_names.items()}

    def parent(node: Node) -> str:
        return back.get(node.parent, node.parent)

    found: list[Step] = [*_named_back(chart, after, parent)]
    for code, node in new_names.items():
        found.append(Rename(code, node.name, node.name_en, node.kind))
        if after.chart[code].parent != parent(node):
            found.append(Move(code, parent(node)))
    for old, into in after.moved.items():
        if old in chart and old not in kept:
            node = chart[old]
            new = New(back[old], node.name, node.name_en, node.kind, parent(node))
            found.append(Split(into, new, tuple(sorted(node.posts))))
    found += [Close(step.new.code, step.unit) for step in steps if isinstance(step, Split)]
    return found


def _named_back(chart: Chart, after: Outcome, parent: Callable[[Node], str]) -> Iterator[Step]:
    """Renames and moves of the units that went on."""
    for code, differing in changed(chart, after).items():
        node = chart[code]
        if "name" in differing:
            yield Rename(code, node.name, node.name_en, node.kind)
        if "parent" in differing and parent(node) != after.chart[code].parent:
            yield Move(code, parent(node))


def _free(code: str, used: Callable[[str], bool]) -> str:
    """The first of ``code-2``, ``code-3``, … that was never given."""
    return next(name for number in count(2) if not used(name := f"{code[:56]}-{number}"))
