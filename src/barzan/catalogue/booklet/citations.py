"""The acts that a requirement cites: kind, number, date, issuer, as far as the print tells them apart."""

import re
from collections.abc import Iterator

from barzan.catalogue.booklet.model import Citation
from barzan.catalogue.booklet.text import key
from barzan.persian import PersianError, latin_digits, normalise, parse_jalali
from barzan.persian.jalali import Jalali

_KINDS = (
    (r"آیین ?نامه(?: های| ها)?", "آیین‌نامه"),
    (r"تصویب ?نامه", "تصویب‌نامه"),
    (r"شیوه ?نامه", "شیوه‌نامه"),
    (r"نظام ?نامه", "نظام‌نامه"),
    (r"اساسنامه|اساس نامه", "اساسنامه"),
    (r"دستور ?العمل", "دستورالعمل"),
    (r"بخشنامه|بخش نامه", "بخشنامه"),
    (r"ابلاغیه", "ابلاغیه"),
    (r"مصوبات|مصوبه", "مصوبه"),
    (r"مکاتبه", "مکاتبه"),
    (r"قانون|قوانین", "قانون"),
    (r"نامه(?!\s*های? صادره)", "نامه"),
)
_KIND = re.compile(
    "|".join(f"(?P<k{i}>(?<![آ-ی]){pattern}(?![آ-ی]))" for i, (pattern, _) in enumerate(_KINDS))
)
_NUMBER_SIGN = r"(?:[\d\-]|ت|ک|د|ه|هـ|ش|و)"
_NUMBER = re.compile(
    r"(?:شماره|نامه|به شماره نامه)\s*(?P<number>[\dآ-ی/\- ]*?\d[\d/\-]*(?:\s?/?\s?(?:ت|ک|د|ه|هـ|ش)\b[/ ]?[\d/]*)*)"
)
_BARE_NUMBER = re.compile(
    r"(?<![\d/])(?P<number>\d{3,}(?:/[\dتکده]+)*|\d{1,3}(?:/\d+)*/\s?\d{3,}(?:/\d+)*)(?=\s*(?:/?\s*مورخ|$|\.|،))"
)
_DATE = re.compile(r"(?:مورخ[ه]?|تاریخ|مصوب|اصلاحیه)\s*/?\s*(?P<date>\d{1,4}\s?(?:/\s?\d{1,4}\s?){1,3})")
_ISSUER = re.compile(
    r"(?:^|\s)(?P<issuer>(?:هیات(?: محترم)? وزیران|(?:ال)?مجلس شورای اسلامی|وزارت [آ-ی]+|شورای [آ-ی]+(?: [آ-ی]+){0,2}"
    r"|سازمان [آ-ی]+(?: [آ-ی]+){0,5}|اداره کل [آ-ی]+(?: [آ-ی]+){0,7}|نهاد ریاست جمهوری|ریاست(?: محترم)? جمهوری"
    r"|معاون [آ-ی]+(?: [آ-ی]+){0,7}|وزیر کشور|مرکز [آ-ی]+(?: [آ-ی]+){0,6}))"
)


def citations_of(text: str) -> tuple[Citation, ...]:
    """Every act that ``text`` cites with a kind; number, date and issuer None where not printed."""
    plain = latin_digits(normalise(text)).replace("\u200c", " ")
    return tuple(_citation(part, kind) for part, kind in _parts(plain))


def valid_date(printed: str) -> str | None:
    """``year/month/day`` of a printed date, None where it is no day of the Jalali calendar."""
    try:
        day = Jalali.from_gregorian(parse_jalali(printed))
    except PersianError:
        return None
    return f"{day.year:04}/{day.month:02}/{day.day:02}"


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The text cut where each act begins; an article of an act («ماده ۵ قانون») goes with its act."""
    starts = [(match, _KINDS[int((match.lastgroup or "k0")[1:])][1]) for match in _KIND.finditer(text)]
    kept: list[tuple[int, str]] = []
    for match, kind in starts:
        before = text[kept[-1][0] : match.start()] if kept else text
        own = _NUMBER.search(before) or _DATE.search(before) or re.search(r"\bو\s*$|،\s*$", before)
        opens = not kept or (bool(own) and not re.search(r"شماره\s*$|به\s*$|طی\s*$|موضوع\s*$", before))
        if opens:
            kept.append((match.start(), kind))
    for (start, kind), end in zip(kept, [*(at for at, _ in kept[1:]), len(text)], strict=False):
        yield text[start:end].strip(" و،."), kind


def _citation(part: str, kind: str) -> Citation:
    date = _DATE.search(part)
    printed = re.sub(r"\s+", "", date["date"]).strip("/") if date else None
    number = _number(part)
    rest = part[date.end() :] if date else part
    issuer = _ISSUER.search(rest) or _ISSUER.search(part)
    return Citation(
        kind, _title(part), number, printed, valid_date(printed) if printed else None,
        " ".join(issuer["issuer"].split()) if issuer else None,
    )  # fmt: skip


def _number(part: str) -> str | None:
    before = part[: found.start()] if (found := _DATE.search(part)) else part
    for pattern in (_NUMBER, _BARE_NUMBER):
        match = pattern.search(before) or (pattern.search(part) if pattern is _NUMBER else None)
        if match:
            number = re.sub(r"\s+", "", match["number"]).strip("/-")
            return number or None
    return None


def _title(part: str) -> str:
    """What the act is called: the words before its number or date."""
    cut = re.search(r"\s(?:به |طی )?(?:شماره|مورخ|مصوب|نامه شماره|اصلاحیه|\d{3,})", part)
    return (part[: cut.start()] if cut else part).strip(" /،.:-")


def number_key(number: str) -> str:
    """The digits of a number, its groups in order of size: the scan turns groups round."""
    groups = re.findall(r"\d+", latin_digits(number))
    return "/".join(sorted(groups, key=lambda group: (-len(group), group)))


def title_key(citation: Citation) -> str:
    """The name of an act for comparison."""
    return key(citation.title)
