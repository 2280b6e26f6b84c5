"""What an evaluation carries with it: its budget, its names, its notices."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from barzan.feel.errors import Spent
from barzan.feel.limits import LIMITS, Limits
from barzan.feel.values import Value


class Budget:
    """Steps that are left. One budget may serve many evaluations, so that together they are bounded."""

    __slots__ = ("left", "steps")

    def __init__(self, steps: int = LIMITS.steps) -> None:
        self.steps = self.left = steps

    def charge(self, steps: int) -> None:
        """Takes ``steps``; raises ``Spent`` when there are none left."""
        self.left -= steps
        if self.left < 0:
            raise Spent(
                "feel.steps",
                f"ارزیابی عبارت بیش از {self.steps} گام می‌برد؛ فهرست یا حلقهٔ آن را کوتاه کنید.",
                f"Evaluating the expression takes more than {self.steps} steps; shorten its lists or loops.",
            )


class Run:
    """One evaluation. ``at`` is the offset of the loop or call that was last begun."""

    __slots__ = ("at", "budget", "charge", "depth", "limits", "notices", "now")

    def __init__(self, budget: Budget, limits: Limits, now: datetime.datetime | None) -> None:
        self.budget, self.charge = budget, budget.charge
        self.limits, self.now = limits, now
        self.notices: list[tuple[int, str, str]] = []
        self.at = 0
        self.depth = 0

    def note(self, at: int, fa: str, en: str) -> None:
        """Why the part at offset ``at`` gave null; the first twenty are kept."""
        if len(self.notices) < 20:
            self.notices.append((at, fa, en))

    def paid(self, value: Value) -> Value:
        """``value``, newly made, paid for by its size; raises ``Spent`` where it is too large."""
        kind = type(value)
        if kind is str:
            self.charge(len(value) >> 3)
            if len(value) > self.limits.string:
                raise Spent(
                    "feel.size",
                    f"متنی بیش از {self.limits.string} نویسه ساخته می‌شود؛ آن را کوتاه کنید.",
                    f"A text of more than {self.limits.string} characters comes about; shorten it.",
                )
        elif kind is tuple or kind is dict:
            self.charge(len(value))
            if len(value) > self.limits.items:
                raise Spent(
                    "feel.size",
                    f"فهرستی بیش از {self.limits.items} عضو ساخته می‌شود؛ آن را کوتاه کنید.",
                    f"A list of more than {self.limits.items} members comes about; shorten it.",
                )
        return value


class Scope:
    """Names and their values, seen from inside out; ``outer`` of the outermost is None."""

    __slots__ = ("names", "outer", "run")

    def __init__(self, run: Run, names: dict[str, Value], outer: Scope | None) -> None:
        self.run, self.names, self.outer = run, names, outer


Compiled = Callable[[Scope], Value]
