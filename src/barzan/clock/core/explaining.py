"""Says in one sentence, in Persian or English, until when, counted how, and by which law. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from barzan.clock.core.amounts import Amount
from barzan.clock.core.calendars import Closed
from barzan.clock.core.reckoning import ELAPSED, Reckoned
from barzan.clock.core.values import Counting, RunsFrom, Silence
from barzan.persian import format_jalali, persian_digits

_BEGAN = {
    RunsFrom.OPENED: ("از {day}", "from {day}", "روز آغاز", "the day of the beginning"),
    RunsFrom.NOTICE: ("از ابلاغ در {day}", "from notice on {day}", "روز ابلاغ", "the day of notice"),
    RunsFrom.COMPLETE: (
        "از دریافت مدارک کامل در {day}",
        "from receipt of complete documents on {day}",
        "روز دریافت",
        "the day of receipt",
    ),
}
_SILENCE = {
    Silence.CONSENT: ("سکوت تا آن هنگام موافقت شمرده می‌شود", "silence until then means consent"),
    Silence.REFUSAL: ("سکوت تا آن هنگام رد شمرده می‌شود", "silence until then means refusal"),
}


def explain(reckoned: Reckoned, language: str, *, basis: str = "") -> str:
    """One sentence about an end, with Jalali dates; ``basis`` is the title of the law of the term.

    «تا پایان چهارشنبه ۱۱ آذر ۱۴۰۵: ۱۰ روز تقویمی از ابلاغ در ۳۰ آبان ۱۴۰۵، بدون احتساب
    روز ابلاغ و روز اقدام (مواد ۴۴۳ تا ۴۴۵ قانون …).»
    """
    words = _Words(reckoned, not language.startswith("en"))
    clauses = [
        words.counted(),
        words.passed_over(),
        words.stood_still(),
        words.extended(),
        words.moved(),
        words.silence(),
        *words.doubts(),
    ]
    mark = "؛ " if words.persian else "; "
    said = mark.join(clause for clause in clauses if clause)
    law = words.law(basis)
    text = f"{words.until()}: {said}{f' ({law})' if law else ''}."
    return persian_digits(text) if words.persian else text


def amount_words(amount: Amount, counting: Counting, language: str) -> str:
    """«۳ ماه و ۱۰ روز», "3 months and 10 days", «۵ روز کاری», "8 office hours"."""
    persian = not language.startswith("en")
    parts = []
    if amount.months:
        parts.append(_number(amount.months, "ماه", "month", persian))
    if amount.days or not (amount.months or amount.seconds):
        unit = ("روز کاری", "working day") if counting is Counting.WORKING_DAYS else ("روز", "day")
        parts.append(_number(amount.days, *unit, persian))
    parts += _clock_parts(amount.seconds, counting, persian)
    said = (" و " if persian else " and ").join(parts)
    return persian_digits(said) if persian else said


def _clock_parts(seconds: int, counting: Counting, persian: bool) -> list[str]:
    hours, rest = divmod(seconds, 3_600)
    minutes, seconds = divmod(rest, 60)
    office = counting is Counting.OFFICE_HOURS
    units = (
        (hours, "ساعت اداری" if office else "ساعت", "office hour" if office else "hour"),
        (minutes, "دقیقه", "minute"),
        (seconds, "ثانیه", "second"),
    )
    return [_number(number, fa, en, persian) for number, fa, en in units if number]


def _number(number: int, fa: str, en: str, persian: bool) -> str:
    return f"{number} {fa}" if persian else f"{number} {en}{'' if number == 1 else 's'}"


class _Words:
    """The clauses of one sentence."""

    def __init__(self, reckoned: Reckoned, persian: bool) -> None:
        self.of, self.persian = reckoned, persian
        self.language = "fa" if persian else "en"

    def _either(self, fa: str, en: str) -> str:
        return fa if self.persian else en

    def _day(self, day: date, style: str = "short") -> str:
        return format_jalali(day, "long" if style == "long" else "short", self.language)

    def until(self) -> str:
        day = self._day(self.of.day, "long")
        if self._by_the_hour:
            at = self.of.due.strftime("%H:%M")
            return self._either(f"تا ساعت {at} {day}", f"Until {at} on {day}")
        return self._either(f"تا پایان {day}", f"Until the end of {day}")

    @property
    def _by_the_hour(self) -> bool:
        return self.of.terms.counting in (*ELAPSED, Counting.OFFICE_HOURS)

    def counted(self) -> str:
        of = self.of
        fa, en, first_fa, first_en = _BEGAN[of.terms.runs_from]
        amount = amount_words(of.amount, of.terms.counting, self.language)
        day = self._day(of.since.date())
        if self._by_the_hour:
            at = of.since.strftime("%H:%M")
            day = self._either(f"{day} ساعت {at}", f"{day}, {at}")
        said = f"{amount}{self._manner()} {self._either(fa, en).format(day=day)}"
        out = [self._either(first_fa, first_en)] if not of.rule.first_day_counts else []
        if not of.rule.action_day_counts:
            out.append(self._either("روز اقدام", "the day of action"))
        if self._by_the_hour or not out:
            return said
        left_out = self._either(" و ", " and ").join(out)
        return self._either(f"{said}، بدون احتساب {left_out}", f"{said}, without {left_out}")

    def _manner(self) -> str:
        counting, amount = self.of.terms.counting, self.of.amount
        if counting is Counting.JALALI_MONTHS:
            return self._either(" تقویم شمسی", " of the Jalali calendar")
        if counting is Counting.GREGORIAN_MONTHS:
            return self._either(" تقویم میلادی", " of the Gregorian calendar")
        if counting is Counting.CALENDAR_DAYS and amount.months:
            days = self.of.rule.month_days
            return self._either(f" (هر ماه {days} روز)", f" (a month is {days} days)")
        if counting is Counting.CALENDAR_DAYS:
            return self._either(" تقویمی", " of the calendar")
        return ""

    def passed_over(self) -> str:
        days = self.of.passed_over
        if not days:
            return ""
        return self._either(
            f"{days} روز تعطیل میان آن شمرده نشد",
            f"{_number(days, '', 'closed day', False)} between not counted",
        )

    def stood_still(self) -> str:
        days = self.of.stood_still
        if not days:
            return ""
        return self._either(
            f"{days} روز توقف شمرده نشد", f"{_number(days, '', 'day', False)} of suspension not counted"
        )

    def extended(self) -> str:
        if self.of.extended == Amount():
            return ""
        amount = amount_words(self.of.extended, self.of.terms.counting, self.language)
        return self._either(f"با {amount} تمدید", f"with an extension of {amount}")

    def moved(self) -> str:
        over = self.of.moved_over
        if not over:
            return ""
        days = self._listed(over)
        return self._either(
            f"پایان از {days} به نخستین روز باز رفت", f"the end moved from {days} to the next open day"
        )

    def _listed(self, over: Sequence[tuple[date, Closed]]) -> str:
        """The first day that was closed, and the last one where several were, each with the reason."""
        ends = [over[0]] if len(over) == 1 else [over[0], over[-1]]
        said = [f"{self._day(day, 'long')} ({self._either(why.fa, why.en)})" for day, why in ends]
        return self._either(" تا ", " to ").join(said)

    def silence(self) -> str:
        if self.of.terms.silence is Silence.NOTHING:
            return ""
        return self._either(*_SILENCE[self.of.terms.silence])

    def doubts(self) -> list[str]:
        """What the calendar does not know, or knows by computation only."""
        said = []
        if years := self._years(self.of.unknown_years):
            said.append(
                self._either(
                    f"تعطیلی‌های سال {years} هنوز در تقویم نیست",
                    f"the calendar has no holidays of {years} yet",
                )
            )
        if years := self._years(self.of.computed_years):
            said.append(
                self._either(
                    f"تعطیلی‌های قمری سال {years} محاسبه شده است و شاید یک روز جابه‌جا شود",
                    f"lunar holidays of {years} are computed and may differ by a day",
                )
            )
        return said

    def _years(self, years: Sequence[int]) -> str:
        return self._either(" و ", " and ").join(str(year) for year in years)

    def law(self, basis: str) -> str:
        terms, rule = self.of.terms, self.of.rule
        own = self._either("، ", ", ").join(part for part in (terms.article, basis) if part)
        if own and not self.persian:
            own = f"\u2068{own}\u2069"  # the words of the law are Persian: kept apart in an English sentence
        general = rule.basis_fa if self.persian else rule.basis_en
        return self._either("؛ ", "; ").join(part for part in (own, general) if part)
