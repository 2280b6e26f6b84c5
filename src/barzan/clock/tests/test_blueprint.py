"""Calendars are loaded from files, and loading them again moves what they touch."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from django.utils import timezone

from barzan.access.values import system_actor
from barzan.blueprints.actions import load
from barzan.blueprints.values import BlueprintRefused
from barzan.clock import books
from barzan.clock.core import Counting, Terms
from barzan.clock.models import EscalationPlan, Holiday, WeekendPeriod, Year
from barzan.clock.tests.factories import jalali, start
from barzan.jobs.models import Job
from barzan.people.models import Organisation
from barzan.people.tests.factories import make_place, make_unit

pytestmark = pytest.mark.django_db
IRAN = Path(__file__).resolve().parents[4] / "blueprints" / "iran-calendar"
ACTOR = system_actor("loader")


@pytest.fixture
def folder(tmp_path):
    """A blueprint of the files given: {name of the provider: lines}."""

    def made(**files: list[str]) -> Path:
        here = tmp_path / "own"
        here.mkdir(exist_ok=True)
        listed = "".join(f"  - {{file: {name}.csv, load: clock.{name}}}\n" for name in files)
        (here / "blueprint.yaml").write_text(
            f"name: own\nversion: '1'\ntitle: {{fa: آزمون, en: Test}}\nfiles:\n{listed}", encoding="utf-8"
        )
        for name, lines in files.items():
            (here / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return here

    return made


def test_the_calendar_of_iran_loads_and_loading_it_again_changes_nothing():
    plan = load(ACTOR, IRAN)
    assert plan.counts()["add"] == Holiday.objects.count() + Year.objects.count() + 4
    assert not load(ACTOR, IRAN).changes_something
    assert EscalationPlan.objects.count() == 2
    book = books.book()
    assert (book.years, book.computed) == (frozenset(range(1402, 1407)), {1406})
    assert not Job.objects.exists(), "nothing runs that could move"


# The official calendar of 1405 has 25 holidays, six of them in Farvardin, four each in Mordad and Esfand and
# none in Ordibehesht, Mehr and Azar (as the press printed it in Aban 1404).
@pytest.mark.parametrize(("month", "number"), [(1, 6), (2, 0), (5, 4), (7, 0), (9, 0), (12, 4)])
def test_1405_has_the_holidays_of_the_official_calendar(month, number):
    load(ACTOR, IRAN)
    first, last = jalali(1405, 1, 1), jalali(1406, 1, 1)
    days = set(Holiday.objects.filter(day__gte=first, day__lt=last).values_list("day", flat=True))
    assert len(days) == 25
    end = jalali(1406, 1, 1) if month == 12 else jalali(1405, month + 1, 1)
    assert sum(jalali(1405, month, 1) <= day < end for day in days) == number


def test_a_corrected_holiday_replaces_the_one_of_its_year_and_moves_ends(folder):
    unit = make_unit("U")
    deadline = start(unit)
    before, after = deadline.due_on, books.calendars([unit.pk])[unit.pk].next_open(deadline.due_on)
    head = "day,name,kind"
    load(ACTOR, folder(holidays=[head, f"{before},عید,lunar", f"{before},دیگر,lunar"]))
    plan = load(ACTOR, folder(holidays=[head, f"{after},عید دیگر,lunar"]))
    assert plan.counts() == {"add": 1, "remove": 2}
    assert Job.objects.filter(kind="clock.move").count() == 4, "each change now, and once more"


def test_weekends_hours_and_rules_hold_for_their_scope_and_period(folder):
    unit = make_unit("U")
    make_place("P", kind="province")
    Organisation.objects.create(code="other", name="دیگر")
    head = "weekdays,organisation,place,since,until"
    load(
        ACTOR,
        folder(
            weekends=[
                head,
                "thursday friday,,,,",
                "friday,org,,2026-01-01,2026-06-01",
                "friday saturday,,P,,",
            ],
            hours=[
                "weekdays,opens,closes,organisation,since,until",
                "saturday sunday monday tuesday wednesday,07:30,14:30,,,",
                "saturday sunday monday tuesday wednesday,06:00,13:00,,2026-06-05,2026-09-06",
            ],
            rules=[
                "counting,organisation,first_day_counts,action_day_counts,end_moves,month_days,basis",
                "working-days,org,no,yes,yes,30,دستور کار سازمان",
            ],
        ),
    )
    assert not load(ACTOR, folder(weekends=[head, "thursday friday,,,,"])).changes_something
    calendar = books.calendars([unit.pk])[unit.pk]
    thursday = date(2026, 5, 7)
    assert calendar.is_open(thursday)
    assert not calendar.is_open(date(2026, 7, 2))
    assert calendar.hours_on(date(2026, 6, 6)) == (time(6), time(13))
    assert calendar.hours_on(date(2026, 9, 6)) == (time(7, 30), time(14, 30))
    assert calendar.rule(Counting.WORKING_DAYS, thursday).action_day_counts
    here = books.Where(Organisation.objects.get(code="other").pk, "/nowhere/")
    elsewhere = books.book().calendar(here)
    assert not elsewhere.is_open(thursday)
    assert not elsewhere.rule(Counting.WORKING_DAYS, thursday).action_day_counts
    place = WeekendPeriod.objects.get(place__code="P").place.path
    assert books.book().calendar(books.Where(here.organisation, place)).is_open(thursday)
    changed = load(ACTOR, folder(weekends=[head, "friday,org,,2026-01-01,2026-07-01"]))
    assert changed.counts() == {"change": 1}


def test_what_is_wrong_is_named_with_row_and_column(folder):
    wrong = {
        "years": ["year,certainty,source", "1405,perhaps,x", "1999,official,x"],
        "weekends": ["weekdays,organisation,place,since,until", "jom'e,nobody,,2026-02-01,2026-01-01"],
        "hours": ["weekdays,opens,closes", "friday,14:00,7", "monday,14:00,07:00"],
        "rules": ["counting,first_day_counts,month_end", "days,perhaps,never"],
        "plans": ["code,title,remind,counting", "a,ا,P1M,working-days", "a,ا,,hours"],
        "holidays": ["day,name,kind", "1405-01-01,نوروز,solar", "2026-03-21,نوروز,moon"],
    }
    with pytest.raises(BlueprintRefused) as refused:
        load(ACTOR, folder(**wrong))
    found = {(problem.file, problem.row, problem.column) for problem in refused.value.problems}
    assert found == {
        ("years.csv", 2, "certainty"),
        ("years.csv", 3, "year"),
        ("weekends.csv", 2, "weekdays"),
        ("weekends.csv", 2, "organisation"),
        ("weekends.csv", 2, "until"),
        ("hours.csv", 2, "closes"),
        ("hours.csv", 3, "closes"),
        ("rules.csv", 2, "counting"),
        ("rules.csv", 2, "first_day_counts"),
        ("rules.csv", 2, "month_end"),
        ("plans.csv", 2, "remind"),
        ("plans.csv", 3, "code"),
        ("holidays.csv", 2, "day"),
        ("holidays.csv", 3, "kind"),
    }
    assert not Year.objects.exists()


def test_a_year_without_data_says_so_in_the_explanation(folder):
    unit = make_unit("U")
    assert "هنوز در تقویم نیست" in start(unit).said_fa
    years = [f"{year},official,x" for year in range(1404, 1412)]
    load(ACTOR, folder(years=["year,certainty,source", *years]))
    assert "هنوز در تقویم نیست" not in start(unit, "2", Terms("P10D"), timezone.now()).said_fa
