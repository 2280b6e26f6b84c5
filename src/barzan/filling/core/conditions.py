"""When a question is asked, in words for paper: "question 5 is «yes»". Pure.

What is too involved stays a formula with the numbers of its questions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

PATH = r"(?:/[^\s/()=<>!,'\"\[\]+*|]+)+"
COMPARED = re.compile(rf"\s*({PATH})\s*(=|!=|>=|<=|>|<)\s*(?:'([^']*)'|\"([^\"]*)\"|(-?[0-9.]+))\s*\Z")
SELECTED = re.compile(rf"\s*selected\(\s*({PATH})\s*,\s*(?:'([^']*)'|\"([^\"]*)\")\s*\)\s*\Z")
COUNTED = re.compile(rf"\s*count-selected\(\s*({PATH})\s*\)\s*(?:>\s*0|>=\s*1)\s*\Z")
NEGATED = re.compile(r"\s*not\((.*)\)\s*\Z", re.DOTALL)
RELATIVE = re.compile(r"(?:current\(\)/)?((?:\.\./)+)([^\s/()=<>!,'\"\[\]+*|.][^\s()=<>!,'\"\[\]+*|]*)")
ALWAYS = frozenset({"", "true()", "1"})


@dataclass(frozen=True, slots=True)
class Words:
    """How conditions are said: patterns with ``{question}`` and ``{answer}``, and what joins them."""

    question: str
    equals: str
    differs: str
    more: str
    least: str
    less: str
    most: str
    holds: str
    lacks: str
    answered: str
    empty: str
    both: str
    either: str


@dataclass(frozen=True, slots=True)
class Names:
    """What stands on the paper: the number of a question by its path, the label of a choice of it."""

    numbers: Mapping[str, str]
    choice: Callable[[str, str], str]


def told(expression: str | None, words: Words, names: Names, place: str = "") -> str:
    """The condition of the question at ``place`` in words; nothing where there is none."""
    plain = RELATIVE.sub(lambda found: _absolute(place, found[1], found[2]), (expression or "").strip())
    return "" if plain in ALWAYS else _told(plain, words, names, 0)


def _absolute(place: str, up: str, rest: str) -> str:
    steps = place.split("/")
    return "/".join([*steps[: max(len(steps) - up.count("../"), 2)], rest])


def _told(text: str, words: Words, names: Names, depth: int) -> str:
    text = _bare(text.strip())
    for word, joined in ((" or ", words.either), (" and ", words.both)):
        pieces = _split(text, word)
        if len(pieces) > 1 and depth < 8:
            return joined.join(_told(piece, words, names, depth + 1) for piece in pieces)
    return _single(text, words, names)


def _single(text: str, words: Words, names: Names) -> str:
    negated = NEGATED.match(text)
    if negated and (found := SELECTED.match(negated[1])):
        return _said(words.lacks, found[1], found[2] or found[3] or "", words, names)
    if found := SELECTED.match(text):
        return _said(words.holds, found[1], found[2] or found[3] or "", words, names)
    if found := COUNTED.match(text):
        return _said(words.answered, found[1], "", words, names)
    if found := COMPARED.match(text):
        answer = found[3] or found[4] or found[5] or ""
        if not answer:
            return _said(words.empty if found[2] == "=" else words.answered, found[1], "", words, names)
        pattern = {
            "=": words.equals,
            "!=": words.differs,
            ">": words.more,
            ">=": words.least,
            "<": words.less,
        }
        return _said(pattern.get(found[2], words.most), found[1], answer, words, names)
    return re.sub(PATH, lambda path: _question(path[0], words, names), text)


def _said(pattern: str, path: str, answer: str, words: Words, names: Names) -> str:
    return pattern.format(question=_question(path, words, names), answer=names.choice(path, answer))


def _question(path: str, words: Words, names: Names) -> str:
    number = names.numbers.get(path)
    return words.question.format(number=number) if number else path.rpartition("/")[2]


def _bare(text: str) -> str:
    """Without brackets round the whole."""
    while text.startswith("(") and _closing(text) == len(text) - 1:
        text = text[1:-1].strip()
    return text


def _closing(text: str) -> int:
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return at
    return -1


def _split(text: str, word: str) -> list[str]:
    """The pieces between ``word`` outside of brackets and quotes."""
    pieces, depth, quote, begin = [], 0, "", 0
    flat = re.sub(r"\s", " ", text)
    for at, sign in enumerate(flat):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        else:
            depth += (sign == "(") - (sign == ")")
            if not depth and flat.startswith(word, at) and at >= begin:
                pieces.append(flat[begin:at])
                begin = at + len(word)
    return [*pieces, flat[begin:]]
