"""What a new version of a form changes for those who analyse its answers."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from barzan.xforms import Form


class Change(StrEnum):
    """What became of a question or of a choice."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    MOVED = "moved"
    RETYPED = "retyped"
    RELABELLED = "relabelled"
    LOGIC = "logic"
    CHOICE_ADDED = "choice_added"
    CHOICE_REMOVED = "choice_removed"
    CHOICE_RELABELLED = "choice_relabelled"


@dataclass(frozen=True, slots=True)
class Difference:
    """One change. ``path`` is the question in the new form (in the old one where it was removed), ``before``
    and ``after`` what changed: a path, a type, a label, an expression, a choice.
    """

    change: Change
    path: str
    before: str
    after: str
    fa: str
    en: str
    attribute: str = ""

    def sentence(self, language: str) -> str:
        """The change in words (Persian for any language but English)."""
        return self.en if language.startswith("en") else self.fa

    def as_value(self) -> dict[str, str]:
        """Plain JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Differences:
    """All changes, in the order of the new form; those removed come last."""

    all: tuple[Difference, ...] = ()

    def of(self, change: Change) -> tuple[Difference, ...]:
        """The changes of one kind."""
        return tuple(each for each in self.all if each.change is change)

    @property
    def breaks(self) -> bool:
        """Whether answers of the old version and of the new one cannot simply be counted together."""
        harmless = {Change.ADDED, Change.RELABELLED, Change.CHOICE_ADDED, Change.CHOICE_RELABELLED}
        return any(each.change not in harmless for each in self.all)

    def as_value(self) -> list[dict[str, str]]:
        """Plain JSON."""
        return [each.as_value() for each in self.all]


def differences(old: Form, new: Form) -> Differences:
    """What ``new`` changes of ``old``."""
    raise NotImplementedError
