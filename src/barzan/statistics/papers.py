"""Which papers a requirement names: «کپی شناسنامه» and «اصل شناسنامه متقاضی» name one paper. Pure.

Two rules, both careful: a paper of ``KNOWN`` is meant where its words stand in the text as whole words and
none of the words that would make it another paper follows; any other text is a paper of its own, apart from
spelling, the words in front that say only how it is handed in, and a few spellings of "a request".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from barzan.persian import search_key

# Words in front that say how a paper is handed in, not which one it is.
_HANDED_IN = frozenset(
    map(
        search_key, ["ارائه", "ارایه", "تحویل", "داشتن", "اصل", "تصویر", "کپی", "فتوکپی", "رونوشت", "و", "یا"]
    )
)
_COUNTED = re.compile(r"^(?:\d+|یک|دو|سه) (?:برگ|نسخه|سری)(?: |$)")
_REQUEST = "درخواست"
_REQUESTS = frozenset(
    map(search_key, ("درخواست", "درخواست کتبی", "درخواست متقاضی", "تقاضا", "تقاضای کتبی", "فرم درخواست"))
)


@dataclass(frozen=True, slots=True)
class Known:
    """A paper that an agency of the state has issued, and so holds: ``words`` name it, ``others`` do not.

    ``others`` are words that, coming right after, make it another paper.
    """

    code: str
    fa: str
    en: str
    issuer_fa: str
    issuer_en: str
    words: tuple[str, ...]
    others: tuple[str, ...] = field(default=())


_CIVIL = ("سازمان ثبت احوال کشور", "Civil Registration Organisation")
_DEEDS = ("سازمان ثبت اسناد و املاک کشور", "Organisation for Registration of Deeds")
_POLICE = ("پلیس راهور", "Traffic Police")
KNOWN = (
    Known(
        "birth-certificate", "شناسنامه", "Birth certificate", *_CIVIL, ("شناسنامه",),
        ("فنی", "ساختمان", "امنیتی", "سیاسی", "اجتماعی", "ملک", "آموزشی", "شغلی", "کار", "خودرو"),
    ),
    Known(
        "national-card", "کارت ملی", "National card", *_CIVIL,
        ("کارت ملی", "کارت\u200cملی", "کارت شناسایی ملی"),
    ),
    Known(
        "title-deed", "سند مالکیت", "Title deed", *_DEEDS,
        ("سند مالکیت", "سند ثبتی", "سند رسمی مالکیت"), ("خودرو",),
    ),
    Known("company-gazette", "آگهی ثبت شرکت", "Company registration", *_DEEDS, ("آگهی ثبت", "آگهی تاسیس")),
    Known(
        "driving-licence", "گواهینامهٔ رانندگی", "Driving licence", *_POLICE,
        ("گواهینامه رانندگی", "گواهی‌نامه رانندگی"),
    ),
    Known(
        "military-card", "کارت پایان خدمت", "Military service card", "سازمان وظیفهٔ عمومی",
        "Conscription Organisation", ("کارت پایان خدمت", "کارت معافیت"),
    ),
    Known(
        "retirement-order", "حکم بازنشستگی", "Retirement order", "صندوق بازنشستگی", "Pension fund",
        ("حکم بازنشستگی",),
    ),
    Known(
        "no-record", "گواهی عدم سوءپیشینه", "Certificate of no record", "قوهٔ قضائیه", "Judiciary",
        ("سوء پیشینه", "سوءپیشینه"),
    ),
)  # fmt: skip
BY_CODE = {paper.code: paper for paper in KNOWN}


@lru_cache(maxsize=100_000)
def papers_of(text: str) -> tuple[str, ...]:
    """The papers that a requirement names: codes of ``KNOWN``, else the text's own key; never empty."""
    key = search_key(text)
    return tuple(paper.code for paper in KNOWN if _PATTERNS[paper.code].search(key)) or (own_key(key),)


def own_key(key: str) -> str:
    """A ``search_key`` without what says how the paper is handed in; the whole where nothing else is left.

    Without spaces, so that «ذی صلاح» and «ذی‌صلاح» are one.
    """
    left = key
    while left:
        head, _, rest = left.partition(" ")
        shorter = rest if head in _HANDED_IN else _COUNTED.sub("", left)
        if shorter == left:
            break
        left = shorter
    return _REQUEST if left in _REQUESTS else (left or key).replace(" ", "")


def _pattern(paper: Known) -> re.Pattern[str]:
    words = "|".join(sorted({re.escape(search_key(each)) for each in paper.words}, key=len, reverse=True))
    others = "|".join(re.escape(search_key(each)) for each in paper.others)
    return re.compile(rf"(?:^| )(?:{words})(?= |$)" + (rf"(?! (?:{others})(?: |$))" if others else ""))


_PATTERNS = {paper.code: _pattern(paper) for paper in KNOWN}
