"""What a task asks: its fields, as plain values that are stored with the task. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both languages; ``en`` may be empty."""

    fa: str = ""
    en: str = ""

    def within(self, language: str) -> str:
        """The text in ``language``; the Persian one where there is no other."""
        return (self.en if language.startswith("en") else "") or self.fa


class FieldType(StrEnum):
    """What an answer is; beside it the type of its value."""

    TEXT = "text"  # str
    NUMBER = "number"  # Decimal
    MONEY = "money"  # Decimal, whole rials
    YES_NO = "boolean"  # bool
    DATE = "date"  # datetime.date
    CHOICE = "choice"  # str, one of ``choices``
    DOCUMENT = "document"  # str, the id of a stored document


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that may be chosen."""

    value: str
    title: Text


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a task; ``hint`` helps whoever answers it."""

    name: str
    title: Text
    type: FieldType = FieldType.TEXT
    required: bool = True
    choices: tuple[Choice, ...] = ()
    hint: Text = Text()

    def chosen(self, value: str, language: str) -> str:
        """What the choice ``value`` is called."""
        titles = {choice.value: choice.title.within(language) for choice in self.choices}
        return titles.get(value) or value


def as_value(fields: Sequence[Field]) -> list[dict[str, Any]]:
    """The fields as JSON."""
    return [
        {
            "name": field.name,
            "title": _text(field.title),
            "type": field.type.value,
            "required": field.required,
            "choices": [{"value": c.value, "title": _text(c.title)} for c in field.choices],
            **({"hint": _text(field.hint)} if field.hint.fa else {}),
        }
        for field in fields
    ]


def from_value(value: Sequence[Mapping[str, Any]]) -> tuple[Field, ...]:
    """The fields that ``as_value`` wrote."""
    return tuple(
        Field(
            name=each["name"],
            title=Text(**each["title"]),
            type=FieldType(each["type"]),
            required=each["required"],
            choices=tuple(Choice(c["value"], Text(**c["title"])) for c in each["choices"]),
            hint=Text(**each.get("hint", {})),
        )
        for each in value
    )


def _text(text: Text) -> dict[str, str]:
    return {"fa": text.fa, "en": text.en}
