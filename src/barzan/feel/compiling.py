"""From tree to closures: every node becomes one function from a scope to a value.

Names that are bound outside are collected on the way. Operators follow DMN 1.5, 10.3.2.5 to 10.3.2.12, with
its three-valued logic: what has no meaning is null, and a notice says why.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal

from barzan.feel import calls, loops, nodes, properties
from barzan.feel.arithmetic import calculate, negated
from barzan.feel.comparing import at_most, equal, less, within
from barzan.feel.errors import Failing
from barzan.feel.functions import BUILT_IN
from barzan.feel.nodes import Node
from barzan.feel.running import Compiled, Scope
from barzan.feel.temporal import read_any
from barzan.feel.types import is_type, resolved
from barzan.feel.values import DECIMALS, Range, Value, kind_of

_MISSING = object()
_QUICK = frozenset({Decimal, str, bool})
_ORDERED = frozenset({Decimal, str})
_PYTHON: dict[str, Callable[[Value, Value], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Compiler:
    """``free`` are the names read from outside, ``sure`` those that no member of a filtered list can hide."""

    def __init__(self, types: Mapping[str, nodes.TypeName] | None = None) -> None:
        self.types = types or {}
        self.free: set[str] = set()
        self.sure: set[str] = set()
        self.called: set[str] = set()
        # From outside in; None is a scope whose names are known at run time only: a member under a filter.
        self.scopes: list[set[str] | None] = []

    def compile(self, node: Node) -> Compiled:
        return _COMPILERS[type(node)](self, node)

    def inside(self, names: set[str] | None, node: Node) -> Compiled:
        """``node`` compiled within a scope of ``names``."""
        self.scopes.append(names)
        try:
            return self.compile(node)
        finally:
            self.scopes.pop()

    def bound(self, name: str) -> bool:
        """Whether ``name`` is surely one of the expression's own."""
        return any(scope is not None and name in scope for scope in self.scopes)

    def lookup(self, name: str, missing: Compiled) -> Compiled:
        """The value of ``name`` in the nearest scope, else what ``missing`` gives."""
        if not self.scopes:

            def outermost(s: Scope) -> Value:
                value = s.names.get(name, _MISSING)
                return missing(s) if value is _MISSING else value

            return outermost

        def chained(s: Scope) -> Value:
            scope: Scope | None = s
            while scope is not None:
                value = scope.names.get(name, _MISSING)
                if value is not _MISSING:
                    return value
                scope = scope.outer
            return missing(s)

        return chained

    def remember(self, name: str) -> None:
        for scope in reversed(self.scopes):
            if scope is not None and name in scope:
                return
        if name not in BUILT_IN:
            self.free.add(name)
            if None not in self.scopes:
                self.sure.add(name)
        else:
            self.called.add(name)

    # --- leaves ---

    def literal(self, node: nodes.Literal) -> Compiled:
        value = node.value
        return lambda s: value

    def moment(self, node: nodes.AtLiteral) -> Compiled:
        try:
            value = read_any(node.text)
        except Failing as failing:
            at, fa, en = node.at, failing.fa, failing.en
            return lambda s: s.run.note(at, fa, en)
        return lambda s: value

    def name(self, node: nodes.Name) -> Compiled:
        self.remember(node.name)
        return self.lookup(node.name, _missing(node.name, node.at))

    def list_of(self, node: nodes.ListOf) -> Compiled:
        items = tuple(self.compile(item) for item in node.items)
        return lambda s: tuple([item(s) for item in items])

    def context_of(self, node: nodes.ContextOf) -> Compiled:
        names: set[str] = set()
        self.scopes.append(names)
        entries = []
        for key, below in node.entries:
            if isinstance(below, nodes.FunctionOf):
                names.add(key)  # a function may call itself
            entries.append((key, self.compile(below)))
            names.add(key)
        self.scopes.pop()
        twice = len(names) < len(entries)

        def context(s: Scope) -> Value:
            found: dict[str, Value] = {}
            inner = Scope(s.run, found, s)
            for key, entry in entries:
                found[key] = entry(inner)
            return found

        return _twice(node.at) if twice else context

    def range_of(self, node: nodes.RangeOf) -> Compiled:
        low = self.compile(node.low) if node.low else None
        high = self.compile(node.high) if node.high else None
        at, ends = node.at, (node.low_included, node.high_included)

        def span(s: Scope) -> Value:
            first, last = low(s) if low else None, high(s) if high else None
            if (low and first is None) or (high and last is None):
                return _differ(s, at, first, last)
            if low and high and kind_of(first) != kind_of(last):
                return _differ(s, at, first, last)
            return Range(first, last, *ends)

        return span

    # --- logic ---

    def logic(self, node: nodes.Logic) -> Compiled:
        parts = tuple(self.compile(part) for part in node.parts)
        decides = node.operator == "or"

        def judge(s: Scope) -> Value:
            known = True
            for part in parts:
                value = part(s)
                if value is decides:
                    return decides
                if type(value) is not bool:
                    known = False
            return not decides if known else None

        return judge

    def if_(self, node: nodes.If) -> Compiled:
        condition, then, otherwise = map(self.compile, (node.condition, node.then, node.otherwise))
        return lambda s: then(s) if condition(s) is True else otherwise(s)

    # --- comparison ---

    def comparison(self, node: nodes.Comparison) -> Compiled:
        return self.compare(node.operator, self.compile(node.left), self.compile(node.right), node.at)

    def compare(self, sign: str, left: Compiled, right: Compiled, at: int) -> Compiled:
        """``left sign right`` on compiled sides."""
        if sign in ("=", "!="):
            return self._equality(sign == "=", left, right, at)
        quick, swapped = _PYTHON[sign], sign in (">", ">=")
        order = less if sign in ("<", ">") else at_most

        def compared(s: Scope) -> Value:
            one, other = left(s), right(s)
            kind = type(one)
            if kind is type(other) and kind in _ORDERED:
                return quick(one, other)
            result = order(other, one) if swapped else order(one, other)
            return _differ(s, at, one, other) if result is None else result

        return compared

    def _equality(self, wanted: bool, left: Compiled, right: Compiled, at: int) -> Compiled:
        def same(s: Scope) -> Value:
            one, other = left(s), right(s)
            kind = type(one)
            if kind is type(other) and kind in _QUICK:
                return (one == other) is wanted
            result = equal(one, other, s.run.charge)
            return _differ(s, at, one, other) if result is None else result is wanted

        return same

    def between(self, node: nodes.Between) -> Compiled:
        value, low, high = map(self.compile, (node.value, node.low, node.high))
        at = node.at

        def lies(s: Scope) -> Value:
            one, first, last = value(s), low(s), high(s)
            if first is None or last is None:
                return _differ(s, at, one, None)
            result = within(one, Range(first, last))
            return _differ(s, at, one, first) if result is None else result

        return lies

    def test(self, node: nodes.Test) -> Compiled:
        return self.compare(node.operator, self._subject(node), self.compile(node.right), node.at)

    def _subject(self, node: Node) -> Compiled:
        return self.lookup("?", _missing("?", node.at))

    def in_(self, node: nodes.In) -> Compiled:
        value = self.compile(node.value)
        tests = tuple(self.accepts(test, inside=True) for test in node.tests)

        def lies(s: Scope) -> Value:
            inner = Scope(s.run, {"?": value(s)}, s)
            return any_true([test(inner) for test in tests])

        return lies

    def accepts(self, node: Node, *, inside: bool) -> Compiled:
        """A unary test, compiled: a function from a scope that holds ``?`` to true, false or null."""
        if inside:
            self.scopes.append({"?"})
        test, subject = self.compile(node), self._subject(node)
        if inside:
            self.scopes.pop()
        if isinstance(node, nodes.Test):
            return test
        asks = nodes.mentions(node, "?")
        ranges = isinstance(node, nodes.RangeOf)

        def accepted(s: Scope) -> Value:
            found = test(s)
            # A range that has no meaning says nothing of any value; a plain null is equal to null.
            return None if found is None and ranges else fits(subject(s), found, s, asks)

        return accepted

    # --- arithmetic ---

    def negation(self, node: nodes.Negation) -> Compiled:
        if isinstance(node.of, nodes.Literal) and isinstance(node.of.value, Decimal):
            constant = DECIMALS.minus(node.of.value)
            return lambda s: constant
        of, at = self.compile(node.of), node.at

        def negative(s: Scope) -> Value:
            try:
                return negated(of(s))
            except Failing as failing:
                return s.run.note(at, failing.fa, failing.en)

        return negative

    def chain(self, node: nodes.Chain) -> Compiled:
        value = self.compile(node.first)
        links = tuple(zip(node.operators, map(self.compile, node.rest), node.places, strict=True))

        def calculated(s: Scope) -> Value:
            result = value(s)
            for sign, right, at in links:
                try:
                    result = calculate(sign, result, right(s))
                except Failing as failing:
                    return s.run.note(at, failing.fa, failing.en)
                if type(result) is str:
                    s.run.paid(result)
            return result

        return calculated

    # --- the rest ---

    def instance_of(self, node: nodes.InstanceOf) -> Compiled:
        value, wanted = self.compile(node.value), resolved(node.type, self.types)
        return lambda s: is_type(value(s), wanted)

    def path(self, node: nodes.Path) -> Compiled:
        base, name, at = self.compile(node.base), node.name, node.at

        def member(s: Scope) -> Value:
            value = base(s)
            if type(value) is dict and name in value:
                return value[name]
            try:
                return properties.member(value, name, s.run)
            except Failing as failing:
                return s.run.note(at, failing.fa, failing.en)

        return member


