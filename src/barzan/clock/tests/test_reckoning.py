"""The rules of the law, article by article, and what holds for every end."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barzan.clock.core import (
    TEHRAN,
    Calendar,
    ClockError,
    Closed,
    Counting,
    Extension,
    Hours,
    MonthEnd,
    Rule,
    Ruled,
    RunsFrom,
    Silence,
    Suspension,
    Terms,
    Weekend,
    after,
    before,
    explain,
    read_amount,
    reckon,
)
from barzan.clock.core.plans import Plan, Stage, next_stage, stages
from barzan.clock.tests.factories import at, jalali

ALWAYS_OPEN = Calendar(weekends=(Weekend(frozenset()),), years=frozenset(range(1390, 1420)))
IRAN = Calendar(years=frozenset(range(1390, 1420)))
NOTICE = RunsFrom.NOTICE


def closed_on(*days: date) -> Calendar:
    why = Closed("holiday", "تعطیل رسمی", "official holiday")
    return Calendar(closed=MappingProxyType(dict.fromkeys(days, why)), years=IRAN.years)


def last_day(terms: Terms, since: date, calendar: Calendar = ALWAYS_OPEN, **more: object) -> date:
    return reckon(terms, at(since), calendar, **more).day  # type: ignore[arg-type]


# Civil Procedure Act 1379, article 443: a year is twelve months, a month thirty days, a week seven days.
# Article 445: of a time that runs from notice, neither the day of notice nor the day of action is part.
@pytest.mark.parametrize(
    ("amount", "day"),
    [
        ("P20D", (1405, 7, 22)),
        ("P1W", (1405, 7, 9)),
        ("P1M", (1405, 8, 2)),
        ("P2M", (1405, 9, 2)),
        ("P1Y", (1406, 6, 28)),
    ],
)
def test_article_443_and_445_from_notice_on_the_first_of_mehr(amount, day):
    assert last_day(Terms(amount, runs_from=NOTICE), jalali(1405, 7, 1)) == jalali(*day)


# Article 444: where the last day falls on one on which offices are closed, it does not count, and the last
# day is the one on which they open again.
def test_article_444_an_end_on_a_closed_day_moves_to_the_next_open_one():
    since = jalali(1405, 9, 1)  # a Sunday
    found = reckon(Terms("P4D", runs_from=NOTICE), at(since), closed_on(jalali(1405, 9, 7)))
    assert found.nominal == jalali(1405, 9, 6)  # a Friday
    assert [day for day, _ in found.moved_over] == [jalali(1405, 9, 6), jalali(1405, 9, 7)]
    assert found.due == datetime.combine(jalali(1405, 9, 8), time(23, 59, 59), TEHRAN)


def test_a_closed_day_within_a_time_of_calendar_days_counts():
    since = jalali(1405, 9, 1)
    terms = Terms("P10D")
    assert last_day(terms, since, closed_on(jalali(1405, 9, 4))) == last_day(terms, since, IRAN)


def test_working_days_pass_over_weekends_and_holidays():
    since = jalali(1405, 9, 1)
    found = reckon(Terms("P5D", Counting.WORKING_DAYS), at(since), closed_on(jalali(1405, 9, 3)))
    assert (found.last, found.day, found.passed_over) == (jalali(1405, 9, 9), jalali(1405, 9, 10), 3)


# The new year of a leap year: 1403 had 30 days in Esfand, 1404 has 29.
@pytest.mark.parametrize(
    ("since", "months", "end", "day"),
    [
        ((1404, 6, 31), 1, MonthEnd.CLAMP, (1404, 7, 30)),
        ((1403, 12, 30), 12, MonthEnd.CLAMP, (1404, 12, 29)),
        ((1404, 7, 30), 6, MonthEnd.CLAMP, (1405, 1, 30)),
        ((1404, 7, 30), 6, MonthEnd.STICK, (1405, 1, 31)),
        ((1404, 6, 31), 6, MonthEnd.STICK, (1404, 12, 29)),
    ],
)
def test_jalali_months_end_on_the_same_day_or_the_last_one(since, months, end, day):
    rule = Rule(Counting.JALALI_MONTHS, action_day_counts=True, end_moves=False, month_end=end)
    calendar = Calendar(rules=(Ruled(rule),))
    assert last_day(Terms(f"P{months}M", Counting.JALALI_MONTHS), jalali(*since), calendar) == jalali(*day)


def test_gregorian_months_end_by_the_same_rule():
    rule = Rule(Counting.GREGORIAN_MONTHS, action_day_counts=True, end_moves=False)
    calendar = Calendar(rules=(Ruled(rule),))
    terms = Terms("P1M", Counting.GREGORIAN_MONTHS)
    assert last_day(terms, date(2026, 1, 31), calendar) == date(2026, 2, 28)


def test_hours_pass_at_night_and_office_hours_do_not():
    thursday = at(jalali(1405, 9, 5), 12)
    assert reckon(Terms("PT30H", Counting.HOURS), thursday, IRAN).due == thursday + timedelta(hours=30)
    calendar = Calendar(hours=(Hours(frozenset(range(7)), time(8), time(14)),), years=IRAN.years)
    found = reckon(Terms("PT8H", Counting.OFFICE_HOURS), thursday, calendar)
    assert found.due == at(jalali(1405, 9, 8), 10)  # six hours on Saturday, two on Sunday


def test_tehran_has_no_summer_time_since_1401():
    day = at(jalali(1405, 1, 1), 12)
    assert day.utcoffset() == at(jalali(1405, 5, 1), 12).utcoffset() == timedelta(hours=3, minutes=30)


def test_hours_that_end_on_a_closed_day_may_move_by_rule():
    calendar = Calendar(rules=(Ruled(Rule(Counting.HOURS, end_moves=True)),), years=IRAN.years)
    found = reckon(Terms("PT24H", Counting.HOURS), at(jalali(1405, 9, 4), 12), calendar)
    assert found.due == at(jalali(1405, 9, 7), 12)


@pytest.mark.parametrize(
    ("amount", "counting", "code"),
    [
        ("ten days", Counting.CALENDAR_DAYS, "clock.amount"),
        ("P", Counting.CALENDAR_DAYS, "clock.amount"),
        ("P1DT", Counting.HOURS, "clock.amount"),
        ("-P1D", Counting.CALENDAR_DAYS, "clock.amount"),
        ("P1.5D", Counting.CALENDAR_DAYS, "clock.amount"),
        ("P51Y", Counting.CALENDAR_DAYS, "clock.too-long"),
        ("PT999999H", Counting.HOURS, "clock.too-long"),
        ("PT8H", Counting.CALENDAR_DAYS, "clock.hours"),
        ("P1M", Counting.WORKING_DAYS, "clock.months"),
        ("P1M", Counting.OFFICE_HOURS, "clock.months"),
        ("P1D", Counting.OFFICE_HOURS, "clock.days"),
    ],
)
def test_what_cannot_be_counted_is_refused_by_name(amount, counting, code):
    with pytest.raises(ClockError) as refused:
        reckon(Terms(amount, counting), at(jalali(1405, 9, 1)), IRAN)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "terms", [Terms("P1D"), Terms("P1D", Counting.WORKING_DAYS), Terms("PT1H", Counting.OFFICE_HOURS)]
)
def test_a_calendar_that_never_opens_is_refused_and_not_searched_for_ever(terms):
    never = Calendar(weekends=(Weekend(frozenset(range(7))),))
    with pytest.raises(ClockError, match="no open day"):
        reckon(terms, at(jalali(1405, 9, 1)), never)
    with pytest.raises(ClockError, match="no open day"):
        before(at(jalali(1405, 9, 1)), "P1D", Counting.WORKING_DAYS, never)


def test_a_suspension_without_an_end_has_no_end():
    with pytest.raises(ClockError, match="resume it first"):
        reckon(Terms("P1D"), at(jalali(1405, 9, 1)), IRAN, suspensions=[Suspension(at(jalali(1405, 9, 1)))])


def test_the_explanation_says_all_of_it_in_one_sentence():
    since, calendar = jalali(1405, 9, 1), closed_on(jalali(1405, 9, 14))
    stop = Suspension(at(jalali(1405, 9, 2)), at(jalali(1405, 9, 4)))
    terms = Terms("P8D", runs_from=NOTICE, article="مادهٔ ۷", silence=Silence.CONSENT)
    found = reckon(terms, at(since), calendar, suspensions=[stop], extensions=[Extension("P2D")])
    assert explain(found, "fa", basis="آیین‌نامهٔ رسیدگی") == (
        "تا پایان یکشنبه ۱۵ آذر ۱۴۰۵: ۸ روز تقویمی از ابلاغ در ۱ آذر ۱۴۰۵، "
        "بدون احتساب روز ابلاغ و روز اقدام؛ "
        "۲ روز توقف شمرده نشد؛ با ۲ روز تمدید؛ پایان از شنبه ۱۴ آذر ۱۴۰۵ (تعطیل رسمی) به نخستین روز باز رفت؛ "
        "سکوت تا آن هنگام موافقت شمرده می‌شود (مادهٔ ۷، آیین‌نامهٔ رسیدگی؛ "
        "مواد ۴۴۳ تا ۴۴۵ قانون آیین دادرسی مدنی ۱۳۷۹)."
    )
    assert explain(found, "en") == (
        "Until the end of Sunday 15 Azar 1405: 8 days of the calendar from notice on 1 Azar 1405, "
        "without the day of notice and the day of action; 2 days of suspension not counted; with an "
        "extension of 2 days; the end moved from Saturday 14 Azar 1405 (official holiday) to the next open "
        "day; silence until then means consent (\u2068مادهٔ ۷\u2069; Civil Procedure Act of 1379, "
        "articles 443 to 445)."
    )


@pytest.mark.parametrize(
    ("terms", "fa", "en"),
    [
        (Terms("P1M10D"), "۱ ماه و ۱۰ روز (هر ماه ۳۰ روز)", "1 month and 10 days (a month is 30 days)"),
        (Terms("P5D", Counting.WORKING_DAYS), "۵ روز کاری از", "5 working days from"),
        (Terms("P2M", Counting.JALALI_MONTHS), "۲ ماه تقویم شمسی", "2 months of the Jalali calendar"),
        (Terms("P2M", Counting.GREGORIAN_MONTHS), "۲ ماه تقویم میلادی", "2 months of the Gregorian calendar"),
        (Terms("PT8H", Counting.OFFICE_HOURS), "۸ ساعت اداری از", "8 office hours from"),
        (
            Terms("PT1H30M5S", Counting.HOURS),
            "۱ ساعت و ۳۰ دقیقه و ۵ ثانیه",
            "1 hour and 30 minutes and 5 seconds",
        ),
        (Terms("P3D", runs_from=RunsFrom.COMPLETE), "دریافت مدارک کامل", "receipt of complete documents"),
        (Terms("P3D", silence=Silence.REFUSAL), "رد شمرده می‌شود", "silence until then means refusal"),
    ],
)
def test_each_way_of_counting_has_its_words(terms, fa, en):
    found = reckon(terms, at(jalali(1405, 9, 1)), IRAN)
    assert fa in explain(found, "fa")
    assert en in explain(found, "en")


def test_an_end_in_a_year_without_holidays_says_so():
    calendar = Calendar(years=frozenset({1405}), computed=frozenset({1405}))
    found = reckon(Terms("P200D"), at(jalali(1405, 9, 1)), calendar)
    assert found.unknown_years == (1406,)
    assert "تعطیلی‌های سال ۱۴۰۶ هنوز در تقویم نیست" in explain(found, "fa")
    computed = reckon(Terms("P3D"), at(jalali(1405, 9, 1)), calendar)
    assert "computed and may differ by a day" in explain(computed, "en")
    assert reckon(Terms("PT900H", Counting.HOURS), at(jalali(1405, 12, 1)), calendar).unknown_years == ()


def test_offsets_are_counted_by_the_calendar():
    due = reckon(Terms("P5D"), at(jalali(1405, 9, 1)), IRAN).due  # Saturday 7 Azar, end of day
    calendar = Calendar(hours=(Hours(frozenset(range(7)), time(8), time(14)),), years=IRAN.years)
    assert before(due, "P2D", Counting.WORKING_DAYS, calendar) == at(jalali(1405, 9, 3), 8)
    assert before(due, "P1D", Counting.CALENDAR_DAYS, calendar) == at(jalali(1405, 9, 4), 8)
    assert before(due, "PT6H", Counting.HOURS, calendar) == due - timedelta(hours=6)
    assert after(due, "P1D", Counting.WORKING_DAYS, calendar) == at(jalali(1405, 9, 8), 8)
    assert after(due, "P6D", Counting.CALENDAR_DAYS, calendar) == at(jalali(1405, 9, 14), 8)
    assert after(due, "P0D", Counting.WORKING_DAYS, calendar) == due
    assert after(due, "PT2H", Counting.OFFICE_HOURS, calendar) == at(jalali(1405, 9, 8), 10)


def test_stages_come_in_order_and_come_again_when_the_end_moves():
    since, due = at(jalali(1405, 9, 1)), at(jalali(1405, 9, 10), 23)
    plan = Plan("p", "P2D", "P1D", "P3D")
    found = stages(plan, since, due, IRAN)
    assert [stage for _, stage in found] == [Stage.REMINDED, Stage.PASSED, Stage.SUPERIOR, Stage.TAKEN_OVER]
    assert next_stage(found, Stage.BEGUN) == (Stage.BEGUN, found[0][0])
    assert next_stage(found, Stage.TAKEN_OVER) == (Stage.TAKEN_OVER, None)
    assert next_stage(found, Stage.PASSED, since) == (Stage.BEGUN, found[0][0])
    assert stages(Plan("p", "P60D"), since, due, IRAN) == [(due, Stage.PASSED)]


DAYS = st.integers(0, 900).map(lambda days: date(2025, 3, 21) + timedelta(days))
AMOUNTS = st.integers(0, 200)
DAY_COUNTINGS = st.sampled_from([Counting.CALENDAR_DAYS, Counting.WORKING_DAYS, Counting.JALALI_MONTHS])


@given(DAYS, AMOUNTS, DAY_COUNTINGS, st.sets(DAYS, max_size=20))
def test_an_end_lies_on_an_open_day_and_a_closure_never_makes_it_earlier(since, days, counting, closed):
    terms = Terms(f"P{days}D", counting)
    found = reckon(terms, at(since), closed_on(*closed))
    assert closed_on(*closed).is_open(found.day)
    assert found.due >= reckon(terms, at(since), IRAN).due


@given(DAYS, st.integers(0, 60), AMOUNTS, DAY_COUNTINGS)
def test_whoever_begins_later_ends_no_earlier_and_more_time_ends_no_earlier(since, later, days, counting):
    terms = Terms(f"P{days}D", counting)
    due = reckon(terms, at(since), IRAN).due
    assert reckon(terms, at(since + timedelta(later)), IRAN).due >= due
    assert reckon(Terms(f"P{days + later}D", counting), at(since), IRAN).due >= due


@given(DAYS, st.integers(1, 90), st.integers(0, 80), st.integers(0, 50))
def test_a_suspension_within_the_time_moves_the_end_by_its_nights(since, days, begins, nights):
    stop = Suspension(
        at(since + timedelta(min(begins, days))), at(since + timedelta(min(begins, days) + nights))
    )
    terms = Terms(f"P{days}D")
    plain = reckon(terms, at(since), ALWAYS_OPEN)
    halted = reckon(terms, at(since), ALWAYS_OPEN, suspensions=[stop])
    # On the day of the beginning itself a night is lost that was never counted.
    lost = 1 if begins == 0 and nights else 0
    assert (halted.day - plain.day).days == nights - lost


@given(st.integers(0, 40), st.integers(0, 11), st.integers(0, 3_000), st.integers(0, 300_000))
def test_an_amount_reads_as_it_is_written(years, months, days, seconds):
    found = read_amount(f"P{years}Y{months}M{days}DT{seconds}S")
    assert (found.months, found.days, found.seconds) == (years * 12 + months, days, seconds)
