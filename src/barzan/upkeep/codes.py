"""Tracking codes of proposals: eight signs without look-alikes, the last of them a check. Pure.

The check is a weighted sum modulo the prime 29, as that of ISBN-10 is modulo 11 (ISO 2108:1992, Annex B): it
finds every single wrong sign and every two signs that changed places.
"""

from __future__ import annotations

from collections.abc import Callable

from barzan.persian.text import latin_digits

ALPHABET = "23456789ABCDEFGHJKMNPQRTUVWXY"
LENGTH = 8


def make(choose: Callable[[str], str]) -> str:
    """A new code; ``choose`` picks one sign of the alphabet (``secrets.choice``)."""
    body = "".join(choose(ALPHABET) for _ in range(LENGTH - 1))
    return body + _check(body)


def read(text: str) -> str | None:
    """The code that somebody typed, in any case, digits and spacing; None where it cannot be one."""
    code = "".join(sign for sign in latin_digits(text).upper() if sign.isalnum())
    if len(code) != LENGTH or set(code) - set(ALPHABET) or _check(code[:-1]) != code[-1]:
        return None
    return code


def _check(body: str) -> str:
    total = sum(weight * ALPHABET.index(sign) for weight, sign in enumerate(reversed(body), start=2))
    return ALPHABET[-total % len(ALPHABET)]
