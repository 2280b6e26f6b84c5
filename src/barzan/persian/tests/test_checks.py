"""Ids, postal codes, phones: right ones pass, wrong ones are named, what no check digit sees is known."""

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from barzan.persian import PersianError, legal_id, mobile, national_id, postal_code
from barzan.persian.checks import _Digits

READERS: dict[str, Callable[[str], _Digits]] = {
    "national_id": national_id,
    "legal_id": legal_id,
    "postal_code": postal_code,
    "mobile": mobile,
}
first_nine = st.text("0123456789", min_size=9, max_size=9).filter(lambda digits: len(set(digits)) > 1)
first_ten = st.text("0123456789", min_size=10, max_size=10).filter(lambda digits: len(set(digits)) > 1)


def read(kind: str, typed: str) -> _Digits | PersianError:
    try:
        return READERS[kind](typed)
    except PersianError as refusal:
        return refusal


def passes(kind: str, typed: str) -> bool:
    return not isinstance(read(kind, typed), PersianError)


def completed(kind: str, start: str) -> str:
    """``start`` with the one check digit that passes."""
    (whole,) = [start + digit for digit in "0123456789" if passes(kind, start + digit)]
    return whole


def refused(kind: str, text: str) -> PersianError:
    with pytest.raises(PersianError) as refusal:
        READERS[kind](text)
    return refusal.value


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("national_id", "0183382390", "0183382390"),  # an example published with the rule
        ("national_id", "۰۱۸-۳۳۸۲۳۹-۰", "0183382390"),
        ("legal_id", "10380284790", "10380284790"),  # an example published with the rule
        ("legal_id", "۱۰۳۸۰۲۸۴۷۹۰", "10380284790"),
        ("postal_code", "۱۴۱۷۴-۶۶۱۹۱", "1417466191"),
        ("postal_code", "3414820202", "3414820202"),  # 0 and 2 are allowed after the fifth digit
        ("mobile", "۰۹۱۲ ۳۴۵ ۶۷۸۹", "09123456789"),
        ("mobile", "+98 (912) 345-6789", "09123456789"),
        ("mobile", "00989123456789", "09123456789"),
        ("mobile", "989123456789", "09123456789"),
        ("mobile", "989123456789+", "09123456789"),
        ("mobile", "9123456789", "09123456789"),
    ],
)
def test_right_numbers_are_kept_in_one_spelling(kind: str, typed: str, value: str) -> None:
    assert READERS[kind](typed).value == value


def test_a_mobile_number_in_international_form() -> None:
    assert mobile("09123456789").international == "+989123456789"


@pytest.mark.parametrize(
    ("kind", "typed", "code", "fa"),
    [
        ("national_id", "018338239", "length", "یک رقم کم است؛ ۹ رقم نوشته‌اید. کد ملی ۱۰ رقم دارد."),
        ("legal_id", "1038028479012", "length", "۲ رقم اضافه است؛ ۱۳ رقم نوشته‌اید. شناسهٔ ملی ۱۱ رقم دارد."),
        ("national_id", "  ", "empty", "کد ملی نوشته نشده است."),
        ("mobile", "0912a456789", "letters", "شمارهٔ همراه تنها رقم دارد؛ حرف یا نشانه‌ای میان رقم‌هاست."),
        (
            "postal_code",
            "1217466191",
            "digit",
            "رقم ۲ کد پستی ۲ است؛ در ۵ رقم نخست ۰ و ۲ نداریم؛ ۵ یا ۳ نیست؟",
        ),
    ],
)
def test_what_is_wrong_is_said(kind: str, typed: str, code: str, fa: str) -> None:
    refusal = refused(kind, typed)
    assert (refusal.code, refusal.fa) == (f"{kind}.{code}", fa)


def test_other_refusals_have_their_codes() -> None:
    assert refused("mobile", "02188888888").code == "mobile.prefix"
    assert refused("national_id", "0183382391").code == "national_id.check"
    assert refused("legal_id", "10380284791").code == "legal_id.check"
    for digit in "0123456789":
        assert refused("national_id", digit * 10).code == "national_id.same"
        assert refused("legal_id", digit * 11).code == "legal_id.same"


@given(first_nine)
def test_every_national_id_has_one_check_digit(start: str) -> None:
    completed("national_id", start)


def slips(number: str) -> list[str]:
    """``number`` with one digit changed or two neighbours swapped, its check digit untouched."""
    body, check = number[:-1], number[-1]
    changed = [
        body[:at] + digit + body[at + 1 :]
        for at in range(len(body))
        for digit in "0123456789"
        if digit != body[at]
    ]
    swapped = [body[:at] + body[at + 1] + body[at] + body[at + 2 :] for at in range(len(body) - 1)]
    return [slip + check for slip in changed + swapped if slip != body]


@pytest.mark.parametrize(
    ("kind", "blind", "starts"), [("national_id", "1", first_nine), ("legal_id", "0", first_ten)]
)
def test_a_slip_passes_only_under_the_blind_check_digit(
    kind: str, blind: str, starts: st.SearchStrategy[str]
) -> None:
    @given(starts)
    def holds(start: str) -> None:
        number = completed(kind, start)
        assume(number[-1] != blind)
        assert not [slip for slip in slips(number) if passes(kind, slip)]

    holds()


@pytest.mark.parametrize(("kind", "number"), [("national_id", "0000000191"), ("legal_id", "10380284790")])
def test_under_the_blind_check_digit_some_slips_do_pass(kind: str, number: str) -> None:
    # The limit that the docstrings state; a reader who believes the check digit more is warned.
    assert passes(kind, number)
    assert [slip for slip in slips(number) if passes(kind, slip)]


@given(st.sampled_from(sorted(READERS)), st.text("0123456789۰۱۲۳۴۵۶۷۸۹+- a", max_size=16))
def test_a_refusal_never_repeats_the_number(kind: str, typed: str) -> None:
    outcome = read(kind, typed)
    if isinstance(outcome, PersianError):
        sentences = outcome.fa + outcome.en
        assert not [group for group in [typed, *typed.split()] if len(group) > 4 and group in sentences]
    else:
        assert outcome.value not in repr(outcome)
        assert str(outcome) == outcome.value
