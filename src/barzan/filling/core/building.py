"""From a form that is being filled in to the fields of its pages. Pure: values in, values out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from barzan.filling.core import dates, geo, widgets
from barzan.filling.core.numbers import digits_alone, in_words
from barzan.filling.core.places import get, id_of, steps
from barzan.filling.core.values import Field, Option, Part, Row
from barzan.persian.jalali import MONTHS, MONTHS_EN
from barzan.persian.text import persian_digits
from barzan.xforms import Broken, Filling, Form, Node, Text

Say = Callable[[Broken, str], str]
TABLE_WIDGETS = frozenset(
    {"text", "number", "one", "select", "typed", "told", "acknowledge", "date", "time", "barcode"}
)
DAY, HOUR = ("day", "month", "year"), ("hour", "minute")
PIECES = {"date": DAY, "time": HOUR, "moment": (*DAY, *HOUR)}
MOST_COLUMNS = 8
LONGEST_NAME = 40


@dataclass(frozen=True)
class Asked:
    """How fields are wanted: in which language, which of the empty required ones are told already, and how.

    ``tried`` holds the places that the reader has tried to leave; None stands for all. ``everything`` shows
    what is not relevant too (a page to type paper in). ``address`` says where a file of the form is served.
    ``persian``: the digits of answers; ``persian_text``: those of the form's own words.
    """

    language: str
    persian: bool = True
    persian_text: bool = True
    tried: Collection[str] | None = frozenset()
    everything: bool = False
    address: Callable[[str], str] | None = None
    say: Say | None = None


def fields(filling: Filling, asked: Asked) -> tuple[Field, ...]:
    """The fields of the whole form, in its order."""
    builder = _Builder(filling, asked)
    return builder.children(filling.form.root, filling.form.root.path, 2)


class _Builder:
    def __init__(self, filling: Filling, asked: Asked) -> None:
        self.filling, self.asked = filling, asked
        self.kept = filling.kept() if asked.everything else None
        self.sparing = _mostly_optional(filling.form)
        self.broken: dict[str, Broken] = {}
        for each in filling.broken():
            self.broken.setdefault(each.place, each)

    def children(self, parent: Node, place: str, level: int) -> tuple[Field, ...]:
        made = (self.made(child, f"{place}/{child.name}", level) for child in parent.children)
        return tuple(each for each in made if each)

    def made(self, node: Node, place: str, level: int) -> Field | None:
        if not widgets.shown(node) or (self.asked.everything and node.type in widgets.UPLOADS):
            return None  # paper has no files: they are added to what was kept of it
        relevant = self.filling.relevant(place)
        if node.kind == "repeat":
            return self._repeat(node, place, level, relevant)
        if node.kind == "group":
            return self._group(node, place, level, relevant)
        return self._question(node, place, level, relevant)

    # --- groups and repeats ---

    def _group(self, node: Node, place: str, level: int, relevant: bool) -> Field | None:
        label = self._label(place)
        inner = self.children(node, place, min(level + 1, 6) if label else level)
        if not inner:
            return None
        matrix = any("list-nolabel" in child.appearance for child in inner) or _alike(inner)
        made = Field(
            place, id_of(place), place, "matrix" if matrix else "group",
            label=label, hint=self._hint(place),
            relevant=relevant, appearance=widgets.appearances(node), level=level,
        )  # fmt: skip
        if matrix:
            heads = [child for child in inner if "label" in child.appearance and child.options]
            inner = tuple(child for child in inner if child not in heads)
            answers = next((child.options for child in inner if child.options), ())
            made = replace(made, options=answers)
        return replace(made, children=inner, mark=_mark(made, relevant, made.label, made.hint))

    def _repeat(self, node: Node, place: str, level: int, relevant: bool) -> Field:
        label = self._label(place)
        rows = []
        for number in range(1, self.filling.count(place) + 1):
            row = f"{place}[{number}]"
            shown = persian_digits(str(number)) if self.asked.persian else str(number)
            inner = self.children(node, row, min(level + 2, 6))
            rows.append(Row(row, id_of(row), number, f"{label} {shown}".strip(), _called(inner), inner))
        grows = not _counted(node)
        as_table = self._as_table(node, rows)
        if as_table:
            rows = [replace(row, fields=tuple(_narrow(each) for each in row.fields)) for row in rows]
        made = Field(
            place, id_of(place), place, "repeat", label=label,
            hint=self._hint(place), relevant=relevant, rows=tuple(rows), grows=grows,
            appearance=widgets.appearances(node), level=level, as_table=as_table, error=self._error(place),
        )  # fmt: skip
        return replace(made, mark=_mark(made, relevant, label, len(rows), made.error))

    def _as_table(self, node: Node, rows: list[Row]) -> bool:
        looks = widgets.appearances(node)
        if not looks & {"table", "field-list"}:
            return False
        asked = [child for child in node.children if widgets.shown(child)]
        plain = all(not child.children for child in asked) and len(asked) <= MOST_COLUMNS
        return plain and all(each.widget in TABLE_WIDGETS for row in rows for each in row.fields)

    # --- questions ---

    def _question(self, node: Node, place: str, level: int, relevant: bool) -> Field:
        value = self._value(place)
        options = self._options(node, place, value)
        readonly = self.filling.readonly(place)
        widget = widgets.widget_of(node, len(options))
        if readonly and widget != "note" and node.type not in widgets.UPLOADS:
            widget = "told"
        made = Field(
            place, id_of(place), place, widget,
            label=self._label(place),
            hint=self._hint(place),
            guidance=node.guidance.in_(self.asked.language),
            value=value, relevant=relevant, required=self.filling.required(place), readonly=readonly,
            error=self._error(place) if relevant or self.asked.everything else "",
            appearance=widgets.appearances(node), options=options, level=level,
            sparing=self.sparing, personal=node.extra.get("personal") == "yes", media=self._media(node),
            accept=widgets.ACCEPT.get(node.type, ""),
        )  # fmt: skip
        made = self._completed(node, made)
        fixed = value if readonly or widget in ("told", "note") else ""
        shown = tuple((option.value, option.label) for option in options)
        return replace(
            made,
            mark=_mark(
                made, relevant, made.label, made.hint, made.required, readonly, made.error, shown, fixed
            ),
        )

    def _completed(self, node: Node, made: Field) -> Field:
        """What only some controls have: pieces of dates and points, the span of a range."""
        if made.widget in ("date", "time", "moment"):
            parts = self._day(made)
            return replace(made, parts=parts, shown=self._moment({part.key: part.value for part in parts}))
        if made.widget == "point":
            found = {key: self._plain(text) for key, text in geo.point_parts(made.value).items()}
            place = f"{found['lat']}  {found['lon']}" if {"lat", "lon"} <= found.keys() else ""
            return replace(made, shown=place, parts=tuple(_part(made, key, found) for key in geo.POINT_KEYS))
        if made.widget == "trace":
            kind = ("kind", "area" if node.type == "geoshape" else "line")
            return replace(made, shown=self._plain(geo.line_shown(made.value)), attributes=(kind,))
        if made.widget in ("range", "scale"):
            span = widgets.span_of(node)
            steps = widgets.steps_of(span) if made.widget == "scale" else ()
            return replace(made, span=span, options=self._scale(made, steps), shown=self._plain(made.value))
        if made.widget == "rank":
            return replace(made, options=_ranked(made))
        if made.widget == "number":
            kind = ("inputmode", "numeric" if node.type in ("integer", "int") else "decimal")
            grouped = "thousands-sep" in made.appearance
            return replace(
                made,
                attributes=(kind,),
                shown=self._number(made.value) if grouped else self._plain(made.value),
            )
        if made.widget == "told":
            return replace(made, shown=self._told(node, made))
        if made.widget == "upload" and node.parameters.get("max-pixels", "").isdecimal():
            return replace(made, attributes=(("max-pixels", node.parameters["max-pixels"]),))
        if made.widget == "text" and digits_alone(made.value):
            return replace(made, shown=self._digits(made.value))
        return replace(made, shown=made.value)

    def _told(self, node: Node, made: Field) -> str:
        if made.options:
            return ("، " if self.asked.persian else ", ").join(
                each.label for each in made.options if each.chosen
            )
        if node.type == "date" and made.value:
            return self._moment({part.key: part.value for part in self._day(made)}) or made.value
        return self._number(made.value)

    def _moment(self, pieces: Mapping[str, str]) -> str:
        """A day and a time as they are read ("11 Azar 1405  10:30"); no month stays as it was typed."""
        months, month = MONTHS if self.asked.persian else MONTHS_EN, pieces.get("month", "")
        name = months[int(month) - 1] if month.isdecimal() and 0 < int(month) <= len(months) else month
        day = " ".join(filter(None, (pieces.get("day"), name, pieces.get("year"))))
        time = ":".join(filter(None, (pieces.get("hour"), pieces.get("minute"))))
        return "  ".join(filter(None, (day, time)))

    def _day(self, made: Field) -> tuple[Part, ...]:
        found = dates.day_parts(made.value) | dates.time_parts(made.value)
        found = {key: text if key == "month" else self._digits(text) for key, text in found.items()}
        keys = PIECES[made.widget if made.widget in PIECES else "date"]
        if made.appearance & {"year", "month-year"}:
            keys = ("year",) if "year" in made.appearance else ("month", "year")
        return tuple(_part(made, key, found) for key in keys)

    def _options(self, node: Node, place: str, value: str) -> tuple[Option, ...]:
        if not (node.type.startswith("select") or node.type == "rank"):
            return ()
        chosen = set(value.split()) if node.type in widgets.MULTIPLE or "multiple" in node.type else {value}
        return tuple(
            Option(
                f"{id_of(place)}.{number}", choice.value,
                self._words(choice.label.in_(self.asked.language)) or choice.value,
                choice.value in chosen, self._address(choice.label, "image"),
            )
            for number, choice in enumerate(self.filling.choices(place))
        )  # fmt: skip

    def _scale(self, made: Field, steps: tuple[str, ...]) -> tuple[Option, ...]:
        return tuple(
            Option(f"{made.id}.{number}", step, self._digits(step), step == made.value)
            for number, step in enumerate(steps)
        )

    def _media(self, node: Node) -> tuple[tuple[str, str], ...]:
        found = [(kind, self._address(node.label, kind)) for kind in ("image", "audio", "video")]
        return tuple((kind, address) for kind, address in found if address)

    def _address(self, label: Text, kind: str) -> str:
        """Where a picture or sound of a text is served; nothing where the form has no such file."""
        named = label.media.get(kind, {})
        name = named.get(self.asked.language) or next(iter(named.values()), "")
        return self.asked.address(name.rpartition("/")[2]) if name and self.asked.address else ""

    # --- words ---

    def _label(self, place: str) -> str:
        return self._words(self.filling.label(place, self.asked.language))

    def _hint(self, place: str) -> str:
        return self._words(self.filling.hint(place, self.asked.language))

    def _words(self, text: str) -> str:
        return persian_digits(text) if self.asked.persian_text else text

    def _value(self, place: str) -> str:
        """The answer; on a page that shows everything also the one that is not asked now."""
        value = self.filling.get(place)
        if value or self.kept is None:
            return value
        kept = get(self.kept, steps(place) or ())
        return kept if isinstance(kept, str) else ""

    def _error(self, place: str) -> str:
        found = self.broken.get(place)
        if found is None or (found.rule == "required" and not self._tried(place)):
            return ""
        if self.asked.say:
            return self.asked.say(found, self.filling.get(place) if found.rule != "count" else "")
        return found.message.in_(self.asked.language)

    def _tried(self, place: str) -> bool:
        return self.asked.tried is None or place in self.asked.tried

    def _digits(self, text: str) -> str:
        return persian_digits(text) if self.asked.persian else text

    def _plain(self, text: str) -> str:
        """Numbers without separators, with the reader's digits and decimal point."""
        return persian_digits(text).replace(".", "٫") if self.asked.persian else text

    def _number(self, text: str) -> str:
        return in_words(text, self.asked.persian)


