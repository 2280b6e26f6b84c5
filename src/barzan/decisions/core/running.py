"""One evaluation while it runs: what it may still do, which rules hit, why something is null. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from barzan.decisions.core.findings import Finding, Severity, refused
from barzan.decisions.core.model import Literal, Model, Test
from barzan.decisions.core.types import Mismatch, coerced
from barzan.feel import Budget, Expression, FeelError
from barzan.feel.errors import Failing
from barzan.feel.values import Function, Value

DEEPEST = 40
MOST_HITS = 1_000
MOST_FINDINGS = 200
STEPS = 1_000_000  # of FEEL, all expressions together

Scope = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class TableHit:
    """The rules of a table that hit once, by their numbers; ``owner`` is the decision that holds it."""

    table: str
    owner: str
    rules: tuple[int, ...]


class Run:
    """One evaluation: what was found and hit so far, and how much may still be done."""

    def __init__(self, model: Model, now: datetime | None = None) -> None:
        self.model = model
        self.hits: list[TableHit] = []
        self.findings: list[Finding] = []
        self._budget, self._now = Budget(STEPS), now
        self._depth = 0

    def note(self, element: str, code: str, fa: str, en: str) -> None:
        """A finding that explains a null."""
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(Finding(element, code, fa, en, Severity.WARNING))

    def hit(self, hit: TableHit) -> None:
        if len(self.hits) < MOST_HITS:
            self.hits.append(hit)

    def coerced(self, element: str, value: Value, type_name: str) -> Value:
        """The value as one of the type; null with a finding where it is none."""
        try:
            return coerced(value, type_name, self.model)
        except Mismatch as error:
            self.note(element, "type", error.fa, error.en)
            return None

    def argument(self, value: Value, type_name: str) -> Value:
        """The value of an argument as one of its parameter's type; the call is null where it is none."""
        try:
            return coerced(value, type_name, self.model)
        except Mismatch as error:
            raise Failing(error.fa, error.en) from error

    @contextmanager
    def deeper(self, element: str) -> Iterator[None]:
        """Within a call; raises ``Refused`` beyond ``DEEPEST`` calls in each other."""
        self._depth += 1
        if self._depth > DEEPEST:
            fa = "تابع‌ها بیش از اندازه یکدیگر را صدا می‌زنند؛ دور را بردارید."
            raise refused("decision.depth", fa, "Functions call each other too deep.", element=element)
        try:
            yield
        finally:
            self._depth -= 1

    def returning(self, function: Function, element: str, type_name: str) -> Function:
        """The function with its result coerced to a type; the type of a function itself bounds nothing."""
        definition = self.model.type_of.get(type_name)
        if not type_name or (definition and definition.function):
            return function

        def call(feel: object, arguments: tuple[Value, ...]) -> Value:
            return self.coerced(element, function.call(feel, arguments), type_name)

        return Function(function.name, function.parameters, call)

    # --- FEEL ---

    def evaluate(self, element: str, formula: Expression, scope: Scope) -> Value:
        """The value of an expression; why it is null is noted. ``Refused`` beyond the budget."""
        try:
            found = formula.explain(scope, budget=self._budget, now=self._now)
        except FeelError as error:
            raise refused(error.code, error.fa, error.en, element=element) from error
        for notice in found.notices:
            self.note(element, "feel.null", notice.sentence("fa"), notice.sentence("en"))
        return found.value

    def literal(self, literal: Literal, scope: Scope) -> Value:
        """The value of a literal expression, of the type it says."""
        if literal.feel is None:
            return None
        return self.coerced(
            literal.element, self.evaluate(literal.element, literal.feel, scope), literal.type
        )

    def matches(self, test: Test, value: Value, scope: Scope) -> bool:
        """Whether a value passes unary tests; ones that could not be read pass nothing."""
        if test.any:
            return True
        try:
            return test.feel is not None and test.feel.matches(
                value, scope, budget=self._budget, now=self._now
            )
        except FeelError as error:
            raise refused(error.code, error.fa, error.en, element=test.element) from error
