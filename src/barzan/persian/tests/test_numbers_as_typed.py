"""Numbers come in Persian, Arabic and Latin digits, with the marks of any keyboard."""

import pytest

from barzan.persian import typed_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("۱٬۲۵۰٫۵", "1250.5"),
        ("1,250.5", "1250.5"),
        ("۱۲/۵", "12.5"),
        ("٣٫٥", "3.5"),
        ("−۷", "-7"),
        ("+۳", "+3"),
        (" ۱۵۰ ۰۰۰ ", "150000"),
        ("1e3", "1e3"),
        ("پنج ", "پنج"),
        ("۱/۲/۳", "۱/۲/۳"),
        ("", ""),
    ],
)
def test_a_number_is_read_however_it_was_typed(typed: str, number: str) -> None:
    assert typed_number(typed) == number
