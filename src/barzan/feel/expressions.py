"""The door of the room: a text becomes an expression or unary tests, and these give values."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from barzan.feel.compiling import Compiler, any_true
from barzan.feel.errors import FeelError, Notice, Spent, line_and_column
from barzan.feel.intervals import of_tests
from barzan.feel.lexing import Kind
from barzan.feel.limits import LIMITS, Limits
from barzan.feel.nodes import Node, TypeName
from barzan.feel.parsing import ANY, Parser
from barzan.feel.running import Budget, Compiled, Run, Scope
from barzan.feel.values import AS_THEY_ARE, Range, Unfit, Value, adopted


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A value and why parts of it are null."""

    value: Value
    notices: tuple[Notice, ...]


class _Readable:
    """What expressions and unary tests have in common: a text, its names, an evaluation within bounds."""

    __slots__ = ("_compiled", "_wanted", "limits", "names", "needs", "text")

    text: str
    #: Names that may be read from outside; under a filter some may turn out to be members of the list.
    names: frozenset[str]
    #: Those of ``names`` that are read from outside whatever the lists hold.
    needs: frozenset[str]

    def __init__(self, text: str, limits: Limits, compiler: Compiler, compiled: Compiled) -> None:
        self.text, self.limits, self._compiled = text, limits, compiled
        self.names = frozenset(compiler.free - {"?"})
        self.needs = frozenset(compiler.sure - {"?"})
        self._wanted = (*self.names, *compiler.called)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and isinstance(other, _Readable) and other.text == self.text

    def __hash__(self) -> int:
        return hash((type(self), self.text))

    def _run(
        self, outside: dict[str, Value], budget: Budget | None, now: datetime.datetime | None
    ) -> tuple[Value, Run]:
        run = Run(budget or Budget(self.limits.steps), self.limits, now)
        try:
            return self._compiled(Scope(run, outside, None)), run
        except Spent as spent:
            place = line_and_column(self.text, run.at)
            raise FeelError(spent.code, spent.fa, spent.en, *place) from None
        except RecursionError:
            raise FeelError(
                "feel.size",
                "ارزیابی عبارت بیش از اندازه در هم می‌رود؛ آن را به چند عبارت بشکنید.",
                "Evaluating the expression goes too deep; split it into several.",
            ) from None

    def _outside(self, context: Mapping[str, Value]) -> dict[str, Value]:
        room = [self.limits.items]
        found = {}
        for name in self._wanted:
            if name in context:
                value = context[name]
                found[name] = value if type(value) in AS_THEY_ARE else self._adopted(value, room)
        return found

    def _adopted(self, value: Value, room: list[int]) -> Value:
        try:
            return adopted(value, room)
        except Unfit as unfit:
            raise FeelError(
                "feel.size",
                f"مقدارهایی که به عبارت داده شد پذیرفته نیست ({unfit})؛ آن‌ها را کوچک یا درست کنید.",
                f"The values given to the expression are not taken ({unfit}); make them smaller or right.",
            ) from None

    def _notices(self, run: Run) -> tuple[Notice, ...]:
        return tuple(Notice(*line_and_column(self.text, at), fa, en) for at, fa, en in run.notices)


class Expression(_Readable):
    """A FEEL expression, read and compiled once; immutable, safe for threads."""

    __slots__ = ()

    def evaluate(
        self,
        context: Mapping[str, Value],
        *,
        budget: Budget | None = None,
        now: datetime.datetime | None = None,
    ) -> Value:
        """The value under the names of ``context``; null where the standard says so.

        The same context gives the same value always: ``now()`` and ``today()`` are the caller's ``now``, null
        without it. Raises ``FeelError`` when the budget of steps or a bound of size is passed.
        """
        return self._result(context, budget, now)[0]

    def explain(
        self,
        context: Mapping[str, Value],
        *,
        budget: Budget | None = None,
        now: datetime.datetime | None = None,
    ) -> Evaluated:
        """As ``evaluate``, with the notices: which part gave null, and why."""
        value, run = self._result(context, budget, now)
        return Evaluated(value, self._notices(run))

    def _result(
        self, context: Mapping[str, Value], budget: Budget | None, now: datetime.datetime | None
    ) -> tuple[Value, Run]:
        value, run = self._run(self._outside(context), budget, now)
        if type(value) is tuple or type(value) is dict:
            try:
                adopted(value, [self.limits.items])
            except Unfit:
                raise FeelError(
                    "feel.size",
                    f"نتیجه بیش از {self.limits.items} عضو یا ۵۰ لایه دارد؛ آن را کوچک کنید.",
                    f"The result has more than {self.limits.items} members or 50 levels; make it smaller.",
                ) from None
        return value, run


