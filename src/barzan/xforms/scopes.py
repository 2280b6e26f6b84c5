"""How answers lie in memory: a scope for the root and one for each repeat, a slot for each node.

Groups add no level: all nodes of one row share its slots. A *switch* is a node with an expression for its
relevance; every slot knows the switch that governs it (switch 0: the row itself).
"""

from __future__ import annotations

from barzan.xforms.model import Form, Node


class Slot:
    """A node at its place in a scope. ``outer``: for slot 0 of a repeat, its slot in the scope above."""

    __slots__ = ("index", "inner", "node", "outer", "own", "scope", "switch")

    def __init__(self, scope: Scope, index: int, node: Node, switch: int) -> None:
        self.scope, self.index, self.node, self.switch = scope, index, node, switch
        self.own: int | None = None
        self.inner: Scope | None = None
        self.outer = 0

    def __repr__(self) -> str:
        return f"<Slot {self.node.path}>"


class Scope:
    """``subs``: the repeats inside, ``sub``: its own place among those of the scope above.

    ``switch_up``: the switch above each; ``governed``: slots by switch; ``below``: switches directly below
    each; ``repeats``: scopes of repeats by the switch that governs them.
    """

    __slots__ = (
        "below",
        "blank",
        "by_node",
        "depth",
        "governed",
        "node",
        "number",
        "repeats",
        "slots",
        "sub",
        "subs",
        "switch_up",
        "up",
    )

    def __init__(self, node: Node, up: Scope | None, number: int) -> None:
        self.node, self.up, self.number = node, up, number
        self.sub = 0 if up is None else len(up.subs)
        self.depth: int = 0 if up is None else up.depth + 1
        self.slots: list[Slot] = []
        self.by_node: dict[Node, Slot] = {}
        self.subs: list[Scope] = []
        self.blank: list[str] = []
        self.switch_up: list[int] = [-1]
        self.governed: list[list[int]] = [[]]
        self.below: list[list[int]] = [[]]
        self.repeats: list[list[Scope]] = [[]]

    @property
    def switches(self) -> int:
        return len(self.switch_up)

    def add(self, node: Node, above: int) -> Slot:
        slot = Slot(self, len(self.slots), node, above)
        if node.relevant is not None and self.slots:
            slot.own = slot.switch = len(self.switch_up)
            self.switch_up.append(above)
            self.governed.append([])
            self.below.append([])
            self.repeats.append([])
            self.below[above].append(slot.own)
        self.slots.append(slot)
        self.by_node[node] = slot
        self.blank.append(node.default if node.leaf else "")
        if node.leaf:
            self.governed[slot.switch].append(slot.index)
        return slot


class Layout:
    """All scopes and slots of a form. ``slots``: by node; for a repeat its slot in the scope above."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.slots: dict[Node, Slot] = {}
        self.kids = {
            node: {kid.name: kid for kid in node.children} for node in form.nodes.values() if node.children
        }
        self.scopes: list[Scope] = []
        self.root = self._scope(form.root, None)
        self._fill(form.root, self.root, 0)

    def _scope(self, node: Node, up: Scope | None) -> Scope:
        scope = Scope(node, up, len(self.scopes))
        self.scopes.append(scope)
        slot = scope.add(node, 0)
        if up is None:
            self.slots[node] = slot
        return scope

    def _fill(self, parent: Node, scope: Scope, switch: int) -> None:
        for node in parent.children:
            slot = self.slots[node] = scope.add(node, switch)
            if node.kind == "repeat":
                inner = slot.inner = self._scope(node, scope)
                inner.slots[0].outer = slot.index
                scope.subs.append(inner)
                scope.repeats[slot.switch].append(inner)
                self._fill(node, inner, 0)
            elif not node.leaf:
                self._fill(node, scope, slot.switch)

    def kid(self, node: Node, name: str) -> Node | None:
        """The child of ``node`` that is called ``name``."""
        kids = self.kids.get(node)
        return kids.get(name) if kids is not None else None

    def scope_of(self, node: Node) -> Scope:
        """The scope whose rows hold ``node``; for a repeat or the root the one that it is itself."""
        slot = self.slots[node]
        return slot.inner or slot.scope
