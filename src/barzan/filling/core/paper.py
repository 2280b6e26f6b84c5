"""A form as it stands on paper: numbered questions with boxes and lines, rows of repeats left blank. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from barzan.filling.core import conditions, widgets
from barzan.filling.core.conditions import Names, Words
from barzan.persian.text import persian_digits
from barzan.xforms import Choice, Filling, Form, Node, Output, Text

BLANK = "…………"
MOST_CHOICES = 60
NARROW = frozenset({"text", "integer", "decimal", "select_one", "date", "time", "range"})
KINDS = {
    "integer": "digits",
    "decimal": "digits",
    "date": "day",
    "time": "time",
    "datetime": "moment",
    "geopoint": "point",
    "geotrace": "drawing",
    "geoshape": "drawing",
    "image": "drawing",
    "audio": "apart",
    "video": "apart",
    "file": "apart",
    "barcode": "line",
    "acknowledge": "tick",
    "range": "scale",
    "rank": "rank",
    "note": "note",
}


@dataclass(frozen=True, slots=True)
class Item:
    """Something on the paper. ``kind``: heading, note, digits, line, lines, one, many, rank, scale, day,
    month, year, time, moment, point, drawing, apart, tick, table, grid, row.

    ``only_if`` tells when it is asked, ``else_to`` the number of the question to go on with otherwise.
    """

    kind: str
    number: str = ""
    label: str = ""
    hint: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    only_if: str = ""
    else_to: str = ""
    level: int = 0
    columns: tuple[Item, ...] = ()
    rows: int = 0
    path: str = ""
    span: str = ""

    @property
    def short(self) -> bool:
        """Whether the choices stand in lines rather than in columns."""
        return sum(len(choice) + 8 for choice in self.choices) <= 160


def items(
    blank: Filling, language: str, words: Words, *, rows: int = 3, persian: bool = True
) -> tuple[Item, ...]:
    """What the paper of a form shows, in its order; ``rows`` blank ones for each repeat.

    ``blank``: the form unanswered. Of a list beside the form that is on paper which stands open then.
    """
    form = blank.form
    numbers = {path: persian_digits(at) if persian else at for path, at in _numbers(form).items()}
    names = Names(numbers, lambda path, value: _choice(blank, path, value, language, persian))
    made = tuple(_Setter(blank, language, words, names, rows).children(form.root, 0))
    return tuple(_with_ways(made, form))


def _numbers(form: Form) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in form.root.walk():
        if node.leaf and widgets.shown(node) and node.kind != "note":
            found[node.path] = str(len(found) + 1)
    return found


def _choice(blank: Filling, path: str, value: str, language: str, persian: bool) -> str:
    node = blank.form.nodes.get(path)
    found = next((each for each in choices_of(blank, node) if each.value == value), None) if node else None
    if found:
        return plain(found.label, language)
    return persian_digits(value) if persian else value


def choices_of(blank: Filling, node: Node) -> tuple[Choice, ...]:
    """All choices of a question, whatever filters them.

    Of a list beside the form, which may be long, those that wait for no other answer.
    """
    found = blank.form.lists.get(node.list) if node.list else None
    if found is None:
        return ()
    if found.source:
        return () if _in_repeat(node) else tuple(blank.choices(node.path))
    return tuple(
        Choice(row.get("name", ""), label) for row, label in zip(found.rows, found.labels, strict=False)
    )


def _in_repeat(node: Node) -> bool:
    return any(each.kind == "repeat" for each in node.ancestors)


def plain(text: Text, language: str) -> str:
    """A text with dots where an answer would be put in."""
    return "".join(BLANK if isinstance(part, Output) else part for part in text.parts(language)).replace(
        "**", ""
    )


class _Setter:
    def __init__(self, blank: Filling, language: str, words: Words, names: Names, rows: int) -> None:
        self.blank, self.language, self.words, self.names, self.rows = blank, language, words, names, rows

    def children(self, parent: Node, level: int) -> Iterator[Item]:
        for node in parent.children:
            if widgets.shown(node):
                yield from self._items(node, level)

    def _items(self, node: Node, level: int) -> Iterator[Item]:
        if node.kind == "group":
            inner = self._together(tuple(self.children(node, level + 1)))
            label = plain(node.label, self.language)
            condition = self._condition(node)
            if inner and (label or condition):
                yield Item("heading", label=label, only_if=condition, level=level, path=node.path)
            yield from inner
        elif node.kind == "repeat":
            yield from self._repeat(node, level)
        else:
            yield self._question(node, level)

    def _together(self, inner: tuple[Item, ...]) -> tuple[Item, ...]:
        """Questions on one scale as lines of a table."""
        asked = [item for item in inner if item.kind != "note"]
        scales = {item.choices for item in asked}
        alike = len(asked) > 2 and len(scales) == 1 and all(item.kind == "one" for item in asked)
        if not alike or len(asked[0].choices) > 7 or any(item.only_if for item in asked):
            return inner
        notes = tuple(item for item in inner if item.kind == "note")
        return (*notes, Item("grid", choices=asked[0].choices, columns=tuple(asked), path=asked[0].path))

    def _repeat(self, node: Node, level: int) -> Iterator[Item]:
        label = plain(node.label, self.language)
        heading = Item("heading", label=label, only_if=self._condition(node), level=level, path=node.path)
        yield heading
        asked = [child for child in node.children if widgets.shown(child)]
        if len(asked) <= 6 and all(child.leaf and self._narrow(child) for child in asked):
            columns = tuple(self._question(child, level) for child in asked)
            yield Item(
                "table",
                label=label,
                columns=columns,
                rows=self.rows if _in_repeat(node) else self.rows * 2,
                path=node.path,
            )
            return
        for row in range(1, self.rows + 1):
            yield Item("row", number=str(row), label=label, level=level, path=node.path)
            yield from self.children(node, level + 1)

    def _narrow(self, node: Node) -> bool:
        return (
            node.type in NARROW
            and len(choices_of(self.blank, node)) <= 8
            and "multiline" not in node.appearance
        )

    def _question(self, node: Node, level: int) -> Item:
        choices = tuple(plain(each.label, self.language) for each in choices_of(self.blank, node))
        kind = self._kind(node, choices)
        span = widgets.span_of(node)
        steps = widgets.steps_of(span) if kind == "scale" else ()
        return Item(
            kind if kind != "scale" or steps else "digits",
            number=self.names.numbers.get(node.path, ""),
            label=plain(node.label, self.language),
            hint=plain(node.hint, self.language),
            required=(node.required or "") in ("true()", "yes"),
            choices=steps or choices,
            only_if=self._condition(node),
            level=level,
            path=node.path,
            span=f"{span.start}–{span.end}" if kind == "scale" and not steps else "",
        )

    def _kind(self, node: Node, choices: Sequence[str]) -> str:
        if node.kind == "note":
            return "note"
        if node.type.startswith("select"):
            if not choices or len(choices) > MOST_CHOICES:
                return "line"
            return "many" if "multiple" in node.type else "one"
        if node.type == "text":
            return "lines" if "multiline" in node.appearance else "line"
        if node.type == "date" and (parts := widgets.appearances(node) & {"month-year", "year"}):
            return "month" if "month-year" in parts else "year"
        return KINDS.get(node.type, "line")

    def _condition(self, node: Node) -> str:
        return conditions.told(node.relevant, self.words, self.names, node.path)


def _with_ways(made: Sequence[Item], form: Form) -> Iterator[Item]:
    """Each condition with the question to go on with where it does not hold: the first one outside."""
    for at, item in enumerate(made):
        if not item.only_if:
            yield item
            continue
        node = form.nodes[item.path]
        after = (other for other in made[at + 1 :] if other.number and other.kind != "row")
        inside = {each.path for each in node.walk()}
        same = node.relevant
        outside = (
            other for other in after if other.path not in inside and form.nodes[other.path].relevant != same
        )
        yield replace(item, else_to=next((other.number for other in outside), ""))
