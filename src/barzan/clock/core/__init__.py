"""The pure core of the clock: rules, calendars, reckoning and explaining. No Django, no clock, no files."""

from barzan.clock.core.amounts import Amount, read_amount
from barzan.clock.core.calendars import TEHRAN, Calendar, Closed, Hours, Period, Ruled, Weekend
from barzan.clock.core.errors import ClockError
from barzan.clock.core.explaining import amount_words, explain
from barzan.clock.core.offsets import after, before
from barzan.clock.core.reckoning import Reckoned, reckon
from barzan.clock.core.rules import RULES, MonthEnd, Rule
from barzan.clock.core.values import Counting, Extension, RunsFrom, Silence, Suspension, Terms

__all__ = [
    "RULES",
    "TEHRAN",
    "Amount",
    "Calendar",
    "ClockError",
    "Closed",
    "Counting",
    "Extension",
    "Hours",
    "MonthEnd",
    "Period",
    "Reckoned",
    "Rule",
    "Ruled",
    "RunsFrom",
    "Silence",
    "Suspension",
    "Terms",
    "Weekend",
    "after",
    "amount_words",
    "before",
    "explain",
    "read_amount",
    "reckon",
]