class UnaryTests(_Readable):
    """The tests of one cell of a decision table; ``-`` accepts everything."""

    __slots__ = ("_ranges",)

    def __init__(
        self,
        text: str,
        limits: Limits,
        compiler: Compiler,
        compiled: Compiled,
        ranges: tuple[Range, ...] | None,
    ) -> None:
        super().__init__(text, limits, compiler, compiled)
        self._ranges = ranges

    def matches(
        self,
        value: Value,
        context: Mapping[str, Value] | None = None,
        *,
        budget: Budget | None = None,
        now: datetime.datetime | None = None,
    ) -> bool:
        """Whether the tests accept ``value``; null does not. Raises ``FeelError`` as ``Expression``."""
        outside = self._outside(context or {})
        outside["?"] = self._adopted(value, [self.limits.items])
        return self._run(outside, budget, now)[0] is True

    def ranges(self) -> tuple[Range, ...] | None:
        """All values that are accepted, as ranges in order that do not touch; () accepts nothing.

        None where that cannot be said without a context: a test that reads names, calls a function with
        ``?``, looks for null or for lists and contexts, or mixes types.
        """
        return self._ranges


def parse(
    text: str,
    *,
    names: Iterable[str] = (),
    types: Mapping[str, TypeName] | None = None,
    limits: Limits = LIMITS,
) -> Expression:
    """Reads a FEEL expression. ``names`` are known names, needed only for those that hold signs or keywords
    (``pre-bureau risk``, ``rate of return``); plain words side by side are one name anyway. ``types`` are the
    types of a decision model by name, for ``instance of`` and for parameters.

    Raises ``FeelError`` with line, column and cure.
    """
    parser = Parser(text, names, limits)
    tree = parser.expression()
    parser.finish()
    compiler = Compiler(types)
    return Expression(text, limits, compiler, compiler.compile(tree))


def parse_unary(
    text: str,
    *,
    names: Iterable[str] = (),
    types: Mapping[str, TypeName] | None = None,
    limits: Limits = LIMITS,
) -> UnaryTests:
    """Reads unary tests: ``-``, ``< 5``, ``[1..5)``, ``"a", "b"``, ``not(1, 2)``, ``starts with(?, "x")``.

    Raises ``FeelError`` with line, column and cure.
    """
    parser = Parser(text, names, limits)
    tests, negated = _tests(parser)
    parser.finish()
    compiler = Compiler(types)
    parts = [compiler.accepts(test, inside=False) for test in tests]
    ranges = of_tests(tests, negated) if tests else (Range(None, None, False, False),)
    return UnaryTests(text, limits, compiler, _judge(parts, negated), ranges)


def _tests(parser: Parser) -> tuple[list[Node], bool]:
    """The tests and whether they are denied; none for ``-``."""
    if parser.sees("-") and len(parser.read) == 2:
        parser.take()
        return [], False
    if parser.sees("not") and parser.read[parser.at + 1].text == "(":
        parser.take()
        parser.take()
        tests = _listed(parser)
        if parser.passes(")") and parser.next.kind is Kind.END:
            return tests, True
        parser.at = 0  # a call of not() within an expression
    return _listed(parser), False


def _listed(parser: Parser) -> list[Node]:
    tests = [parser.test(ANY)]
    while parser.passes(","):
        tests.append(parser.test(ANY))
    return tests


def _judge(parts: list[Compiled], negated: bool) -> Compiled:
    if not parts:
        return lambda s: True
    if len(parts) == 1 and not negated:
        return parts[0]

    def judge(s: Scope) -> Value:
        found = any_true([part(s) for part in parts])
        return not found if negated and found is not None else found

    return judge
