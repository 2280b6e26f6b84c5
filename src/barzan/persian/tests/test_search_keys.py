"""Keys: spellings of one phrase meet, phrases that differ do not."""

import itertools

import pytest
from hypothesis import given

from barzan.persian import joined_key, normalise, search_key, search_tokens
from barzan.persian.tests.test_one_spelling import any_text


def test_the_three_spellings_of_investment_have_one_joined_key() -> None:
    assert {joined_key(text) for text in ("سرمایه گذاری", "سرمایه‌گذاری", "سرمایهگذاری", "سرمايه‌گذاري")} == {
        "سرمایهگذاری"
    }


@pytest.mark.parametrize(
    "spellings",
    [
        ("تأیید", "تایید", "تائید"),
        ("مسئول", "مسؤول"),
        ("آئین‌نامه", "آیین‌نامه", "ایین‌نامه"),
        ("خانهٔ ما", "خانه‌ی ما", "خانۀ ما", "خانه ما"),
        ("ارتقاء شغلی", "ارتقا شغلی"),
        ("رأی", "رای"),
        ("ویدئو", "ویدیو"),
        ("دایرة‌المعارف", "دایره‌المعارف"),
        ("مادهٔ ۱۲", "ماده 12", "مادۀ ١٢"),
        ("(برنامه) – «طرح»", "برنامه طرح"),
        ("ISO ۹۰۰۱", "iso-9001"),
        ("مُهر", "مهر"),
    ],
)
def test_spellings_of_one_phrase_share_a_key(spellings: tuple[str, ...]) -> None:
    assert len({search_key(text) for text in spellings}) == 1


def test_other_words_keep_other_keys() -> None:
    words = [
        "شهر",
        "شهرها",
        "شهری",
        "شهرداری",
        "شهردار",
        "خانه",
        "خان",
        "خانهٔ ما",
        "گواهی",
        "گواه",
        "۱۲",
        "۲۱",
    ]
    for one, other in itertools.combinations(words, 2):
        assert joined_key(one) != joined_key(other)


def test_tokens_are_the_words_of_the_key() -> None:
    assert search_tokens("صدورِ پروانهٔ «کسب» (۱۴۰۵)") == ("صدور", "پروانه", "کسب", "1405")
    assert search_tokens("،؛") == ()


@given(any_text)
def test_a_key_is_its_own_key_and_that_of_the_normal_spelling(text: str) -> None:
    key = search_key(text)
    assert search_key(key) == key
    assert search_key(normalise(text)) == key
    assert joined_key(text) == key.replace(" ", "")
