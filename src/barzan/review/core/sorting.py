"""Sorts what a booklet lists as required: a legal basis, a form, a system, a procedure, or a document.

The print puts all of them into one list. What begins with the name of an act is a legal basis; the other
kinds are told by their first word. The words stay as printed, with their lost half-spaces restored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from barzan.catalogue.booklet import Citation, Requirement
from barzan.catalogue.content import LegalBasisContent, RequirementContent
from barzan.persian import PersianError, joined_key, parse_jalali, persian_digits, restore_zwnj

BASES = {
    "قانون": "act",
    "آیین‌نامه": "bylaw",
    "اساسنامه": "bylaw",
    "نظام‌نامه": "bylaw",
    "دستورالعمل": "instruction",
    "شیوه‌نامه": "instruction",
    "مصوبه": "resolution",
    "تصویب‌نامه": "resolution",
    "بخشنامه": "circular",
    "ابلاغیه": "circular",
    "نامه": "letter",
    "مکاتبه": "letter",
}
_FIRST_WORDS = (
    ("system", re.compile(r"^(سامانه|سایت|درگاه|پورتال)")),
    ("form", re.compile(r"^(فرم|کاربرگ|نمونبرگ|پرسشنامه)")),
    ("procedure", re.compile(r"^(مطابق|طبق|بررسی|رویه|انجام|برگزاری|هماهنگی|مکاتبه|دعوت)")),
)
_NUMBERED = re.compile(r"^[\s\d.\-–_()*•۰-۹]+")


def sorted_out(
    items: Iterable[Requirement],
) -> tuple[tuple[RequirementContent, ...], tuple[LegalBasisContent, ...]]:
    """(requirements, legal bases) of one section, each in the order of the print.

    A number without words asks for nothing.
    """
    requirements, bases = [], []
    for item in items:
        text = restore_zwnj(_NUMBERED.sub("", item.text)).strip()
        if not text:
            continue
        basis = _basis(text, item.citations)
        if basis is None:
            requirements.append(RequirementContent(_kind(text), text, source_line=item.line))
        else:
            kind, citation = basis
            bases.append(_legal_basis(kind, text, citation, item.line))
    return tuple(requirements), tuple(bases)


def day_of(printed: str) -> date | None:
    """The day that a Jalali date names; None where it names none (a year alone, an impossible day)."""
    try:
        return parse_jalali(printed)
    except PersianError:
        return None


def _basis(text: str, citations: tuple[Citation, ...]) -> tuple[str, Citation | None] | None:
    """The kind of act that ``text`` begins with, and what the reader understood of it."""
    key = joined_key(text)
    for word, kind in BASES.items():
        if key.startswith(joined_key(word)):
            return kind, citations[0] if citations else None
    return None


def _legal_basis(kind: str, text: str, citation: Citation | None, line: int) -> LegalBasisContent:
    if citation is None:
        return LegalBasisContent(kind, text, source_line=line)
    return LegalBasisContent(
        kind,
        text,
        document_number=citation.number or "",
        date=day_of(citation.date) if citation.date else None,
        date_text=persian_digits(citation.date_printed or ""),
        issuer=restore_zwnj(citation.issuer or ""),
        source_line=line,
    )


def _kind(text: str) -> str:
    key = joined_key(text)
    return next((kind for kind, words in _FIRST_WORDS if words.match(key)), "document")
