"""Sets of characters in regular expressions (XML Schema part 2, appendix F; XPath functions 5.6.1)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from barzan.feel.errors import Failing

CharTest = Callable[[str], bool]

_CATEGORIES = frozenset(
    {"L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No"}
    | {"P", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Z", "Zs", "Zl", "Zp"}
    | {"S", "Sm", "Sc", "Sk", "So", "C", "Cc", "Cf", "Co", "Cn"}
)
#: The blocks that texts of this house hold; another one is refused, not guessed.
_BLOCKS = {
    "BasicLatin": (0x0, 0x7F),
    "Latin-1Supplement": (0x80, 0xFF),
    "LatinExtended-A": (0x100, 0x17F),
    "LatinExtended-B": (0x180, 0x24F),
    "Greek": (0x370, 0x3FF),
    "GreekandCoptic": (0x370, 0x3FF),
    "Cyrillic": (0x400, 0x4FF),
    "Hebrew": (0x590, 0x5FF),
    "Arabic": (0x600, 0x6FF),
    "ArabicSupplement": (0x750, 0x77F),
    "GeneralPunctuation": (0x2000, 0x206F),
    "ArabicPresentationForms-A": (0xFB50, 0xFDFF),
    "ArabicPresentationForms-B": (0xFE70, 0xFEFF),
}


def _initial(char: str) -> bool:
    return char in "_:" or unicodedata.category(char)[0] == "L" or unicodedata.category(char) == "Nl"


def _part(char: str) -> bool:
    return _initial(char) or char in ".-\u00b7" or unicodedata.category(char) in ("Nd", "Mn", "Mc", "Lm")


def _word(char: str) -> bool:
    return unicodedata.category(char)[0] not in "PZC"


_MULTI: dict[str, CharTest] = {
    "s": lambda char: char in " \t\n\r",
    "i": _initial,
    "c": _part,
    "d": lambda char: unicodedata.category(char) == "Nd",
    "w": _word,
}
_SINGLE = {"n": "\n", "r": "\r", "t": "\t"} | {char: char for char in "\\|.?*+(){}-[]^$"}


def escaped(char: str) -> str | CharTest | None:
    """What ``\\char`` stands for: one character, a set, or None for none."""
    if char in _SINGLE:
        return _SINGLE[char]
    if char in _MULTI:
        return _MULTI[char]
    if char.lower() in _MULTI:
        return denied(_MULTI[char.lower()])
    return None


def category(name: str) -> CharTest:
    """``\\p{name}``: a general category or a block (``IsArabic``). Raises ``Failing``."""
    if name in _CATEGORIES:
        return lambda char: unicodedata.category(char).startswith(name)
    if name.startswith("Is") and name[2:] in _BLOCKS:
        first, last = _BLOCKS[name[2:]]
        return lambda char: first <= ord(char) <= last
    raise Failing(f"دستهٔ نویسهٔ «{name}» شناخته نیست.", f"The category of characters “{name}” is not known.")


def denied(test: CharTest) -> CharTest:
    return lambda char: not test(char)


def one(wanted: str) -> CharTest:
    return lambda char: char == wanted


def between(first: str, last: str) -> CharTest:
    return lambda char: first <= char <= last


def any_of(tests: list[CharTest]) -> CharTest:
    return tests[0] if len(tests) == 1 else lambda char: any(test(char) for test in tests)


def caseless(test: CharTest) -> CharTest:
    """True for a character that any spelling of which is in the set."""
    return lambda char: test(char) or test(char.lower()[:1]) or test(char.upper()[:1])
