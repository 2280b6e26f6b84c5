"""parse_jalali: all the ways people write a date, and a sentence for what is none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barzan.persian import PersianError, format_jalali, parse_jalali
from barzan.persian.tests.test_one_spelling import any_text

AZAR_11 = date(2026, 12, 2)


@pytest.mark.parametrize(
    "text",
    [
        "۱۴۰۵/۹/۱۱", "1405/09/11", "١٤٠٥/٠٩/١١", "1405-9-11", "1405.9.11", "۱۴۰۵٫۹٫۱۱", "1405 / 9 / 11",
        "1405 9 11", "11/9/1405", "۱۱-۹-۱۴۰۵", "05/9/11", "14050911", "\u200f۱۴۰۵/۹/۱۱\u200f ", "۱۴۰۵ آذر ۱۱",
        "۱۱ آذر ۱۴۰۵", "۱۱ آذرماه ۱۴۰۵", "۱۱ آذر ماه ۱۴۰۵", "۱۱آذر۱۴۰۵", "۱۱ اذر ۱۴۰۵.", "۱۴۰۵/آذر/۱۱",
        "چهارشنبه ۱۱ آذر ۱۴۰۵", "چهار شنبه، ۱۱ آذر ۱۴۰۵", "چهار\u200cشنبه ۱۱ آذر ۱۴۰۵",
        "۱۱ آذر ۱۴۰۵، چهارشنبه", "11 Azar 1405", "Wednesday 11 azar 1405",
    ],
)  # fmt: skip
def test_one_day_in_many_spellings(text: str) -> None:
    assert parse_jalali(text) == AZAR_11


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("47/1/1", 1347),
        ("99/1/1", 1399),
        ("00/1/1", 1400),
        ("30/1/1", 1430),
        ("31/1/1", 1331),
        ("1/1/99", 1399),
    ],
)
def test_two_digits_are_the_last_such_year_up_to_1430(text: str, year: int) -> None:
    assert format_jalali(parse_jalali(text), language="en") == f"{year}/1/1"


@pytest.mark.parametrize(
    ("text", "code", "sentence"),
    [
        ("", "date.empty", "تاریخ نوشته نشده است."),
        ("1404/12/30", "date.day", "اسفند ۱۴۰۴، ۲۹ روز دارد؛ روز ۳۰ ندارد."),
        ("1405/7/31", "date.day", "مهر ۱۴۰۵، ۳۰ روز دارد؛ روز ۳۱ ندارد."),
        ("1405/13/1", "date.month", "ماه ۱۳ نداریم؛ ماه از ۱ تا ۱۲ است."),
        ("1405/0/1", "date.month", "ماه ۰ نداریم؛ ماه از ۱ تا ۱۲ است."),
        ("2026/12/2", "date.year", "سال ۲۰۲۶ میان ۱۲۰۰ و ۱۵۰۰ نیست؛ سال شمسی را چهاررقمی بنویسید."),
        ("شنبه ۱۱ آذر ۱۴۰۵", "date.weekday", "۱۱ آذر ۱۴۰۵ چهارشنبه است، نه شنبه."),
    ],
)
def test_what_is_wrong_is_said(text: str, code: str, sentence: str) -> None:
    with pytest.raises(PersianError) as refusal:
        parse_jalali(text)
    assert (refusal.value.code, refusal.value.sentence("fa")) == (code, sentence)


@pytest.mark.parametrize(
    "text", ["فردا", "5/9/11", "405/9/11", "1405/9", "1405/9/11/1", "1405//9/11", "۱۱ ماه ۱۴۰۵", "²/1/1405"]
)
def test_a_guess_is_never_made(text: str) -> None:
    with pytest.raises(PersianError) as refusal:
        parse_jalali(text)
    assert refusal.value.code == "date.unreadable"


@given(st.one_of(any_text, st.text("0123456789/-. آذر", max_size=12)))
def test_any_text_gives_a_day_or_a_sentence(text: str) -> None:
    outcome = read(text)
    if isinstance(outcome, PersianError):
        assert outcome.code.startswith("date.")
        assert outcome.sentence("fa") != outcome.sentence("en")
    else:
        assert parse_jalali(format_jalali(outcome)) == outcome


def read(text: str) -> date | PersianError:
    try:
        return parse_jalali(text)
    except PersianError as refusal:
        return refusal
