"""Codes that people can type, what a certificate is worth, the texts of a template: values only."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barzan.permits.core import (
    ALPHABET,
    LENGTH,
    Mistyped,
    Verdict,
    clean,
    filled,
    grouped,
    made_of,
    unknown_names,
    verdict,
)
from barzan.persian import persian_digits
from barzan.registers.core import Standing

TODAY = date(2026, 11, 26)
DAY = timedelta(1)


def code(seed: int) -> str:
    return made_of(random.Random(seed).choice)


@given(st.integers(0, 10_000))
def test_a_code_is_read_however_it_is_typed(seed):
    made = code(seed)
    assert len(made) == LENGTH
    for typed in (
        made,
        made.lower(),
        grouped(made),
        f" {grouped(made).replace('-', ' ')} ",
        persian_digits(made),
    ):
        assert clean(typed) == made
    assert clean(made.replace("1", "l").replace("0", "o")) == made


@given(st.integers(0, 10_000), st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET[:31]))
def test_one_wrong_sign_is_a_slip_of_the_hand(seed, place, sign):
    made = code(seed)
    wrong = made[:place] + sign + made[place + 1 :]
    if wrong == made:
        assert clean(wrong) == made
    else:
        with pytest.raises(Mistyped):
            clean(wrong)


@given(st.integers(0, 10_000), st.integers(0, LENGTH - 2))
def test_two_neighbours_swapped_are_a_slip_of_the_hand(seed, place):
    made = code(seed)
    wrong = made[:place] + made[place + 1] + made[place] + made[place + 2 :]
    if wrong != made:
        with pytest.raises(Mistyped):
            clean(wrong)


@pytest.mark.parametrize("typed", ["", "ABC", "0" * 21, "!" * 20, "سلام" * 5, "0" * 19 + "U"])
def test_what_is_no_code_is_refused(typed):
    with pytest.raises(Mistyped):
        clean(typed)


@pytest.mark.parametrize(
    ("standing", "since", "until", "worth"),
    [
        (Standing.VALID, TODAY, TODAY, Verdict.VALID),  # both days count
        (Standing.VALID, None, None, Verdict.VALID),
        (Standing.VALID, TODAY - DAY, TODAY - DAY, Verdict.EXPIRED),  # though no transition has moved it yet
        (Standing.VALID, TODAY + DAY, TODAY + 9 * DAY, Verdict.NOT_YET),
        (Standing.EXPIRED, None, None, Verdict.EXPIRED),
        (Standing.SUSPENDED, TODAY, TODAY, Verdict.SUSPENDED),
        (Standing.REVOKED, TODAY - DAY, TODAY - DAY, Verdict.REVOKED),
        (Standing.NONE, TODAY, TODAY, Verdict.NOT_IN_FORCE),
    ],
)
def test_what_a_certificate_is_worth(standing, since, until, worth):
    assert verdict(standing, (since, until), TODAY) is worth


@pytest.mark.parametrize("standing", Standing)
def test_a_void_paper_is_void_whatever_its_entry_is(standing):
    period = (TODAY, TODAY)
    assert verdict(standing, period, TODAY, replaced=True) is Verdict.REPLACED
    assert verdict(standing, period, TODAY, withdrawn=True) is Verdict.WITHDRAWN


def test_names_become_answers_and_a_gap_is_seen():
    assert filled("{name} در {place}، {b c}", {"name": "خیاطی"}) == "خیاطی در ……، {b c}"
    assert unknown_names("{name} {number} {nmae} {nmae} {x}", ["name"]) == ["nmae", "x"]
