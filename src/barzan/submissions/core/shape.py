"""What the room has to know of a form to keep its answers: read once for each version. Pure.

A question is personal where it, or a group around it, is marked ``personal``. The words ``place`` and
``unit`` in a question's ``tag`` say that its answer is the code of the place, or unit, that a submission
belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from barzan.submissions.core.answers import Answers, path_of, walk
from barzan.xforms import Form, Node

FILES = frozenset({"image", "audio", "video", "file", "background-audio", "audit"})
YES = frozenset({"yes", "true", "1"})


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """``root`` is ``/data``; ``personal`` the names of personal questions as a tree; the others are paths."""

    root: str
    personal: Mapping[str, Any]
    private: frozenset[str]
    files: frozenset[str]
    place: str = ""
    unit: str = ""
    start: str = ""
    end: str = ""

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
    private: set[str] = set()
    tree: dict[str, Any] = {}
    _personal(form.root, private, tree)
    tagged = {word: node.path for node in form.nodes.values() for word in node.extra.get("tag", "").split()}
    typed = {node.type: node.path for node in form.nodes.values()}
    return Shape(
        root=form.root.path,
        personal=tree,
        private=frozenset(private),
        files=frozenset(node.path for node in form.nodes.values() if node.type in FILES),
        place=tagged.get("place", ""),
        unit=tagged.get("unit", ""),
        start=typed.get("start", ""),
        end=typed.get("end", ""),
    )


def _personal(node: Node, private: set[str], tree: dict[str, Any]) -> None:
    """Gathers the personal questions below ``node``."""
    for child in node.children:
        if child.extra.get("personal", "").strip().lower() in YES:
            tree[child.name] = None
            private.update(each.path for each in child.walk())
        elif child.children:
            below: dict[str, Any] = {}
            _personal(child, private, below)
            if below:
                tree[child.name] = below
