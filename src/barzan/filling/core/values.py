"""What a page shows of a form, as plain values: fields, rows of repeats, pages. Templates only set them."""

from __future__ import annotations

from dataclasses import dataclass

GROUPED = frozenset(
    {"one", "many", "likert", "scale", "rank", "date", "time", "moment", "point", "trace", "acknowledge"}
)


SHORT = 15  # signs of a label that fits into half the width of a phone


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that may be chosen; ``id`` is that of its input."""

    id: str
    value: str
    label: str
    chosen: bool = False
    image: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an answer with an input of its own: ``day``, ``month``, ``hour``, ``lat`` and so on."""

    key: str
    id: str
    name: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """What a range may be, as text with Latin digits."""

    start: str
    end: str
    step: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a repeat: ``place`` is "/data/member[2]", ``number`` counts from 1.

    ``called`` is its first answer in words: the name of a person, a street.
    """

    place: str
    id: str
    number: int
    title: str
    called: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A question, group or repeat as it stands.

    ``place`` names it for the evaluator ("/data/member[2]/age"), ``name`` is the name of its input, ``id``
    that of its element. ``widget`` is the template that sets it (``filling/widgets/<widget>.html``);
    ``relevant`` is false where it is not asked now; ``sparing`` says that what must be answered
    is marked, not what may be left out. ``mark`` changes when anything but the reader's own answer changes.
    """

    place: str
    id: str
    name: str
    widget: str
    label: str = ""
    hint: str = ""
    guidance: str = ""
    value: str = ""
    shown: str = ""
    relevant: bool = True
    required: bool = False
    readonly: bool = False
    error: str = ""
    appearance: frozenset[str] = frozenset()
    options: tuple[Option, ...] = ()
    parts: tuple[Part, ...] = ()
    span: Span | None = None
    media: tuple[tuple[str, str], ...] = ()
    children: tuple[Field, ...] = ()
    rows: tuple[Row, ...] = ()
    grows: bool = False
    sparing: bool = False
    personal: bool = False
    level: int = 2
    mark: str = ""
    accept: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    as_table: bool = False

    @property
    def template(self) -> str:
        """The template of its control."""
        return f"filling/widgets/{self.widget}.html"

    @property
    def grouped(self) -> bool:
        """Whether it has several controls, so that they stand in a fieldset."""
        return self.widget in GROUPED

    @property
    def flagged(self) -> bool:
        """Whether it is shown though it is not asked (a page to type paper in)."""
        return not self.relevant

    @property
    def whole_day(self) -> bool:
        """Whether a calendar helps: day, month and year are asked."""
        return {"day", "month", "year"} <= {part.key for part in self.parts}

    @property
    def columns(self) -> str:
        """How the choices stand: ``line``, ``narrow`` or wide ``columns``, or one under the other."""
        if self.appearance & {"horizontal", "horizontal-compact", "columns-pack"} or self._short:
            return "line"
        if self.options and all(len(option.label) <= SHORT for option in self.options):
            return "narrow"
        many = len(self.options) > 7 or any(look.startswith("columns") for look in self.appearance)
        return "columns" if many else ""

    @property
    def _short(self) -> bool:
        """Whether all choices fit into a line."""
        return len(self.options) <= 4 and sum(len(option.label) + 8 for option in self.options) <= 56

    @property
    def drawn_by_hand(self) -> bool:
        """Whether a picture is drawn rather than taken."""
        return bool(self.appearance & {"signature", "draw"})

    @property
    def drawn(self) -> str:
        """What a map draws: ``line`` or ``area``."""
        return dict(self.attributes).get("kind", "")

    @property
    def container(self) -> bool:
        """Whether it holds other fields."""
        return self.widget in ("group", "matrix", "repeat")

    @property
    def described(self) -> str:
        """The ids of the hint and the error, for ``aria-describedby``."""
        shown = [("hint", self.hint or self.guidance), ("error", self.error)]
        return " ".join(f"{self.id}:{kind}" for kind, text in shown if text)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a form: ``at`` names it in addresses, ``trail`` are the labels of the groups round it."""

    at: str
    title: str
    trail: tuple[str, ...]
    places: tuple[str, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Act:
    """What a button of the form asks for (``reading.ACTS``); ``place`` and ``value`` say of what."""

    kind: str
    place: str = ""
    value: str = ""
