"""From text to tree: a parser by strength of binding (DMN 1.5, 10.3.1.2, grammar rules 1 to 21).

Strengths, weakest first: or, and, comparison (= != < <= > >= between in), + -, * /, **, sign, instance of,
then path, filter and call.
"""

from __future__ import annotations

from collections.abc import Callable

from barzan.feel import nodes
from barzan.feel.cursor import Cursor
from barzan.feel.lexing import Kind, Token
from barzan.feel.names import KEYWORDS, glued, spelled
from barzan.feel.nodes import Node, TypeName

ANY, OR, AND, COMPARE, ADD, MULTIPLY, POWER, SIGN, INSTANCE, POSTFIX = range(10)

_STRENGTH = {
    "or": OR,
    "and": AND,
    "=": COMPARE,
    "!=": COMPARE,
    "<": COMPARE,
    "<=": COMPARE,
    ">": COMPARE,
    ">=": COMPARE,
    "between": COMPARE,
    "in": COMPARE,
    "+": ADD,
    "-": ADD,
    "*": MULTIPLY,
    "/": MULTIPLY,
    "**": POWER,
    "instance": INSTANCE,
    ".": POSTFIX,
    "[": POSTFIX,
    "(": POSTFIX,
}
COMPARATORS = frozenset({"<", "<=", ">", ">=", "=", "!="})
_CONSTANTS = {"true": True, "false": False, "null": None}
_IN_NAMES = frozenset({"+", "-", "*", "/", "**", ".", "'"})


