"""What is told: steps, their branches, where they lead. Every text in Persian and English. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from barzan.bpmn.model import Lane, Text, Work

NOTHING = Text()


@dataclass(frozen=True, slots=True)
class Jump:
    """Where it goes on: the step of that number."""

    element: str
    number: int


@dataclass(frozen=True, slots=True)
class Branch:
    """One way out of a step: when it is taken, its own steps, and where it goes on after them.

    Without ``jump`` the branch ends here, or (of a subprocess) its step is over.
    """

    label: Text
    steps: tuple[Step, ...]
    jump: Jump | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """``number`` counts the steps in the order in which they are read; ``element`` is the BPMN id.

    ``who`` and ``until`` are empty where nothing is said; ``asks`` are the questions that its form puts;
    ``notes`` say how often it runs. It goes on with the step below it.
    """

    element: str
    number: int
    what: Text
    who: Text = NOTHING
    until: Text = NOTHING
    asks: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A whole process: its name, and for each of its starts what begins it and the steps that follow."""

    name: Text
    starts: tuple[Branch, ...]


def _lane_only(work: Work, lane: Lane | None) -> Text:
    return lane.name if lane else Text()


def _bare(kind: str, key: str) -> Text:
    return Text(key, key)


@dataclass(frozen=True, slots=True)
class Names:
    """How codes are called: ``who`` of a work in its lane; ``title`` of a key of a kind, one of ``process``,
    ``decision``, ``instrument``.
    """

    who: Callable[[Work, Lane | None], Text] = _lane_only
    title: Callable[[str, str], Text] = _bare
