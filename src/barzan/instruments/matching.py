"""Which printed citations mean the same instrument: proposals with a confidence and a reason. Pure.

Two citations are taken for one instrument by their numbers and dates first, by what is left of their titles
second: dates, numbers, articles and manners of speaking are stripped, so that «به استناد ماده ۵ قانون
شهرداری‌ها مصوب ۱۳۳۴» and «قانون شهرداری‌ها» are left with the same words. Spelling is no difference
(``persian.search_key``, and spaces count for nothing). Numbers, years and ordinals are: the budgets of two
years and two development plans are two acts, however alike their titles. A title that names nothing of its
own («قوانین و مقررات», «آیین‌نامه اجرایی») matches nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from barzan.instruments.years import jalali_year
from barzan.persian import PersianError, latin_digits, parse_jalali, search_key

Reason = Literal["number_and_date", "number", "number_reversed", "title_and_date", "title", "title_like"]
SHORTEST_NUMBER = 3
LIKE = 93.0

_DAY = r"\d{1,4} \d{1,2} \d{1,4}"
_MONTH = "فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|ابان|اذر|دی|بهمن|اسفند"
_DATED = rf"(?:{_DAY}|\d{{1,2}} (?:{_MONTH}) \d{{2,4}}|\d{{4}})"
_PLACE = "اجزا|جز|تبصره|بند|فصل|مواد|ماده|بخش"
_STRIPPED = [
    re.compile(pattern)
    for pattern in (
        rf"\b(?:مصوب|مورخ|مورخه|تاریخ|اصلاحیه|ابلاغی مورخ) {_DATED}\b",
        r"\b(?:به )?شماره(?: نامه)? [\d ]*(?:[تکده]{1,2} )?[\d ]*(?:[هک] )?",
        rf"\b(?:{_PLACE}) (?:\w{{1,3}} )?\d+(?: (?:و )?(?:ماده )?\d+)*(?: مکرر| الحاقی)?\b",
        r"^و\b|\bو$",
        r"^(?:به استناد|بر ?اساس|براساس|به موجب|مطابق با|طبق|رعایت|اجرای (?:مفاد|احکام|تکالیف)|موضوع)\b",
        r"\b(?:اصلاحیه|الحاقی|محترم|کشور|مربوطه|مربوط|مصوب)\b",
    )
]

# Words that name a sort of instrument or whoever issues many of them, and no instrument.
_GENERIC = frozenset(
    re.findall(
        r"\w+",
        "قانون قوانین ایین نامه اییننامه اییننامهها نامهها دستورالعمل دستورالعملها دستور العمل "
        "بخشنامه بخشنامهها بخشنامههای تصویبنامه تصویب مصوبه مصوبات شیوهنامه شیوهنامهها شیوهنامههای "
        "نظامنامه ابلاغیه مکاتبه "
        "اساسنامه و از در به با های ها که برگ اجرایی اجرای مقررات ضوابط سازمانی بالادستی هیات وزیران وزیر "
        "دولت وزارت وزارتی مجلس شورای اسلامی دستگاههای دستگاه مرتبط انتخابات استناد براساس ابلاغی ماده بند "
        "تبصره رییس جمهور جمهوری ریاست سازمان اداره کل استان استانداری مرکز",
    )
)
_ORDINALS = {
    *("اول", "دوم", "سوم", "چهارم", "پنجم", "ششم", "هفتم", "هشتم", "نهم", "دهم", "نخستین", "دومین", "سومین"),
    *("چهارمین", "پنجمین", "ششمین", "هفتمین"),
}
# Words of one letter's difference that make another body or another law of the same shape.
_APART = {"شهر", "روستا", "استان", "شهرستان", "شهرداری", "شهرداریها", "دهیاری", "دهیاریها"}


@dataclass(frozen=True, slots=True)
class Citation:
    """An instrument as one place prints it; ``key`` is the caller's own name for the place."""

    key: str
    kind: str
    title: str
    number: str = ""
    date: date | None = None
    date_text: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """How sure (0 to 1) and why two descriptions are taken for one instrument."""

    confidence: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class Group:
    """Citations proposed as one instrument: a known one (its key), or one that nobody has recorded yet.

    ``confidence`` and ``reason`` are those of the least sure member.
    """

    instrument: str
    members: tuple[Citation, ...]
    confidence: float
    reason: Reason


