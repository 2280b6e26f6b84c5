"""A register as values: its states and transitions, numbering, validity, relations, views. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Plain = dict[str, Any]


class Standing(StrEnum):
    """What a state says to whoever verifies an entry from outside."""

    NONE = ""
    VALID = "valid"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    EXPIRED = "expired"


class By(StrEnum):
    """Who passes an entry on: a person, or the clock when its validity ends or may be renewed."""

    PERSON = "person"
    EXPIRY = "expiry"
    RENEWAL = "renewal"


class Term(StrEnum):
    """What a transition does to the validity of an entry."""

    KEEP = ""
    BEGIN = "begin"
    RENEW = "renew"
    END = "end"


class Other(StrEnum):
    """To what an entry may be related."""

    ENTRY = "entry"
    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Titled:
    """A thing with a key (small Latin letters, digits, hyphens) and a title in two languages."""

    key: str
    title: str
    title_en: str = ""

    def named(self, language: str) -> str:
        """The title in ``language``; the Persian one where there is no other."""
        return self.title_en if language.startswith("en") and self.title_en else self.title

    def _plain(self) -> Plain:
        return _filled({"key": self.key, "title": self.title, "title_en": self.title_en})


@dataclass(frozen=True, slots=True)
class State(Titled):
    """Where an entry may stand. Exactly one state is the ``start``; an ``end`` needs no way out."""

    start: bool = False
    end: bool = False
    standing: Standing = Standing.NONE

    def as_value(self) -> Plain:
        rest = {"start": self.start, "end": self.end, "standing": self.standing.value}
        return self._plain() | _filled(rest)


@dataclass(frozen=True, slots=True)
class Document(Titled):
    """A document that a transition asks for."""

    def as_value(self) -> Plain:
        return self._plain()


@dataclass(frozen=True, slots=True)
class Transition(Titled):
    """A way from any of ``sources`` to ``target``.

    ``roles`` and ``posts`` (codes) are who may; ``condition`` is FEEL over the fields of the entry;
    ``fields`` must be answered, ``documents`` handed in; ``reason`` asks for words.
    """

    sources: tuple[str, ...] = ()
    target: str = ""
    by: By = By.PERSON
    roles: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    condition: str = ""
    fields: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    reason: bool = False
    term: Term = Term.KEEP

    def as_value(self) -> Plain:
        return self._plain() | _filled(
            {
                "from": list(self.sources),
                "to": self.target,
                "by": "" if self.by is By.PERSON else self.by.value,
                "roles": list(self.roles),
                "posts": list(self.posts),
                "condition": self.condition,
                "fields": list(self.fields),
                "documents": [each.as_value() for each in self.documents],
                "reason": self.reason,
                "validity": self.term.value,
            }
        )


@dataclass(frozen=True, slots=True)
class Validity:
    """How long an entry is valid (ISO 8601), counted how; ``renewal`` is how long before its end it may be
    renewed, ``basis`` the code of the law.
    """

    amount: str
    counting: str = "jalali-months"
    renewal: str = ""
    basis: str = ""

    def as_value(self) -> Plain:
        return _filled(
            {
                "amount": self.amount,
                "counting": self.counting,
                "renewal": self.renewal,
                "basis": self.basis,
            }
        )


@dataclass(frozen=True, slots=True)
class Relation(Titled):
    """To what entries may be related; ``register`` (a key) for other entries, ``many`` more than one."""

    to: Other = Other.ENTRY
    register: str = ""
    many: bool = True

    def as_value(self) -> Plain:
        rest = {"to": self.to.value, "register": self.register, "many": self.many}
        return self._plain() | _filled(rest) | {"many": self.many}


@dataclass(frozen=True, slots=True)
class View(Titled):
    """A list that everybody finds ready: ``states`` shown (all where none), ``columns`` (fields), shape."""

    states: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    shape: str = "table"

    def as_value(self) -> Plain:
        rest = {"states": list(self.states), "columns": list(self.columns), "shape": self.shape}
        return self._plain() | _filled(rest)


@dataclass(frozen=True, slots=True)
class Count:
    """What stands beside the published number ``field``: how many live entries of ``register`` are in
    ``states`` (any where none) and name the row in their field ``by``, with ``value`` in the field ``where``.
    """

    field: str
    register: str
    by: str
    states: tuple[str, ...] = ()
    where: str = ""
    value: str = ""

    def as_value(self) -> Plain:
        rest = {"field": self.field, "register": self.register, "by": self.by, "states": list(self.states)}
        return _filled(rest | {"where": self.where, "is": self.value})


@dataclass(frozen=True, slots=True)
class Beside:
    """Entries that are lines of a published table: the field ``row`` names the line, ``note`` says what is
    to be known of it, ``counts`` what stands beside its numbers.
    """

    row: str
    note: str = ""
    counts: tuple[Count, ...] = ()

    def as_value(self) -> Plain:
        return _filled(
            {"row": self.row, "note": self.note, "counts": [each.as_value() for each in self.counts]}
        )


@dataclass(frozen=True, slots=True)
class Definition:
    """All that makes a register besides its form.

    ``numbering`` is a pattern such as ``NGO-{year}-{number:5}``; ``entry_title`` one of fields: ``{name}``.
    ``place``, ``point``, ``person``, ``national_id`` name fields that say where and about whom an entry is;
    ``identity`` are the fields by which doubles are found, ``public`` those that anybody may see,
    ``columns`` those that the list shows. ``beside`` sets published numbers beside live ones.
    """

    numbering: str
    entry_title: str
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    place: str = ""
    point: str = ""
    national_id: str = ""
    identity: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    validity: Validity | None = None
    relations: tuple[Relation, ...] = ()
    views: tuple[View, ...] = ()
    beside: Beside | None = None

    @property
    def start(self) -> State:
        """The state in which an entry is opened."""
        return next(state for state in self.states if state.start)

    def state(self, key: str) -> State | None:
        return next((state for state in self.states if state.key == key), None)

    def transition(self, key: str) -> Transition | None:
        return next((each for each in self.transitions if each.key == key), None)

    def relation(self, key: str) -> Relation | None:
        return next((each for each in self.relations if each.key == key), None)

    def leaving(self, state: str, by: By = By.PERSON) -> tuple[Transition, ...]:
        """The transitions out of ``state`` that a person (the clock) takes."""
        return tuple(each for each in self.transitions if state in each.sources and each.by is by)

    def as_value(self) -> Plain:
        """Plain JSON, as ``reading.read`` takes it; what is empty is left out."""
        return _filled(
            {
                "numbering": self.numbering,
                "entry_title": self.entry_title,
                "place": self.place,
                "point": self.point,
                "national_id": self.national_id,
                "identity": list(self.identity),
                "public": list(self.public),
                "columns": list(self.columns),
                "states": [each.as_value() for each in self.states],
                "transitions": [each.as_value() for each in self.transitions],
                "validity": self.validity.as_value() if self.validity else None,
                "relations": [each.as_value() for each in self.relations],
                "views": [each.as_value() for each in self.views],
                "beside": self.beside.as_value() if self.beside else None,
            }
        )


def _filled(value: Plain) -> Plain:
    return {name: each for name, each in value.items() if each not in ("", None, False, [], {})}
