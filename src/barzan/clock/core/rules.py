"""The counting rules: data, each with the law it rests on. Pure.

The default is that of Iranian law, the Civil Procedure Act of 1379 (قانون آیین دادرسی دادگاه‌های عمومی و
انقلاب در امور مدنی):

* article 443: a year is twelve months, a month thirty days, a week seven days, a day twenty-four hours;
* article 444: where the last day is one on which offices are closed, it does not count, and the last day is
  the one on which they open again;
* article 445: of a term that runs from notice, neither the day of notice nor the day of action counts.

An installation may put other rules in their place for an organisation and a period (``clock.rules`` of a
blueprint).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from barzan.clock.core.values import Counting


class MonthEnd(StrEnum):
    """Where a term of calendar months ends when the last month has no such day, or begins on a last day."""

    CLAMP = "clamp"  # the last day of a month that is too short: 31 Shahrivar + 1 month = 30 Mehr
    STICK = (
        "stick"  # from the last day of a month to the last day of a month: 30 Mehr + 6 months = 31 Farvardin
    )


@dataclass(frozen=True, slots=True)
class Rule:
    """How one way of counting works, and on which law it rests.

    first_day_counts:   the day on which the time begins is the first day counted.
    action_day_counts:  the last day counted is the last day to act; else the day after it is.
    end_moves:          an end on a closed day moves to the next open one.
    month_days:         the days of a month where days are counted.
    month_end:          for calendar months.
    """

    counting: Counting
    first_day_counts: bool = False
    action_day_counts: bool = False
    end_moves: bool = True
    month_days: int = 30
    month_end: MonthEnd = MonthEnd.CLAMP
    basis_fa: str = ""
    basis_en: str = ""


CIVIL_FA = "مواد ۴۴۳ تا ۴۴۵ قانون آیین دادرسی مدنی ۱۳۷۹"
CIVIL_EN = "Civil Procedure Act of 1379, articles 443 to 445"
_HOURS_FA = "مادهٔ ۴۴۳ قانون آیین دادرسی مدنی ۱۳۷۹"
_HOURS_EN = "Civil Procedure Act of 1379, article 443"
_ENDS_FA = "مواد ۴۴۴ و ۴۴۵ قانون آیین دادرسی مدنی ۱۳۷۹"
_ENDS_EN = "Civil Procedure Act of 1379, articles 444 and 445"

RULES: Mapping[Counting, Rule] = MappingProxyType(
    {
        rule.counting: rule
        for rule in (
            Rule(Counting.EXACT, end_moves=False),
            Rule(Counting.CALENDAR_DAYS, basis_fa=CIVIL_FA, basis_en=CIVIL_EN),
            Rule(Counting.WORKING_DAYS, basis_fa=_ENDS_FA, basis_en=_ENDS_EN),
            Rule(Counting.HOURS, end_moves=False, basis_fa=_HOURS_FA, basis_en=_HOURS_EN),
            Rule(Counting.OFFICE_HOURS, end_moves=False),
            Rule(Counting.JALALI_MONTHS, basis_fa=_ENDS_FA, basis_en=_ENDS_EN),
            Rule(Counting.GREGORIAN_MONTHS, basis_fa=_ENDS_FA, basis_en=_ENDS_EN),
        )
    }
)