def wording(citation: Citation) -> str:
    """A short key that citations printed alike share, wherever they stand."""
    printed = (citation.kind, search_key(citation.title), number_key(citation.number), _printed_day(citation))
    return hashlib.sha256("\n".join(printed).encode()).hexdigest()[:32]


def number_key(number: str) -> str:
    """The groups of a number, whatever parts them: «۶۷۷۳۵/ت ۵۱۳۰۵ ه» gives ``67735-ت-51305-ه``."""
    return "-".join(re.findall(r"\d+|[^\W\d_]+", latin_digits(number)))


def same_number(number: str) -> str:
    """Equal for one number however it is parted or turned round: «۷۴/۱۳۲۸۲» and «۱۳۲۸۲/۷۴»."""
    return "-".join(sorted(number_key(number).split("-")))


@lru_cache(maxsize=8192)
def title_key(title: str) -> str:
    """What a title names, without kind of text, date, number, article and manner of speaking."""
    words = search_key(title)
    for pattern in _STRIPPED:
        words = " ".join(pattern.sub(" ", words).split())
    return words


def names_something(title: str) -> bool:
    """Whether the title names one instrument rather than a sort: «قانون شهرداری‌ها», not «نامهٔ وزارت»."""
    words = title_key(title).split()
    return any(len(word) > 2 and word not in _GENERIC and not word.isdigit() for word in words)


def match(one: Citation, other: Citation) -> Match | None:
    """Whether two citations are taken for one instrument; None where they are not."""
    return _by_number(one, other) or _by_title(one, other, _alike(one.title, other.title))


def propose(
    citations: Iterable[Citation], known: Sequence[Citation], denied: Container[tuple[str, str]] = ()
) -> list[Group]:
    """Groups of citations, those of known instruments first, the surest first.

    ``denied`` holds (key of the known, key of the citation) pairs that are not to be joined.

    Each citation joins the known instrument that it matches best, else the group whose first member it
    matches; nothing is joined through a third. What matches nothing is a group of its own (confidence 1).
    """
    to_known: dict[str, list[tuple[Citation, Match]]] = {}
    index, heads = _Index(known), _Index(())
    groups: dict[str, list[tuple[Citation, Match]]] = {}
    for citation in citations:
        if found := index.best(citation, denied):
            to_known.setdefault(found[0].key, []).append((citation, found[1]))
        elif found := heads.best(citation):
            groups[found[0].key].append((citation, found[1]))
        else:
            heads.add(citation)
            groups[citation.key] = [(citation, Match(1.0, "title"))]
    made = [_group(key, members) for key, members in to_known.items()]
    alone = [_group("", members) for members in groups.values()]
    made.sort(key=lambda group: (-group.confidence, group.instrument))
    alone.sort(key=lambda group: (-len(group.members), group.members[0].title))
    return made + alone


def _group(instrument: str, members: list[tuple[Citation, Match]]) -> Group:
    least = min((each for _, each in members), key=lambda each: each.confidence)
    return Group(instrument, tuple(each for each, _ in members), least.confidence, least.reason)


