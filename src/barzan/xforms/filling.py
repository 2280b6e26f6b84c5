"""A form being filled: answers go in, and what depends on them is reckoned anew."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from barzan.xforms.model import Answers, Choice, ChoiceList, Form
from barzan.xforms.texts import Text


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that an answer breaks.

    ``rule``: required, constraint, type, choice, count (rows of a repeat), unknown (no such question),
    logic (an expression that could not be reckoned).
    """

    place: str
    rule: str
    message: Text


class Filling:
    """One filling of ``form``. Without ``answers`` it begins with the defaults; with them it goes on."""

    def __init__(
        self,
        form: Form,
        answers: Answers | None = None,
        *,
        now: datetime.datetime,
        language: str | None = None,
        lists: Mapping[str, ChoiceList] | None = None,
        metadata: Mapping[str, str] = {},
        seed: int | None = None,
    ) -> None:
        raise NotImplementedError

    def set(self, place: str, text: str) -> None:
        """Answers the question at ``place`` (``/data/member[2]/name``)."""
        raise NotImplementedError

    def add(self, place: str) -> str:
        """A new row at the end of the repeat at ``place``; its place."""
        raise NotImplementedError

    def remove(self, place: str) -> None:
        """Takes away the row at ``place`` (``/data/member[2]``)."""
        raise NotImplementedError

    def get(self, place: str) -> str:
        """The answer at ``place`` as it is seen: empty where it is not relevant."""
        raise NotImplementedError

    def count(self, place: str) -> int:
        """How many rows the repeat at ``place`` has."""
        raise NotImplementedError

    def value(self) -> dict[str, Any]:
        """The answers to send: what is not relevant is left out."""
        raise NotImplementedError

    def kept(self) -> dict[str, Any]:
        """The answers to keep as a draft: those that are not relevant now as well."""
        raise NotImplementedError

    def relevant(self, place: str) -> bool:
        raise NotImplementedError

    def required(self, place: str) -> bool:
        raise NotImplementedError

    def readonly(self, place: str) -> bool:
        raise NotImplementedError

    def choices(self, place: str) -> list[Choice]:
        """The choices that stand open, filtered and in their order."""
        raise NotImplementedError

    def label(self, place: str, language: str | None = None) -> str:
        """The label with answers put in."""
        raise NotImplementedError

    def hint(self, place: str, language: str | None = None) -> str:
        raise NotImplementedError

    def broken(self) -> list[Broken]:
        """What does not hold now, in the order of the form."""
        raise NotImplementedError
