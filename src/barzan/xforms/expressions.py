"""What an expression is made of, once it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Number:
    value: float


@dataclass(frozen=True, slots=True)
class Literal:
    text: str


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    args: tuple[Expr, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands of one level of precedence from left to right: ``first`` and (operator, operand) …"""

    first: Expr
    rest: tuple[tuple[str, Expr], ...]


@dataclass(frozen=True, slots=True)
class Negated:
    of: Expr


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path. ``axis``: child, parent, self, descendant (``//``). ``name`` may be ``*``."""

    axis: str
    name: str
    predicates: tuple[Expr, ...] = ()
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Path:
    """``start``: "/" (the root), "." (here) or an expression, whose ``predicates`` come before the steps.

    ``spans`` are the places of the predicates of the last step in the text.
    """

    start: Expr | str
    steps: tuple[Step, ...]
    predicates: tuple[Expr, ...] = ()
    at: int = field(default=0, compare=False)
    spans: tuple[tuple[int, int], ...] = field(default=(), compare=False)


Expr = Number | Literal | Call | Chain | Negated | Path


def parts_of(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly inside."""
    if isinstance(expr, Call):
        return expr.args
    if isinstance(expr, Chain):
        return (expr.first, *(operand for _, operand in expr.rest))
    if isinstance(expr, Negated):
        return (expr.of,)
    if isinstance(expr, Path):
        start = () if isinstance(expr.start, str) else (expr.start,)
        return (*start, *expr.predicates, *(one for step in expr.steps for one in step.predicates))
    return ()


def walk(expr: Expr) -> Iterator[Expr]:
    """``expr`` and all inside it."""
    stack = [expr]
    while stack:
        one = stack.pop()
        yield one
        stack.extend(reversed(parts_of(one)))


def independent(expr: Expr) -> bool:
    """Whether ``expr`` inside a predicate says the same for every node."""
    asking = {"position", "last", "once", "normalize-space", "string", "number", "boolean", "string-length"}
    for one in walk(expr):
        if isinstance(one, Path) and one.start == ".":
            return False
        if isinstance(one, Call) and one.name in asking and not one.args:
            return False
    return True
