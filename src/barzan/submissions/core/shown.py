"""Answers as a reader sees them: in the order of the form, labels in a language, repeats as tables. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from barzan.submissions.core.answers import Answers, at
from barzan.xforms import ChoiceList, Form, Node, Output, Text

MAPPED = frozenset({"geopoint", "geotrace", "geoshape"})
CHOSEN = frozenset(
    {"select_one", "select_multiple", "rank", "select_one_from_file", "select_multiple_from_file"}
)
QUIET = frozenset({"note", "meta"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer: ``text`` as it is read, ``raw`` as it was sent; ``notes`` say what is wrong with it.

    ``hidden``: a personal answer that is not shown to this reader.
    """

    place: str
    type: str
    raw: str
    text: str
    notes: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer; ``depth`` counts the groups around it. Not ``worded``: what the form
    reckoned or a device noted, under its bare name.
    """

    label: str
    cell: Cell
    depth: int = 0
    worded: bool = True
    kind: str = "question"


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a group begins."""

    label: str
    notes: tuple[str, ...] = ()
    depth: int = 0
    kind: str = "group"


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a repeat at ``place``, a column for each question; a repeat in it stands below, row by
    row.
    """

    label: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    inner: tuple[Table, ...] = ()
    place: str = ""
    kind: str = "repeat"

    @property
    def lines(self) -> list[list[tuple[str, Cell]]]:
        """The rows with the head of each cell, which a phone shows beside it."""
        return [list(zip(self.heads, row, strict=True)) for row in self.rows]


Block = Asked | Heading | Table


@dataclass(slots=True, eq=False)
class Showing:
    """What is needed to show answers: the form, its lists, who reads in which language, what broke.

    ``private`` are the paths of personal questions; ``whole`` says that they may be seen; ``every`` that
    repeats within rows are shown without rows too.
    """

    form: Form
    lists: Mapping[str, ChoiceList]
    answers: Answers
    language: str
    private: frozenset[str]
    whole: bool
    broken: Mapping[str, Sequence[str]] = field(default_factory=dict)
    every: bool = False
    _known: dict[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)

    def blocks(self) -> list[Block]:
        """All that was asked, in the order of the form, what was not answered too."""
        return list(self._below(self.form.root, self.form.root.path, self.answers, 0))

    def _below(self, node: Node, place: str, answers: Any, depth: int) -> Iterable[Block]:
        for child in node.children:
            value = answers.get(child.name) if isinstance(answers, Mapping) else None
            yield from self._one(child, f"{place}/{child.name}", value, depth)

    def _one(self, node: Node, place: str, value: Any, depth: int) -> Iterable[Block]:
        if node.kind == "repeat":
            yield self._table(node, place, value if isinstance(value, list) else [])
        elif node.kind == "group":
            below = list(self._below(node, place, value, depth + 1))
            if node.name != "meta" and below:
                yield Heading(self.label(node), self._notes(place), depth)
                yield from below
        elif node.kind not in QUIET:
            yield Asked(self.label(node), self.cell(node, place, value), depth, self.is_worded(node))

    def _table(self, node: Node, place: str, rows: Sequence[Any]) -> Table:
        leaves, repeats = _columns(node)
        leaves = [leaf for leaf in leaves if self.is_worded(leaf)]
        cells, inner = [], []
        for number, row in enumerate(rows, 1):
            here = f"{place}[{number}]"
            cells.append(
                tuple(self.cell(leaf, _there(leaf, node, here), _value(row, leaf, node)) for leaf in leaves)
            )
            for each in repeats:
                found = _value(row, each, node)
                if isinstance(found, list) or self.every:
                    table = self._table(each, _there(each, node, here), found or [])
                    label = f"{table.label} · {self.label(node)} {number}"
                    inner.append(replace(table, label=label))
        heads = tuple(self.label(leaf) for leaf in leaves)
        return Table(self.label(node), heads, tuple(cells), self._notes(place), tuple(inner), place)

    def cell(self, node: Node, place: str, value: Any) -> Cell:
        """The answer to one question."""
        if node.path in self.private and not self.whole:
            return Cell(place, node.type, "", "", self._notes(place), hidden=True)
        raw = value if isinstance(value, str) else ""
        return Cell(place, node.type, raw, self._text(node, raw), self._notes(place))

    def _notes(self, place: str) -> tuple[str, ...]:
        return tuple(self.broken.get(place, ()))

    def _text(self, node: Node, raw: str) -> str:
        if node.type not in CHOSEN or not raw:
            return raw
        comma = "، " if self.language == "fa" else ", "
        return comma.join(self.choices(node).get(value, value) for value in _values(node, raw))

    def choices(self, node: Node) -> Mapping[str, str]:
        """The labels of a question's choices by their values, whatever its filter says."""
        name = node.list or (node.itemset.list if node.itemset else None) or ""
        found = self.lists.get(name) or self.form.lists.get(name)
        column = node.itemset.value if node.itemset else "name"
        if (name, column) not in self._known:
            self._known[name, column] = _labels(found, column, self.language) if found else {}
        return self._known[name, column]

    def label(self, node: Node) -> str:
        """The label in the reader's language with answers put in; the name where there is none."""
        return self.worded(node.label) or node.name

    def is_worded(self, node: Node) -> bool:
        """Whether anybody is asked or told it in words."""
        return node.kind == "question" or bool(self.worded(node.label))

    def worded(self, text: Text) -> str:
        """A wording with answers put in as far as they are known here."""
        return "".join(
            part if isinstance(part, str) else self._put_in(part) for part in text.parts(self.language)
        ).strip()

    def _put_in(self, output: Output) -> str:
        path = output.expression.strip()
        node = self.form.nodes.get(path)
        value = (
            at(self.answers, path) if node is not None and (self.whole or path not in self.private) else None
        )
        return self._text(node, value) if node is not None and isinstance(value, str) else "…"


