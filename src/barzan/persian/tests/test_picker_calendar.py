"""The calendar of the script counts as the Python core does; run where Node is."""

import json
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import barzan.persian
from barzan.persian import Jalali, month_length

SCRIPT = Path(barzan.persian.__file__).parent / "static" / "persian" / "jalali-picker.js"
PROBE = """
import * as picker from "./picker.mjs";
const lengths = [], starts = [], days = [], intl = [];
const persian = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", {
  timeZone: "UTC", year: "numeric", month: "numeric", day: "numeric" });
for (let year = picker.FIRST_YEAR; year <= picker.LAST_YEAR; year += 1)
  for (let month = 1; month <= 12; month += 1) {
    lengths.push(picker.monthLength(year, month));
    starts.push(picker.weekday({ year, month, day: 1 }));
  }
for (let number = 0; number < 109938; number += 1) {
  const made = picker.fromDayNumber(number);
  if (picker.dayNumber(made) !== number) throw new Error(`day ${number} does not come back`);
  days.push([made.year, made.month, made.day]);
}
for (let number = 0; number < 109938; number += 97) {
  const parts = persian.formatToParts(new Date(Date.UTC(1821, 2, 21) + number * 86400000));
  intl.push(["year", "month", "day"].map((type) => parseInt(parts.find((part) => part.type === type).value)));
}
console.log(JSON.stringify({ lengths, starts, days, intl,
  today: picker.fromGregorian(new Date(2026, 11, 2, 23, 59)),
  moves: [
    picker.addMonths({ year: 1403, month: 12, day: 30 }, 12),
    picker.addMonths({ year: 1405, month: 6, day: 31 }, 1),
    picker.addMonths({ year: 1200, month: 1, day: 1 }, -1),
    picker.addDays({ year: 1500, month: 12, day: 29 }, 7),
    picker.addDays({ year: 1405, month: 1, day: 1 }, -1)],
  digits: [picker.latinDigits("۱۴۰۵ ١٤"), picker.persianDigits("1405")] }));
"""
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="needs node to run the script")


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("picker")
    shutil.copy(SCRIPT, folder / "picker.mjs")
    (folder / "probe.mjs").write_text(PROBE, encoding="utf-8")
    run = subprocess.run(["node", "probe.mjs"], cwd=folder, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(run.stdout)
    return found


@needs_node
def test_every_month_has_the_same_length_and_first_weekday(answers: dict[str, Any]) -> None:
    months = [(year, month) for year in range(1200, 1501) for month in range(1, 13)]
    assert answers["lengths"] == [month_length(*month) for month in months]
    assert answers["starts"] == [Jalali(*month, 1).weekday for month in months]


@needs_node
def test_every_day_is_the_same_day(answers: dict[str, Any]) -> None:
    first = date(1821, 3, 21)
    days = [Jalali.from_gregorian(first + timedelta(days=number)) for number in range(109_938)]
    assert answers["days"] == [[day.year, day.month, day.day] for day in days]


@needs_node
def test_the_calendar_of_unicode_agrees(answers: dict[str, Any]) -> None:
    assert answers["intl"] == answers["days"][::97]


@needs_node
def test_moves_stay_in_the_month_and_in_the_years(answers: dict[str, Any]) -> None:
    expected = [(1404, 12, 29), (1405, 7, 30), (1200, 1, 1), (1500, 12, 29), (1404, 12, 29)]
    assert [(move["year"], move["month"], move["day"]) for move in answers["moves"]] == expected
    assert answers["today"] == {"year": 1405, "month": 9, "day": 11}
    assert answers["digits"] == ["1405 14", "۱۴۰۵"]
