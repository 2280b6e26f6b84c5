"""Forms in the reader's words: what is asked, what was found in a workbook, what changed between versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext, pgettext, pgettext_lazy

from barzan.forms.core.asking import Choice, Item, is_yes, said
from barzan.forms.kinds import State
from barzan.persian import persian_digits

MOST_CHOICES = 12
TYPES: Mapping[str, Any] = {
    "text": pgettext_lazy("question type", "Text"),
    "integer": pgettext_lazy("question type", "Whole number"),
    "decimal": pgettext_lazy("question type", "Decimal number"),
    "range": pgettext_lazy("question type", "Scale"),
    "select_one": pgettext_lazy("question type", "One of several"),
    "select_multiple": pgettext_lazy("question type", "Several of several"),
    "select_one_external": pgettext_lazy("question type", "One of several"),
    "select_one_from_file": pgettext_lazy("question type", "One from a list file"),
    "select_multiple_from_file": pgettext_lazy("question type", "Several from a list file"),
    "rank": pgettext_lazy("question type", "Ranking"),
    "acknowledge": pgettext_lazy("question type", "Agreement"),
    "date": pgettext_lazy("question type", "Date"),
    "time": pgettext_lazy("question type", "Time"),
    "dateTime": pgettext_lazy("question type", "Date and time"),
    "geopoint": pgettext_lazy("question type", "Point on the map"),
    "geotrace": pgettext_lazy("question type", "Line on the map"),
    "geoshape": pgettext_lazy("question type", "Area on the map"),
    "barcode": pgettext_lazy("question type", "Barcode"),
    "image": pgettext_lazy("question type", "Picture"),
    "audio": pgettext_lazy("question type", "Sound"),
    "video": pgettext_lazy("question type", "Film"),
    "file": pgettext_lazy("question type", "File"),
    "note": pgettext_lazy("question type", "Note"),
    "calculate": pgettext_lazy("question type", "Calculation"),
    "hidden": pgettext_lazy("question type", "Hidden value"),
    "group": pgettext_lazy("question type", "Group"),
    "repeat": pgettext_lazy("question type", "Repeat"),
    "start": pgettext_lazy("question type", "Beginning of filling in"),
    "end": pgettext_lazy("question type", "End of filling in"),
    "today": pgettext_lazy("question type", "Day of filling in"),
}
LOGIC: Mapping[str, Any] = {
    "relevant": pgettext_lazy("question logic", "Asked if"),
    "required": pgettext_lazy("question logic", "Must be answered if"),
    "constraint": pgettext_lazy("question logic", "Accepted if"),
    "calculation": pgettext_lazy("question logic", "Calculated by"),
    "choice_filter": pgettext_lazy("question logic", "Choices narrowed by"),
    "default": pgettext_lazy("question logic", "Begins with"),
    "readonly": pgettext_lazy("question logic", "Read only if"),
    "trigger": pgettext_lazy("question logic", "Renewed by"),
}
_TONES = {
    "added": ("leaf", "plus"),
    "removed": ("anar", "x"),
    "renamed": ("clay", "tag"),
    "moved": ("clay", "refresh-cw"),
    "retyped": ("anar", "triangle-alert"),
    "relabelled": ("lapis", "pencil"),
    "logic": ("lapis", "settings"),
    "choice_added": ("leaf", "plus"),
    "choice_removed": ("anar", "x"),
    "choice_relabelled": ("lapis", "pencil"),
}
BREAKS = frozenset({"removed", "renamed", "moved", "retyped", "choice_removed"})


def language() -> str:
    """The reader's language."""
    return get_language() or "fa"


def digits(number: int) -> str:
    """A number in the reader's digits."""
    return str(number) if language().startswith("en") else persian_digits(str(number))


def type_name(kind: str) -> str:
    """A type of question in words; one that has no name here as it is written."""
    return str(TYPES.get(kind, kind))


def state_tone(state: str) -> tuple[str, str]:
    """The tone and icon of a form's state."""
    marks = {
        State.DRAFT: ("saf", "pencil"),
        State.OPEN: ("leaf", "check"),
        State.CLOSED: ("plain", "lock"),
        State.RETIRED: ("plain", "folder"),
    }
    return marks[State(state)]


# --- what is asked ---


@dataclass(frozen=True, slots=True)
class LogicView:
    """A condition of a question: what it does, and the expression ("" where the word says it all)."""

    word: str
    text: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """A row of the outline: ``number`` counts the questions, ``choices`` are shown up to some."""

    item: Item
    number: int
    label: str
    hint: str
    type: str
    required: bool
    logic: tuple[LogicView, ...]
    choices: tuple[str, ...]
    more: int