def _columns(repeat: Node) -> tuple[list[Node], list[Node]]:
    """The questions of a row (those in its groups too) and the repeats within it."""
    leaves: list[Node] = []
    repeats: list[Node] = []
    for node in repeat.children:
        if node.kind == "repeat":
            repeats.append(node)
        elif node.kind == "group":
            inner = _columns(node)
            leaves += inner[0]
            repeats += inner[1]
        elif node.kind not in QUIET:
            leaves.append(node)
    return leaves, repeats


def _there(node: Node, repeat: Node, place: str) -> str:
    """The place of ``node`` in the row at ``place``."""
    return place + node.path[len(repeat.path) :]


def _value(row: Any, node: Node, repeat: Node) -> Any:
    for name in node.path[len(repeat.path) + 1 :].split("/"):
        row = row.get(name) if isinstance(row, Mapping) else None
    return row


def _values(node: Node, raw: str) -> list[str]:
    return [raw] if node.type.startswith("select_one") else raw.split()


def _labels(found: ChoiceList, column: str, language: str) -> Mapping[str, str]:
    labels = list(found.labels) + [Text()] * (len(found.rows) - len(found.labels))
    return {
        row.get(column, ""): label.in_(language) or row.get("label") or row.get(column, "")
        for row, label in zip(found.rows, labels, strict=True)
    }


def mapped(blocks: Iterable[Block]) -> list[tuple[str, Cell]]:
    """Questions answered by a point, a line or an area, with their labels."""
    found = []
    for block in blocks:
        if isinstance(block, Asked) and block.cell.type in MAPPED and block.cell.raw:
            found.append((block.label, block.cell))
        elif isinstance(block, Table):
            found += [
                (f"{block.label} · {head}", cell)
                for row in block.lines
                for head, cell in row
                if cell.type in MAPPED and cell.raw
            ]
            found += mapped(block.inner)
    return found


def parted(blocks: Iterable[Block]) -> tuple[list[Block], list[Asked]]:
    """What was asked in words, and what was reckoned or noted without; where that is wrong it stays in its
    place.
    """
    rest: list[Block] = []
    reckoned: list[Asked] = []
    for block in blocks:
        if isinstance(block, Asked) and not block.worded and not block.cell.notes:
            reckoned.append(block)
        else:
            rest.append(block)
    return rest, reckoned
