"""Which printed citations mean one instrument: invented citations, with the traps of real booklets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barzan.instruments.matching import (
    Citation,
    match,
    names_something,
    number_key,
    propose,
    same_number,
    title_key,
    wording,
)

DAY, NEXT = date(2016, 10, 4), date(2016, 10, 7)


def cited(
    title: str, number: str = "", day: date | None = None, kind: str = "act", key: str = "x"
) -> Citation:
    return Citation(key, kind, title, number, day)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (cited("قانون باغ‌های شهری"), cited("به استناد ماده ۱۲ قانون باغ های شهري کشور مصوب ۱۳۸۸/۴/۱۴")),
        (cited("قانون باغ‌های شهری"), cited("اجرای احکام مواد ۹۵ و ۹۸ و ۹۹ قانون باغ‌های شهری")),
        (cited("آیین‌نامه انبار", kind="bylaw"), cited("آیین نامهٔ انبار", kind="bylaw")),
        (
            cited("نامه", "74/24571", DAY, "letter"),
            cited("دستورالعمل درختان", "24571/74", DAY, "instruction"),
        ),
        (cited("بخشنامه", "123456", DAY, "circular"), cited("بخشنامه", "۱۲۳۴۵۶", NEXT, "circular")),
        (cited("دستورالعمل کاشت نهال در بوستان‌ها"), cited("دستورالعمل کاشت نهال دربوستان‌ها")),
        (cited("دستورالعمل کاشت نهال در بوستان‌ها"), cited("دستورالعمل کاشت نهالها در بوستان‌ها")),
    ],
)
def test_spelled_differently_it_is_one(one: Citation, other: Citation) -> None:
    assert match(one, other) is not None
    assert match(one, other) == match(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (cited("قانون بودجه سال ۱۴۰۱"), cited("قانون بودجه سال ۱۴۰۰")),
        (cited("قانون برنامه پنجم توسعه"), cited("قانون برنامه ششم توسعه")),
        (cited("قانون باغ‌های شهری"), cited("آیین‌نامه اجرایی قانون باغ‌های شهری", kind="bylaw")),
        (cited("قوانین و مقررات"), cited("قوانین و مقررات")),
        (cited("آیین‌نامه اجرایی", kind="bylaw"), cited("آیین‌نامه اجرایی", kind="bylaw")),
        (cited("نامه وزارت کشور", kind="letter"), cited("نامه وزارت کشور", kind="letter")),
        (cited("قانون باغ‌های شهری", "11111", DAY), cited("قانون باغ‌های شهری", "22222", DAY)),
        (
            cited("بخشنامه", "123456", DAY, "circular"),
            cited("بخشنامه", "123456", date(2019, 1, 1), "circular"),
        ),
        (cited("بخشنامه", "12", DAY, "circular"), cited("بخشنامه", "12", DAY, "circular")),
        (
            cited("بخشنامه", "123456", DAY, "circular"),
            Citation("x", "circular", "نامه", "123456", None, "1398"),
        ),
        (cited("آیین‌نامه باغ‌های شهر", kind="bylaw"), cited("آیین‌نامه باغ‌های روستا", kind="bylaw")),
    ],
)
def test_alike_it_is_two(one: Citation, other: Citation) -> None:
    assert match(one, other) is None
    assert match(other, one) is None


def test_a_number_and_a_day_are_surer_than_a_title() -> None:
    both = match(cited("قانون باغ‌ها", "1234", DAY), cited("دستورالعمل", "1234", DAY))
    title = match(cited("قانون باغ‌ها"), cited("قانون باغ ها"))
    like = match(cited("دستورالعمل کاشت نهال در بوستان‌ها"), cited("دستورالعمل کاشت نهالها در بوستان‌ها"))
    assert both is not None
    assert title is not None
    assert like is not None
    assert both.confidence > title.confidence > like.confidence


def test_what_is_known_comes_first_and_the_best_of_it() -> None:
    known = [cited("قانون باغ‌ها", key="L-1"), cited("قانون باغ‌ها", "1234", DAY, key="L-2")]
    groups = propose([cited("قانون باغ‌ها", "1234", DAY, key="a"), cited("قانون آب", key="b")], known)
    assert [(each.instrument, [one.key for one in each.members]) for each in groups] == [
        ("L-2", ["a"]),
        ("", ["b"]),
    ]


def test_what_was_denied_is_not_proposed_again() -> None:
    known = [cited("قانون باغ‌ها", key="L-1")]
    groups = propose([cited("قانون باغ ها", key="a")], known, {("L-1", "a")})
    assert [each.instrument for each in groups] == [""]


def test_every_citation_stands_in_exactly_one_group() -> None:
    citations = [
        cited(title, number, day, key=f"{n}")
        for n, (title, number, day) in enumerate(
            (title, number, day)
            for title in ("قانون باغ‌ها", "قانون آب", "نامه", "قوانین و مقررات")
            for number in ("", "12345", "54321")
            for day in (None, DAY, NEXT)
        )
    ]
    for some in list(permutations(citations[:5]))[:20]:
        keys = [each.key for group in propose(some, []) for each in group.members]
        assert sorted(keys) == sorted(each.key for each in some)
    keys = [each.key for group in propose(citations, []) for each in group.members]
    assert sorted(keys) == sorted(each.key for each in citations)


def test_keys() -> None:
    assert number_key("۶۷۷۳۵/ت ۵۱۳۰۵ ه") == number_key("67735/ت/51305-ه") == "67735-ت-51305-ه"
    assert same_number("74/13282") == same_number("13282/74") != same_number("74/13283")
    assert title_key("به استناد ماده ۵ قانون شهرداری‌ها") == title_key("قانون شهرداریها")
    assert names_something("قانون شهرداری‌ها")
    assert not names_something("بخشنامه‌های بالادستی")
    assert wording(cited("قانون آب", key="a")) == wording(cited("قانون  آب", key="b"))
    assert wording(cited("قانون آب")) != wording(cited("قانون آب", "1"))


PARTS = (
    "قانون",
    "آیین‌نامه",
    "باغ‌های",
    "شهری",
    "آب",
    "پنجم",
    "ششم",
    "سال ۱۴۰۱",
    "ماده ۵",
    "مصوب ۱۳۸۰/۲/۳",
    "مقررات",
)
WORDS = st.lists(st.sampled_from(PARTS), max_size=7)
CITATIONS = st.builds(
    Citation,
    st.just("x"),
    st.sampled_from(["act", "bylaw", "letter", "circular"]),
    WORDS.map(" ".join),
    st.sampled_from(["", "12", "74/24571", "24571/74", "۱۲۳۴۵۶"]),
    st.sampled_from([None, DAY, NEXT, date(2019, 1, 1)]),
    st.sampled_from(["", "1395", "1395/7/13"]),
)


@given(CITATIONS, CITATIONS)
def test_it_does_not_matter_which_one_is_asked(one: Citation, other: Citation) -> None:
    assert match(one, other) == match(other, one)


@given(CITATIONS)
def test_what_names_something_matches_itself(one: Citation) -> None:
    assert (match(one, one) is not None) >= names_something(one.title)


@given(st.lists(CITATIONS, max_size=8), st.lists(CITATIONS, max_size=4))
def test_groups_part_what_is_given(citations: list[Citation], known: list[Citation]) -> None:
    named = [replace(each, key=f"c{n}") for n, each in enumerate(citations)]
    groups = propose(named, [replace(each, key=f"L{n}") for n, each in enumerate(known)])
    assert sorted(each.key for group in groups for each in group.members) == sorted(
        each.key for each in named
    )
    assert all(0 < group.confidence <= 1 for group in groups)
