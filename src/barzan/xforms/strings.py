"""Functions over text."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from functools import lru_cache

from barzan.feel.errors import Failing as Unreadable
from barzan.feel.matching import Program
from barzan.feel.patterns import compiled
from barzan.xforms.maths import rounded
from barzan.xforms.rows import Failing, Run

_BLANKS = re.compile(r"[ \t\r\n]+")
# Of one match; a step of a pattern costs what several steps of other work do.
_MOST_STEPS = 100_000
_STEP = 5
_ALGORITHMS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}


def substr(one: str, start: float, end: float | None = None) -> str:
    """From ``start`` (counted from zero) to before ``end``; negative ones count from the end."""
    return one[_place(start) : None if end is None else _place(end)]


def _place(at: float) -> int:
    return int(max(-(2.0**31), min(2.0**31, at))) if at == at else 0


def substring(one: str, start: float, length: float | None = None) -> str:
    """As in XPath 1.0: counted from one, places rounded."""
    first = rounded(start)
    last = float("inf") if length is None else first + rounded(length)
    if first != first or last != last:
        return ""
    begin = max(first, 1.0)
    return (
        "" if last <= begin else one[_place(begin) - 1 : None if last == float("inf") else _place(last) - 1]
    )


def before(one: str, other: str) -> str:
    head, found, _ = one.partition(other) if other else ("", "", "")
    return head if found else ""


def after(one: str, other: str) -> str:
    if not other:
        return one
    return one.partition(other)[2]


def translated(one: str, old: str, new: str) -> str:
    """Characters of ``old`` replaced by those of ``new``; those without one are taken out."""
    table: dict[int, str | None] = {}
    for at, char in enumerate(old):
        table.setdefault(ord(char), new[at] if at < len(new) else None)
    return one.translate(table)


def normalized(one: str) -> str:
    return _BLANKS.sub(" ", one).strip(" ")


def digest(one: str, algorithm: str, encoding: str = "base64") -> str:
    """The digest of the text (UTF-8) in ``base64`` or ``hex``."""
    name = _ALGORITHMS.get(algorithm.upper())
    if name is None or encoding not in ("base64", "hex"):
        raise Failing(
            "digest یکی از MD5، SHA-1، SHA-256، SHA-384 و SHA-512 را در base64 یا hex می‌دهد.",
            "digest gives MD5, SHA-1, SHA-256, SHA-384 or SHA-512 in base64 or hex.",
        )
    found = hashlib.new(name, one.encode(), usedforsecurity=False).digest()
    return found.hex() if encoding == "hex" else base64.b64encode(found).decode("ascii")


def base64_decoded(one: str) -> str:
    try:
        return base64.b64decode(one, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""


def regex(run: Run, one: str, pattern: str) -> bool:
    """Whether ``pattern`` is found in the text. Every step is paid, so that no pattern takes for ever."""
    program = _program(pattern)
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

    return program.search(one, 0, charge) is not None


@lru_cache(maxsize=512)
def _program(pattern: str) -> Program | Failing:
    try:
        return compiled(_plain(pattern), "")
    except Unreadable as error:
        return Failing(f"regex: {error.fa}", f"regex: {error.en}")


def _plain(pattern: str) -> str:
    r"""What JavaScript and Java write otherwise: ``\/``, ``\-`` between letters, a bare ``-`` in a class."""
    return re.sub(r"\\([/'\"#@!%&=:;<>,~` _])", r"\1", pattern)