def fits(subject: Value, found: Value, s: Scope, asks: bool) -> bool | None:
    """Whether a unary test whose expression gave ``found`` accepts ``subject`` (DMN 1.5, 7.3.1 and rule 7).

    A test that speaks of ``?`` accepts where it is true; another one where it gives the same value, a range
    or a list that holds it, or, for what is no boolean value, where it is true.
    """
    if asks and type(found) is bool:
        return found
    if type(found) is Range:
        return within(subject, found)
    same = equal(subject, found, s.run.charge)
    if same is True:
        return True
    if type(found) is tuple:
        return any(fits(subject, member, s, False) is True for member in found)
    if found is True and type(subject) is not bool:
        return True
    return same


def any_true(results: list[Value]) -> bool | None:
    """The disjunction of results that are known already."""
    if True in results:
        return True
    return None if None in results else False


def _missing(name: str, at: int) -> Compiled:
    if built_in := BUILT_IN.get(name):
        value = built_in.as_value()
        return lambda s: value
    fa = f"نام «{name}» شناخته نیست؛ املای آن را وارسی کنید یا مقدارش را بدهید."
    en = f"The name “{name}” is not known; check its spelling or give its value."
    return lambda s: s.run.note(at, fa, en)


def _twice(at: int) -> Compiled:
    fa, en = (
        "یک نام دو بار در زمینه آمده است؛ یکی را بردارید.",
        "A name stands twice in the context; remove one.",
    )
    return lambda s: s.run.note(at, fa, en)


