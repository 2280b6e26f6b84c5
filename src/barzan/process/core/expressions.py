"""Expressions of a process, bound to the place where they stand. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from barzan.feel import Expression, FeelError, parse
from barzan.process.core.values import EngineError, Value

if TYPE_CHECKING:
    from barzan.process.core.places import Place
    from barzan.process.core.running import Run


class Bound:
    """A parsed expression and the element that holds it; only the variables it names are looked up."""

    __slots__ = ("element", "expression", "names")

    def __init__(self, text: str, element: str) -> None:
        self.expression: Expression = parse(text)
        self.names = tuple(sorted(self.expression.names))
        self.element = element

    def __call__(
        self, run: Run, place: Place, scope: int, count: int, over: Mapping[str, Value] | None = None
    ) -> Value:
        """Its value at ``place``; ``over`` are names that go before the variables.

        Raises ``EngineError`` when the expression spends its budget.
        """
        context = run.known(self.names, place, scope, count)
        if over:
            context.update((name, over[name]) for name in self.names if name in over)
        try:
            return self.expression.evaluate(context, now=run.now)
        except FeelError as error:
            raise EngineError(error.code, error.fa, error.en, self.element) from error


def truth(value: Value, element: str) -> bool:
    """The value of a condition. Raises ``EngineError`` for anything but true and false, null as well."""
    if value is True or value is False:
        return bool(value)
    raise EngineError(
        "condition-not-boolean",
        f"شرط «{element}» نه درست است و نه نادرست (مقدار: {shown(value)}). متغیرهای آن را بررسی کنید.",
        f"The condition at “{element}” is neither true nor false (value: {shown(value)}). "
        "Check its variables.",
        element,
    )


def shown(value: Value) -> str:
    """A value in an error: its kind alone, for values may be personal."""
    return "null" if value is None else type(value).__name__
