"""Dates of the Solar Hijri (Jalali) calendar: read, written, counted.

The database keeps Gregorian dates; this module is the only door between the two calendars.
Leap years come from ``persiantools``: the 33-year cycle, which agrees with the vernal equinox at
the 52.5 degrees east meridian in all years used here. The 2820-year cycle, which calls 1404 a leap
year and 1403 none, is not used anywhere.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from persiantools.jdatetime import JalaliDate

from barzan.persian.errors import PersianError
from barzan.persian.text import joined_key, latin_digits, normalise, persian_digits, search_key

FIRST_YEAR, LAST_YEAR = 1200, 1500
# A two-digit year is the last year with these digits up to this one: «۰۵» is 1405, «۴۷» is 1347.
LATEST_SHORT_YEAR = 1430

MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
MONTHS_EN = (
    "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar",
    "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand",
)  # fmt: skip
# The week begins on Saturday.
WEEKDAYS = ("شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه")
WEEKDAYS_EN = ("Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday")

Style = Literal["numeric", "short", "long"]

_MONTH_NUMBER = {
    joined_key(name + ending): number
    for names in (MONTHS, MONTHS_EN)
    for number, name in enumerate(names, start=1)
    for ending in ("", "ماه")
} | {"امرداد": 5, "امردادماه": 5}
_WEEKDAY_NUMBER = {
    joined_key(name): number for names in (WEEKDAYS, WEEKDAYS_EN) for number, name in enumerate(names)
}


@dataclass(frozen=True, order=True)
class Jalali:
    """A day of the Jalali calendar, years 1200 to 1500; comparable and hashable."""

    year: int
    month: int
    day: int

    def __post_init__(self) -> None:
        """Refuse what is no day, with ``PersianError`` (``date.year``, ``date.month``, ``date.day``)."""
        _check(self.year, self.month, self.day)

    @classmethod
    def from_gregorian(cls, day: date) -> "Jalali":
        """The same day in the Jalali calendar."""
        converted = JalaliDate.to_jalali(day.year, day.month, day.day)
        return cls(converted.year, converted.month, converted.day)

    def to_gregorian(self) -> date:
        """The same day in the Gregorian calendar."""
        converted: date = JalaliDate(self.year, self.month, self.day).to_gregorian()
        return converted

    @property
    def weekday(self) -> int:
        """0 for Saturday (شنبه) to 6 for Friday (جمعه)."""
        return (self.to_gregorian().weekday() + 2) % 7


def is_leap(year: int) -> bool:
    """Whether Esfand of ``year`` has 30 days."""
    return bool(JalaliDate.is_leap(year))


def month_length(year: int, month: int) -> int:
    """Days of ``month`` (1 to 12): six of 31, five of 30, Esfand 29 or 30."""
    if month <= 6:
        return 31
    return 30 if month < 12 or is_leap(year) else 29


def format_jalali(day: date, style: Style = "numeric", language: str = "fa") -> str:
    """A Gregorian ``day`` as Jalali text.

    ``numeric`` ۱۴۰۵/۹/۱۱, ``short`` «۱۱ آذر ۱۴۰۵», ``long`` «چهارشنبه ۱۱ آذر ۱۴۰۵»; in English
    "1405/9/11", "11 Azar 1405", "Wednesday 11 Azar 1405".
    """
    jalali = Jalali.from_gregorian(day)
    persian = language.startswith("fa")
    if style == "numeric":
        text = f"{jalali.year}/{jalali.month}/{jalali.day}"
    else:
        month = (MONTHS if persian else MONTHS_EN)[jalali.month - 1]
        text = f"{jalali.day} {month} {jalali.year}"
        if style == "long":
            text = f"{(WEEKDAYS if persian else WEEKDAYS_EN)[jalali.weekday]} {text}"
    return persian_digits(text) if persian else text


def parse_jalali(text: str) -> date:
    """The Gregorian day that a Jalali date in ``text`` names.

    Digits are Persian, Arabic or Latin; fields are parted by / - . , ، ٫ or blanks, or are eight digits
    together; the month is a number or a name («آذر», «آذرماه», "Azar"); a weekday may stand first or last
    and must be right. The year is the field of four digits, first or last. With no such field it
    is the first one, if it has two digits, or the last one, if it is over 31; two digits mean the
    last such year up to ``LATEST_SHORT_YEAR``.

    Raises ``PersianError``: ``date.empty``, ``date.unreadable``, ``date.year``, ``date.month``,
    ``date.day``, ``date.weekday``.
    """
    plain = latin_digits(normalise(text))
    if not plain:
        raise PersianError("date.empty", "تاریخ نوشته نشده است.", "No date was written.")
    weekday, plain = _take_weekday(plain)
    fields = _fields(plain)
    if fields is None:
        raise _unreadable()
    day = Jalali(*_ordered(fields))
    if weekday is not None and weekday != day.weekday:
        raise _wrong_weekday(day, weekday)
    return day.to_gregorian()


def _take_weekday(text: str) -> tuple[int | None, str]:
    """The weekday that ``text`` begins or ends with, and the rest; «سه شنبه» may be two words."""
    words = text.replace("،", " ").split()
    for size in (2, 1):
        for named, rest in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            number = _WEEKDAY_NUMBER.get(joined_key(" ".join(named)))
            if number is not None and rest:
                return number, " ".join(rest)
    return None, text


def _fields(text: str) -> list[str] | None:
    """Three fields as digits, a month's name already turned into its number; None if not three."""
    if re.fullmatch(r"\d{8}", text, re.ASCII):
        return [text[:4], text[4:6], text[6:]]
    parted = re.sub(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)", " ", text.strip(" .,،"))
    fields = re.split(r"\s*[/\-.,،٫]\s*|\s+", parted)
    if len(fields) == 4 and joined_key(fields[2]) == "ماه":
        del fields[2]
    if len(fields) != 3:
        return None
    month = _MONTH_NUMBER.get(search_key(fields[1]))
    if month is not None:
        fields[1] = str(month)
    return fields if all(re.fullmatch(r"\d{1,4}", field, re.ASCII) for field in fields) else None


