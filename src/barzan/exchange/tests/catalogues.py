"""Random catalogues with texts that spreadsheets, CSV and readers are known to spoil."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from barzan.catalogue.content import (
    BASIS_KINDS,
    CHANNEL_KINDS,
    CLASSES,
    REQUIREMENT_KINDS,
    ChannelContent,
    LegalBasisContent,
    Placed,
    RequirementContent,
    ServiceContent,
    StepContent,
)
from barzan.persian.text import normalise

HOSTILE = (
    "=1+1", "=cmd|' /C calc'!A0", "+989121234567", "-5", "@SUM(A1)", "＝A1", "'=1", "''", "'", "0012345",
    "1/2", "1e5", "2024-03-20", "۱۴۰۳/۰۱/۰۱", "TRUE", "#REF!", "a,b;c\td", 'say "no"', '"', "line\nline",
    "\nfirst", "می‌شود", "کتاب‌ها", "ي ك ة ۀ", "\u200fright\u200e", "\u202eevil", "😀 خانه", "_x000D_",
    "_x005F_", "NULL", "<b>&amp;", "N/A", "  two  spaces ", "ﻻ ﷲ", "e\u0301", "\x07bell", "\u00a0nbsp",
    "٠١٢", "{=A1}", "%0A", "\\", "\ufeffbom",
)  # fmt: skip
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs",), exclude_characters="\x00")
texts = st.one_of(
    st.sampled_from(HOSTILE), st.text(LETTERS, max_size=30), st.sampled_from(HOSTILE).map(lambda t: t * 7)
)
filled = texts.map(lambda text: f"{text}." if not text.strip() else f"{text}ک")
short = texts.map(lambda text: normalise(text)[:40].strip())
lines = st.none() | st.integers(0, 9999)
days = st.none() | st.dates(date(1900, 1, 1), date(2020, 1, 1))

requirements = st.builds(RequirementContent, st.sampled_from(REQUIREMENT_KINDS), filled, texts, lines)
bases = st.builds(
    LegalBasisContent,
    st.sampled_from(BASIS_KINDS),
    filled,
    short,
    days,
    short,
    texts,
    st.just(""),
    short,
    lines,
).map(lambda basis: replace(basis, date_text="") if basis.date else basis)  # it would name another day
steps = st.builds(StepContent, filled, short, st.none() | st.integers(0, 36_500), lines)
channels = st.builds(ChannelContent, st.sampled_from(CHANNEL_KINDS), filled, texts)


def parts(of: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(of, max_size=3).map(tuple)


timed = st.just((None, "")) | st.tuples(st.integers(0, 36_500), st.sampled_from(("calendar", "working")))
contents = st.builds(
    lambda time, **fields: ServiceContent(standard_days=time[0], day_kind=time[1], **fields),
    timed,
    title=filled,
    national_code=st.none() | st.integers(0, 10**11 - 1).map(lambda number: f"{number:011}"),
    service_class=st.none() | st.sampled_from(CLASSES),
    has_client=st.none() | st.booleans(),
    description=texts,
    fee_rials=st.none() | st.integers(0, 10**15),
    fee_text=texts,
    standard_text=texts,
    objection=texts,
    gap_reason=texts,
    source_line=lines,
    requirements=parts(requirements),
    legal_bases=parts(bases),
    steps=parts(steps),
    channels=parts(channels),
)


def placed(units: tuple[str, ...], groups: tuple[str, ...], events: tuple[str, ...]) -> st.SearchStrategy:
    return st.builds(
        Placed,
        st.sampled_from(units),
        st.none() | st.sampled_from(groups),
        st.none(),
        st.sets(st.sampled_from(events)).map(lambda codes: tuple(sorted(codes))),
    )
