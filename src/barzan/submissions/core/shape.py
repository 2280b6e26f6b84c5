"""What the room has to know of a form to keep its answers: read once for each version. Pure.

A question is personal where it, or a group around it, is marked ``personal`` or has days after which its
answers are erased (``retention``): contents are only added, so that what has to go lies apart. The words
``place`` and ``unit`` in a question's ``tag`` say that its answer is the code of the place, or unit, that a
submission belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from barzan.submissions.core.answers import Answers, path_of, walk
from barzan.xforms import Form, Node

UPLOADS = frozenset({"image", "audio", "video", "file"})  # files that somebody chooses
FILES = UPLOADS | {"background-audio", "audit"}
YES = frozenset({"yes", "true", "1"})


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """``root`` is ``/data``; ``personal`` the names of personal questions as a tree; the others are paths.

    ``kept`` has such a tree for each number of days after which answers are erased, the least days first.
    """

    root: str
    personal: Mapping[str, Any]
    private: frozenset[str]
    files: frozenset[str]
    place: str = ""
    unit: str = ""
    start: str = ""
    end: str = ""
    kept: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)

    def kept_paths(self, days: int) -> frozenset[str]:
        """The paths of the questions whose answers are erased after so many days, or fewer."""
        trees = [tree for least, tree in self.kept.items() if least <= days]
        return frozenset(path for path in self.private if any(_in(tree, path) for tree in trees))

    def named(self, answers: Answers) -> list[tuple[str, str, bool]]:
        """The files that the answers name: place, name, whether it is personal."""
        if not self.files:
            return []
        return [
            (place, value, path in self.private)
            for place, value in walk(answers, self.root)
            if (path := path_of(place)) in self.files and value
        ]


def shape_of(form: Form) -> Shape:
    """The shape of a form."""
    nodes = list(form.nodes.values())
    tree = _tree(form.root, lambda node: _personal(node) or _days(node) > 0)
    days = sorted({_days(node) for node in nodes} - {0})
    tagged = {word: node.path for node in nodes for word in node.extra.get("tag", "").split()}
    typed = {node.type: node.path for node in nodes}
    return Shape(
        root=form.root.path,
        personal=tree,
        private=frozenset(node.path for node in nodes if _in(tree, node.path)),
        files=frozenset(node.path for node in nodes if node.type in FILES),
        place=tagged.get("place", ""),
        unit=tagged.get("unit", ""),
        start=typed.get("start", ""),
        end=typed.get("end", ""),
        kept={each: _tree(form.root, partial(_erased_after, each)) for each in days},
    )


def _personal(node: Node) -> bool:
    return node.extra.get("personal", "").strip().lower() in YES


def _days(node: Node) -> int:
    """After how many days answers to it are erased; 0: no time of its own."""
    days = node.extra.get("retention", "").strip()
    return int(days) if days.isascii() and days.isdigit() and len(days) < 7 else 0


def _erased_after(days: int, node: Node) -> bool:
    return _days(node) == days


def _tree(node: Node, asked: Callable[[Node], bool]) -> dict[str, Any]:
    """The names of what is ``asked`` for below ``node``, each with all below it (None)."""
    tree: dict[str, Any] = {}
    for child in node.children:
        if asked(child):
            tree[child.name] = None
        elif child.children and (below := _tree(child, asked)):
            tree[child.name] = below
    return tree


def _in(tree: Mapping[str, Any] | None, path: str) -> bool:
    """Whether ``path`` is named in the tree, or lies below what is."""
    for name in path.split("/")[2:]:
        if tree is None or name not in tree:
            break
        tree = tree[name]
    return tree is None