def _called(fields: Sequence[Field]) -> str:
    """What a row is called by its first text: the name of a person, a street."""
    texts = (each.value for each in fields if each.widget == "text" and each.relevant)
    return next((text[:LONGEST_NAME] for text in texts if text), "")


def _narrow(each: Field) -> Field:
    """The same question for a cell of a table: choices fold into a list."""
    return replace(each, widget="select") if each.widget == "one" else each


def _mostly_optional(form: Form) -> bool:
    """Whether what must be answered is the exception, so that it is marked rather than the rest."""
    asked = [node for node in form.nodes.values() if node.kind == "question" and widgets.shown(node)]
    return 2 * sum(bool(node.required) for node in asked) < len(asked)


def _alike(fields: Sequence[Field]) -> bool:
    """Whether all are answered on the same scale, so that they stand as lines of one table."""
    asked = [each for each in fields if each.widget != "note"]
    scales = {tuple(option.label for option in each.options) for each in asked if each.widget == "likert"}
    return len(asked) > 2 and len(scales) == 1 and all(each.widget == "likert" for each in asked)


def _counted(node: Node) -> bool:
    """Whether a calculation says how many rows there are, so that nobody adds one."""
    return bool(node.count or node.fixed)


def _part(made: Field, key: str, found: Mapping[str, str]) -> Part:
    return Part(key, f"{made.id}:{key}", f"{made.name}|{key}", found.get(key, ""))


def _ranked(made: Field) -> tuple[Option, ...]:
    """The choices in the order of the answer; those that it does not name follow as they stand."""
    order = {name: number for number, name in enumerate(made.value.split())}
    return tuple(sorted(made.options, key=lambda option: order.get(option.value, len(order))))


def _mark(made: Field, *seen: object) -> str:
    return blake2b(repr((made.widget, seen)).encode(), digest_size=5).hexdigest()
