"""sort_key: the order of a Persian dictionary, stable and total."""

import random

from hypothesis import given

from barzan.persian import normalise, sort_key
from barzan.persian.tests.test_one_spelling import any_text


def sorted_from_chaos(texts: list[str]) -> list[str]:
    shuffled = texts[:]
    random.Random(1405).shuffle(shuffled)
    return sorted(shuffled, key=sort_key)


def test_the_alphabet() -> None:
    alphabet = "آاءبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
    assert "".join(sorted_from_chaos(list(alphabet))) == alphabet


def test_words_of_every_rule() -> None:
    words = [
        "۲ خرداد", "۱۰ دی",  # numbers by value, before letters
        "آب", "آبادان", "ابر", "اداره", "بابا", "پرونده", "پیش نویس",  # a space before every letter
        "پیش‌بینی", "پیشه", "چای", "حوزه", "ژاله", "سازمان", "شهر", "کار", "گل",
        "مسافر", "مسئول", "مسبب",  # hamza between ا and ب
        "ناحیه ۲", "ناحیه ۱۰", "وام", "هوا", "یاد", "Alborz", "babol",
    ]  # fmt: skip
    assert sorted_from_chaos(words) == words


def test_arabic_letters_sort_as_persian_ones() -> None:
    assert sort_key("كتابي") == sort_key("کتابی")


def test_zwnj_and_vowels_decide_only_between_equals() -> None:
    assert sorted_from_chaos(["میهن", "می‌شود", "میش"]) == ["میش", "می‌شود", "میهن"]
    assert sort_key("مُهر").split("\t")[0] == sort_key("مهر").split("\t")[0]


@given(any_text, any_text)
def test_equal_keys_are_equal_spellings_and_bytes_order_alike(one: str, other: str) -> None:
    first, second = sort_key(one), sort_key(other)
    assert (first == second) == (normalise(one) == normalise(other))
    assert (first < second) == (first.encode() < second.encode())
