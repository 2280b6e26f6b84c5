"""Regular expressions of forms (JavaScript's, as the specification says) matched by those of ``feel``.

``feel`` reads patterns of XML Schema and pays for every step. What the two write otherwise is translated;
``\\b`` and looking ahead or behind have no counterpart and are refused.
"""

from __future__ import annotations

import re
from functools import lru_cache

from barzan.feel.errors import Failing as Unreadable
from barzan.feel.matching import Program
from barzan.feel.patterns import compiled
from barzan.xforms.rows import Failing, Run

# Of one match; a step of a pattern costs what several steps of other work do.
_MOST_STEPS = 100_000
_STEP = 5

_TOKEN = re.compile(r"\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\\.|\{[0-9]+(?:,[0-9]*)?\}|.", re.DOTALL)
_CLASSES = {"d": "0-9", "w": "A-Za-z0-9_"}
_SPECIAL = "\\|.?*+(){}[]^$-"
_KNOWN = set("nrtsSdDwWpPiIcC123456789") | set(_SPECIAL)


def found(run: Run, text: str, pattern: str) -> bool:
    """Whether ``pattern`` is found in ``text``. Raises ``Failing`` where that takes too much work."""
    program = program_of(pattern)
    if isinstance(program, Failing):
        raise program
    left = _MOST_STEPS

    def charge(steps: int) -> None:
        nonlocal left
        left -= steps
        run.charge(steps * _STEP)
        if left < 0:
            raise Failing(
                "الگوی regex برای این پاسخ بیش از اندازه کار می‌برد؛ تکرارهای تودرتوی آن را بردارید.",
                "The pattern of regex takes too much work for this answer; take out its nested repetitions.",
            )

    return program.search(text, 0, charge) is not None


@lru_cache(maxsize=512)
def program_of(pattern: str) -> Program | Failing:
    """The program of ``pattern``, or why there is none."""
    try:
        return compiled(translated(pattern), "")
    except Unreadable as error:
        return Failing(f"regex: {error.fa}", f"regex: {error.en}")


def translated(pattern: str) -> str:
    """``pattern`` as XML Schema would write it."""
    pieces: list[str] = []
    inside = False
    parts = _TOKEN.findall(pattern)
    for at, part in enumerate(parts):
        if inside:
            last = at + 1 < len(parts) and parts[at + 1] == "]"
            ranged = pieces[-2:-1] == ["-"]
            pieces.append(_member(part, parts[at - 1], last or ranged))
            inside = part != "]"
        else:
            pieces.append(_outside(part))
            inside = part == "["
    return "".join(pieces)


def _outside(part: str) -> str:
    if part in ("{", "}", "]"):
        return "\\" + part
    if part[0] != "\\" or len(part) == 1:
        return part
    letter = part[1]
    if letter.lower() in _CLASSES and len(part) == 2:
        return f"[{'^' if letter.isupper() else ''}{_CLASSES[letter.lower()]}]"
    return _escaped(part)


def _member(part: str, before: str, itself: bool) -> str:
    """A part between [ and ]: a bare ``-`` beside a set, after a range or at an end is itself."""
    if part == "[":
        return "\\["
    if part == "-" and (itself or before in ("[", "^") or _is_set(before)):
        return "\\-"
    if part[0] != "\\" or len(part) == 1:
        return part
    return _CLASSES[part[1]] if part[1:] in _CLASSES else _escaped(part)


def _is_set(part: str) -> bool:
    return len(part) == 2 and part[0] == "\\" and part[1] in "dwsDWS"


def _escaped(part: str) -> str:
    """An escape as XML Schema has it: a character by its number or an idle backslash become the character."""
    if part[1] in "ux" and len(part) > 2:
        char = chr(int(part[2:], 16))
        return "\\" + char if char in _SPECIAL else char
    if part[1] in _KNOWN or part[1].isalnum():
        return part
    return part[1:]
