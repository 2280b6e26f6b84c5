"""Compiled expressions: closures over a row (or over what a predicate looks at), with the kind they give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from barzan.xforms.scopes import Slot
from barzan.xforms.values import NAN, Value, as_number, as_text, as_truth, number, text_of

Numbers = Callable[[Any], float]
Texts = Callable[[Any], str]
Truths = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class ListRows:
    """Nodes that are rows of the list ``name``."""

    name: str


@dataclass(slots=True)
class Code:
    """``kind``: number, text, truth, any; one (the text of exactly one node); many (``run`` gives nodes).

    ``texts`` are the texts of the nodes of many. ``of`` is what its nodes are. ``at``: how many rows up and
    in which slot the one node is found; ``spots`` gives it as a node-set. ``value`` is that of a constant.
    """

    kind: str
    run: Callable[[Any], Any]
    texts: Callable[[Any], list[str]] | None = None
    of: Slot | ListRows | None = None
    at: tuple[int, int] | None = None
    value: Value | None = None
    spots: Callable[[Any], list[Any]] | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """Where an expression stands: at ``slot``; in a predicate it looks at nodes that are ``inside``."""

    slot: Slot
    inside: Slot | ListRows | None = None


def constant(value: Value) -> Code:
    kind = "truth" if isinstance(value, bool) else "text" if isinstance(value, str) else "number"
    return Code(kind, lambda x: value, value=value)


def texts_of(code: Code) -> Callable[[Any], list[str]]:
    """The texts of all nodes; a single value counts as one."""
    if code.texts is not None:
        return code.texts
    single = text(code)
    return lambda x: [single(x)]


def numbers_of(code: Code) -> Callable[[Any], list[float]]:
    if code.kind != "many":
        single = num(code)
        return lambda x: [single(x)]
    texts = texts_of(code)
    return lambda x: [number(one) for one in texts(x)]


def num(code: Code) -> Numbers:
    """``code`` as a number."""
    run = code.run
    if code.value is not None:
        fixed = as_number(code.value)
        return lambda x: fixed
    if code.kind == "number":
        return run
    if code.kind == "truth":
        return lambda x: 1.0 if run(x) else 0.0
    if code.kind == "many":
        texts = texts_of(code)
        return lambda x: number(found[0]) if (found := texts(x)) else NAN
    if code.kind == "any":
        return lambda x: as_number(run(x))
    if code.at is not None and code.at[0] == 0:
        index = code.at[1]
        return lambda row: number(row.seen[index])
    if code.at is not None and code.at[0] == 1:
        index = code.at[1]
        return lambda row: number(row.up.seen[index])
    return lambda x: number(run(x))


def text(code: Code) -> Texts:
    """``code`` as a text."""
    run = code.run
    if code.value is not None:
        fixed = as_text(code.value)
        return lambda x: fixed
    if code.kind in ("text", "one"):
        return run
    if code.kind == "number":
        return lambda x: text_of(run(x))
    if code.kind == "truth":
        return lambda x: "true" if run(x) else "false"
    if code.kind == "many":
        texts = texts_of(code)
        return lambda x: found[0] if (found := texts(x)) else ""
    return lambda x: as_text(run(x))


def truth(code: Code) -> Truths:
    """``code`` as true or false. One node is true when it is not empty, a node-set when it has nodes."""
    run = code.run
    if code.value is not None:
        fixed = as_truth(code.value)
        return lambda x: fixed
    if code.kind == "truth":
        return run
    if code.kind == "any":
        return lambda x: as_truth(run(x))
    if code.kind == "number":
        return lambda x: (value := run(x)) == value and value != 0
    return lambda x: bool(run(x))


def plain(code: Code) -> Callable[[Any], Value]:
    """``code`` as whatever single value it gives."""
    return text(code) if code.kind in ("many", "one") else code.run


def cells(rows: Callable[[Any], list[Any]], column: str) -> Code:
    """The texts of ``column`` of rows of a list."""

    def texts(x: Any) -> list[str]:
        return [row[column] for row in rows(x) if column in row]

    return Code("many", texts, texts)
