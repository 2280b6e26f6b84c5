"""Every day of 1200 to 1500, against a second library and the published leap years."""

from datetime import date, timedelta

import jdatetime
import pytest

from barzan.persian import Jalali, PersianError, format_jalali, is_leap, month_length, parse_jalali
from barzan.persian.jalali import Style

FIRST, LAST = date(1821, 3, 21), date(2122, 3, 20)


def test_every_day_converts_back_and_as_the_second_library_says() -> None:
    day, days = FIRST, 0
    expected = Jalali(1200, 1, 1)
    while day <= LAST:
        jalali = Jalali.from_gregorian(day)
        assert jalali == expected
        assert jalali.to_gregorian() == day
        oracle = jdatetime.date.fromgregorian(date=day)
        assert (oracle.year, oracle.month, oracle.day, oracle.weekday()) == (
            jalali.year,
            jalali.month,
            jalali.day,
            jalali.weekday,
        )
        day, days, expected = day + timedelta(days=1), days + 1, following(jalali)
    assert days == 109_938
    assert (jalali.year, jalali.month) == (1500, 12)


def following(day: Jalali) -> Jalali:
    """The next day by the lengths of months alone; 1 Farvardin 1200 again after the last day."""
    if day.day < month_length(day.year, day.month):
        return Jalali(day.year, day.month, day.day + 1)
    if day.month < 12:
        return Jalali(day.year, day.month + 1, 1)
    return Jalali(day.year + 1 if day.year < 1500 else 1200, 1, 1)


@pytest.mark.parametrize("style", ["numeric", "short", "long"])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_what_is_written_is_read_back(style: Style, language: str) -> None:
    day = FIRST
    while day <= LAST:
        assert parse_jalali(format_jalali(day, style, language)) == day
        day += timedelta(days=37)  # every month and weekday is met; 37 is prime to both


def test_leap_years_since_the_calendar_became_law() -> None:
    # Every fourth year, and after 1304, 1337, 1370 and 1403 the fifth.
    leap = {
        1304, 1309, 1313, 1317, 1321, 1325, 1329, 1333, 1337, 1342, 1346, 1350, 1354, 1358, 1362,
        1366, 1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408,
    }  # fmt: skip
    assert {year for year in range(1304, 1410) if is_leap(year)} == leap


def test_the_2820_year_rule_is_not_used() -> None:
    assert is_leap(1403)
    assert not is_leap(1404)


def test_lengths_of_months() -> None:
    assert [month_length(1405, month) for month in range(1, 13)] == [31] * 6 + [30] * 5 + [29]
    assert month_length(1403, 12) == 30


@pytest.mark.parametrize("day", [FIRST - timedelta(days=1), LAST + timedelta(days=1)])
def test_a_day_outside_the_years_is_refused(day: date) -> None:
    with pytest.raises(PersianError) as refusal:
        Jalali.from_gregorian(day)
    assert refusal.value.code == "date.year"
