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
    "|".join(f"(?P<k{i}>(?<![آ-ی])(?:{pattern})(?![آ-ی]))" for i, (pattern, _) in enumerate(_KINDS))
)
# Groups of digits with the letters of registries between them: 61235/ت/41305, 24157/ت و 57124.
_NUM = (
    r"(?:[کتد]\s?-\s?)?\d+"
    r"(?:(?:\s?[/\-]\s?(?:[تکدهش]{1,2}[\s/\-]*(?:و\s)?)?\d+|\s[تک]\s?/?\s?\d+|ت\d+)+"
    r"|/[آ-ی]{1,2}(?![آ-ی\d]))?"
)
_NUMBER = re.compile(rf"(?:شماره(?: نامه)?|نامه|دستورالعمل|بخشنامه|مصوبه|ابلاغیه)\s*:?\s*(?P<number>{_NUM})")
_BARE_NUMBER = re.compile(rf"(?<![\d/])(?P<number>{_NUM})(?=[\s/]*$)")
_PART = r"\s?[/.\-]\s?"
_NAMED_DAY = (
    r"\d{1,2}\s+(?:فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند)(?:\s?ماه)?\s+\d{2,4}"
)
_DATE = re.compile(
    rf"(?:مورخ[ه]?|تاریخ)\s*/?\s*(?P<date>{_NAMED_DAY}|\d{{1,6}}(?:{_PART}\d{{1,6}}){{1,3}})(?![\d/])"
    rf"|(?:مصوب|اصلاحیه)\s*(?P<made>{_NAMED_DAY}|\d{{1,4}}(?:{_PART}\d{{1,4}}){{2}})(?![\d/])"
)
_KNOWN = r"هیات(?: محترم)? وزیران|مجلس شورای اسلامی|وزارت کشور|(?:نهاد )?ریاست(?: محترم)? جمهوری|وزیر کشور"
_KNOWN_ISSUER = re.compile(rf"(?<![آ-ی])(?P<issuer>{_KNOWN})(?![آ-ی])")
# Behind a date any body may stand; what follows its kind is its name.
_ISSUER = re.compile(
    rf"(?<![آ-ی])(?P<issuer>{_KNOWN}"
    r"|(?:وزارت|شورای|مرکز|معاون|معاونت|کمیسیون|سازمان(?! ها)|اداره کل)(?: [آ-ی]+){1,7})"
)
# Acts have numbers of at least so many digits; shorter ones are articles, clauses and counts.
_SHORTEST_NUMBER = 4


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
    found = list(_DATE.finditer(part))
    date = next((match for match in found if valid_date(_printed(match))), found[0] if found else None)
    after = part[date.end() :] if date else ""
    number = _number(part[: date.start()], _NUMBER, _BARE_NUMBER) if date else _number(part, _NUMBER)
    number = number or _number(after, _NUMBER)
    if number is None and date and found[0] is not date:
        number = _printed(found[0])
    issuer = _ISSUER.search(after) or _KNOWN_ISSUER.search(part)
    return Citation(
        kind=kind,
        title=_title(part),
        number=number,
        date_printed=_printed(date) if date else None,
        date=valid_date(_printed(date)) if date else None,
        issuer=re.sub(r"\s+(?:و|در|مصوب|به)$", "", issuer["issuer"].strip()) if issuer else None,
    )


def _printed(date: re.Match[str]) -> str:
    return re.sub(r"\s*([/.\-])\s*", r"\1", date["date"] or date["made"])


def _number(text: str, *patterns: re.Pattern[str]) -> str | None:
    """The first number of an act; without a sign of one before it, it must stand right before the date."""
    for pattern in patterns:
        for match in pattern.finditer(text):
            number = re.sub(r"\s+", "", match["number"])
            if len(re.sub(r"\D", "", number)) >= _SHORTEST_NUMBER:
                return number
    return None


def _title(part: str) -> str:
    """What the act is called: the words before its number or date."""
    cut = re.search(r"\s(?:و )?(?:به |طی )?(?:شماره|مورخ|مصوب|اصلاحیه|\d+/\d|\d{3,})", part)
    return (part[: cut.start()] if cut else part).strip(" /،.:-")


def number_key(number: str) -> str:
    """The digits of a number, its groups in order of size: the scan turns groups round."""
    groups = re.findall(r"\d+", latin_digits(number))
    return "/".join(sorted(groups, key=lambda group: (-len(group), group)))


def title_key(citation: Citation) -> str:
    """The name of an act for comparison."""
    return key(citation.title)