class _Index:
    """Citations by number and by title, so that a thousand are not compared with a thousand."""

    def __init__(self, citations: Iterable[Citation]) -> None:
        self.by_number: dict[str, list[Citation]] = {}
        self.by_title: dict[str, list[Citation]] = {}
        for citation in citations:
            self.add(citation)

    def add(self, citation: Citation) -> None:
        if key := _sorted_number(citation.number):
            self.by_number.setdefault(key, []).append(citation)
        if names_something(citation.title):
            self.by_title.setdefault(_joined(citation.title), []).append(citation)

    def best(
        self, citation: Citation, denied: Container[tuple[str, str]] = ()
    ) -> tuple[Citation, Match] | None:
        """The surest match; the earliest of equals."""
        near = dict.fromkeys(self.by_number.get(_sorted_number(citation.number), ()))
        if names_something(citation.title):
            key = _joined(citation.title)
            alike = process.extract(key, self.by_title.keys(), scorer=fuzz.ratio, limit=5, score_cutoff=LIKE)
            near |= dict.fromkeys(each for title, *_ in alike for each in self.by_title[title])
        allowed = [each for each in near if (each.key, citation.key) not in denied]
        found = [(each, matched) for each in allowed if (matched := match(each, citation))]
        return max(found, key=lambda pair: pair[1].confidence) if found else None


def _by_number(one: Citation, other: Citation) -> Match | None:
    key = _sorted_number(one.number)
    if not key or key != _sorted_number(other.number):
        return None
    reversed_ = number_key(one.number) != number_key(other.number)
    same, differ = _days(one, other)
    if same:
        return Match(0.9, "number_reversed") if reversed_ else Match(0.99, "number_and_date")
    if differ:
        # One wrong digit in a date is common; another day of the same year is believed, another year is not.
        near = one.date and other.date and abs((one.date - other.date).days) <= 31
        return Match(0.7, "number") if near and not reversed_ else None
    return Match(0.8, "number") if not reversed_ else None


def _by_title(one: Citation, other: Citation, alike: float) -> Match | None:
    if alike < LIKE or _kinds_differ(one, other) or _numbers_differ(one, other):
        return None
    same, differ = _days(one, other)
    if alike == 100.0:
        confidence = 0.97 if same else 0.55 if differ else 0.92
        return Match(confidence, "title_and_date" if same else "title")
    return None if differ else Match(0.75 if same else 0.65, "title_like")


def _alike(one: str, other: str) -> float:
    """0 to 100; 0 where either names nothing or where they differ in a number, ordinal or kind of place."""
    if not (names_something(one) and names_something(other)):
        return 0.0
    if _joined(one) == _joined(other):
        return 100.0
    apart = set(title_key(one).split()) ^ set(title_key(other).split())
    if any(word.isdigit() or word in _ORDINALS or word in _APART for word in apart):
        return 0.0
    return min(99.0, fuzz.ratio(_joined(one), _joined(other)))


def _joined(title: str) -> str:
    """``title_key`` without spaces: «باغ های» and «باغ‌های» are one."""
    return title_key(title).replace(" ", "")


def _kinds_differ(one: Citation, other: Citation) -> bool:
    """Acts and by-laws are never each other; a letter and a circular are often called by either name."""
    return one.kind != other.kind and {one.kind, other.kind} & {"act", "bylaw"} != set()


def _numbers_differ(one: Citation, other: Citation) -> bool:
    first, second = _sorted_number(one.number), _sorted_number(other.number)
    return bool(first and second and first != second)


def _sorted_number(number: str) -> str:
    """The number with its groups in order: a slash turns round between two scripts. Empty where too short."""
    groups = re.findall(r"\d+", latin_digits(number))
    return "-".join(sorted(groups)) if sum(map(len, groups)) >= SHORTEST_NUMBER else ""


def _days(one: Citation, other: Citation) -> tuple[bool, bool]:
    """(the same day, different days); neither where too little is printed to say."""
    first, second = _day(one), _day(other)
    if first and second:
        return first == second, first != second
    years = [jalali_year(_day(each), each.date_text) for each in (one, other)]
    return False, None not in years and years[0] != years[1]


def _day(citation: Citation) -> date | None:
    """The day, or the one that the printed date names."""
    if citation.date or not citation.date_text:
        return citation.date
    try:
        return parse_jalali(citation.date_text)
    except PersianError:
        return None


def _printed_day(citation: Citation) -> str:
    if citation.date:
        return citation.date.isoformat()
    return "-".join(re.findall(r"\d+", latin_digits(citation.date_text)))
