"""What the rows of ``Entry`` and its helpers repeat of the answers, so that lists and searches are quick."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import pairwise

from barzan.persian import Jalali, latin_digits, normalise, search_key, search_tokens
from barzan.persian.text import ZWNJ
from barzan.registers.core import Definition
from barzan.registers.core.fields import Answers, Fields, answer
from barzan.registers.core.likeness import keys_of
from barzan.registers.core.wording import NAMES_OF_FIELDS

LONGEST_TITLE = 300
LONGEST_WORD = 40
MOST_WORDS = 40
SEARCHED = ("text", "select_one", "barcode", "calculate")


@dataclass(frozen=True, slots=True)
class Point:
    latitude: float | None = None
    longitude: float | None = None


def title_of(life: Definition, fields: Fields, answers: Answers) -> str:
    """The title of an entry by the pattern of its register; what has no answer is left out."""

    def put(found: re.Match[str]) -> str:
        field = fields.get(found.group(1))
        return field.said(answer(answers, field.path), "fa") if field else ""

    words = NAMES_OF_FIELDS.sub(put, life.entry_title).split()
    return normalise(" ".join(words))[:LONGEST_TITLE]


def point_of(life: Definition, fields: Fields, answers: Answers) -> Point:
    """The point of an entry, where its register has one and it can be read."""
    field = fields.get(life.point)
    parts = answer(answers, field.path).split()[:2] if field else []
    try:
        latitude, longitude = (float(part) for part in parts)
    except ValueError:
        return Point()
    return Point(latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else Point()


def words_of(number: str, title: str, life: Definition, fields: Fields, answers: Answers) -> list[str]:
    """The words by which an entry is found: its number, whole and in parts, its title, the listed fields."""
    named = dict.fromkeys((*life.columns, *life.public))
    shown = [fields[name] for name in named if name in fields and fields[name].type in SEARCHED]
    said = [field.said(answer(answers, field.path), "fa") for field in shown if not field.personal]
    tokens = [token for text in (title, *said) for token in _spellings(text)]
    found = dict.fromkeys([number_word(number), *search_tokens(number), *tokens])
    return [word[:LONGEST_WORD] for word in found if word][:MOST_WORDS]


def _spellings(text: str) -> list[str]:
    """The words of a text, compounds joined and in parts, neighbours joined: «سفال لاله», «سفال‌لاله»."""
    joined = [token for word in text.split() for token in search_tokens(word)]
    parts = [
        token for word in text.split() if ZWNJ in word for token in search_tokens(word.replace(ZWNJ, " "))
    ]
    return [*joined, *parts, *(one + other for one, other in pairwise(joined))]


def number_word(number: str) -> str:
    """A number as one word: ``NGO-1405-00017`` is found by ``ngo140500017`` too."""
    return re.sub(r"\W", "", search_key(latin_digits(number)))


def likenesses(life: Definition, fields: Fields, answers: Answers, place_path: str) -> set[tuple[str, str]]:
    """(kind, key) under which doubles of an entry meet; the keys are digests."""
    return {(kind, digest(key)) for kind, key in keys_of(life, fields, answers, place_path)}


def digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()


def month_of(day: date) -> int:
    """The Jalali month of a day as a number that sorts: 140509."""
    jalali = Jalali.from_gregorian(day)
    return jalali.year * 100 + jalali.month


def months(days: Iterable[date | None]) -> list[int | None]:
    return [month_of(day) if day else None for day in days]
