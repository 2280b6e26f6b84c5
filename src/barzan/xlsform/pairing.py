"""Which question of a new form is which of the old one, also where it was renamed or moved."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field

from barzan.xforms import Form, Node


@dataclass(slots=True)
class Pairs:
    """``same``: (old, new); ``added`` and ``removed``: what has no partner, in the order of its form."""

    same: list[tuple[Node, Node]] = field(default_factory=list)
    added: list[Node] = field(default_factory=list)
    removed: list[Node] = field(default_factory=list)


def pair(old: Form, new: Form) -> Pairs:
    """Pairs by path; then, of what is left, by tag, by name and type, and by label and type."""
    pairs = Pairs()
    _pair_below(old.root, new.root, pairs)
    for key in (_tag, _name, _wording):
        _pair_rest(key, pairs)
    pairs.added = _topmost(pairs.added)
    pairs.removed = _topmost(pairs.removed)
    order = {path: number for number, path in enumerate(new.nodes)}
    pairs.same.sort(key=lambda each: order.get(each[1].path, 0))
    return pairs


def _pair_below(old: Node, new: Node, pairs: Pairs) -> None:
    pairs.same.append((old, new))
    by_name = {child.name: child for child in new.children}
    for child in old.children:
        partner = by_name.pop(child.name, None)
        if partner is None or (child.leaf != partner.leaf):
            pairs.removed += child.walk()
            if partner is not None:
                pairs.added += partner.walk()
        else:
            _pair_below(child, partner, pairs)
    for child in by_name.values():
        pairs.added += child.walk()


def _pair_rest(key: Callable[[Node], Hashable], pairs: Pairs) -> None:
    """Pairs what has the same key, where it is the key of one only in either form."""
    old, new = _unique(key, pairs.removed), _unique(key, pairs.added)
    done: set[int] = set()
    for at, node in old.items():
        partner = new.get(at)
        if partner is None or {id(node), id(partner)} & done:
            continue
        done.update(id(each) for root in (node, partner) for each in root.walk())
        found = Pairs()
        _pair_below(node, partner, found)
        pairs.same += found.same
        done -= {id(each) for each in (*found.added, *found.removed)}
    pairs.removed = [each for each in pairs.removed if id(each) not in done]
    pairs.added = [each for each in pairs.added if id(each) not in done]


def _unique(key: Callable[[Node], Hashable], nodes: Iterable[Node]) -> dict[Hashable, Node]:
    found: dict[Hashable, Node | None] = {}
    for node in nodes:
        if (at := key(node)) is not None:
            found[at] = None if at in found else node
    return {at: node for at, node in found.items() if node is not None}


def _topmost(nodes: list[Node]) -> list[Node]:
    """A group stands for all in it."""
    inside = set(map(id, nodes))
    return [node for node in nodes if id(node.parent) not in inside]


def _tag(node: Node) -> Hashable:
    tag = node.extra.get("tag", "")
    return ("tag", tag) if tag else None


def _name(node: Node) -> Hashable:
    return (node.name, node.kind, node.type)


def _wording(node: Node) -> Hashable:
    label = tuple(sorted(dict(node.label).items()))
    return (label, node.kind, node.type) if any(text for _, text in label) else None
