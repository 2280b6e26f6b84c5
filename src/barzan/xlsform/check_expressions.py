"""Slips in expressions that a reader of Persian makes, named with their place and the right sign.

What is left of the grammar of XPath ``xforms.analyse`` judges when the form is made.
"""

from __future__ import annotations

import re

from pyxform import constants

from barzan.persian.text import latin_digits
from barzan.xlsform.book import Book, Sayings
from barzan.xlsform.survey import Survey

EXPRESSIONS = (
    ("bind", "relevant"),
    ("bind", "constraint"),
    ("bind", "calculate"),
    ("bind", "required"),
    ("bind", "readonly"),
    ("control", "jr:count"),
    ("choice_filter",),
)
_OPERATORS = {
    "==": "=",
    "&&": "and",
    "||": "or",
    "<>": "!=",
    "=>": ">=",
    "=<": "<=",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "×": "*",
    "÷": "div",
}
_SIGN = re.compile("|".join(map(re.escape, _OPERATORS)))
_DIGIT = re.compile("[۰-۹٠-٩]+|[٫،؛]")
_LATIN = {"٫": ".", "،": ",", "؛": ","}
_PAIRS = {")": "(", "]": "["}
_REFERENCE = re.compile(r"\$\{[^}]*\}?")
_TEXT = re.compile("'[^']*'|\"[^\"]*\"|[‘’][^‘’]*[‘’]|[“”][^“”]*[“”]")
_OPENING = re.compile("['\"‘’“”]")


def check_expressions(_: Book, survey: Survey, sayings: Sayings) -> None:
    """Each expression of the survey."""
    columns = [(survey.columns.header(*tokens), tokens) for tokens in EXPRESSIONS]
    for line in survey.lines:
        if line.kind == "blank":
            continue
        for column, _tokens in columns:
            if column and (value := line.row.get(column)):
                _check(value, line.number, column, sayings)


def _check(value: str, row: int, column: str, sayings: Sayings) -> None:
    """The first slip of an expression: one may lead to others."""
    bare = _REFERENCE.sub(_blank, _TEXT.sub(_blank, value))
    for look in (_quote, _guillemet, _dollar, _operator, _digit, _bracket):
        if found := look(bare):
            code, at, more = found
            sayings.error(f"expression_{code}", constants.SURVEY, row, column, at=at + 1, **more)
            return


def _blank(found: re.Match[str]) -> str:
    return "_" * len(found[0])


_Slip = tuple[str, int, dict[str, str]] | None


def _quote(bare: str) -> _Slip:
    found = _OPENING.search(bare)
    return ("quote", found.start(), {"sign": found[0]}) if found else None


def _guillemet(bare: str) -> _Slip:
    found = re.search("[«»]", bare)
    return ("guillemet", found.start(), {"sign": found[0]}) if found else None


def _dollar(bare: str) -> _Slip:
    found = re.search(r"\$", bare)
    return ("dollar", found.start(), {}) if found else None


def _operator(bare: str) -> _Slip:
    found = _SIGN.search(bare)
    return ("operator", found.start(), {"sign": found[0], "right": _OPERATORS[found[0]]}) if found else None


def _digit(bare: str) -> _Slip:
    found = _DIGIT.search(bare)
    if not found or re.match(r"\w", bare[found.start() - 1 : found.start()]):
        return None
    return "digit", found.start(), {"sign": found[0], "right": _LATIN.get(found[0], latin_digits(found[0]))}


def _bracket(bare: str) -> _Slip:
    open_signs: list[tuple[int, str]] = []
    for at, sign in enumerate(bare):
        if sign in "([":
            open_signs.append((at, sign))
        elif sign in ")]":
            if not open_signs or open_signs[-1][1] != _PAIRS[sign]:
                return "bracket", at, {"sign": sign}
            open_signs.pop()
    return ("bracket", open_signs[0][0], {"sign": open_signs[0][1]}) if open_signs else None
