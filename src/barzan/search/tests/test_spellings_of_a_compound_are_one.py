"""«سرمایه گذاری», «سرمایه‌گذاری» and «سرمایهگذاری» find the same, however the text has it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from barzan.access import ANONYMOUS
from barzan.config.proof import count
from barzan.search import actions, queries, words
from barzan.search.models import Entry
from barzan.search.tests.conftest import Fill, entry

ZWNJ = "\u200c"
SPELLINGS = (" ", ZWNJ, "")
COMPOUNDS = [("سرمایه", "گذاری"), ("آتش", "نشانی"), ("بهره", "برداری"), ("مردم", "نهاد"), ("گلاب", "پاش")]
LETTERS = st.text(st.sampled_from("بپتجچحدرزسشفقکگلمنو"), min_size=3, max_size=6)


def keys(text: str) -> list[str]:
    return [hit.key for hit in queries.find(ANONYMOUS, text).hits]


@pytest.mark.parametrize("compound", COMPOUNDS, ids=["".join(each) for each in COMPOUNDS])
@pytest.mark.parametrize("asked", SPELLINGS, ids=["apart", "zwnj", "joined"])
@pytest.mark.parametrize("place", ["title", "body"])
def test_each_spelling_finds_every_spelling(
    fill: Fill, compound: tuple[str, str], asked: str, place: str
) -> None:
    fill(
        *[
            entry(str(number), f"مجوز {mark.join(compound)}") if place == "title"
            else entry(str(number), "مجوز", body=f"دربارهٔ {mark.join(compound)} است")
            for number, mark in enumerate(SPELLINGS)
        ],
        entry("other", "گواهی اشتغال"),
    )  # fmt: skip
    assert sorted(keys(asked.join(compound))) == ["0", "1", "2"]


@pytest.mark.parametrize("asked", ["دست اندر کاران", "دست‌اندرکاران", "دستاندرکاران", "دست‌اندر کاران"])
@pytest.mark.parametrize("title", ["دست اندر کاران", "دست‌اندرکاران", "دستاندرکاران"])
def test_compounds_of_three_parts_too(fill: Fill, title: str, asked: str) -> None:
    fill(entry("1", f"نشست {title} بازار"))
    assert keys(asked) == ["1"]


@pytest.mark.parametrize("asked", ["پروانه‌های", "پروانه های", "پروانههای", "پروانهٔ", "پروانه‌ی", "پروانه"])
def test_endings_do_not_hide_a_word(fill: Fill, asked: str) -> None:
    fill(entry("1", "پروانه ساختمان"), entry("2", "پروانه‌های بازار"))
    assert sorted(keys(asked)) == ["1", "2"]


@pytest.mark.parametrize("asked", ["بيمه كارگران", "بیمهٔ کارگران", "بيمة كارگران", "بیــمه کارگران"])
def test_arabic_letters_and_marks_do_not_matter(fill: Fill, asked: str) -> None:
    fill(entry("1", "بیمهٔ کارگران"))
    assert keys(asked) == ["1"]


@pytest.mark.django_db
@pytest.mark.proof
@settings(
    max_examples=count(2_000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(first=LETTERS, second=LETTERS, typed=st.sampled_from(SPELLINGS), asked=st.sampled_from(SPELLINGS))
def test_any_compound_of_a_title_is_found(providers, first: str, second: str, typed: str, asked: str) -> None:
    providers["service"][:] = [
        entry("it", f"صدور {typed.join((first, second))} برای همه"),
        entry("x", "گواهی اشتغال"),
    ]
    actions.rebuild()
    assert keys(asked.join((first, second)))[:1] == ["it"]
    Entry.objects.all().delete()


def test_a_word_is_parted_only_into_known_words() -> None:
    known = frozenset({"دست", "اندر", "کاران", "دستاندر"})
    assert words.split("دستاندرکاران", known) == ("دستاندر", "کاران")
    assert words.split("دستاندرکاران", known - {"دستاندر"}) == ("دست", "اندر", "کاران")
    assert words.split("دستفروش", known) == ()
