"""The chart that comes of a plan.

The steps hold together from one day on, so their order says nothing: new units are there, names and places
change, units end, and what belonged to them goes to the unit that follows them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from barzan.people.reorganising.steps import (
    Chart,
    Move,
    New,
    Node,
    Rename,
    Split,
    Step,
    ended_by,
    new_unit,
    passed_on,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The chart after the day, and what became of units and posts.

    ``moved`` maps a unit that ended to the one that follows it, ``posts`` a post to its new unit.
    """

    chart: dict[str, Node]
    added: tuple[New, ...]
    ended: frozenset[str]
    moved: dict[str, str]
    posts: dict[str, str]


def outcome(chart: Chart, steps: Sequence[Step], on: date) -> Outcome:
    """What comes of ``steps``, which have no troubles, or few enough to be drawn all the same."""
    nodes = dict(chart)
    added = tuple(new for step in steps if (new := new_unit(step)) and new.code not in chart)
    for new in added:
        nodes[new.code] = Node(
            new.code, new.name, new.name_en, new.kind, new.parent, on, on, order=_last(nodes, new.parent) + 1
        )
    for step in steps:
        if isinstance(step, Rename) and step.unit in nodes:
            node = nodes[step.unit]
            nodes[step.unit] = replace(node, name=step.name, name_en=step.name_en, kind=step.kind)
        elif isinstance(step, Move) and step.unit in nodes:
            nodes[step.unit] = replace(nodes[step.unit], parent=step.parent)
    moved = {old: into for step in steps for old, into in passed_on(step) if old in nodes and into in nodes}
    ended = frozenset(old for step in steps for old in ended_by(step) if old in nodes)
    posts = dict(_posts(chart, steps, moved))
    return Outcome(_settled(nodes, moved, ended, posts), added, ended, moved, posts)


def depth(chart: Chart, code: str) -> int | None:
    """How many units stand above ``code``; None where they form a ring."""
    above: list[str] = []
    while (parent := chart[code].parent) and parent in chart:
        above.append(parent)
        if len(above) > len(chart):
            return None
        code = parent
    return len(above)


def changed(before: Chart, after: Outcome) -> dict[str, frozenset[str]]:
    """By code: what differs for a unit that goes on: ``name`` (with kind), ``parent``, ``posts``."""
    found: dict[str, frozenset[str]] = {}
    for code, node in after.chart.items():
        if old := before.get(code):
            differing = {
                "name": (old.name, old.name_en, old.kind) != (node.name, node.name_en, node.kind),
                "parent": old.parent != node.parent,
                "posts": old.posts != node.posts,
            }
            if any(differing.values()):
                found[code] = frozenset(name for name, differs in differing.items() if differs)
    return found


def _posts(chart: Chart, steps: Sequence[Step], moved: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for old, into in moved.items():
        if old in chart:
            yield from ((post, into) for post in chart[old].posts)
    for step in steps:
        if isinstance(step, Split):
            yield from ((post, step.new.code) for post in step.posts)


def _settled(
    nodes: Mapping[str, Node], moved: Mapping[str, str], ended: frozenset[str], posts: Mapping[str, str]
) -> dict[str, Node]:
    """The units that go on, each with its unit above, its posts and what follows."""
    after: dict[str, Node] = {}
    holders = {post: held for node in nodes.values() for post, held in node.posts.items()}
    arriving: dict[str, dict[str, int]] = {}
    for post, unit in posts.items():
        arriving.setdefault(unit, {})[post] = holders.get(post, 0)
    for code, node in nodes.items():
        if code in ended:
            continue
        stay = {post: held for post, held in node.posts.items() if post not in posts}
        following = Counter(node.following)
        for old, into in moved.items():
            if into == code:
                following.update(nodes[old].following)
        after[code] = replace(
            node,
            parent=_standing_under(nodes, moved, code),
            posts=stay | arriving.get(code, {}),
            following=dict(following),
        )
    return after


def _standing_under(nodes: Mapping[str, Node], moved: Mapping[str, str], code: str) -> str:
    """The unit above ``code`` once some units have ended: the one that follows them, or what stood above."""
    parent = nodes[code].parent
    for _ in nodes:
        if parent not in moved:
            return parent
        follower = moved[parent]
        # The follower of the unit above is this one: it rises to its place.
        parent = nodes[parent].parent if follower == code else follower
    return parent


def _last(nodes: Mapping[str, Node], parent: str) -> int:
    """The highest order among the units under ``parent``."""
    return max((node.order for node in nodes.values() if node.parent == parent), default=0)
