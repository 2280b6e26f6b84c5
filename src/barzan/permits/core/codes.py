"""The code of a certificate: 19 signs that cannot be guessed and a check sign, easy to read aloud and type.

Signs of Crockford's Base32 (https://www.crockford.com/base32.html): no I, L, O, U; lower case, spaces,
hyphens and Persian digits are taken too. 19 signs are 95 bits: nobody comes upon a certificate by trying.
The check sign tells a slip of the hand from a forgery: the weighted sum of all signs is 0 modulo 31, which
finds every single wrong sign among the first 31 values and every swap of two neighbours that differ there.
"""

from __future__ import annotations

from collections.abc import Callable

from barzan.persian import latin_digits

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 20
PRIME = 31
_ALIKE = str.maketrans({"I": "1", "L": "1", "O": "0"})


class Mistyped(ValueError):
    """No code can look so: too short, too long, a sign that is none, or the check sign does not fit."""


def made_of(choose: Callable[[str], str]) -> str:
    """A new code whose signs ``choose`` picks from the alphabet, one by one."""
    signs = "".join(choose(ALPHABET[:PRIME]) for _ in range(LENGTH - 1))
    return signs + ALPHABET[-_weighted(signs) * pow(LENGTH, -1, PRIME) % PRIME]


def clean(text: str) -> str:
    """A typed code as it is kept. Raises ``Mistyped``."""
    kept = latin_digits(text).upper().translate(_ALIKE)
    code = "".join(sign for sign in kept if sign.isalnum())
    if len(code) != LENGTH or not set(code) <= set(ALPHABET) or _weighted(code) % PRIME:
        raise Mistyped(text)
    return code


def grouped(code: str) -> str:
    """A code in groups of five, as it is printed."""
    return "-".join(code[start : start + 5] for start in range(0, len(code), 5))


def _weighted(signs: str) -> int:
    return sum(place * ALPHABET.index(sign) for place, sign in enumerate(signs, 1))
