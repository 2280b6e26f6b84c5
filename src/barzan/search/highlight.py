"""Marks the found words in a text as it is written, and cuts a long text round the first of them. Pure."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from barzan.persian.text import ZWNJ, search_key, search_tokens

SNIPPET = 180
_WORD = re.compile(rf"[\w{ZWNJ}\u064b-\u065f]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, found or not."""

    text: str
    found: bool = False


def mark(text: str, words: Set[str]) -> tuple[Piece, ...]:
    """``text`` in pieces; those words are found whose key, or the key of a part, is in ``words``.

    Neighbours that only together make one of ``words`` are found too. The texts of the pieces joined are
    ``text``.
    """
    spans = [(found.start(), found.end()) for found in _WORD.finditer(text)]
    keys = [search_key(text[begin:end]).replace(" ", "") for begin, end in spans]
    hits = {place for place, (begin, end) in enumerate(spans) if _hit(text[begin:end], keys[place], words)}
    for place in range(len(keys) - 1):
        if keys[place] + keys[place + 1] in words:
            hits |= {place, place + 1}
    pieces: list[Piece] = []
    done = 0
    for place in sorted(hits):
        begin, end = spans[place]
        pieces += [Piece(text[done:begin]), Piece(text[begin:end], found=True)]
        done = end
    return tuple(piece for piece in (*pieces, Piece(text[done:])) if piece.text)


def snippet(text: str, words: Set[str]) -> tuple[Piece, ...]:
    """Some ``SNIPPET`` characters round the first found word, marked, cut between words.

    They are of one line of ``text``: the first with a found word, else the first at all.
    """
    lines = [" ".join(line.split()) for line in text.splitlines()]
    found = (line for line in lines if any(piece.found for piece in mark(line, words)))
    text = next(found, next(filter(None, lines), ""))
    first = next((piece for piece in _positions(mark(text, words)) if piece[1].found), (0, Piece("")))[0]
    begin = text.rfind(" ", 0, max(0, first - SNIPPET // 3)) + 1 if first > SNIPPET // 2 else 0
    end = (
        len(text) if begin + SNIPPET >= len(text) else text.rfind(" ", begin + SNIPPET // 2, begin + SNIPPET)
    )
    end = end if end > begin else begin + SNIPPET
    cut = ("… " if begin else "") + text[begin:end] + (" …" if end < len(text) else "")
    return mark(cut, words)


def _positions(pieces: tuple[Piece, ...]) -> list[tuple[int, Piece]]:
    placed, at = [], 0
    for piece in pieces:
        placed.append((at, piece))
        at += len(piece.text)
    return placed


def _hit(written: str, key: str, words: Set[str]) -> bool:
    return not {key, *search_tokens(written.replace(ZWNJ, " "))}.isdisjoint(words)
