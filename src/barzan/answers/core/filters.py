"""Filters of a list as its address has them, ``path:operator:value``, and as SQL of DuckDB. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from barzan.answers.core.columns import Column, Kind, Table
from barzan.persian import latin_digits, search_key, typed_number
from barzan.persian.errors import PersianError
from barzan.persian.jalali import parse_jalali

MOST = 12
LONGEST = 300
NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,12})?")
DAY = re.compile(r"[12]\d{3}-\d{2}-\d{2}")
PRESENCE = ("empty", "answered")
COMPARING = {"eq": "=", "ne": "<>", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
OPERATORS: Mapping[Kind, tuple[str, ...]] = {
    "text": ("has", "is", "not", *PRESENCE),
    "number": (*COMPARING, "bin", *PRESENCE),
    "one": ("is", "not", *PRESENCE),
    "many": ("any", "none", *PRESENCE),
    "rank": ("first", *PRESENCE),
    "date": ("on", "since", "until", "month", *PRESENCE),
    "moment": ("on", "since", "until", "month", *PRESENCE),
    "time": ("hour", *PRESENCE),
    "point": PRESENCE,
    "shape": PRESENCE,
    "file": PRESENCE,
}
# Operators that only a figure of a chart asks with; a form to fill in does not offer them.
OF_FIGURES = frozenset({"bin", "month", "hour", "first"})


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition. Days are ISO; a bar of a histogram and a month are ``from..to``, ``to`` beyond it."""

    path: str
    operator: str
    value: str = ""

    @property
    def text(self) -> str:
        """As an address has it."""
        return f"{self.path}:{self.operator}:{self.value}" if self.value else f"{self.path}:{self.operator}"


@dataclass(frozen=True, slots=True)
class Condition:
    """SQL with its parameters."""

    sql: str
    parameters: tuple[object, ...] = ()


def parsed(texts: Iterable[str], table: Table) -> tuple[list[Filter], list[str]]:
    """The filters that a table can answer, and the texts that mean none of its questions or no value."""
    found: list[Filter] = []
    refused: list[str] = []
    for text in list(texts)[:MOST]:
        path, _, rest = text[:LONGEST].replace("\x00", "").partition(":")
        operator, _, value = rest.partition(":")
        given = tidy(table.by_path.get(path), operator, value.strip())
        if given is None:
            refused.append(text[:LONGEST])
        elif given not in found:
            found.append(given)
    return found, refused


def tidy(column: Column | None, operator: str, value: str) -> Filter | None:
    """The filter with its value in the one spelling; None where it means nothing for the column."""
    if column is None or operator not in OPERATORS[column.kind]:
        return None
    if operator in PRESENCE:
        return Filter(column.path, operator)
    if column.personal or not value:
        return None
    if column.kind == "number":
        return _number(column.path, operator, value)
    if operator in ("on", "since", "until"):
        day = _day(value)
        return Filter(column.path, operator, day) if day else None
    if operator == "month":
        return Filter(column.path, operator, value) if _is_span(value, DAY) else None
    return Filter(column.path, operator, value)


def _number(path: str, operator: str, value: str) -> Filter | None:
    if operator == "bin":
        return Filter(path, operator, value) if _is_span(value, NUMBER) else None
    plain = typed_number(value)
    return Filter(path, operator, plain) if NUMBER.fullmatch(plain) else None


def _is_span(value: str, one: re.Pattern[str]) -> bool:
    since, parted, until = value.partition("..")
    return bool(parted and one.fullmatch(since) and one.fullmatch(until))


def _day(value: str) -> str:
    """A Jalali day, or an ISO day, as ISO; ``""`` where it is none."""
    plain = latin_digits(value)
    if DAY.fullmatch(plain) and plain[:2] in ("19", "20", "21"):
        return plain
    try:
        return parse_jalali(value).isoformat()
    except PersianError:
        return ""


def quoted(name: str) -> str:
    """A name as an identifier of SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def expression(column: Column, suffix: str = "") -> str:
    """A column's stored text, its older names included. ``suffix`` names what is stored beside it."""
    sources = [quoted(name + suffix) for name in answer_names(column)]
    return sources[0] if len(sources) == 1 else f"coalesce({', '.join(sources)})"


def stored_as(name: str) -> str:
    """The name of a stored column: in small letters, for to DuckDB ``Age`` and ``age`` are one."""
    small = name.lower()
    return name if name == small else "".join(f"^{each.lower()}" if each.isupper() else each for each in name)


def answer_names(column: Column) -> list[str]:
    """The stored columns in which the answers to a question stand."""
    return [stored_as(source) for source in column.sources]


def stored_names(column: Column) -> list[str]:
    """The stored columns that a condition on a question reads."""
    keyed = column.kind == "text" and not column.is_fact
    return [name + suffix for name in answer_names(column) for suffix in (("", KEY) if keyed else ("",))]


def number(column: Column) -> str:
    """A column as a number; NULL where the text is none."""
    return f"TRY_CAST({expression(column)} AS DOUBLE)"


def condition(given: Filter, column: Column) -> Condition:
    """What a filter asks of a row."""
    text = expression(column)
    if given.operator == "empty":
        return Condition(f"{text} IS NULL")
    if given.operator == "answered":
        return Condition(f"{text} IS NOT NULL")
    if column.kind == "number":
        return _of_number(given, number(column))
    if column.kind in ("date", "moment"):
        return _of_day(given, f"left({text}, 10)")
    if column.kind == "text":
        return _of_text(given, column, text)
    return _of_choice(given, text)


def _of_number(given: Filter, value: str) -> Condition:
    if given.operator == "bin":
        since, _, until = given.value.partition("..")
        return Condition(f"({value} >= ? AND {value} < ?)", (float(since), float(until)))
    return Condition(f"{value} {COMPARING[given.operator]} ?", (float(given.value),))


def _of_day(given: Filter, day: str) -> Condition:
    if given.operator == "month":
        since, _, until = given.value.partition("..")
        return Condition(f"({day} >= ? AND {day} < ?)", (since, until))
    compared = {"on": "=", "since": ">=", "until": "<="}[given.operator]
    return Condition(f"{day} {compared} ?", (given.value,))


def _of_text(given: Filter, column: Column, text: str) -> Condition:
    if column.is_fact:
        return Condition(f"{text} = ?" if given.operator != "has" else f"contains({text}, ?)", (given.value,))
    key, sought = expression(column, KEY), search_key(given.value)
    if given.operator == "has":
        return Condition(f"contains({key}, ?)", (sought,))
    return Condition(f"{key} {'=' if given.operator == 'is' else '<>'} ?", (sought,))


def _of_choice(given: Filter, text: str) -> Condition:
    value = given.value
    match given.operator:
        case "any":
            return Condition(f"list_contains(string_split({text}, ' '), ?)", (value,))
        case "none":
            return Condition(f"NOT list_contains(string_split({text}, ' '), ?)", (value,))
        case "first":
            return Condition(f"string_split({text}, ' ')[1] = ?", (value,))
        case "hour":
            return Condition(f"left({text}, 2) = ?", (value,))
        case "not":
            return Condition(f"{text} <> ?", (value,))
    return Condition(f"{text} = ?", (value,))


def together(conditions: Sequence[Condition]) -> Condition:
    """All of the conditions."""
    if not conditions:
        return Condition("TRUE")
    return Condition(
        " AND ".join(each.sql for each in conditions),
        tuple(value for each in conditions for value in each.parameters),
    )


# What is stored beside a text answer: its search key. No name of a question has a blank in it.
KEY = " key"
