"""Reckons the end of a term, purely: terms, a beginning and a calendar in, a moment with its arithmetic out.

* A day does not count while the clock stands still at its end; so ten nights of suspension move an end by
  ten days, and the clock that stops and goes on within one day loses nothing.
* An end in days is the last second of its last day in Tehran: whoever acts on that day acts in time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from barzan.clock.core.amounts import Amount, read_amount
from barzan.clock.core.calendars import DAY, SEARCHED, TEHRAN, Calendar, Closed
from barzan.clock.core.errors import ClockError
from barzan.clock.core.months import add_gregorian_months, add_jalali_months
from barzan.clock.core.rules import Rule
from barzan.clock.core.values import Counting, Extension, Suspension, Terms

END_OF_DAY = time(23, 59, 59)
ELAPSED = (Counting.EXACT, Counting.HOURS)
MONTHS = (Counting.JALALI_MONTHS, Counting.GREGORIAN_MONTHS)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """An end and how it came about.

    ``due`` is the last moment to act, ``day`` its day. ``first`` and ``last`` are the first and the last day
    counted (the days of the beginning and the end where hours are). ``nominal`` is the day on which the end
    fell before closed days moved it, ``moved_over`` those days with the reason. ``stood_still`` are days on
    which the clock stood still, ``passed_over`` closed days that were not counted. ``unknown_years`` are
    Jalali years that the reckoning looked into and whose holidays the calendar does not know.
    """

    terms: Terms
    rule: Rule
    since: datetime
    due: datetime
    day: date
    first: date
    last: date
    nominal: date
    amount: Amount
    extended: Amount
    moved_over: tuple[tuple[date, Closed], ...] = ()
    stood_still: int = 0
    passed_over: int = 0
    unknown_years: tuple[int, ...] = ()
    computed_years: tuple[int, ...] = ()


def reckon(
    terms: Terms,
    since: datetime,
    calendar: Calendar,
    *,
    suspensions: Iterable[Suspension] = (),
    extensions: Sequence[Extension] = (),
) -> Reckoned:
    """The end of ``terms`` that begin at ``since`` (aware).

    Raises ``ClockError``: an amount that is unreadable or does not fit its counting, a suspension that has
    not ended (``clock.suspended``), a calendar without open days (``clock.never-open``).
    """
    began = since.astimezone(TEHRAN)
    rule = calendar.rule(terms.counting, began.date())
    amount = fitting(terms.amount, terms.counting)
    extended = Amount()
    for each in extensions:
        extended += fitting(each.amount, terms.counting)
    stops = _stops(suspensions)
    counted = _Counted(terms, rule, began, calendar, amount, extended, stops)
    if terms.counting in ELAPSED:
        return counted.elapsed()
    if terms.counting is Counting.OFFICE_HOURS:
        return counted.office_hours()
    return counted.days()


def fitting(text: str, counting: Counting) -> Amount:
    """The amount that ``text`` writes. Raises ``ClockError`` where ``counting`` cannot count it."""
    amount = read_amount(text)
    if counting in ELAPSED:
        return amount
    if counting in (Counting.WORKING_DAYS, Counting.OFFICE_HOURS) and amount.months:
        raise ClockError.months_of_open_time(text)
    if counting is Counting.OFFICE_HOURS:
        if amount.days:
            raise ClockError.days_of_office(text)
    elif amount.seconds:
        raise ClockError.hours_in_days(text)
    return amount


def _stops(suspensions: Iterable[Suspension]) -> tuple[tuple[datetime, datetime], ...]:
    """Suspensions in order, those that touch made one."""
    merged: list[tuple[datetime, datetime]] = []
    for each in sorted(suspensions, key=lambda each: each.since):
        if each.until is None:
            raise ClockError.still_suspended()
        since, until = each.since.astimezone(TEHRAN), each.until.astimezone(TEHRAN)
        if merged and since <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(until, merged[-1][1]))
        else:
            merged.append((since, until))
    return tuple(merged)


@dataclass(frozen=True, slots=True)
class _Counted:
    """One reckoning under way."""

    terms: Terms
    rule: Rule
    began: datetime
    calendar: Calendar
    amount: Amount
    extended: Amount
    stops: tuple[tuple[datetime, datetime], ...]

    def elapsed(self) -> Reckoned:
        """Hours and seconds pass day and night; only a suspension stops them."""
        end = self.began + timedelta(seconds=(self.amount + self.extended).in_seconds())
        still = timedelta()
        for since, until in self.stops:
            begins = max(since, self.began)
            if begins < end and until > begins:
                end += until - begins
                still += until - begins
        if not self.rule.end_moves:
            day = end.date()
            return self._found(end, self.began.date(), day, day, stood_still=still.days)
        return self._ended(
            self.began.date(), end.date(), end.date(), still.days, at=end.timetz().replace(tzinfo=None)
        )

    def office_hours(self) -> Reckoned:
        """Only while offices are open and the clock runs."""
        left, day = (self.amount + self.extended).seconds, self.began.date()
        end, idle, passed = self.began, 0, 0
        while left > 0:
            parts = self._running(day)
            for begins, ends in parts:
                taken = min(left, int((ends - begins).total_seconds()))
                end, left = (begins + timedelta(seconds=taken), left - taken) if left else (end, 0)
            idle = 0 if parts else idle + 1
            if idle > SEARCHED:
                raise ClockError.never_open()
            passed += not self.calendar.is_open(day)
            day += DAY
        last = end.date()
        return self._found(end, self.began.date(), last, last, passed_over=passed)

    def _running(self, day: date) -> list[tuple[datetime, datetime]]:
        """The parts of the office hours of ``day`` after the beginning in which the clock runs."""
        hours = self.calendar.hours_on(day)
        if hours is None:
            return []
        begins, closes = max(_at(day, hours[0]), self.began), _at(day, hours[1])
        parts = []
        for since, until in self.stops:
            if until <= begins or since >= closes:
                continue
            if since > begins:
                parts.append((begins, since))
            begins = max(begins, until)
        if begins < closes:
            parts.append((begins, closes))
        return parts

    def days(self) -> Reckoned:
        """Calendar days, working days or calendar months."""
        start, rule = self.began.date(), self.rule
        first = start if rule.first_day_counts else start + DAY
        total = self.amount + self.extended
        passed = 0
        if self.terms.counting is Counting.WORKING_DAYS:
            last, still, passed = self._working(first, total.days)
        else:
            last, still = self._halted(first, self._plain_last(start, first, total))
        nominal = last if rule.action_day_counts else self._going(last + DAY)
        return self._ended(first, last, nominal, still, passed)

    def _plain_last(self, start: date, first: date, total: Amount) -> date:
        """The last day counted were the clock never stopped."""
        if self.terms.counting in MONTHS:
            add = add_jalali_months if self.terms.counting is Counting.JALALI_MONTHS else add_gregorian_months
            end = add(start, total.months, self.rule.month_end)
            return end + timedelta(total.days - (1 if self.rule.first_day_counts else 0))
        return first + timedelta(total.in_days(self.rule.month_days) - 1)

    def _halted(self, first: date, last: date) -> tuple[date, int]:
        """The last day after the days on which the clock stood still at their end, and how many these are."""
        still = 0
        for since, until in self.stops:
            begins = max(since.date(), first)
            length = (until.date() - begins).days
            if begins <= last and length > 0:
                last += timedelta(length)
                still += length
        return last, still

    def _working(self, first: date, number: int) -> tuple[date, int, int]:
        """The ``number``-th open day from ``first``, days of standstill and closed days passed over."""
        day, still, passed, idle = first - DAY, 0, 0, 0
        while number > 0:
            day += DAY
            if self._stopped(day):
                still += 1
            elif self.calendar.is_open(day):
                number, idle = number - 1, 0
                continue
            else:
                passed += 1
            idle += 1
            if idle > SEARCHED:
                raise ClockError.never_open()
        return day, still, passed

    def _stopped(self, day: date) -> bool:
        return any(since.date() <= day < until.date() for since, until in self.stops)

    def _going(self, day: date) -> date:
        """``day`` or the first day after it at whose end the clock runs."""
        for since, until in self.stops:
            if since.date() <= day < until.date():
                day = until.date()
        return day

    def _ended(
        self, first: date, last: date, nominal: date, still: int, passed: int = 0, at: time = END_OF_DAY
    ) -> Reckoned:
        """The end on ``nominal`` or, where the rule has it so, the next open day on which the clock runs."""
        day, over = nominal, []
        while self.rule.end_moves:
            why = self.calendar.why_closed(day)
            if why is None and not self._stopped(day):
                break
            if why is not None:
                over.append((day, why))
            day += DAY
            if (day - nominal).days > SEARCHED:
                raise ClockError.never_open()
        return self._found(
            _at(day, at), first, last, nominal, moved_over=tuple(over), stood_still=still, passed_over=passed
        )

    def _found(
        self,
        due: datetime,
        first: date,
        last: date,
        nominal: date,
        moved_over: tuple[tuple[date, Closed], ...] = (),
        stood_still: int = 0,
        passed_over: int = 0,
    ) -> Reckoned:
        """The result; holidays matter where closed days do: over all days of open time, else at the end."""
        unknown: tuple[int, ...] = ()
        computed: tuple[int, ...] = ()
        open_time = self.terms.counting in (Counting.WORKING_DAYS, Counting.OFFICE_HOURS)
        if open_time or self.rule.end_moves:
            unknown, computed = self.calendar.doubtful_years(first if open_time else nominal, due.date())
        return Reckoned(
            self.terms, self.rule, self.began, due, due.date(), first, last, nominal, self.amount,
            self.extended, moved_over, stood_still, passed_over, unknown, computed,
        )  # fmt: skip


def _at(day: date, at: time) -> datetime:
    return datetime.combine(day, at, TEHRAN)
