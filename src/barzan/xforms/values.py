"""Numbers, texts and truth, and how each becomes the other (XPath 1.0, 4.2 to 4.4, with ODK's dates)."""

from __future__ import annotations

import datetime
import math
import re
from functools import lru_cache

Value = float | str | bool

NAN = float("nan")
EPOCH = datetime.date(1970, 1, 1)
_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)", re.ASCII)
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6})[0-9]*)?)?"
    r"(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?",
    re.ASCII,
)
_BLANKS = " \t\r\n"


@lru_cache(maxsize=16_384)
def number(text: str) -> float:
    """The number of a text: NaN where it is none; a date or dateTime is its days since 1970 (UTC)."""
    stripped = text.strip(_BLANKS)
    if _NUMBER.fullmatch(stripped):
        return float(stripped)
    return days(stripped)


def days(text: str) -> float:
    """Days since 1970-01-01 of a date or dateTime; NaN for anything else."""
    day = date_of(text)
    if day is not None:
        return float((day - EPOCH).days)
    moment = moment_of(text)
    if moment is None:
        return NAN
    since = moment - datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    return since / datetime.timedelta(days=1)


def date_of(text: str) -> datetime.date | None:
    """The date that ``text`` (YYYY-MM-DD) is."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    try:
        return datetime.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def moment_of(text: str) -> datetime.datetime | None:
    """The moment that ``text`` (a dateTime) is; UTC where it says no offset."""
    match = _MOMENT.fullmatch(text)
    day = date_of(match[1]) if match else None
    if match is None or day is None:
        return None
    try:
        time = datetime.time(
            int(match[2]), int(match[3]), int(match[4] or 0), int((match[5] or "0").ljust(6, "0"))
        )
        return datetime.datetime.combine(day, time, zone_of(match[6]))
    except (ValueError, OverflowError):
        return None


def zone_of(text: str | None) -> datetime.timezone:
    """The zone of ``Z``, ``+03:30`` or nothing. Raises ValueError for an offset beyond a day."""
    if not text or text == "Z":
        return datetime.UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return datetime.timezone(datetime.timedelta(minutes=-minutes if text[0] == "-" else minutes))


def date_text(day: float) -> str:
    """The date ``day`` days after 1970-01-01; empty where there is none."""
    try:
        return (EPOCH + datetime.timedelta(days=math.floor(day))).isoformat()
    except (OverflowError, ValueError):
        return ""


def moment_text(moment: datetime.datetime) -> str:
    """A dateTime as ODK writes it: milliseconds and offset."""
    return moment.isoformat(timespec="milliseconds")


def text_of(value: float) -> str:
    """The text of a number: no exponent, no needless digits."""
    if value == value and -1e15 < value < 1e15:
        whole = int(value)
        if whole == value:
            return str(whole)
        text = repr(value)
        return text if "e" not in text else f"{value:.20f}".rstrip("0")
    if value != value:
        return "NaN"
    if value in (math.inf, -math.inf):
        return "Infinity" if value > 0 else "-Infinity"
    return str(int(value))


def as_text(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return text_of(value)


def as_number(value: Value) -> float:
    return number(value) if isinstance(value, str) else float(value)


def as_truth(value: Value) -> bool:
    """A text is true when it is not empty, a number when it is neither zero nor NaN."""
    if isinstance(value, float):
        return value == value and value != 0
    return bool(value)