class Parser(Cursor):
    """Reads one text once; every method takes what it promises or raises ``FeelError``."""

    # --- expressions ---

    def expression(self, strength: int = ANY) -> Node:
        """One expression whose operators bind stronger than ``strength``."""
        self.nested += 1
        if self.nested > self.limits.depth:
            raise self.too_deep()
        node = self.infix(self.prefix(), strength)
        self.nested -= 1
        return node

    def infix(self, left: Node, strength: int) -> Node:
        """What follows ``left``, as far as it binds stronger than ``strength``."""
        while (found := self._operator()) > strength:
            left = self.checked(self._INFIX[found](self, left))
        return left

    def _operator(self) -> int:
        token = self.next
        if token.kind not in (Kind.SYMBOL, Kind.NAME):
            return ANY
        if token.text == "[" and self._closes_range():
            return ANY
        return _STRENGTH.get(token.text, ANY)

    def _closes_range(self) -> bool:
        """``]1..5[``: a bracket after which no expression can begin ends a range."""
        after = self.read[self.at + 1]
        return after.kind is Kind.END or after.text in _AFTER_RANGE

    def prefix(self) -> Node:
        token = self.next
        if token.kind in (Kind.NUMBER, Kind.STRING):
            self.take()
            return nodes.Literal(token.start, token.value)
        if token.kind is Kind.END:
            raise self.error(
                "عبارت ناتمام است؛ مقدار یا نامی در پایان آن بنویسید.",
                "The expression is not complete; write a value or a name at its end.",
            )
        if token.kind is Kind.NAME and self.known.longest(self.read, self.at):
            return nodes.Name(token.start, self.name())
        if token.text == "=":
            raise self.error(
                "برابری با یک = نوشته می‌شود؛ این را بردارید.", "Equality is one =; remove this one."
            )
        if reader := self._PREFIX.get(token.text):
            return self.checked(reader(self))
        if token.kind is Kind.NAME and token.text not in KEYWORDS:
            return nodes.Name(token.start, self.name())
        raise self.error(
            f"در اینجا مقدار یا نامی می‌بایست باشد نه «{token.text}»؛ آن را پیش از «{token.text}» بنویسید.",
            f"Here a value or a name should stand, not “{token.text}”; write it before “{token.text}”.",
        )

    # --- prefixes ---

    def _constant(self) -> Node:
        token = self.take()
        return nodes.Literal(token.start, _CONSTANTS[token.text])

    def _minus(self) -> Node:
        at = self.take().start
        return nodes.Negation(at, self.expression(SIGN))

    def _moment(self) -> Node:
        at = self.take().start
        if self.next.kind is not Kind.STRING:
            raise self.error(
                'پس از @ متنی میان دو " می‌آید، مانند @"2026-03-21".',
                'After @ comes a text, as in @"2026-03-21".',
            )
        return nodes.AtLiteral(at, str(self.take().value))

    def _bracket(self) -> Node:
        """``[1, 2]`` or ``[1..5]`` or ``]1..5]``."""
        opening = self.take()
        if opening.text == "[" and self.passes("]"):
            return nodes.ListOf(opening.start, ())
        first = self.expression()
        if opening.text == "]" or self.sees(".."):
            return self.range(opening, first)
        items = [first]
        while self.passes(","):
            items.append(self.expression())
        self.expect("]", ",")
        return nodes.ListOf(opening.start, tuple(items))

    def _parenthesis(self) -> Node:
        """``(a)``, ``(1..5)`` or ``(< 5)``."""
        opening = self.take()
        if self.sees(*COMPARATORS):
            node = self._unary_range(opening)
            self.expect(")")
            return node
        inner = self.expression()
        if self.sees(".."):
            return self.range(opening, inner)
        self.expect(")")
        return inner

    def range(self, opening: Token, low: Node) -> Node:
        """The rest of a range after its low end."""
        self.expect("..")
        high = self.expression(COMPARE)
        closing = self.expect("]", ")", "[")
        return nodes.RangeOf(opening.start, low, high, opening.text == "[", closing.text == "]")

    def _unary_range(self, opening: Token) -> Node:
        operator = self.take().text
        end = self.expression(COMPARE)
        match operator:
            case "<" | "<=":
                return nodes.RangeOf(opening.start, None, end, False, operator == "<=")
            case ">" | ">=":
                return nodes.RangeOf(opening.start, end, None, operator == ">=", False)
            case "=":
                return nodes.RangeOf(opening.start, end, end, True, True)
        raise self.error("بازه با != نوشته نمی‌شود؛ از not بهره ببرید.", "There is no range with !=; use not.")

    def _context(self) -> Node:
        opening = self.take()
        entries: list[tuple[str, Node]] = []
        while not self.sees("}"):
            if entries:
                self.expect(",", "}")
            key = self._key()
            entries.append((key, self.expression()))
        self.take()
        return nodes.ContextOf(opening.start, tuple(entries))

    def _key(self) -> str:
        if self.next.kind is Kind.STRING:
            key = str(self.take().value)
        else:
            start = self.next.start
            while self.next.kind in (Kind.NAME, Kind.NUMBER) or self.sees(*_IN_NAMES):
                self.take()
            key = spelled(self.text[start : self.next.start])
        self.expect(":")
        self.known.add(key)
        return key

    def _if(self) -> Node:
        at = self.take().start
        condition = self.expression()
        self.expect("then")
        then = self.expression()
        self.expect("else")
        return nodes.If(at, condition, then, self.expression())

    def _for(self) -> Node:
        at = self.take().start
        clauses = self._clauses()
        self.expect("return")
        return nodes.For(at, clauses, self.expression())

    def _quantified(self) -> Node:
        opening = self.take()
        clauses = self._clauses()
        self.expect("satisfies")
        return nodes.Quantified(opening.start, opening.text == "every", clauses, self.expression())

    def _clauses(self) -> tuple[nodes.Clause, ...]:
        clauses = [self._clause()]
        while self.passes(","):
            clauses.append(self._clause())
        return tuple(clauses)

    def _clause(self) -> nodes.Clause:
        at = self.next.start
        name = self.name()
        self.known.add(name)
        self.expect("in")
        source = self.expression()
        high = self.expression() if self.passes("..") else None
        return nodes.Clause(at, name, source, high)

    def _function(self) -> Node:
        at = self.take().start
        self.expect("(")
        parameters: list[tuple[str, TypeName | None]] = []
        while not self.sees(")"):
            if parameters:
                self.expect(",", ")")
            name = self.name()
            self.known.add(name)
            parameters.append((name, self.type() if self.passes(":") else None))
        self.take()
        if self.sees("external"):
            raise self.error(
                "تابع بیرونی پذیرفته نیست؛ بدنهٔ آن را با FEEL بنویسید.",
                "Functions from outside are not taken; write the body in FEEL.",
            )
        return nodes.FunctionOf(at, tuple(parameters), self.expression())

    # --- infixes ---

    def _chain(self, left: Node) -> Node:
        strength = _STRENGTH[self.next.text]
        operators, places, rest = [], [], []
        while self._operator() == strength:
            token = self.take()
            operators.append(token.text)
            places.append(token.start)
            rest.append(self.expression(strength))
        return nodes.Chain(left.at, left, tuple(operators), tuple(rest), tuple(places))

    def _logic(self, left: Node) -> Node:
        operator = self.next.text
        parts = [left]
        while self.passes(operator):
            parts.append(self.expression(_STRENGTH[operator]))
        return nodes.Logic(left.at, operator, tuple(parts))

    def _comparison(self, left: Node) -> Node:
        token = self.take()
        if token.text == "between":
            low = self.expression(COMPARE)
            self.expect("and")
            return nodes.Between(token.start, left, low, self.expression(COMPARE))
        if token.text == "in":
            return nodes.In(token.start, left, self._in_tests())
        return nodes.Comparison(token.start, token.text, left, self.expression(COMPARE))

    def _in_tests(self) -> tuple[Node, ...]:
        if not self.sees("("):
            return (self.test(COMPARE),)
        opening = self.take()
        tests = [self.test(ANY)]
        if self.sees(".."):
            return (self.infix(self.range(opening, tests[0]), COMPARE),)
        while self.passes(","):
            tests.append(self.test(ANY))
        self.expect(")", ",")
        if len(tests) == 1 and not isinstance(tests[0], nodes.Test):
            return (self.infix(tests[0], COMPARE),)
        return tuple(tests)

    def test(self, strength: int) -> Node:
        """A positive unary test: ``< 5`` or an expression (rules 7 and 14)."""
        if self.sees(*COMPARATORS):
            token = self.take()
            return self.checked(nodes.Test(token.start, token.text, self.expression(COMPARE)))
        return self.expression(strength)

    def _instance(self, left: Node) -> Node:
        at = self.take().start
        self.expect("of")
        return nodes.InstanceOf(at, left, self.type())

    def _postfix(self, left: Node) -> Node:
        token = self.take()
        if token.text == ".":
            return nodes.Path(token.start, left, self.name())
        if token.text == "[":
            condition = self.expression()
            self.expect("]")
            return nodes.Filter(token.start, left, condition)
        return self._call(left)

    def _call(self, function: Node) -> Node:
        arguments: list[Node] = []
        names: list[str] = []
        named = self._names_argument()
        while not self.sees(")"):
            if arguments:
                self.expect(",", ")")
            if named:
                names.append(self.name())
                self.expect(":")
            arguments.append(self.expression())
        self.take()
        return nodes.Call(function.at, function, tuple(arguments), tuple(names))

    def _names_argument(self) -> bool:
        if self.next.kind is not Kind.NAME:
            return False
        return self.read[self.at + glued(self.read, self.at)].text == ":"

    _PREFIX: dict[str, Callable[[Parser], Node]] = {
        "true": _constant,
        "false": _constant,
        "null": _constant,
        "-": _minus,
        "@": _moment,
        "[": _bracket,
        "]": _bracket,
        "(": _parenthesis,
        "{": _context,
        "if": _if,
        "for": _for,
        "some": _quantified,
        "every": _quantified,
        "function": _function,
    }
    _INFIX: dict[int, Callable[[Parser, Node], Node]] = {
        OR: _logic,
        AND: _logic,
        COMPARE: _comparison,
        ADD: _chain,
        MULTIPLY: _chain,
        POWER: _chain,
        INSTANCE: _instance,
        POSTFIX: _postfix,
    }


_AFTER_RANGE = frozenset(
    {
        ")",
        "]",
        ",",
        "}",
        ".",
        "and",
        "or",
        "then",
        "else",
        "return",
        "satisfies",
        "=",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
    }
)
