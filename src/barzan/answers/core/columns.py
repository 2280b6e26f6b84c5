"""The columns of a form over all its versions: one table for the submissions, one for each repeat.

A path is written without the root and without indices: ``home/age``, in a repeat ``home/member/age``. Facts
about a submission itself are columns too; their paths begin with a dot, which no question's name can.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import zip_longest
from types import MappingProxyType
from typing import Any, Literal

from barzan.submissions.core.shape import shape_of
from barzan.xforms import ChoiceList, Form, Node, Text
from barzan.xforms.texts import code_of

Kind = Literal["text", "number", "one", "many", "rank", "date", "moment", "time", "point", "shape", "file"]
Labels = Mapping[str, str]
Choices = Mapping[str, Labels]
NOTHING: Mapping[str, Any] = MappingProxyType({})

KINDS: Mapping[str, Kind] = {
    "text": "text", "string": "text", "barcode": "text", "calculate": "text", "hidden": "text",
    "username": "text", "deviceid": "text", "phonenumber": "text", "email": "text", "audit": "file",
    "integer": "number", "int": "number", "decimal": "number", "range": "number",
    "select_one": "one", "select1": "one", "acknowledge": "one", "trigger": "one", "boolean": "one",
    "select_multiple": "many", "select": "many", "rank": "rank",
    "date": "date", "today": "date", "datetime": "moment", "dateTime": "moment", "start": "moment",
    "end": "moment", "time": "time",
    "geopoint": "point", "start-geopoint": "point", "geotrace": "shape", "geoshape": "shape",
    "background-geopoint": "point",
    "image": "file", "audio": "file", "video": "file", "file": "file", "background-audio": "file",
    "binary": "file",
}  # fmt: skip
# A calculation whose bind says what it gives.
BIND_KINDS: Mapping[str, Kind] = {"int": "number", "integer": "number", "decimal": "number", "date": "date"}
ACKNOWLEDGED = {"fa": "تأیید شده", "en": "Acknowledged"}
WHOLE = {"integer", "int"}


@dataclass(frozen=True, slots=True)
class Column:
    """One question: ``labels`` and ``choices`` as the newest version words them, by language.

    ``sources`` are the paths whose answers stand in it, the newest first: more than one where an office said
    that a question was renamed. ``kinds`` are what it has been over the versions, the newest first.
    """

    path: str
    kind: Kind
    labels: Labels = field(default_factory=dict)
    choices: Choices = field(default_factory=dict)
    versions: tuple[int, ...] = ()
    personal: bool = False
    whole: bool = False
    sources: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()

    @property
    def name(self) -> str:
        """The question's own name."""
        return self.path.rpartition("/")[2]

    @property
    def is_fact(self) -> bool:
        """Whether it is a fact about the submission and no question."""
        return self.path.startswith(".")

    def label(self, language: str) -> str:
        """What the question asks, or its name where it has no words."""
        return in_language(self.labels, language) or self.name

    def called(self, value: str, language: str) -> str:
        """What a choice is called; the value itself where it is none of the choices."""
        return in_language(self.choices.get(value, NOTHING), language) or value


@dataclass(frozen=True)
class Table:
    """The submissions (path ``""``) or the rows of a repeat, ``parent`` the table around it."""

    path: str
    parent: str
    labels: Labels
    columns: tuple[Column, ...]

    @cached_property
    def by_path(self) -> Mapping[str, Column]:
        """The columns by their paths."""
        return {column.path: column for column in self.columns}

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    def label(self, language: str) -> str:
        """What the repeat is called; its name where it has no words."""
        return in_language(self.labels, language) or self.name


@dataclass(frozen=True)
class Layout:
    """All tables of a form; the first holds the submissions."""

    tables: tuple[Table, ...]
    languages: tuple[str, ...] = ()
    versions: tuple[int, ...] = ()

    @property
    def main(self) -> Table:
        return self.tables[0]

    @cached_property
    def by_path(self) -> Mapping[str, Table]:
        """The tables by their paths."""
        return {table.path: table for table in self.tables}

    def stored(self) -> Iterator[tuple[str, tuple[Column, ...]]]:
        """For each table the columns that may be stored for analysis: no personal ones."""
        for table in self.tables:
            yield table.path, tuple(column for column in table.columns if not column.personal)


@dataclass(frozen=True)
class Version:
    """A version of a form: its number, the form, its lists from outside by their names."""

    number: int
    form: Form
    lists: Mapping[str, ChoiceList] = field(default_factory=dict)

    @cached_property
    def private(self) -> frozenset[str]:
        """The paths of its personal questions, as ``submissions`` keeps them apart."""
        return shape_of(self.form).private


def in_language(labels: Labels, language: str) -> str:
    """The text in a language by its code, else in the form's own, else in whatever there is."""
    return labels.get(language) or next((text for text in labels.values() if text), "")


def layout(versions: Sequence[Version], joined: Mapping[str, str] = NOTHING) -> Layout:
    """The tables of a form from its versions, the oldest first.

    ``joined`` maps a path that is no longer asked to the one that took its place. A question whose choices
    or words changed keeps the newest words; a choice that is no longer offered keeps its own.
    """
    tables: dict[str, Table] = {}
    for version in versions:
        _take_group(version, version.form.root, tables, "")
    languages = (code_of(name) for version in reversed(versions) for name in version.form.languages)
    return Layout(
        tuple(_joined(table, joined) for table in tables.values()),
        tuple(dict.fromkeys(languages)),
        tuple(version.number for version in versions),
    )


