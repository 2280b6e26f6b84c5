"""The lines of an import in words, and the chips that narrow them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import get_language, gettext

from barzan.access import Actor
from barzan.catalogue.content import PARTS, ServiceContent
from barzan.catalogue.lists import Chip
from barzan.catalogue.sheet import number
from barzan.exchange import queries
from barzan.exchange.models import Kind, Line, Outcome
from barzan.exchange.tables import BY_KEY, SERVICES
from barzan.look.templatetags.look import named
from barzan.people.queries import public_units
from barzan.revisions.changes import Kind as ChangeKind
from barzan.revisions.changes import changes
from barzan.revisions.wording import Names, Sentence, sentences
from barzan.trail.words import page

TONES = {
    Outcome.DRAFTED: ("leaf", "check"),
    Outcome.PUBLISHED: ("leaf", "circle-check"),
    Outcome.ARRANGED: ("leaf", "check"),
    Outcome.JOINED: ("lapis", "users"),
    Outcome.CONTRADICTED: ("anar", "triangle-alert"),
    Outcome.HELD: ("saf", "hourglass"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A line with what would change in words; of a new service only what is set."""

    line: Line
    sentences: tuple[Sentence, ...]
    tone: str
    icon: str

    @property
    def table(self) -> str:
        return str(BY_KEY[self.line.table].title)

    @property
    def draft(self) -> str:
        """Where the draft is shown that the line became; empty where there is none."""
        return page("revisions.draft", str(self.line.draft_id)) if self.line.draft_id else ""

    @property
    def is_service(self) -> bool:
        return self.line.table == SERVICES

    @property
    def is_new(self) -> bool:
        return self.line.kind == Kind.ADD


@dataclass(frozen=True, slots=True)
class Value:
    """A field of a group, a subject or a life event: what it was and will be."""

    label: str
    old: str
    new: str


def told(line: Line, names: Names) -> Told:
    """A line in the reader's language."""
    tone, icon = TONES.get(Outcome(line.outcome), ("plain", ""))
    said: list[Sentence] = []
    if line.table == SERVICES:
        before, after = _side(line, "old"), _side(line, "new")
        said = sentences(changes(before, after), names)
    return Told(line, tuple(each for each in said if line.kind != Kind.ADD or _tells(each)), tone, icon)


def values(line: Line) -> list[Value]:
    """The fields of a line that is no service."""
    labels = {column.key: str(column.label) for column in BY_KEY[line.table].columns}
    return [Value(labels[each["name"]], each["old"], each["new"]) for each in line.fields]


def names(actor: Actor) -> Names:
    """What units, groups, subjects and life events are called; two questions."""
    found: dict[str, dict[str, str]] = {kind: {} for kind in ("groups", "categories", "life_events")}
    english = get_language() != "fa"
    for kind, code, title, title_en in queries.shelves(actor):
        found[kind][code] = title_en if english and title_en else title
    return Names({each.code: str(named(each)) for each in public_units(actor)}, **found)


def chips(counts: Mapping[str, int], kind: str, outcome: str, sought: str) -> list[Chip]:
    """The ways to narrow the lines; what would show nothing is left out."""

    def chip(text: str, count: int | None, **chosen: str) -> Chip:
        query = urlencode({key: value for key, value in {**chosen, "q": sought}.items() if value})
        current = (chosen.get("kind", ""), chosen.get("outcome", "")) == (kind, outcome)
        return Chip(text, f"?{query}#lines", current, number(count) if count is not None else None)

    found = [chip(gettext("All"), None)]
    found += [chip(str(Kind(name).label), counts[name], kind=name) for name in Kind.values if counts[name]]
    settled = [name for name in Outcome.values if counts.get(name)]
    return found + [chip(str(Outcome(name).label), counts[name], outcome=name) for name in settled]


def _side(line: Line, side: str) -> dict[str, Any]:
    """One side of a line as ``Proposed.fields`` has it; what was not there is empty."""
    parts = {each["name"]: each[side] or () for each in line.fields if each["name"] in PARTS}
    content = ServiceContent.from_value({"title": "", **parts})
    found: dict[str, Any] = {}
    for each in line.fields:
        name, value = each["name"], each[side]
        if name in PARTS:
            found[name] = getattr(content, name)
        else:
            found[name] = tuple(value or ()) if name == "life_events" else value
    return found


def _tells(sentence: Sentence) -> bool:
    """Whether a sentence of a new service says something: its title stands above already."""
    return sentence.kind in (ChangeKind.SET, ChangeKind.ADDED)


def all_told(lines: Iterable[Line], names: Names) -> list[Told]:
    """The lines of a page."""
    return [told(line, names) for line in lines]
