"""The value of a boxed expression in a scope of names. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from barzan.decisions.core.model import (
    Boxed,
    Conditional,
    Context,
    DecisionTable,
    Filter,
    Function,
    Invocation,
    Items,
    Iteration,
    Literal,
    Relation,
)
from barzan.decisions.core.running import Run, Scope
from barzan.decisions.core.tables import table_value
from barzan.feel import Expression, parse
from barzan.feel.values import Function as Called
from barzan.feel.values import Value

_ITERATIONS = {
    "for": parse("for element in source return body(element, partial)"),
    "some": parse("some element in source satisfies body(element, null)"),
    "every": parse("every element in source satisfies body(element, null)"),
}
_FILTERED = parse("source[body(item, null)]")
Body = Callable[[Value, Value], Value]


@dataclass(frozen=True, slots=True)
class Boxes:
    """Evaluates the boxed expressions of one decision or knowledge model."""

    run: Run
    owner: str

    def value(self, boxed: Boxed, scope: Scope) -> Value:  # noqa: C901 - one case a kind
        """The value of ``boxed``; null with a finding where it has none."""
        match boxed:
            case Literal():
                return self.run.literal(boxed, scope)
            case DecisionTable():
                found = table_value(self.run, self.owner, boxed, scope)
            case Context():
                found = self._context(boxed, scope)
            case Invocation():
                found = self._invocation(boxed, scope)
            case Items():
                found = tuple(self.value(each, scope) for each in boxed.items)
            case Relation():
                found = self._relation(boxed, scope)
            case Function():
                return self.function(boxed, scope, "")
            case Conditional():
                found = self._conditional(boxed, scope)
            case Filter():
                found = self._filter(boxed, scope)
            case Iteration():
                found = self._iteration(boxed, scope)
        return self.run.coerced(boxed.element, found, boxed.type)

    def _context(self, context: Context, scope: Scope) -> Value:
        seen = dict(scope)
        found: dict[str, Value] = {}
        for entry in context.entries:
            value = self.run.coerced(context.element, self.value(entry.value, seen), entry.variable.type)
            if not entry.variable.name:
                return value
            seen[entry.variable.name] = found[entry.variable.name] = value
        return found

    def _relation(self, relation: Relation, scope: Scope) -> Value:
        names = [column.name for column in relation.columns]
        return tuple(
            dict(zip(names, (self.value(cell, scope) for cell in row), strict=False)) for row in relation.rows
        )

    def _conditional(self, boxed: Conditional, scope: Scope) -> Value:
        chosen = self.value(boxed.condition, scope)
        if chosen is not None and not isinstance(chosen, bool):
            return self._no_condition(boxed.element)
        return self.value(boxed.then if chosen else boxed.otherwise, scope)

    def _no_condition(self, element: str) -> None:
        fa, en = "شرط باید درست یا نادرست باشد.", "A condition must be true or false."
        self.run.note(element, "condition", fa, en)

    def _filter(self, boxed: Filter, scope: Scope) -> Value:
        def match(item: Value, _: Value) -> Value:
            inside = {**scope, **item} if isinstance(item, Mapping) else dict(scope)
            return self.value(boxed.match, {**inside, "item": item})

        return self._each(boxed.element, _FILTERED, self.value(boxed.source, scope), match, judging=True)

    def _iteration(self, boxed: Iteration, scope: Scope) -> Value:
        def body(element: Value, partial: Value) -> Value:
            return self.value(boxed.body, {**scope, boxed.variable.name: element, "partial": partial})

        source, judging = self.value(boxed.source, scope), boxed.kind != "for"
        return self._each(boxed.element, _ITERATIONS[boxed.kind], source, body, judging=judging)

    def _each(self, element: str, formula: Expression, source: Value, body: Body, *, judging: bool) -> Value:
        """A formula of FEEL that calls ``body`` for each member of ``source``; a judgement that is neither
        true, false nor null makes the whole null.
        """
        wrong: list[Value] = []

        def call(_: object, arguments: tuple[Value, ...]) -> Value:
            found = body(*arguments)
            wrong.extend([found] * (found is not None and not isinstance(found, bool)))
            return found

        function = Called("body", ("element", "partial"), call)
        found = self.run.evaluate(element, formula, {"source": source, "body": function})
        return self._no_condition(element) if judging and wrong else found

    # --- functions ---

    def function(self, function: Function, scope: Scope, name: str) -> Called:
        """A function that remembers the scope it was made in."""
        names = tuple(each.name for each in function.parameters)
        seen = dict(scope)

        def call(_: object, arguments: tuple[Value, ...]) -> Value:
            pairs = zip(function.parameters, arguments, strict=True)
            given = {each.name: self.run.argument(argument, each.type) for each, argument in pairs}
            if function.body is None:
                return None
            with self.run.deeper(function.element):
                found = self.value(function.body, {**seen, **given})
            return self.run.coerced(function.element, found, function.type)

        return Called(name, names, call)

    def _invocation(self, invocation: Invocation, scope: Scope) -> Value:
        called = self.value(invocation.called, scope)
        if not isinstance(called, Called):
            text = invocation.called.text if isinstance(invocation.called, Literal) else ""
            fa, en = f"«{text}» تابع نیست.", f"“{text}” is no function."
            self.run.note(invocation.element, "invocation", fa, en)
            return None
        given = {each.variable.name: self.value(each.value, scope) for each in invocation.bindings}
        known = given if called.parameters is None else called.parameters
        if unknown := set(given) - set(known):
            names = ", ".join(sorted(unknown))
            fa, en = f"تابع پارامتر «{names}» ندارد.", f"The function has no parameter “{names}”."
            self.run.note(invocation.element, "invocation.parameter", fa, en)
            return None
        arguments = [given.get(name) for name in known]
        inside = {"called": called, **{f"a{n}": each for n, each in enumerate(arguments)}}
        return self.run.evaluate(invocation.element, _calling(len(arguments)), inside)


@lru_cache(maxsize=64)
def _calling(arguments: int) -> Expression:
    """A call of ``called`` with so many arguments."""
    return parse(f"called({', '.join(f'a{n}' for n in range(arguments))})")
