"""Functions over text."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from barzan.xforms.maths import rounded
from barzan.xforms.rows import Failing

_BLANKS = re.compile(r"[ \t\r\n]+")
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
