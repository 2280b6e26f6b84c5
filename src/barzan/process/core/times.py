"""Durations, date-times and cycles of ISO 8601, as timers of BPMN hold them. Pure; nothing is reckoned."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from barzan.bpmn.model import TimerKind
from barzan.feel.values import YearsMonths

_NUMBER = r"\d{1,9}"
_DATE = rf"({_NUMBER}Y)?({_NUMBER}M)?({_NUMBER}W)?({_NUMBER}D)?"
_TIME = rf"(T(?=\d)({_NUMBER}H)?({_NUMBER}M)?({_NUMBER}(\.{_NUMBER})?S)?)?"
_DURATION = re.compile(rf"P(?=\d|T\d){_DATE}{_TIME}", re.ASCII)
_CYCLE = re.compile(r"R(\d{0,9})/(?:([^/]+)/)?([^/]+)", re.ASCII)
_QUOTED = re.compile(r'"[^"\\]*"')


class Cycle(NamedTuple):
    """``times`` firings (None: no bound), the first at ``start``, or after a ``period`` where it is empty."""

    times: int | None
    start: str
    period: str


def is_duration(text: str) -> bool:
    """``P5D``, ``P3M``, ``PT8H``, ``P1Y2M3DT4H``; no sign, numbers of at most nine digits."""
    return bool(_DURATION.fullmatch(text))


def is_moment(text: str) -> bool:
    """A date (``2026-03-21``) or a date and time, with or without an offset."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def cycle(text: str) -> Cycle | None:
    """``R3/P1D``, ``R/PT1H``, ``R2/2026-03-21T08:00:00+03:30/P1D``; None for anything else."""
    found = _CYCLE.fullmatch(text)
    if not found or not is_duration(found[3]) or (found[2] and not is_moment(found[2])):
        return None
    if found[1] and int(found[1]) == 0:
        return None
    return Cycle(int(found[1]) if found[1] else None, found[2] or "", found[3])


def unquoted(text: str) -> str:
    """What an expression says that is nothing but a text in quotation marks; other texts as they are."""
    return text[1:-1] if _QUOTED.fullmatch(text) else text


def is_literal(kind: TimerKind, text: str) -> bool:
    """Whether ``text`` is what ``kind`` wants, written out."""
    match kind:
        case TimerKind.DURATION:
            return is_duration(text)
        case TimerKind.DATE:
            return is_moment(text)
        case TimerKind.CYCLE:
            return cycle(text) is not None


def as_text(value: object) -> str | None:
    """A value of an expression as ISO 8601; None for what is neither text, date nor duration."""
    match value:
        case str():
            return value
        case date():  # a datetime is one too
            return value.isoformat()
        case timedelta():
            return _timedelta(value)
        case YearsMonths() if value.total >= 0:
            return f"P{value.total}M"
    return None


def _timedelta(value: timedelta) -> str | None:
    if value < timedelta():
        return None
    seconds = f"{value.seconds}"
    if value.microseconds:
        seconds += f".{value.microseconds:06}".rstrip("0")
    days = f"{value.days}D" if value.days else ""
    time = f"T{seconds}S" if seconds != "0" or not days else ""
    return f"P{days}{time}"
