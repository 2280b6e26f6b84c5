"""Dates and times in pieces: Jalali on the page, ISO in the answer. Pure.

What makes no day stays as it was typed, so that it can be put right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from barzan.persian.errors import PersianError
from barzan.persian.jalali import Jalali
from barzan.persian.text import latin_digits, normalise

ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
ISO_TIME = re.compile(r"([0-9]{2}):([0-9]{2})")
TYPED = "~"  # begins an answer that could not be read as a day or a time: its pieces as they were typed


def plain(text: str) -> str:
    """What was typed, with Latin digits and without needless blanks."""
    return latin_digits(normalise(text))


def day_parts(value: str) -> dict[str, str]:
    """``day``, ``month`` and ``year`` of an answer, Jalali, with Latin digits."""
    if value.startswith(TYPED):
        return _typed(value, "year", "month", "day")
    found = ISO_DAY.match(value)
    if not found:
        return {}
    try:
        jalali = Jalali.from_gregorian(date(int(found[1]), int(found[2]), int(found[3])))
    except (ValueError, PersianError):
        return {}
    return {"year": str(jalali.year), "month": str(jalali.month), "day": str(jalali.day)}


def time_parts(value: str) -> dict[str, str]:
    """``hour`` and ``minute`` of a time, or of a moment."""
    if value.startswith(TYPED):
        return _typed(value, "year", "month", "day", "hour", "minute")
    found = ISO_TIME.match(value.partition("T")[2] or value)
    return {"hour": found[1], "minute": found[2]} if found else {}


def _typed(value: str, *names: str) -> dict[str, str]:
    pieces = value.removeprefix(TYPED).split("|")
    return dict(zip(names, [*pieces, *([""] * len(names))], strict=False))


def day_of(pieces: Mapping[str, str]) -> str:
    """The ISO day that the pieces name; what was typed where they name none; empty where nothing was typed.

    ``month`` or ``day`` may be missing from ``pieces`` (a year alone, a month): the first is meant then.
    """
    year, month, day = (plain(pieces.get(name, "1")) for name in ("year", "month", "day"))
    if not any(plain(pieces.get(name, "")) for name in ("year", "month", "day")):
        return ""
    if all(re.fullmatch("[0-9]{1,4}", part) for part in (year, month, day)):
        try:
            return Jalali(_full(int(year)), int(month), int(day)).to_gregorian().isoformat()
        except PersianError:
            pass
    return f"{TYPED}{year}|{month}|{day}"


def _full(year: int) -> int:
    """Two digits mean a year of this or the last century, as ``persian.jalali`` reads them."""
    if year > 99:
        return year
    return 1400 + year if year <= 30 else 1300 + year


def time_of(pieces: Mapping[str, str]) -> str:
    """ "HH:MM:00.000", the form of the specification; what was typed where that is no time."""
    hour, minute = plain(pieces.get("hour", "")), plain(pieces.get("minute", ""))
    if not hour and not minute:
        return ""
    minute = minute or "0"
    right = all(re.fullmatch("[0-9]{1,2}", part) for part in (hour, minute))
    if right and int(hour) < 24 and int(minute) < 60:
        return f"{int(hour):02}:{int(minute):02}:00.000"
    return f"{TYPED}|||{hour}|{minute}"


def moment_of(pieces: Mapping[str, str], offset: str) -> str:
    """A day and a time with the ``offset`` of the clock, "+03:30"."""
    day, time = day_of(pieces), time_of(pieces)
    if not day and not time:
        return ""
    if day and time and not day.startswith(TYPED) and not time.startswith(TYPED):
        return f"{day}T{time}{offset}"
    typed = [plain(pieces.get(name, "")) for name in ("year", "month", "day", "hour", "minute")]
    return TYPED + "|".join(typed)
