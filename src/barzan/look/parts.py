"""The values that pages hand to the components: plain, frozen, already worded in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tone = Literal["lapis", "fir", "clay", "saf", "leaf", "anar", "plain"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the four facts of a strip: cost, legal time, actual time, documents."""

    icon: str
    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a procedure: ``who`` does it, how long it takes; a ``conditional`` one is in brick."""

    title: str
    who: str = ""
    time: str = ""
    text: str = ""
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """Where a case stands: one sentence, the stages with the running one, and next step / who / by when."""

    sentence: str
    stages: tuple[str, ...]
    running: int
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a timeline, given newest first; ``state`` is ``past``, ``now`` or ``ahead``."""

    when: str
    title: str
    text: str = ""
    state: Literal["past", "now", "ahead"] = "past"


@dataclass(frozen=True, slots=True)
class Ruler:
    """A deadline, one cell a day: ``past``, ``today``, ``ahead``, ``holiday`` (not counted), ``last``.

    ``sentence`` says the same in words and is always shown; ``first``, ``now`` and ``last`` label the cells.
    """

    days: tuple[Literal["past", "today", "ahead", "holiday", "last"], ...]
    sentence: str
    first: str = ""
    now: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a bar list: ``share`` is 0 to 100 of the longest, ``None`` where there is no figure."""

    label: str
    value: str
    share: float | None
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab is a link to a page."""

    label: str
    url: str
    current: bool = False
    count: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """A row of a tree and the rows under it: ``kind`` is its badge, ``note`` what is counted there.

    ``found`` marks what a search was after; a branch that is not ``open`` begins folded.
    """

    label: str
    url: str
    kind: str = ""
    note: str = ""
    branches: tuple[Branch, ...] = ()
    open: bool = True
    found: bool = False

    @property
    def under(self) -> int:
        """How many rows stand under this one, at any depth."""
        return sum(1 + branch.under for branch in self.branches)


@dataclass(frozen=True, slots=True)
class Source:
    """One of the sources of an issue; ``level`` 0 (none) to 3 (20 voices and more)."""

    label: str
    level: Literal[0, 1, 2, 3]


@dataclass(frozen=True, slots=True)
class Choice:
    """A suggestion of the search box."""

    title: str
    url: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Swatch:
    """A colour of the component page: its token and what it is for."""

    token: str
    name: str
    light: str
    dark: str
    note: str = ""