def _ordered(fields: list[str]) -> tuple[int, int, int]:
    """(year, month, day) of three fields of digits; the rule is in ``parse_jalali``."""
    first, month, last = fields
    if len(first) == 4:
        return int(first), int(month), int(last)
    if len(last) == 4:
        return int(last), int(month), int(first)
    if len(last) == 2 and int(last) > 31:
        return _full_year(int(last)), int(month), int(first)
    if len(first) == 2:
        return _full_year(int(first)), int(month), int(last)
    raise _unreadable()


def _full_year(two_digits: int) -> int:
    return LATEST_SHORT_YEAR - (LATEST_SHORT_YEAR - two_digits) % 100


def _check(year: int, month: int, day: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PersianError(
            "date.year",
            persian_digits(f"سال {year} میان {FIRST_YEAR} و {LAST_YEAR} نیست؛ سال شمسی را چهاررقمی بنویسید."),
            f"The year {year} is not between {FIRST_YEAR} and {LAST_YEAR}; write the four-digit Jalali year.",
        )
    if not 1 <= month <= 12:
        raise PersianError(
            "date.month",
            persian_digits(f"ماه {month} نداریم؛ ماه از 1 تا 12 است."),
            f"There is no month {month}; a month is 1 to 12.",
        )
    length = month_length(year, month)
    if not 1 <= day <= length:
        raise PersianError(
            "date.day",
            persian_digits(f"{MONTHS[month - 1]} {year}، {length} روز دارد؛ روز {day} ندارد."),
            f"{MONTHS_EN[month - 1]} {year} has {length} days; it has no day {day}.",
        )


def _unreadable() -> PersianError:
    return PersianError(
        "date.unreadable",
        "این تاریخ خوانده نشد؛ سال، ماه و روز را مانند ۱۴۰۵/۹/۱۱ یا «۱۱ آذر ۱۴۰۵» بنویسید.",
        "This date could not be read; write year, month and day, as in 1405/9/11 or 11 Azar 1405.",
    )


def _wrong_weekday(day: Jalali, written: int) -> PersianError:
    named = day.to_gregorian()
    right, wrong = WEEKDAYS_EN[day.weekday], WEEKDAYS_EN[written]
    return PersianError(
        "date.weekday",
        f"{format_jalali(named, 'short')} {WEEKDAYS[day.weekday]} است، نه {WEEKDAYS[written]}.",
        f"{format_jalali(named, 'short', 'en')} is a {right}, not a {wrong}.",
    )
