"""The terms of a deadline: how much time, counted how, running from what, resting on which law. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Counting(StrEnum):
    """How time is counted. EXACT is elapsed time, for technical timers; all others are rules of law or
    custom.
    """

    EXACT = "exact"
    CALENDAR_DAYS = "calendar-days"  # the default in Iran; a month is 30 days
    WORKING_DAYS = "working-days"
    HOURS = "hours"
    OFFICE_HOURS = "office-hours"
    JALALI_MONTHS = "jalali-months"
    GREGORIAN_MONTHS = "gregorian-months"


class RunsFrom(StrEnum):
    """What the time runs from."""

    OPENED = "opened"  # the moment the work was asked for
    NOTICE = "notice"  # recorded notice (ابلاغ)
    COMPLETE = "complete"  # receipt of complete documents


class Silence(StrEnum):
    """What a law makes of silence when the time is over."""

    NOTHING = ""
    CONSENT = "consent"
    REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class Terms:
    """``amount`` is an ISO 8601 duration (``P5D``, ``P3M``, ``PT8H``); in a process also a FEEL expression
    giving one.

    ``basis`` is the code of an instrument of law; ``article`` the article or paragraph, in words.
    ``escalation`` is the code of a plan of escalation ("" the default one, "none" for none).
    ``limit`` is the most that all extensions together may add, as a duration; "" stands for as much as the
    amount itself (once over), ``P0D`` for a term that cannot be extended.
    """

    amount: str
    counting: Counting = Counting.CALENDAR_DAYS
    runs_from: RunsFrom = RunsFrom.OPENED
    basis: str = ""
    article: str = ""
    silence: Silence = Silence.NOTHING
    escalation: str = ""
    limit: str = ""


@dataclass(frozen=True, slots=True)
class Suspension:
    """The clock stood still from ``since`` up to ``until`` (None: it still does)."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """``amount`` (a duration, counted as the term is) was added."""

    amount: str
