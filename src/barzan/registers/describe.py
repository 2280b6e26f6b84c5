"""Definitions and entries as pages show them, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.utils.translation import get_language, gettext, pgettext

from barzan.clock.core import Counting, amount_words, read_amount
from barzan.people.models import RoleName
from barzan.persian import format_jalali, persian_digits
from barzan.registers.core import By, Definition, Fields, Standing, State, Term, Transition
from barzan.registers.core.fields import Answers, Field, Rows, answer
from barzan.registers.models import Entry

TONES = {
    Standing.VALID: ("leaf", "circle-check"),
    Standing.SUSPENDED: ("saf", "hourglass"),
    Standing.REVOKED: ("anar", "circle-x"),
    Standing.EXPIRED: ("clay", "clock"),
}
LATIN = re.compile("[A-Za-z]")
MONTHS_FA = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip


def language() -> str:
    return get_language() or "fa"


def digits(text: str) -> str:
    """Digits of the reader's language."""
    return persian_digits(text) if language() == "fa" else text


@dataclass(frozen=True, slots=True)
class Pill:
    """A state as a badge."""

    text: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class File:
    """A file that an answer names: what it was called, where it is given out, whether it is a picture."""

    name: str
    url: str
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A field with its answer in words; ``lines`` where it is a repeat."""

    label: str
    value: str
    name: str = ""
    personal: bool = False
    lines: tuple[tuple[tuple[str, str], ...], ...] = ()
    file: File | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """A transition as the page of a register tells it."""

    number: int
    key: str
    title: str
    sources: str
    target: str
    who: str
    asks: tuple[str, ...]


def pill(life: Definition, key: str) -> Pill:
    """The state ``key`` as a badge; one that the life has no more keeps its key."""
    state = life.state(key)
    if state is None:
        return Pill(key, "plain", "circle-help")
    return Pill(state.named(language()), *_tone(state))


def _tone(state: State) -> tuple[str, str]:
    if state.standing in TONES:
        return TONES[state.standing]
    if state.end:
        return "plain", "lock"
    return ("lapis", "inbox") if state.start else ("fir", "hourglass")


def ways(life: Definition, fields: Fields, posts: Mapping[str, str] | None = None) -> list[Way]:
    """The transitions, numbered as in the picture; ``posts`` gives titles by code."""
    names = {state.key: state.named(language()) for state in life.states}
    return [
        Way(
            number,
            one.key,
            one.named(language()),
            gettext(", ").join(names.get(key, key) for key in one.sources),
            names.get(one.target, one.target),
            who(one, posts or {}),
            tuple(asks(one, fields)),
        )
        for number, one in enumerate(life.transitions, 1)
    ]


def first(life: Definition, ways: Sequence[Transition]) -> str:
    """The transition that the page offers first: none that ends an entry or takes its validity away."""
    for one in ways:
        state = life.state(one.target)
        if state and not state.end and state.standing in (Standing.NONE, Standing.VALID):
            return one.key
    return ""


def who(one: Transition, posts: Mapping[str, str]) -> str:
    """Who may take a transition, in words."""
    if one.by is By.EXPIRY:
        return gettext("the clock, when the validity ends")
    if one.by is By.RENEWAL:
        return gettext("the clock, when renewal begins")
    labels = {str(role.value): str(role.label) for role in RoleName}
    named = [labels.get(role, role) for role in one.roles] + [posts.get(code, code) for code in one.posts]
    return gettext(", ").join(named)


def asks(one: Transition, fields: Fields) -> Iterable[str]:
    """What a transition asks for, a sentence each."""
    if one.fields:
        labels = [fields[name].labelled(language()) if name in fields else name for name in one.fields]
        yield gettext("Filled in: %(fields)s") % {"fields": gettext(", ").join(labels)}
    if one.documents:
        titles = gettext(", ").join(each.named(language()) for each in one.documents)
        yield gettext("Attached: %(documents)s") % {"documents": titles}
    if one.reason:
        yield gettext("A reason")
    if one.condition:
        yield gettext("Condition: %(condition)s") % {"condition": one.condition}
    if one.term is not Term.KEEP:
        words = {
            Term.BEGIN: gettext("The validity begins"),
            Term.RENEW: gettext("The validity is renewed"),
            Term.END: gettext("The validity ends"),
        }
        yield words[one.term]


def validity(life: Definition) -> str:
    """How long entries are valid and from when they are renewed, in a sentence; "" where it is not set."""
    if life.validity is None:
        return ""
    said = amount_words(read_amount(life.validity.amount), Counting(life.validity.counting), language())
    if not life.validity.renewal:
        return said
    window = amount_words(read_amount(life.validity.renewal), Counting.CALENDAR_DAYS, language())
    return gettext("%(amount)s; to be renewed from %(window)s before its end") % {
        "amount": said,
        "window": window,
    }


def answers(
    fields: Fields,
    given: Answers,
    *,
    personal: bool = False,
    rows: Mapping[tuple[str, ...], Rows] | None = None,
    files: Mapping[str, File] | None = None,
) -> list[Said]:
    """What an entry says, in the order of its form; unanswered fields are left out.

    ``rows`` are its repeats by path, ``files`` those that answers name.
    """
    found = []
    for name, field in fields.items():
        text = answer(given, field.path)
        if text and (personal or not field.personal):
            file = (files or {}).get(text)
            shown = file.name if file else said(field, text)
            found.append(Said(field.labelled(language()), shown, name, field.personal, file=file))
    for path, repeat in (rows or {}).items():
        lines = tuple(tuple(_line(repeat, row, personal)) for row in _listed(given, path))
        if any(lines):
            found.append(Said(repeat.labelled(language()), "", repeat.name, lines=lines))
    return found


def _listed(given: Answers, path: tuple[str, ...]) -> Sequence[Answers]:
    """The rows of the repeat at ``path``."""
    here: Any = given
    for part in path:
        here = here.get(part) if isinstance(here, Mapping) else None
    return here if isinstance(here, list) else ()


def _line(repeat: Rows, row: Answers, personal: bool) -> Iterable[tuple[str, str]]:
    """(label, words) of each answer of a row; of repeats within it how many rows they have."""
    for field in repeat.fields:
        text = answer(row, field.path)
        if text and (personal or not field.personal):
            yield field.labelled(language()), said(field, text)
    for name, value in row.items():
        if isinstance(value, list) and value:
            label = next((each.labelled(language()) for each in repeat.within if each.name == name), name)
            yield label, digits(gettext("%(count)s rows") % {"count": len(value)})


def said(field: Field, text: str) -> str:
    """One answer in words."""
    if field.choices:
        return field.said(text, language())
    if field.type == "date":
        try:
            return day(date.fromisoformat(text[:10]))
        except ValueError:
            return text
    if field.type == "geopoint":
        return digits("، ".join(text.split()[:2]))
    if field.type in ("time", "datetime"):
        return moment(text)
    return digits(text) if field.type in ("integer", "decimal", "range") else words(text)


def words(text: str) -> str:
    """A text as it was written, in the reader's digits; one with Latin letters (a code, an address) as it is.

    >>> words("کوچهٔ 12"), words("AB-12")
    ('کوچهٔ ۱۲', 'AB-12')
    """
    return text if LATIN.search(text) else digits(text)


def moment(text: str) -> str:
    """A time (۰۹:۳۰) or a day with its time, without seconds and zone; what is neither stays as it is."""
    on, _t, clock = text.rpartition("T")
    try:
        at = time.fromisoformat(clock).strftime("%H:%M")
        return f"{day(date.fromisoformat(on))} {digits(at)}" if on else digits(at)
    except ValueError:
        return digits(text)


def cells(fields: Fields, names: Sequence[str], entry: Entry) -> list[tuple[str, str]]:
    """(label, words) for the columns of a list."""
    given = entry.current.answers if entry.current else {}
    return [
        (field.labelled(language()), said(field, text) if (text := answer(given, field.path)) else "")
        for name in names
        if (field := fields.get(name)) is not None
    ]


def plain(fields: Fields, name: str, value: Any) -> str:
    """An answer or the rows of a repeat in words, for a comparison."""
    field = fields.get(name)
    if field is not None and isinstance(value, str):
        return said(field, value) if value else "–"
    if isinstance(value, list):
        return digits(gettext("%(count)s rows") % {"count": len(value)})
    return str(value) or "–"


def day(on: date | None) -> str:
    """A day in short words; nothing for none."""
    return format_jalali(on, "short", language()) if on else ""


def label(fields: Fields, name: str) -> str:
    """What a field is called."""
    return fields[name].labelled(language()) if name in fields else name


def month(number: int) -> str:
    """A Jalali month: 140509 is «آذر ۱۴۰۵»."""
    year, at_ = divmod(number, 100)
    if not 1 <= at_ <= 12:
        return digits(str(number))
    if language() == "fa":
        return f"{MONTHS_FA[at_ - 1]} {persian_digits(str(year))}"
    names = pgettext(
        "months", "Farvardin Ordibehesht Khordad Tir Mordad Shahrivar Mehr Aban Azar Dey Bahman Esfand"
    ).split()
    return f"{names[at_ - 1]} {year}"
