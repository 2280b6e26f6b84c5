"""A text that needs no repair is returned as it is, and only such a one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from barzan.persian import text

TRICKY = "ایيكکگهء\u0654\u200c\u200b \n\t\u00a0aA1۱١دروزؤ\u064b\u0301éـ\ufeff\u200fﻻۀة\x07\x85"


@settings(max_examples=2_000)
@given(st.text(alphabet=TRICKY, max_size=12) | st.text(max_size=12))
def test_the_short_way_gives_what_the_long_one_gives(given_text: str) -> None:
    assert text.normalise(given_text) == text._normalised(given_text)


@pytest.mark.parametrize("sentence", ["این‌جا، خانهٔ ۱۲ (نشانی)", "a-b: c/d", "یک\nدو", ""])
def test_an_ordinary_text_goes_the_shortest_way(sentence: str) -> None:
    assert text._TIDY.fullmatch(sentence)
    assert text._normalised(sentence) == sentence


def test_every_letter_of_the_shortest_way_is_the_one_spelling() -> None:
    for code in range(0x110000 - 0x800):
        letter = chr(code if code < 0xD800 else code + 0x800)
        if text._TIDY.fullmatch(letter):
            assert text._normalised(letter) == letter


def test_control_characters_go() -> None:
    assert text.normalise("a\x00b\x07c\x7fd\x9fe\ufffe") == "abcde"