def outline(items: Iterable[Item], lang: str = "") -> list[ItemView]:
    """What a form asks, row by row, in a language (the reader's without one)."""
    lang = lang or language()[:2]
    found, number = [], 0
    for item in items:
        number += item.is_asked
        found.append(_item(item, number if item.is_asked else 0, lang))
    return found


def _item(item: Item, number: int, lang: str) -> ItemView:
    required = is_yes(item.cells.get("required", ""))
    return ItemView(
        item=item,
        number=number,
        label=item.label(lang) or item.name,
        hint=said(item.words.get("hint", {}), lang),
        type=type_name(item.type),
        required=required,
        logic=tuple(
            LogicView(str(LOGIC[name]), text)
            for name, text in item.logic()
            if not (name == "required" and required)
        ),
        choices=tuple(_choice(choice, lang) for choice in item.choices[:MOST_CHOICES]),
        more=max(len(item.choices) - MOST_CHOICES, 0),
    )


def _choice(choice: Choice, lang: str) -> str:
    return said(choice.labels, lang) or choice.name


# --- what was found in a workbook ---


@dataclass(frozen=True, slots=True)
class FindingView:
    """A line of the table of findings."""

    is_error: bool
    sheet: str
    row: int
    column: str
    said: str
    cure: str
    code: str


def findings(values: Iterable[Mapping[str, Any]]) -> list[FindingView]:
    """Findings as they were kept, in the reader's language."""
    tongue = "en" if language().startswith("en") else "fa"
    return [
        FindingView(
            is_error=each["severity"] == "error",
            sheet=each["sheet"],
            row=each["row"],
            column=_column(each),
            said=each[tongue],
            cure=each[f"cure_{tongue}"],
            code=each["code"],
        )
        for each in values
    ]


def _column(value: Mapping[str, Any]) -> str:
    column, letter = value["column"], value.get("letter", "")
    return f"{letter} ({column})" if column and letter and column != letter else column or letter


# --- what changed between two versions ---


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change, in words."""

    path: str
    said: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The changes of one kind; ``breaks``: answers before and after cannot simply be counted together."""

    title: str
    tone: str
    icon: str
    breaks: bool
    changes: tuple[ChangeView, ...]


def changes(values: Sequence[Mapping[str, str]]) -> list[ChangeGroup]:
    """The differences of two versions by kind, those that break the analysis first."""
    by: dict[str, list[Mapping[str, str]]] = {}
    for each in values:
        by.setdefault(each["change"], []).append(each)
    english = language().startswith("en")
    groups = [
        ChangeGroup(
            _change_title(kind),
            *_TONES.get(kind, ("lapis", "pencil")),
            kind in BREAKS,
            tuple(
                ChangeView(each["path"], each["en" if english else "fa"], each["before"], each["after"])
                for each in found
            ),
        )
        for kind, found in by.items()
    ]
    return sorted(groups, key=lambda group: not group.breaks)


def _change_title(kind: str) -> str:
    titles = {
        "added": pgettext("change of a form", "New questions"),
        "removed": pgettext("change of a form", "Questions that are gone"),
        "renamed": pgettext("change of a form", "Questions with another name"),
        "moved": pgettext("change of a form", "Questions in another group"),
        "retyped": pgettext("change of a form", "Questions of another type"),
        "relabelled": pgettext("change of a form", "Questions in other words"),
        "logic": pgettext("change of a form", "Other conditions"),
        "choice_added": pgettext("change of a form", "New choices"),
        "choice_removed": pgettext("change of a form", "Choices that are gone"),
        "choice_relabelled": pgettext("change of a form", "Choices in other words"),
    }
    return titles.get(kind, kind)


def languages_of(codes: Iterable[str]) -> str:
    """Languages in words, by their codes."""
    return pgettext("list", ", ").join(language_name(code) for code in codes)


def language_name(code: str) -> str:
    """A language in the reader's words."""
    names = {
        "fa": gettext("Persian"),
        "en": gettext("English"),
        "az": gettext("Azerbaijani"),
        "ku": gettext("Kurdish"),
        "ar": gettext("Arabic"),
    }
    return names.get(code, code)


def column_name(base: str) -> str:
    """A column of texts in words."""
    names = {
        "label": pgettext("text of a form", "Label"),
        "hint": pgettext("text of a form", "Hint"),
        "guidance_hint": pgettext("text of a form", "Guidance"),
        "constraint_message": pgettext("text of a form", "If not accepted"),
        "required_message": pgettext("text of a form", "If not answered"),
    }
    return names.get(base, base)
