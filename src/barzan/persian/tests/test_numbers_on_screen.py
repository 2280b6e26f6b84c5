"""Numbers and rials as people read them."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barzan.persian import (
    PersianError,
    Rial,
    format_number,
    latin_digits,
    percent,
    percent_sign,
    persian_number,
)

rials = st.integers(-(10**15), 10**15).map(Rial)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (0, None, "۰"),
        (999, None, "۹۹۹"),
        (1_234_567, None, "۱٬۲۳۴٬۵۶۷"),
        (1234.5, None, "۱٬۲۳۴٫۵"),
        (Decimal("2.50"), None, "۲٫۵۰"),
        (0.1 + 0.2, 2, "۰٫۳۰"),
        (2.5, 0, "۳"),
        (Decimal("1E+3"), None, "۱٬۰۰۰"),
        (-1234, None, "\u200e\u2212۱٬۲۳۴"),
        (-0.04, 1, "۰٫۰"),
    ],
)
def test_persian_numbers(value: int | float | Decimal, places: int | None, text: str) -> None:
    assert persian_number(value, places) == text


def test_shares_in_prose_and_in_cells() -> None:
    assert percent(0.125, 1) == "۱۲٫۵ درصد"
    assert percent_sign(Decimal("0.5")) == "۵۰٪"
    assert (percent(0.29, language="en"), percent_sign(0.29, language="en")) == ("29 percent", "29%")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("-Infinity")])
def test_what_is_not_finite_is_not_shown(value: float | Decimal) -> None:
    with pytest.raises(ValueError, match="finite"):
        format_number(value)


@given(st.integers())
def test_a_number_is_read_back_from_the_screen(value: int) -> None:
    shown = latin_digits(persian_number(value)).replace("٬", "").replace("\u200e\u2212", "-")
    assert int(shown) == value


@given(rials, rials, st.integers(-1000, 1000))
def test_rials_add_up_exactly(one: Rial, other: Rial, times: int) -> None:
    half, rest = Rial(one.amount // 2), Rial(one.amount - one.amount // 2)
    assert half + rest == one
    assert one - one == Rial(0)
    assert -one + one == Rial(0)
    assert (one < other) == (one.amount < other.amount)
    assert Rial(one.amount // 1000) * times == times * Rial(one.amount // 1000)
    assert one.in_toman() * 10 == one.amount


@pytest.mark.parametrize("amount", [1.0, "1", True, Decimal(1), None])
def test_only_whole_numbers_become_rials(amount: object) -> None:
    with pytest.raises(TypeError):
        Rial(amount)  # type: ignore[arg-type]


def test_floats_are_refused_in_arithmetic() -> None:
    ten: Any = Rial(10)
    slips: list[Callable[[], object]] = [
        lambda: ten * 0.5,
        lambda: 0.5 * ten,
        lambda: ten + 1,
        lambda: ten - 1.0,
        lambda: ten * True,
    ]
    for slip in slips:
        with pytest.raises(TypeError):
            slip()


@pytest.mark.parametrize("amount", [10**15 + 1, -(10**15) - 1])
def test_an_amount_out_of_range_is_refused_with_a_sentence(amount: int) -> None:
    with pytest.raises(PersianError) as refusal:
        Rial(amount)
    assert refusal.value.code == "rial.range"


def test_the_limits_themselves_are_amounts() -> None:
    assert Rial(10**15) + Rial(-(10**15)) == Rial(0)


def test_rials_in_words() -> None:
    assert Rial(1_500_000).text() == "۱٬۵۰۰٬۰۰۰ ریال"
    assert Rial(1_500_000).text("en") == "1,500,000 rials"
    assert Rial(1_500_005).in_toman() == Decimal("150000.5")
