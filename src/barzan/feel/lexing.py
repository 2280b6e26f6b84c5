"""A text as tokens (DMN 1.5, 10.3.1.2, rules 22 to 41 of the grammar)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from barzan.feel.errors import FeelError, line_and_column
from barzan.feel.limits import Limits
from barzan.feel.values import DECIMALS


class Kind(Enum):
    NAME = auto()
    NUMBER = auto()
    STRING = auto()
    SYMBOL = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """``text`` is what stands in the expression; ``value`` the number or the text without its quotes."""

    kind: Kind
    text: str
    start: int
    end: int
    value: Decimal | str | None = None


# Name start characters (rule 28) without what Persian writes as digits and punctuation: see _PERSIAN_NUMBER.
_NOT_IN_NAMES = "\u060c\u061b\u061f\u066a-\u066d\u06d4"
_DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9"
_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u060b\u060d-\u061a\u061c-\u061e"
    "\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff"
    "\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_PART = _START + _DIGITS + "\u00b7\u0300-\u036f\u203f-\u2040"

_TOKEN = re.compile(
    rf"""
      (?P<space>(?:[\s\u0085\u180e\u200b\u200e\u200f\u2028\u2029\u2060\ufeff]|//[^\n]*|/\*.*?\*/)+)
    | (?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    | (?P<persian>[\u06f0-\u06f9\u0660-\u0669]+(?:\u066c[\u06f0-\u06f9\u0660-\u0669]+)*
        (?:[\u066b.][\u06f0-\u06f9\u0660-\u0669]+)?(?![{_PART}]))
    | (?P<string>"(?:[^"\\]|\\.)*")
    | (?P<name>\?|[{_START}][{_PART}]*)
    | (?P<symbol>\*\*|\.\.|->|<=|>=|!=|/(?!\*)|[-+*=<>()\[\]{{}},:.@'])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|(.))", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "'": "'", '"': '"', "\\": "\\"}
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_NUMBER_SIGNS = str.maketrans({"\u066b": ".", "\u066c": ""})

_INSTEAD = {
    "،": ",",
    "؛": ",",
    "«": '"',
    "»": '"',
    "“": '"',
    "”": '"',
    "٫": ".",
    "٪": "/ 100",
    "×": "*",
    "÷": "/",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "−": "-",
    "؟": "?",
    "&": "and",
    "|": "or",
    "%": "modulo(a, b)",
}


def tokens(text: str, limits: Limits) -> list[Token]:
    """The tokens of ``text``, the last one of kind END. Raises ``FeelError`` with place and cure."""
    if len(text) > limits.text:
        raise FeelError(
            "feel.size",
            f"عبارت {len(text)} نویسه دارد و بیش از {limits.text} نویسه پذیرفته نیست؛ آن را کوتاه کنید.",
            f"The expression has {len(text)} characters and at most {limits.text} are taken; shorten it.",
        )
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _strange(text, at)
        at = match.end()
        if match.lastgroup != "space":
            yield _token(text, match)
    yield Token(Kind.END, "", at, at)


def _token(text: str, match: re.Match[str]) -> Token:
    found, start, end = match.group(), match.start(), match.end()
    match match.lastgroup:
        case "number":
            return Token(Kind.NUMBER, found, start, end, _number(text, start, found))
        case "persian":
            return Token(Kind.NUMBER, found, start, end, _number(text, start, found.translate(_NUMBER_SIGNS)))
        case "string":
            return Token(Kind.STRING, found, start, end, _string(text, start, found))
        case "name":
            return Token(Kind.NAME, found, start, end)
        case _:
            return Token(Kind.SYMBOL, found, start, end)


def _number(text: str, at: int, digits: str) -> Decimal:
    # Decimal reads every decimal digit of Unicode: Latin, Persian, Arabic.
    try:
        return DECIMALS.create_decimal(digits)
    except ArithmeticError:
        raise error(
            text,
            at,
            "عدد بیرون از اندازهٔ پذیرفته (۳۴ رقم، توان ده تا ۶۱۴۴) است؛ عددی کوچک‌تر بنویسید.",
            "The number is outside what is taken (34 digits, powers of ten up to 6144); write a smaller one.",
        ) from None


def _string(text: str, at: int, quoted: str) -> str:
    def unescaped(match: re.Match[str]) -> str:
        short, long, one = match.groups()
        code = short or long
        if code and int(code, 16) <= 0x10FFFF:
            return chr(int(code, 16))
        if one in _ESCAPES:
            return _ESCAPES[one]
        # Patterns of regular expressions are written with one stroke as well: \d stays \d (the TCK does so).
        return match.group()

    plain = _ESCAPE.sub(unescaped, quoted[1:-1])
    joined = _SURROGATES.sub(
        lambda pair: pair.group().encode("utf-16", "surrogatepass").decode("utf-16"), plain
    )
    if any("\ud800" <= char <= "\udfff" for char in joined):
        raise error(
            text,
            at,
            "متن نیمی از یک نویسهٔ دوپاره (\\uD800 تا \\uDFFF) دارد؛ هر دو نیم را بنویسید.",
            "The text holds one half of a surrogate pair (\\uD800 to \\uDFFF); write both halves.",
        )
    return joined


def _joined(pair: re.Match[str]) -> str:
    return pair.group().encode("utf-16", "surrogatepass").decode("utf-16")


def _strange(text: str, at: int) -> FeelError:
    char = text[at] if text[at].isprintable() else f"U+{ord(text[at]):04X}"
    if char == '"':
        return error(
            text, at, 'متن بسته نشده است؛ " را در پایان آن بگذارید.', 'The text is not closed; end it with ".'
        )
    if text.startswith("/*", at):
        return error(
            text,
            at,
            "یادداشت بسته نشده است؛ */ را در پایان آن بگذارید.",
            "The comment is not closed; end it with */.",
        )
    if char.isdecimal():
        return error(
            text,
            at,
            "رقم فارسی به حرف چسبیده است؛ میان آن‌ها فاصله بگذارید یا نام را با حرف بیاغازید.",
            "A Persian digit touches a letter; put a space between them, or begin the name with a letter.",
        )
    if instead := _INSTEAD.get(char):
        return error(
            text,
            at,
            f"«{char}» در عبارت جایی ندارد؛ به‌جای آن {instead} بنویسید.",
            f"“{char}” has no place in an expression; write {instead} instead.",
        )
    return error(
        text,
        at,
        f'«{char}» در عبارت جایی ندارد؛ آن را بردارید یا متن را میان دو " بگذارید.',
        f'“{char}” has no place in an expression; remove it, or put texts between two ".',
    )


def error(text: str, at: int, fa: str, en: str, code: str = "feel.syntax") -> FeelError:
    """The error at offset ``at`` of ``text``."""
    return FeelError(code, fa, en, *line_and_column(text, at))
