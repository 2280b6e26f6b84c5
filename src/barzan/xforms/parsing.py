"""From the text of an XPath 1.0 expression to its tree: bounded in length and nesting, cached."""

from __future__ import annotations

import re
from functools import lru_cache

from barzan.persian.text import persian_digits
from barzan.xforms.errors import XPathError
from barzan.xforms.expressions import Call, Chain, Expr, Literal, Negated, Number, Path, Step
from barzan.xforms.limits import LIMITS

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    | (?P<literal>"[^"]*"|'[^']*')
    | (?P<sign>//|\.\.|::|!=|<=|>=|[()\[\]@,/|+\-=<>*.])
    | (?P<name>[^\W\d][\w.\-]*(?::[^\W\d][\w.\-]*)?)
    )""",
    re.VERBOSE,
)
_LEVELS = {
    **dict.fromkeys(("or",), 0),
    **dict.fromkeys(("and",), 1),
    **dict.fromkeys(("=", "!="), 2),
    **dict.fromkeys(("<", "<=", ">", ">="), 3),
    **dict.fromkeys(("+", "-"), 4),
    **dict.fromkeys(("*", "div", "mod"), 5),
}
_WORDS = frozenset({"or", "and", "div", "mod"})
_AXES = frozenset({"child", "parent", "self", "descendant"})
_OPERATORS = _WORDS | set("=<>+-*|") | {"!=", "<=", ">="}
# After one of these (or at the beginning) "*" and the words above are names, not operators (XPath 1.0, 3.7).
_BEFORE_OPERAND = _OPERATORS | {"@", "::", "(", "[", ",", "/", "//"}
_NODE_TYPES = frozenset({"node", "text", "comment", "processing-instruction"})


def failed(code: str, fa: str, en: str, at: int) -> XPathError:
    """An error with its place in the text."""
    number = persian_digits(str(at + 1))
    place_fa, place_en = f"نویسهٔ {number} عبارت: ", f"Character {at + 1} of the expression: "
    return XPathError(code, place_fa + fa, place_en + en, at=at + 1)


Token = tuple[str, str, int]


def _tokens(text: str) -> list[Token]:
    """(kind, text, place); kind is number, literal, name, sign or operator."""
    found: list[Token] = []
    at = 0
    end = len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            raise failed(
                "xpath.syntax",
                "نشانه‌ای ناخواناست؛ متن‌ها را میان دو ' یا دو \" بگذارید.",
                "a sign that cannot be read; put texts between two ' or two \".",
                at + len(text[at:]) - len(text[at:].lstrip()),
            )
        kind = str(match.lastgroup)
        word = match[kind]
        if kind != "literal" and word in _OPERATORS:
            if not found or (found[-1][1] in _BEFORE_OPERAND and found[-1][0] in ("sign", "operator")):
                kind = "sign" if word in "=<>!+-|<=>=!=" else "name"
            else:
                kind = "operator"
        found.append((kind, word, match.start(match.lastgroup or 0)))
        at = match.end()
    found.append(("end", "", end))
    return found


class _Parser:
    def __init__(self, text: str) -> None:
        self.text, self.tokens = text, _tokens(text)
        self.at = self.nested = 0
        self.spans: list[tuple[int, int]] = []

    @property
    def place(self) -> int:
        return self.tokens[self.at][2]

    def sees(self, *words: str) -> bool:
        kind, word, _ = self.tokens[self.at]
        return word in words and kind != "literal"

    def passes(self, *words: str) -> bool:
        if self.sees(*words):
            self.at += 1
            return True
        return False

    def take(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def refused(self) -> XPathError:
        word = self.tokens[self.at][1][:40]
        fa = f"«{word}» اینجا نمی‌آید؛ پرانتزها و عملگرهای پیش از آن را ببینید."
        en = f'"{word}" is out of place; look at the parentheses and operators before it.'
        if not word:
            fa, en = (
                "عبارت ناتمام است؛ پایان آن را بنویسید.",
                "the expression is not finished; write its end.",
            )
        return failed("xpath.syntax", fa, en, self.place)

    def expect(self, word: str) -> None:
        if not self.passes(word):
            raise self.refused()

    def whole(self) -> Expr:
        expr = self.level(0)
        if self.tokens[self.at][0] != "end":
            raise self.refused()
        return expr

    def level(self, least: int) -> Expr:
        """Operands between operators that bind as tight as ``least`` or tighter (precedence climbing)."""
        left = self.unary()
        while (level := self.operator()) >= least:
            rest: list[tuple[str, Expr]] = []
            while self.operator() == level:
                sign = self.take()[1]
                rest.append((sign, self.level(level + 1)))
            left = Chain(left, tuple(rest))
        return left

    def operator(self) -> int:
        """The level of the operator that comes next; -1 when none does."""
        kind, word, _ = self.tokens[self.at]
        return _LEVELS.get(word, -1) if kind == "operator" else -1

    def unary(self) -> Expr:
        signs = 0
        while self.passes("-"):
            signs += 1
        expr = self.union()
        for _ in range(1 + (signs + 1) % 2 if signs else 0):
            expr = Negated(expr)
        return expr

    def union(self) -> Expr:
        first = self.path()
        rest: list[tuple[str, Expr]] = []
        while self.passes("|"):
            rest.append(("|", self.path()))
        return Chain(first, tuple(rest)) if rest else first

    def path(self) -> Expr:
        at = self.place
        start: Expr | str = "."
        predicates: tuple[Expr, ...] = ()
        steps: list[Step] = []
        if self.sees("/", "//"):
            start = "/"
            if self.take()[1] == "//":
                steps.append(self.step("descendant"))
            elif not self.begins_step():
                return Path("/", (), at=at)
            else:
                steps.append(self.step())
        elif self.begins_step():
            steps.append(self.step())
        else:
            start = self.primary()
            predicates = self.predicates()
            if not predicates and not self.sees("/", "//"):
                return start
        while self.sees("/", "//"):
            axis = "descendant" if self.take()[1] == "//" else "child"
            steps.append(self.step(axis))
        return Path(start, tuple(steps), predicates, at, tuple(self.spans))

    def begins_step(self) -> bool:
        kind, word, _ = self.tokens[self.at]
        if kind == "sign":
            return word in (".", "..", "@")
        if kind != "name":
            return False
        after = self.tokens[self.at + 1][1]
        return after != "(" or word in _NODE_TYPES

    def step(self, axis: str = "child") -> Step:
        at = self.place
        if self.passes("."):
            return Step("self" if axis == "child" else axis, "*", self.predicates(), at)
        if self.passes(".."):
            return Step("parent", "*", self.predicates(), at)
        axis, name = self.name_test(axis, at)
        return Step(axis, name, self.predicates(), at)

    def name_test(self, axis: str, at: int) -> tuple[str, str]:
        if self.passes("@"):
            return axis, "@" + self.name()
        if self.tokens[self.at + 1][1] == "::":
            axis = self.take()[1]
            if axis not in _AXES:
                raise failed(
                    "xpath.axis",
                    f"محور {axis} نیست؛ child، parent و self هست.",
                    f"there is no axis {axis}; use child, parent or self.",
                    at,
                )
            self.at += 1
        name = self.name()
        if name in _NODE_TYPES and self.passes("("):
            self.expect(")")
            name = "*"
        return axis, name

    def name(self) -> str:
        kind, word, _ = self.tokens[self.at]
        if kind != "name":
            raise self.refused()
        self.at += 1
        return word.rpartition(":")[2]

    def predicates(self) -> tuple[Expr, ...]:
        found: list[Expr] = []
        spans: list[tuple[int, int]] = []
        while self.sees("["):
            begin = self.take()[2] + 1
            found.append(self.inner())
            spans.append((begin, self.place))
            self.expect("]")
        self.spans = spans
        return tuple(found)

    def inner(self) -> Expr:
        self.nested += 1
        if self.nested > LIMITS.nested:
            raise failed(
                "xpath.size",
                "عبارت بیش از اندازه تودرتوست؛ آن را در چند محاسبه بنویسید.",
                "the expression is nested too deep; write it as several calculations.",
                self.place,
            )
        expr = self.level(0)
        self.nested -= 1
        return expr

    def primary(self) -> Expr:
        kind, word, at = self.tokens[self.at]
        if kind == "number":
            self.at += 1
            return Number(float(word))
        if kind == "literal":
            self.at += 1
            return Literal(word[1:-1])
        if self.passes("("):
            expr = self.inner()
            self.expect(")")
            return expr
        if kind == "name" and self.tokens[self.at + 1][1] == "(":
            return self.call(word, at)
        raise self.refused()

    def call(self, name: str, at: int) -> Expr:
        self.at += 2
        args: list[Expr] = []
        if not self.passes(")"):
            args.append(self.inner())
            while self.passes(","):
                args.append(self.inner())
            self.expect(")")
        return Call(name, tuple(args), at)


@lru_cache(maxsize=20_000)
def parse(text: str) -> Expr:
    """The tree of ``text``. Raises ``XPathError`` with the place."""
    if len(text) > LIMITS.expression:
        most = persian_digits(str(LIMITS.expression))
        raise failed(
            "xpath.size",
            f"عبارت از {most} نویسه درازتر است؛ آن را در چند محاسبه بنویسید.",
            f"longer than {LIMITS.expression} characters; write it as several calculations.",
            LIMITS.expression,
        )
    return _Parser(text).whole()
