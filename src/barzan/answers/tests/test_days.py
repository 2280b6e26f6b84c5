"""Days stand in the Jalali month in which the calendar has them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from barzan.answers.core.columns import Column
from barzan.answers.core.distributions import of_days
from barzan.persian.jalali import Jalali

BORN = Column("born", "date")


@pytest.mark.parametrize("year", [1300, 1375, 1399, 1403, 1404, 1408])
def test_every_day_of_a_year(year: int) -> None:
    first = Jalali(year, 1, 1).to_gregorian()
    days = [first + timedelta(days=step) for step in range(366)]
    for day in days:
        jalali = Jalali.from_gregorian(day)
        parts, unreadable = of_days(BORN, [(day.isoformat(), 3)])
        assert [(part.month, part.count) for part in parts] == [((jalali.year, jalali.month), 3)]
        assert not unreadable


@pytest.mark.parametrize("text", ["", "yesterday", "1404-13-01", "0098-01-01", "9999-12-31", "1821-03-20"])
def test_what_is_no_day_that_we_count_is_told_apart(text: str) -> None:
    assert of_days(BORN, [(text, 2), (date(2026, 3, 21).isoformat(), 1)])[1] == 2