def _differ(s: Scope, at: int, one: Value, other: Value) -> None:
    a, b = kind_of(one), kind_of(other)
    s.run.note(
        at,
        f"{a} و {b} با هم سنجیدنی نیستند؛ هر دو سو را از یک نوع کنید.",
        f"{a} and {b} cannot be compared; make both sides the same type.",
    )


_COMPILERS: dict[type[Node], Callable[..., Compiled]] = {
    nodes.Literal: Compiler.literal,
    nodes.AtLiteral: Compiler.moment,
    nodes.Name: Compiler.name,
    nodes.ListOf: Compiler.list_of,
    nodes.ContextOf: Compiler.context_of,
    nodes.RangeOf: Compiler.range_of,
    nodes.Negation: Compiler.negation,
    nodes.Chain: Compiler.chain,
    nodes.Logic: Compiler.logic,
    nodes.Comparison: Compiler.comparison,
    nodes.Between: Compiler.between,
    nodes.Test: Compiler.test,
    nodes.In: Compiler.in_,
    nodes.InstanceOf: Compiler.instance_of,
    nodes.If: Compiler.if_,
    nodes.For: loops.for_,
    nodes.Quantified: loops.quantified,
    nodes.Filter: loops.filter_,
    nodes.FunctionOf: calls.function_of,
    nodes.Call: calls.call,
    nodes.Path: Compiler.path,
}
