"""Numbers as people type them, in Persian, Arabic or Latin digits, and as the evaluator reads them. Pure."""

from __future__ import annotations

import re

from barzan.persian.text import latin_digits

NUMERIC = re.compile(r"[0-9۰-۹٠-٩\s()+\-./:*#]*[0-9۰-۹٠-٩][0-9۰-۹٠-٩\s()+\-./:*#]*\Z")


def text_of(text: str) -> str:
    """A text as it was typed; where it is nothing but digits (a telephone, a code) with Latin ones."""
    shown = text.strip()
    return latin_digits(shown) if digits_alone(shown) else shown


def digits_alone(text: str) -> bool:
    """Whether a text is nothing but digits and what stands between them (a telephone, a code)."""
    return NUMERIC.match(text) is not None


def in_words(text: str, persian: bool) -> str:
    """A number of an answer with separators and the digits of the reader; other texts as they are."""
    if not re.fullmatch(r"-?[0-9]{1,30}(\.[0-9]{1,20})?", text):
        return text
    whole, _, rest = text.partition(".")
    sign, whole = ("−", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+\Z)", ",", whole)
    made = f"{sign}{grouped}.{rest}" if rest else f"{sign}{grouped}"
    if not persian:
        return made
    return made.replace(",", "٬").replace(".", "٫").translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
