"""normalise: one spelling for the screen, reached in one step."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barzan.persian import latin_digits, normalise, persian_digits

any_text = st.text(
    st.one_of(
        st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
        st.sampled_from("\u200c\u200b\u200d \n\r\t\u00a0هءیكaA1\u0654\u0653\u0640\u06d5\ufef5\ufdfa\ufc5e"),
        st.characters(codec="utf-8"),
    ),
    max_size=14,
)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("علي كريمي", "علی کریمی"),
        ("ہماہنگی", "هماهنگی"),
        ("فرہنگي", "فرهنگی"),
        ("ســـلام", "سلام"),
        ("خانۀ ما", "خانهٔ ما"),
        ("خانهء ما", "خانهٔ ما"),
        ("نامه\u06c0", "نامههٔ"),
        ("مسی\u0654ول", "مسئول"),
        ("ﻻزم و ﺳﺮﻣﺎﻳﻪ", "لازم و سرمایه"),
        ("٤٥٦ و ۴۵۶ و 456", "۴۵۶ و ۴۵۶ و 456"),
        ("می\u200c\u200cشود", "می\u200cشود"),
        ("می\u200bشود", "می\u200cشود"),
        ("کار\u200cها و خانه\u200c", "کارها و خانه"),
        ("\u200cالف \u200c ب", "الف ب"),
        ("گفت\u200cو\u200cگو", "گفت\u200cوگو"),
        ("\u202bمتن\u202c\u200f", "متن"),
        ("  یک \u00a0 دو\t\n سه  ", "یک دو\nسه"),
        ("مثلاً دایرة مُهر", "مثلاً دایرة مُهر"),
    ],
)
def test_spelling(typed: str, shown: str) -> None:
    assert normalise(typed) == shown


@given(any_text)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(any_text)
def test_no_arabic_twin_and_no_hidden_mark_is_left(text: str) -> None:
    assert not set(normalise(text)) & set("يكىےہھۀ٠٩ـ\u200b\u200e\u200f\u202e\ufeff\u00ad\t\u00a0")


@given(any_text)
def test_lines_stay_lines(text: str) -> None:
    assert normalise(text).count("\n") == text.count("\n")


@given(st.text("0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩ab", max_size=20))
def test_digits_go_to_latin_and_back(text: str) -> None:
    latin = latin_digits(text)
    assert latin.isascii()
    assert latin_digits(persian_digits(text)) == latin
    assert not set(persian_digits(text)) & set("0123456789٠١٢٣٤٥٦٧٨٩")
