"""Which entries may be the same: keys under which doubles meet, and how alike two of them are. Pure.

Comparing each with each would take a million times a million steps: entries are compared only where they
share a key (the whole of an identity field without its spaces, the beginning of a name with its place).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from barzan.persian import joined_key, latin_digits, search_key
from barzan.registers.core.fields import Answers, Field, Fields, answer
from barzan.registers.core.values import Definition

LETTERS = 5
ENOUGH = 80
WORDS = frozenset({"text", "calculate"})


@dataclass(frozen=True, slots=True)
class Alike:
    """``score`` of 100 and by what: names of fields, ``place``."""

    score: int
    reasons: tuple[str, ...]


def keys_of(life: Definition, fields: Fields, answers: Answers, place: str) -> Iterator[tuple[str, str]]:
    """(kind, key): ``same`` for an identity field as a whole, ``begin`` for how a name begins in a place."""
    for field in _identity(life, fields):
        text = compared(field, answer(answers, field.path))
        if not text:
            continue
        yield "same", f"{field.name}:{text}"
        if field.type in WORDS and not text.isdigit():
            words = sorted(search_key(answer(answers, field.path)).split(), key=len, reverse=True)
            yield "begin", f"{field.name}:{text[:LETTERS]}:{place}"
            if words:
                yield "begin", f"{field.name}:{words[0][:LETTERS]}:{place}"


def alike(life: Definition, fields: Fields, one: Answers, other: Answers, same_place: bool) -> Alike | None:
    """How alike two entries are; None where they are not enough to ask somebody."""
    scores, reasons = [], []
    for field in _identity(life, fields):
        left, right = (compared(field, answer(each, field.path)) for each in (one, other))
        if not left or not right:
            continue
        score = _score(field, left, right)
        scores.append(score)
        if score >= ENOUGH:
            reasons.append(field.name)
    if not reasons:
        return None
    if same_place:
        reasons.append("place")
    total = min(100, round(sum(scores) / len(scores)) + (3 if same_place else 0))
    exact = any(_is_id(field, one) and _same(field, one, other) for field in _identity(life, fields))
    total = max(total, 95) if exact else total
    return Alike(total, tuple(reasons)) if total >= ENOUGH else None


def compared(field: Field, text: str) -> str:
    """An answer as it is compared: joined, one spelling, Latin digits; ids as their digits."""
    plain = latin_digits(text).strip()
    digits = "".join(each for each in plain if each.isdigit())
    if digits and len(digits) >= len(plain.replace("-", "").replace(" ", "")) > 0:
        return digits
    return joined_key(plain) if field.type in WORDS else plain


def _identity(life: Definition, fields: Fields) -> list[Field]:
    return [fields[name] for name in life.identity if name in fields]


def _score(field: Field, left: str, right: str) -> int:
    """Names by their letters; numbers and choices are the same or not."""
    if left == right:
        return 100
    if left.isdigit() or right.isdigit() or field.type not in WORDS:
        return 0
    return round(fuzz.ratio(left, right))


def _is_id(field: Field, answers: Answers) -> bool:
    return (
        len(compared(field, answer(answers, field.path))) >= 8
        and compared(field, answer(answers, field.path)).isdigit()
    )


def _same(field: Field, one: Answers, other: Answers) -> bool:
    return compared(field, answer(one, field.path)) == compared(field, answer(other, field.path))
