"""Tracking codes: read as they are typed, and a slip of the hand is no other proposal's code."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from barzan.upkeep.codes import ALPHABET, LENGTH, make, read

CODES = st.integers(0, 10**9).map(lambda seed: make(Random(seed).choice))


@given(CODES)
def test_a_code_is_read_in_any_case_digits_and_spacing(code: str) -> None:
    persian = code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert read(f" {persian[:4].lower()} - {persian[4:]} ") == code


@given(CODES, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_found(code: str, place: int, sign: str) -> None:
    wrong = code[:place] + sign + code[place + 1 :]
    assert (read(wrong) == wrong) == (wrong == code)


@given(CODES, st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1))
def test_two_signs_that_changed_places_are_found(code: str, one: int, other: int) -> None:
    signs = list(code)
    signs[one], signs[other] = signs[other], signs[one]
    wrong = "".join(signs)
    assert (read(wrong) == wrong) == (wrong == code)


def test_signs_that_look_alike_are_not_used() -> None:
    assert not set("01ILOSZ") & set(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET)
    assert read("") is None
    assert read("../etc/passwd") is None
