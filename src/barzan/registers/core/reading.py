"""Reads the definition of a register from plain values (YAML, JSON, a page). Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from barzan.persian import normalise, persian_digits
from barzan.registers.core.findings import Finding, Refused
from barzan.registers.core.values import (
    Beside,
    By,
    Count,
    Definition,
    Document,
    Other,
    Relation,
    Standing,
    State,
    Term,
    Transition,
    Validity,
    View,
)

KNOWN = (
    "numbering", "entry_title", "place", "point", "national_id", "identity", "public", "columns", "states",
    "transitions", "validity", "relations", "views", "beside",
)  # fmt: skip
MOST = 200  # of any one kind
LONGEST = 1_000
FLAGS = {"yes": True, "true": True, "no": False, "false": False}
Made = TypeVar("Made")
Choice = TypeVar("Choice", bound=StrEnum)


def read(value: object) -> Definition:
    """The definition that ``value`` writes, whether or not it could be published.

    Raises ``Refused`` with every place where something else stands than a definition has there.
    """
    top = _Reader("", value, KNOWN)
    definition = Definition(
        numbering=top.text("numbering"),
        entry_title=top.text("entry_title"),
        states=top.each("states", _state),
        transitions=top.each("transitions", _transition),
        place=top.text("place"),
        point=top.text("point"),
        national_id=top.text("national_id"),
        identity=top.texts("identity"),
        public=top.texts("public"),
        columns=top.texts("columns"),
        validity=top.one("validity", _validity),
        relations=top.each("relations", _relation),
        views=top.each("views", _view),
        beside=top.one("beside", _beside),
    )
    if top.findings:
        raise Refused(top.findings)
    return definition


def _state(at: _Reader) -> State:
    return State(
        **at.titled(), start=at.flag("start"), end=at.flag("end"), standing=at.choice("standing", Standing)
    )


def _transition(at: _Reader) -> Transition:
    return Transition(
        **at.titled(),
        sources=at.texts("from"),
        target=at.text("to"),
        by=at.choice("by", By, By.PERSON),
        roles=at.texts("roles"),
        posts=at.texts("posts"),
        condition=at.text("condition"),
        fields=at.texts("fields"),
        documents=at.each("documents", _document),
        reason=at.flag("reason"),
        term=at.choice("validity", Term),
    )


def _document(at: _Reader) -> Document:
    return Document(**at.titled())


def _validity(at: _Reader) -> Validity:
    counting = at.text("counting") or "jalali-months"
    return Validity(at.text("amount"), counting, at.text("renewal"), at.text("basis"))


def _relation(at: _Reader) -> Relation:
    to, register = at.choice("to", Other, Other.ENTRY), at.text("register")
    return Relation(**at.titled(), to=to, register=register, many=at.flag("many", True))


def _view(at: _Reader) -> View:
    shape = at.text("shape") or "table"
    return View(**at.titled(), states=at.texts("states"), columns=at.texts("columns"), shape=shape)


def _beside(at: _Reader) -> Beside:
    return Beside(at.text("row"), at.text("note"), at.each("counts", _count))


def _count(at: _Reader) -> Count:
    return Count(
        field=at.text("field"),
        register=at.text("register"),
        by=at.text("by"),
        states=at.texts("states"),
        where=at.text("where"),
        value=at.text("is"),
    )


_NAMES = {
    _state: ("key", "title", "title_en", "start", "end", "standing"),
    _transition: (
        "key", "title", "title_en", "from", "to", "by", "roles", "posts", "condition", "fields", "documents",
        "reason", "validity",
    ),
    _document: ("key", "title", "title_en"),
    _validity: ("amount", "counting", "renewal", "basis"),
    _relation: ("key", "title", "title_en", "to", "register", "many"),
    _view: ("key", "title", "title_en", "states", "columns", "shape"),
    _beside: ("row", "note", "counts"),
    _count: ("field", "register", "by", "states", "where", "is"),
}  # fmt: skip


class _Reader:
    """One mapping being read; findings of all mappings below are gathered at the top."""

    def __init__(
        self, place: str, value: object, known: Sequence[str], findings: list[Finding] | None = None
    ) -> None:
        self.place = place
        self.findings: list[Finding] = [] if findings is None else findings
        self.value: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
        if not isinstance(value, Mapping):
            self._wrong("", "این‌جا نام‌ها با مقدارشان می‌آید.", "Names with their values stand here.")
        for name in self.value:
            if name not in known:
                listed = ", ".join(known)
                self._wrong(
                    str(name)[:60],
                    f"این نام شناخته نیست؛ این‌ها شناخته‌اند: {listed}",
                    f"This name is not known; known are: {listed}",
                )

    def text(self, name: str) -> str:
        value = self.value.get(name)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            self._wrong(name, "این‌جا یک متن می‌آید.", "A text stands here.")
            return ""
        text = normalise(str(value)).strip()
        if len(text) > LONGEST:
            longest = persian_digits(str(LONGEST))
            self._wrong(
                name,
                f"از {longest} نویسه بلندتر است؛ کوتاهش کنید.",
                f"This is longer than {LONGEST} characters; shorten it.",
            )
            return ""
        return text

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; one text stands for a list of one."""
        value = self.value.get(name)
        if isinstance(value, str):
            value = value.split()
        rows = self._list(name, value)
        if all(isinstance(each, str) for each in rows):
            return tuple(normalise(each).strip() for each in rows)
        self._wrong(name, "این‌جا فهرستی از متن‌ها می‌آید.", "A list of texts stands here.")
        return ()

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.value.get(name, default)
        value = FLAGS.get(value, value) if isinstance(value, str) else value
        if isinstance(value, bool):
            return value
        self._wrong(name, "این‌جا yes یا no می‌آید.", "Yes or no stands here.")
        return default

    def choice(self, name: str, kind: type[Choice], default: Choice | None = None) -> Choice:
        text = self.text(name)
        if not text and default is not None:
            return default
        try:
            return kind(text)
        except ValueError:
            listed = ", ".join(each.value for each in kind if each.value)
            self._wrong(name, f"یکی از این‌ها می‌آید: {listed}", f"One of these stands here: {listed}")
            return default or next(iter(kind))

    def titled(self) -> dict[str, str]:
        return {name: self.text(name) for name in ("key", "title", "title_en")}

    def one(self, name: str, make: Callable[[_Reader], Made]) -> Made | None:
        value = self.value.get(name)
        return make(self._below(name, value, make)) if value is not None else None

    def each(self, name: str, make: Callable[[_Reader], Made]) -> tuple[Made, ...]:
        rows = self._list(name, self.value.get(name))
        return tuple(
            make(self._below(f"{name}.{_key(row, at)}", row, make)) for at, row in enumerate(rows, 1)
        )

    def _below(self, name: str, value: object, make: Callable[[_Reader], Made]) -> _Reader:
        place = f"{self.place}.{name}" if self.place else name
        return _Reader(place, value, _NAMES[make], self.findings)  # type: ignore[index]

    def _list(self, name: str, value: object) -> list[Any]:
        if value is None:
            return []
        if not isinstance(value, list | tuple) or len(value) > MOST:
            most = persian_digits(str(MOST))
            self._wrong(
                name,
                f"این‌جا فهرستی می‌آید، با {most} ردیف در بیشترین اندازه.",
                f"A list of at most {MOST} stands here.",
            )
            return []
        return list(value)

    def _wrong(self, name: str, fa: str, en: str) -> None:
        place = ".".join(part for part in (self.place, name) if part)
        self.findings.append(Finding(place, "register.shape", fa, en))


def _key(row: object, at: int) -> str:
    """How a row of a list is named in places: by its key, else by its number."""
    key = row.get("key") if isinstance(row, Mapping) else None
    return key[:60] if isinstance(key, str) and key else str(at)
