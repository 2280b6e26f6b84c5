"""Secrets that people and devices hold; the tables keep their hashes."""

from __future__ import annotations

from hashlib import sha256
from secrets import choice, token_urlsafe

from barzan.persian import latin_digits

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another
LENGTH = 15
LONGEST = 120  # signs of a typed code that are looked at
GROUP = 5


def new_code() -> str:
    """A resume or follow-up code that can be written down: 75 bits, such as ``7KD3M-Q9XTB-42HFW``."""
    letters = "".join(choice(LETTERS) for _ in range(LENGTH))
    return "-".join(letters[first : first + GROUP] for first in range(0, LENGTH, GROUP))


def plain(code: str) -> str:
    """The letters of a code however it was typed: small ones, Persian digits, with blanks, without lines."""
    return "".join(letter for letter in latin_digits(code[:LONGEST]).upper() if letter in LETTERS)


def code_hash(code: str) -> str:
    return sha256(plain(code).encode()).hexdigest()


def new_secret() -> str:
    """A secret for a device."""
    return token_urlsafe(24)


def secret_hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