def short(path: str) -> str:
    """A path of a form without its root: ``/data/home/age`` is ``home/age``."""
    return path.strip("/").partition("/")[2]


def _take_group(version: Version, group: Node, tables: dict[str, Table], table: str) -> None:
    """Takes what stands in a group into its table; a repeat begins a table of its own."""
    if table not in tables:
        tables[table] = Table(table, _around(table, tables), _labels(group.label), ())
    found: list[Column] = []
    inner: list[tuple[Node, str]] = []
    for node in _questions(group):
        if node.kind == "repeat":
            inner.append((node, short(node.path)))
        elif column := _column(version, node):
            found.append(column)
    tables[table] = _with(tables[table], found)
    for node, where in inner:
        _take_group(version, node, tables, where)


def _questions(group: Node) -> Iterator[Node]:
    """What stands in a group and the groups within, in the order of the form; repeats whole."""
    for node in group.children:
        if node.kind != "repeat" and node.children:
            yield from _questions(node)
        else:
            yield node


def _around(path: str, tables: Iterable[str]) -> str:
    """The table that a repeat stands in: the longest path that begins its own."""
    return max((each for each in tables if each and path.startswith(each + "/")), key=len, default="")


def _with(table: Table, found: Iterable[Column]) -> Table:
    columns = dict(table.by_path)
    for column in found:
        known = columns.get(column.path)
        columns[column.path] = _newer(known, column) if known else column
    return replace(table, columns=tuple(columns.values()))


def _newer(known: Column, column: Column) -> Column:
    """A question as its newer version has it, with what the older ones offered."""
    return replace(
        column,
        choices={**known.choices, **column.choices},
        versions=known.versions + column.versions,
        personal=known.personal or column.personal,
        kinds=tuple(dict.fromkeys((*column.kinds, *known.kinds))),
    )


def _joined(table: Table, joined: Mapping[str, str]) -> Table:
    """The table with each renamed question in the column of its newer name."""
    columns = dict(table.by_path)
    for old, new in joined.items():
        if old in columns and new in columns and old != new:
            gone, kept = columns.pop(old), columns[new]
            columns[new] = replace(
                _newer(gone, kept),
                sources=kept.sources + gone.sources,
                versions=tuple(sorted({*kept.versions, *gone.versions})),
            )
    return replace(table, columns=tuple(columns.values()))


def _column(version: Version, node: Node) -> Column | None:
    kind, path = kind_of(node), short(node.path)
    if kind is None or path == "meta/instanceID":
        return None
    return Column(
        path,
        kind,
        _labels(node.label),
        _choices(version, node),
        (version.number,),
        node.path in version.private,
        node.type in WHOLE or node.bind_type in WHOLE,
        (path,),
        (kind,),
    )


def kind_of(node: Node) -> Kind | None:
    """What the answers of a node are; None where it takes none (a note, a group)."""
    if not node.leaf or node.kind == "note" or node.type == "note":
        return None
    if node.type in ("calculate", "hidden"):
        return BIND_KINDS.get(node.bind_type, "text")
    return KINDS.get(node.type, "text")


def _choices(version: Version, node: Node) -> dict[str, dict[str, str]]:
    """The choices that a question can offer, whatever narrows them down."""
    name = node.itemset.list if node.itemset else node.list
    listed = version.form.lists.get(name) if name else None
    if listed is not None and listed.source:
        listed = version.lists.get(listed.name, listed)
    if listed is None:
        return {"OK": ACKNOWLEDGED} if node.type in ("acknowledge", "trigger") else {}
    column = node.itemset.value if node.itemset else "name"
    found: dict[str, dict[str, str]] = {}
    for row, label in zip_longest(listed.rows, listed.labels[: len(listed.rows)], fillvalue=Text()):
        if value := row.get(column):
            found.setdefault(value, _labels(label) or _plain(row))
    return found


def _plain(row: Mapping[str, str]) -> dict[str, str]:
    """The label of a row of a list from outside that has no languages."""
    return {"": label} if (label := row.get("label")) else {}


def _labels(text: Text) -> dict[str, str]:
    """The wordings by the codes of their languages, the form's own first."""
    own = text.language(None)
    names = sorted(text, key=lambda name: name != own)
    return {code_of(name): text[name] for name in names if text[name]}


def facts(
    states: Choices, ways: Choices, words: Mapping[str, Labels], versions: Iterable[int]
) -> tuple[Column, ...]:
    """The facts about a submission as columns; ``words`` names them by path."""
    numbers = {str(number): {"": str(number)} for number in versions}
    yes = {"true": words["yes"], "false": words["no"]}
    kinds: tuple[tuple[str, Kind, Choices], ...] = (
        (".key", "text", {}),
        (".received", "moment", {}),
        (".state", "one", states),
        (".broken", "one", yes),
        (".via", "one", ways),
        (".version", "one", numbers),
    )
    return tuple(Column(path, kind, words[path], choices, sources=(path,)) for path, kind, choices in kinds)
