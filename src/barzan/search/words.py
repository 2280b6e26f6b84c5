"""Words of the index and of a question, the same whether a compound is apart, with a ZWNJ or joined. Pure.

«سرمایه گذاری», «سرمایه‌گذاری» and «سرمایهگذاری» meet because a compound is indexed joined and in its parts,
the neighbours in a title are indexed joined too, and each word of a question also matches what it makes with
its neighbours. Plural and possessive endings written with a ZWNJ are no words of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from barzan.persian.text import ZWNJ, search_key, search_tokens
from barzan.persian.zwnj import restore_zwnj

MAX_WORD = 40
MAX_QUESTION = 200
MAX_ASKED = 8
CODE, TITLE, TITLE_EN, BODY = 50, 10, 8, 2

# Parts after or before a ZWNJ that carry no meaning alone, and words that stand in every text.
_ENDINGS = frozenset(
    ("ها", "های", "هایی", "ای", "اش", "ام", "شان", "هایشان", "هایمان", "تر", "ترین", "می", "نمی")
)
_STOP_FA = ("و", "در", "از", "به", "با", "برای", "که", "این", "آن", "یا", "را", "تا", "است")
_STOP = _ENDINGS | frozenset((*map(search_key, _STOP_FA), "the", "of", "and", "a", "an", "to", "in", "for"))

_SIGNS = "()«»[].,،؛:!؟?\"'"


@dataclass(frozen=True, slots=True)
class Written:
    """One word as written: its key joined, and its parts where ZWNJ parts it."""

    joined: str
    parts: tuple[str, ...]
    text: str


class Indexed(NamedTuple):
    """A word of an entry: its best field, how it is written, whether it is only two neighbours joined."""

    weight: int
    written: str
    paired: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One word of a question, as typed, and the joined spellings that would cover it.

    ``last``: it may still be incomplete.
    """

    word: str
    text: str = ""
    joins: tuple[str, ...] = ()
    last: bool = False


def index(code: str, title: str, title_en: str, *bodies: str) -> dict[str, Indexed]:
    """Every word of an entry with the weight of the best field it stands in."""
    found: dict[str, Indexed] = {}
    parts = search_tokens(code)
    _add(found, "".join(parts), CODE, code)
    for part in parts:
        _add(found, part, TITLE, part)
    titled = written(title)
    fields = [(titled, TITLE), (written(title_en), TITLE_EN), *((written(body), BODY) for body in bodies)]
    for field, weight in fields:
        for word in field:
            _add(found, word.joined, weight, word.text)
            for part in word.parts:
                _add(found, part, weight, part)
    for first, second in pairwise(titled):
        pair = Indexed(TITLE, f"{first.text} {second.text}", paired=True)
        if len(joined := first.joined + second.joined) <= MAX_WORD:
            found.setdefault(joined, pair)
    return found


def read(question: str) -> tuple[Asked, ...]:
    """The words of a question, without those that stand in every text (unless it has no others)."""
    words = list(written(question[:MAX_QUESTION]))
    tokens = [(token, word) for word in words for token in word.parts or (word.joined,)]
    asked = [
        Asked(token, word.text, (*_joins(tokens, place), word.joined), last=place == len(tokens) - 1)
        for place, (token, word) in enumerate(tokens)
    ]
    return tuple([each for each in asked if each.word not in _STOP] or asked)[:MAX_ASKED]


def parted(asked: Asked, written: str) -> tuple[Asked, ...]:
    """``asked`` in the parts of the spelling that the index has seen of it, which it still answers joined."""
    parts = _significant(written)
    if not parts or parts == (asked.word,):
        return (asked,)
    return tuple(Asked(part, asked.text, (asked.word, *asked.joins)) for part in parts)


def written(text: str) -> list[Written]:
    """The words of ``text`` as written, a lost ZWNJ restored where it is sure."""
    return [word for piece in text.split() for word in _piece(piece)]


@lru_cache(maxsize=50_000)
def _piece(piece: str) -> tuple[Written, ...]:
    """The words of a text without blanks: one, unless other signs than ZWNJ part it.

    Few different pieces make all texts: each is repaired and read once.
    """
    piece = restore_zwnj(piece)
    keys = search_tokens(piece)
    if len(keys) != 1:
        return tuple(Written(key, (), key) for key in keys)
    parts = _significant(piece)
    return (Written(keys[0], parts if parts != keys else (), piece.strip(_SIGNS)),)


def _significant(text: str) -> tuple[str, ...]:
    """The words and parts of words in ``text`` that carry a meaning alone."""
    tokens = search_tokens(text.replace(ZWNJ, " "))
    return tuple(token for token in tokens if len(token) > 1 and token not in _ENDINGS)


def _joins(tokens: list[tuple[str, Written]], place: int) -> Iterator[str]:
    """The spellings that join the token at ``place`` to one or two of its neighbours."""
    for size in (2, 3):
        for start in range(max(0, place - size + 1), min(place, len(tokens) - size) + 1):
            yield "".join(token for token, _ in tokens[start : start + size])


def _add(found: dict[str, Indexed], key: str, weight: int, text: str) -> None:
    if 1 <= len(key) <= MAX_WORD and (key not in found or found[key].weight < weight):
        found[key] = Indexed(weight, text)


def split(word: str, known: frozenset[str], parts: int = 3) -> tuple[str, ...]:
    """``word`` as at most ``parts`` known words of two letters and more, the fewest; else empty."""
    if word in known:
        return (word,)
    ways = [
        (word[:cut], *rest)
        for cut in range(len(word) - 2, 1, -1)
        if parts > 1 and word[:cut] in known and (rest := split(word[cut:], known, parts - 1))
    ]
    return min(ways, key=len, default=())
