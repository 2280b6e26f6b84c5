"""What arrived, as answers: texts, nested as the form is; everything else is refused with a word. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

DEPTH = 40
_TEXTS = {True: "true", False: "false"}


class NoAnswers(ValueError):
    """These are no answers; ``why`` is ``form`` (not objects, lists and texts) or ``letters`` (no text)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def tidied(answers: Any) -> dict[str, Any]:
    """``answers`` with numbers and truths as texts and without empty ones. Raises ``NoAnswers``."""
    if not isinstance(answers, Mapping):
        raise NoAnswers("form")
    return _tidied(answers, DEPTH)


def _tidied(answers: Mapping[Any, Any], depth: int) -> dict[str, Any]:
    if not depth:
        raise NoAnswers("form")
    found = {}
    for name, value in answers.items():
        kept = _value(value, depth)
        if kept is not None:
            found[_text(name)] = kept
    return found


def _value(value: Any, depth: int) -> Any:
    if isinstance(value, str):
        return _text(value) if value else None
    if isinstance(value, Mapping):
        return _tidied(value, depth - 1) or None
    if isinstance(value, list | tuple):
        return [_row(row, depth) for row in value] or None
    if isinstance(value, bool):
        return _TEXTS[value]
    if isinstance(value, int | float):
        return _number(value)
    if value is None:
        return None
    raise NoAnswers("form")


def _row(row: Any, depth: int) -> Any:
    """A row of a repeat stays, even an empty one: it counts."""
    if isinstance(row, Mapping):
        return _tidied(row, depth - 1)
    raise NoAnswers("form")


def _number(value: float) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        raise NoAnswers("form")
    return str(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise NoAnswers("form")
    if value.isascii():
        if "\0" in value:
            raise NoAnswers("letters")
        return value
    if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise NoAnswers("letters")
    return value
