"""Due days against another library's calendar, every day of thirty years."""

from __future__ import annotations

from datetime import date, timedelta

import jdatetime
from hypothesis import given
from hypothesis import strategies as st

from barzan.catalogue.due import due_on, last_before
from barzan.upkeep.calendar import answer_by, month_of

DAYS = st.dates(date(1990, 1, 1), date(2080, 1, 1))


def oracle(last: date) -> date:
    """Three years later by ``jdatetime``, which reckons by itself."""
    day = jdatetime.date.fromgregorian(date=last)
    try:
        return day.replace(year=day.year + 3).togregorian()
    except ValueError:  # 30 Esfand
        return jdatetime.date(day.year + 3, 12, 29).togregorian()


def test_three_years_later_is_the_same_day_of_the_same_month() -> None:
    start = date(2000, 1, 1)
    for number in range(30 * 366):
        day = start + timedelta(number)
        assert due_on(day) == oracle(day)


@given(DAYS)
def test_one_comparison_finds_what_is_due(day: date) -> None:
    last = last_before(day)
    assert due_on(last) <= day < due_on(last + timedelta(1))


def test_a_thirtieth_of_esfand_is_due_on_the_twenty_ninth() -> None:
    leap = jdatetime.date(1399, 12, 30).togregorian()
    assert due_on(leap) == jdatetime.date(1402, 12, 29).togregorian()


@given(DAYS)
def test_a_month_begins_with_its_first_day(day: date) -> None:
    first = jdatetime.date.fromgregorian(date=month_of(day))
    shown = jdatetime.date.fromgregorian(date=day)
    assert (first.year, first.month, first.day) == (shown.year, shown.month, 1)


def test_the_day_of_receipt_does_not_count() -> None:
    assert answer_by(date(2026, 11, 1)) == date(2026, 11, 16)
