"""A form as values: its nodes, lists and settings, as ``read`` finds them in an XForm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from barzan.xforms.texts import Text

NOTHING = Text()
Answers = Mapping[str, Any]
"""Nested by names without the root; a repeat is a list; a value is XForms text; an empty one is absent."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a list. ``fields`` has all columns of its row, ``value`` and label columns included."""

    value: str
    label: Text
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """A list of choices or a secondary instance. ``source`` names the file of one that is given from outside.

    ``rows`` are as they stand (``name``, ``itextId``, further columns); ``labels`` the wordings by row.
    ``cache`` holds indices that were asked for; it belongs to the evaluator.
    """

    name: str
    rows: tuple[Mapping[str, str], ...] = ()
    labels: tuple[Text, ...] = ()
    source: str | None = None
    cache: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(column for row in self.rows for column in row))


@dataclass(frozen=True, slots=True)
class Itemset:
    """Where the choices of a question come from.

    ``list`` is the name of the list (None: the rows of a repeat, ``nodeset``); ``filter`` the predicates.
    """

    nodeset: str
    list: str | None
    filter: str | None
    value: str = "name"
    label: str = "label"
    itext: bool = False
    randomize: bool = False
    seed: str | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """``setvalue`` or ``setgeopoint``: sets ``target`` when one of ``events`` happens (at ``source``)."""

    kind: str
    events: tuple[str, ...]
    target: str
    value: str | None
    text: str = ""
    source: str | None = None


@dataclass(eq=False, slots=True, repr=False)
class Node:
    """One element of the primary instance with all that binds and controls say of it. Read only.

    ``kind``: form, group, repeat, question, note, calculate, hidden, meta. ``type``: as XLSForm names it.
    Expressions are XPath as it stands in the form. ``extra``: attributes of the bind in
    ``urn:barzan:form:1``.
    """

    path: str
    name: str
    parent: Node | None = None
    kind: str = "hidden"
    type: str = "hidden"
    bind_type: str = "string"
    children: list[Node] = field(default_factory=list)
    control: str | None = None
    appearance: str = ""
    parameters: dict[str, str] = field(default_factory=dict)
    label: Text = NOTHING
    hint: Text = NOTHING
    guidance: Text = NOTHING
    relevant: str | None = None
    constraint: str | None = None
    constraint_message: Text = NOTHING
    required: str | None = None
    required_message: Text = NOTHING
    readonly: str | None = None
    calculate: str | None = None
    default: str = ""
    preload: tuple[str, str] | None = None
    actions: tuple[Action, ...] = ()
    trigger: tuple[str, ...] = ()
    list: str | None = None
    itemset: Itemset | None = None
    count: str | None = None
    fixed: bool = False
    saveto: str | None = None
    extra: dict[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Node {self.path} {self.type}>"

    @property
    def ancestors(self) -> tuple[Node, ...]:
        """From the parent up to the root."""
        found, node = [], self.parent
        while node is not None:
            found.append(node)
            node = node.parent
        return tuple(found)

    @property
    def repeats(self) -> tuple[Node, ...]:
        """The repeats around this node, the outermost first."""
        return tuple(node for node in reversed(self.ancestors) if node.kind == "repeat")

    @property
    def leaf(self) -> bool:
        """Whether it holds a value."""
        return self.kind not in ("form", "group", "repeat")

    def walk(self) -> Iterator[Node]:
        """This node and all below, in the order of the document."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


@dataclass(eq=False, slots=True, repr=False)
class Form:
    """A form as it was read. ``nodes``: by path, in the order of the document, the root included.

    ``first``: the answers that a new filling begins with (static defaults, first rows of repeats).
    ``entities``: attributes and ``path`` of each ``meta/entity``; what is saved to it is ``Node.saveto``.
    """

    id: str
    version: str
    title: Text
    languages: tuple[str, ...]
    default_language: str
    root: Node
    lists: Mapping[str, ChoiceList]
    nodes: Mapping[str, Node]
    actions: tuple[Action, ...] = ()
    entities: tuple[Mapping[str, str], ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    first: Answers = field(default_factory=dict)
    itext: Mapping[str, Text] = field(default_factory=dict)
    plan: Any = None

    def __repr__(self) -> str:
        return f"<Form {self.id} {self.version}>"
