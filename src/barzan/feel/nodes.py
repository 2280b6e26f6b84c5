"""The tree of an expression. Every node knows its place, its height and its weight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """``at`` is the offset in the text; ``height`` counts levels, ``weight`` nodes, both with this one."""

    at: int
    height: int = field(init=False, default=1)
    weight: int = field(init=False, default=1)

    def __post_init__(self) -> None:
        below = list(self.children())
        object.__setattr__(self, "height", 1 + max((node.height for node in below), default=0))
        object.__setattr__(self, "weight", 1 + sum(node.weight for node in below))

    def children(self) -> Iterator[Node]:
        for part in fields(self):
            yield from _nodes(getattr(self, part.name))


def _nodes(value: Any) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for member in value:
            yield from _nodes(member)


@dataclass(frozen=True, slots=True, eq=False)
class Literal(Node):
    value: Any


@dataclass(frozen=True, slots=True, eq=False)
class AtLiteral(Node):
    """``@"2026-03-21"``: a date, time, date and time or duration."""

    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Name(Node):
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class ListOf(Node):
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ContextOf(Node):
    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True, eq=False)
class RangeOf(Node):
    low: Node | None
    high: Node | None
    low_included: bool
    high_included: bool


@dataclass(frozen=True, slots=True, eq=False)
class Negation(Node):
    of: Node


@dataclass(frozen=True, slots=True, eq=False)
class Chain(Node):
    """``first op rest op rest``: operators of one strength, from the left. ``places`` are the operators'."""

    first: Node
    operators: tuple[str, ...]
    rest: tuple[Node, ...]
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Logic(Node):
    """``operator`` is ``and`` or ``or``."""

    operator: str
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Comparison(Node):
    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True, eq=False)
class Between(Node):
    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True, eq=False)
class Test(Node):
    """``< 5``: a comparison whose left side is the value under test."""

    operator: str
    right: Node


@dataclass(frozen=True, slots=True, eq=False)
class In(Node):
    value: Node
    tests: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class TypeName:
    """``list<number>``, ``context<a: string>``, ``function<number> -> string`` (its ``result``)."""

    name: str
    arguments: tuple[TypeName, ...] = ()
    members: tuple[tuple[str, TypeName], ...] = ()
    result: TypeName | None = None


@dataclass(frozen=True, slots=True, eq=False)
class InstanceOf(Node):
    value: Node
    type: TypeName


@dataclass(frozen=True, slots=True, eq=False)
class If(Node):
    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True, eq=False)
class Clause(Node):
    """``name in source`` or ``name in source..high``."""

    name: str
    source: Node
    high: Node | None


@dataclass(frozen=True, slots=True, eq=False)
class For(Node):
    clauses: tuple[Clause, ...]
    body: Node


@dataclass(frozen=True, slots=True, eq=False)
class Quantified(Node):
    """``some … satisfies`` where ``every`` is False, else ``every … satisfies``."""

    every: bool
    clauses: tuple[Clause, ...]
    body: Node


@dataclass(frozen=True, slots=True, eq=False)
class FunctionOf(Node):
    parameters: tuple[tuple[str, TypeName | None], ...]
    body: Node


@dataclass(frozen=True, slots=True, eq=False)
class Call(Node):
    """``names`` is empty for arguments by position."""

    function: Node
    arguments: tuple[Node, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Path(Node):
    base: Node
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Filter(Node):
    base: Node
    condition: Node


def mentions(node: Node, name: str) -> bool:
    """Whether ``name`` stands anywhere in the tree."""
    return (isinstance(node, Name) and node.name == name) or any(
        mentions(below, name) for below in node.children()
    )
