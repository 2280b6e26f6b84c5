"""What became of an item, from the facts alone: decisions are pushed, an undo takes the last one off.

So an undo restores exactly what stood before, an undo of an undo goes one decision further back, and the
facts tell everything: replaying them gives what the item's row says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

OPEN, ACCEPTED, CORRECTED, QUESTIONED, ASIDE = "open", "accepted", "corrected", "questioned", "aside"
DECIDED = (ACCEPTED, CORRECTED, ASIDE)
UNDO = "undo"
STATE_AFTER = {
    "accept": ACCEPTED,
    "correct": CORRECTED,
    "question": QUESTIONED,
    "aside": ASIDE,
    "reopen": OPEN,
}
VERBS = (*STATE_AFTER, UNDO)


@dataclass(frozen=True, slots=True)
class Fact:
    """One decision: its number within the item, its verb and, except for an undo, the value it left."""

    number: int
    verb: str
    after: Any = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an item stands; ``by`` is the number of the fact that holds (0: nobody has decided)."""

    state: str
    value: Any
    by: int = 0


def standings(facts: Iterable[Fact], proposed: Any) -> list[Standing]:
    """The standings that an undo could go back to, the present one last."""
    stack = [Standing(OPEN, proposed)]
    for fact in facts:
        if fact.verb != UNDO:
            stack.append(Standing(STATE_AFTER[fact.verb], fact.after, fact.number))
        elif len(stack) > 1:
            stack.pop()
    return stack
