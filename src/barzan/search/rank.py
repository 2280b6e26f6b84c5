"""Which words of the index answer a question, how well, and in what order entries stand. Pure.

An entry is ranked by the same integers on every engine:

    score = sum over the asked words of max(quality of the match x weight of the field) + bonus of the phrase

An exact word counts 100, a compound spelled another way 95, a beginning 60, a word one letter off 40, two
off 20; fields weigh code 50, title 10, English title 8, body 2. So a title comes before a body, a whole word
before a beginning, and the exact before the nearly right. The bonus is for a title that is, begins with or
holds the whole question, spaces aside. Equal scores: the provider's own weight, the shorter title, the title.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from barzan.search.words import Asked

EXACT, JOINED, BEGINNING = 100, 95, 60
NEARLY = {1: 40, 2: 20}
WHOLE_TITLE, TITLE_BEGINS, TITLE_HOLDS = 3000, 1500, 800
SHORTEST_BEGINNING, SHORTEST_LAST_BEGINNING, SHORTEST_PHRASE = 3, 2, 3
# A word of four letters forgives one error (it may be a word of five that lost one), of eight letters two.
SHORTEST_ONE_ERROR, SHORTEST_TWO_ERRORS = 4, 8
MAX_NEARLY = 12


@dataclass(frozen=True, slots=True)
class Slot:
    """The words of the index that answer one asked word, with the quality of each."""

    qualities: Mapping[str, int]
    nearly: bool = False


class Candidate(NamedTuple):
    """An entry that answers, with its best quality x weight for each word of the question (0 where none)."""

    pk: int
    kind: str
    weight: int
    title_key: str
    facets: str
    scores: tuple[int, ...]


def beginning(asked: Asked) -> str:
    """The text that longer words may begin with to answer ``asked``; empty where it is too short for that."""
    shortest = SHORTEST_LAST_BEGINNING if asked.last else SHORTEST_BEGINNING
    return asked.word if len(asked.word) >= shortest else ""


def slot(asked: Asked, vocabulary: Iterable[str]) -> Slot:
    """The words of ``vocabulary`` that are, join or begin with the asked word."""
    start = beginning(asked)
    qualities = {}
    for word in vocabulary:
        if word == asked.word:
            qualities[word] = EXACT
        elif word in asked.joins:
            qualities[word] = JOINED
        elif start and word.startswith(start):
            qualities[word] = BEGINNING
    return Slot(qualities)


def edits(word: str) -> int:
    """How many edits ``word`` is forgiven; numbers are never guessed at."""
    if word.isdecimal() or len(word) < SHORTEST_ONE_ERROR:
        return 0
    return 2 if len(word) >= SHORTEST_TWO_ERRORS else 1


def wholes(word: str) -> tuple[str, ...]:
    """Pieces of ``word``, one of which stands unchanged in every word within ``edits``.

    An edit touches at most two neighbours (a swap across their border): of 2 n + 1 pieces n edits leave one.
    """
    pieces = 2 * edits(word) + 1
    cuts = [len(word) * place // pieces for place in range(pieces + 1)]
    return tuple(word[begin:end] for begin, end in pairwise(cuts))


def nearly(word: str, vocabulary: Iterable[str]) -> Slot:
    """The words of ``vocabulary`` at most ``edits`` from ``word``, the nearest ``MAX_NEARLY``.

    An edit is a letter added, lost, changed, or two neighbours swapped (optimal string alignment).
    """
    most = edits(word)
    if not most:
        return Slot({}, nearly=True)
    found = process.extract(word, list(vocabulary), scorer=OSA.distance, score_cutoff=most, limit=None)
    found.sort(key=lambda each: (each[1], each[0][0] != word[0], each[0]))
    return Slot(
        {other: NEARLY.get(distance, EXACT) for other, distance, _ in found[:MAX_NEARLY]}, nearly=True
    )


def best(candidates: Iterable[Candidate], phrase: str, most: int) -> list[int]:
    """The keys of the ``most`` best candidates, best first; ``phrase`` is the question without spaces."""

    def place(candidate: Candidate) -> tuple[int, int, int, str]:
        score = sum(candidate.scores) + bonus(phrase, candidate.title_key)
        return -score, -candidate.weight, len(candidate.title_key), candidate.title_key

    return [candidate.pk for candidate in nsmallest(most, candidates, key=place)]


def bonus(phrase: str, title_key: str) -> int:
    """What a title gains that is, begins with or holds the whole question, spaces aside."""
    if len(phrase) < SHORTEST_PHRASE or phrase not in title_key:
        return 0
    if phrase == title_key:
        return WHOLE_TITLE
    return TITLE_BEGINS if title_key.startswith(phrase) else TITLE_HOLDS
