"""Where an instrument stands on a day, from the facts recorded about it. Pure.

An instrument ends on the first day on which one that replaces or repeals it takes effect, and nothing
revives it (that what ended it was itself ended later restores nothing: a new instrument would have to say
so). Before its first day it is not yet in force. Without a first day and without an end nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from barzan.instruments.kinds import ENDS

State = Literal["in_force", "amended", "replaced", "repealed", "not_yet", "unknown"]
STATES: tuple[State, ...] = ("in_force", "amended", "replaced", "repealed", "not_yet", "unknown")


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation that stands, seen from the instrument it befell: ``by`` is the code of the other one."""

    kind: str
    on: date
    by: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The state on a day, since when (None: not known), and by which instrument."""

    state: State
    since: date | None = None
    by: str = ""

    @property
    def ended(self) -> bool:
        return self.state in ("replaced", "repealed")


def standing(at: date, begins: date | None, facts: Iterable[Fact]) -> Standing:
    """Where an instrument that ``begins`` on a day stands ``at`` another, given what befell it."""
    effective = [fact for fact in facts if fact.on <= at]
    ends = [fact for fact in effective if fact.kind in ENDS]
    if ends:
        # Replaced says more than repealed, where both fell on one day.
        first = min(ends, key=lambda fact: (fact.on, fact.kind != "replaces", fact.by))
        return Standing("replaced" if first.kind == "replaces" else "repealed", first.on, first.by)
    if begins is not None and begins > at:
        return Standing("not_yet", begins)
    amendments = [fact for fact in effective if fact.kind == "amends"]
    if amendments:
        last = max(amendments, key=lambda fact: (fact.on, fact.by))
        return Standing("amended", last.on, last.by)
    return Standing("in_force", begins) if begins is not None else Standing("unknown")


def leads_to(edges: Mapping[str, Iterable[str]], start: str, goal: str) -> bool:
    """Whether ``goal`` is reached from ``start`` along ``edges`` (code to the codes it ends)."""
    seen, waiting = {start}, [start]
    while waiting:
        for code in edges.get(waiting.pop(), ()):
            if code == goal:
                return True
            if code not in seen:
                seen.add(code)
                waiting.append(code)
    return start == goal
