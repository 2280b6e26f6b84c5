"""Patterns of numbers: ``NGO-{year}-{number:5}`` gives ``NGO-1405-00017``. Pure.

Parts: ``{number}`` with the least number of digits after a colon, ``{year}`` the Jalali year, ``{month}`` the
Jalali month, ``{unit}`` and ``{organisation}`` their codes. Where the pattern holds the year (month, unit)
the numbers of each begin at 1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from barzan.persian import Jalali
from barzan.persian.errors import BilingualError

_PART = re.compile(r"\{([a-z]+)(?::([0-9]))?\}")
_TOUCHING = re.compile(r"\{unit\}\{number|\{number(:[0-9])?\}\{unit\}")
KNOWN = ("number", "year", "month", "unit", "organisation")
SERIES = ("year", "month", "unit")
LONGEST = 60


class Unreadable(BilingualError):
    """A pattern that gives no numbers, with the cure."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A readable pattern."""

    text: str

    def series(self, parts: Mapping[str, str]) -> str:
        """Under which count a number falls: entries of one series are counted together, from 1."""
        return "/".join(f"{name}={parts[name]}" for name in SERIES if "{" + name in self.text)

    def number(self, count: int, parts: Mapping[str, str]) -> str:
        """The ``count``-th number of its series."""

        def put(found: re.Match[str]) -> str:
            name, digits = found.groups()
            return f"{count:0{int(digits or 1)}d}" if name == "number" else parts[name]

        return _PART.sub(put, self.text)

    def count(self, number: str, parts: Mapping[str, str]) -> int | None:
        """Which count of the series a number is; None for one of another shape."""
        before, after = (_PART.sub(lambda found: parts[found.group(1)], part) for part in self._around())
        inner = number[len(before) : len(number) - len(after)] if after else number[len(before) :]
        shaped = number.startswith(before) and number.endswith(after) and inner.isascii() and inner.isdigit()
        return int(inner) if shaped and len(inner) <= 9 else None

    def _around(self) -> tuple[str, str]:
        """The pattern before and after the number."""
        found = next(part for part in _PART.finditer(self.text) if part.group(1) == "number")
        return self.text[: found.start()], self.text[found.end() :]


def pattern(text: str) -> Pattern:
    """Reads a pattern. Raises ``Unreadable``."""
    parts = [found.group(1) for found in _PART.finditer(text)]
    rest = _PART.sub("", text)
    unknown = [part for part in parts if part not in KNOWN]
    if unknown or "{" in rest or "}" in rest:
        listed = "، ".join(f"{{{name}}}" for name in KNOWN)
        raise Unreadable(
            "register.numbering.part",
            f"در الگوی شماره جز این بخش‌ها شناخته نیست: {listed}.",
            f"A pattern of numbers knows these parts only: {listed.replace('،', ',')}.",
        )
    if parts.count("number") != 1:
        raise Unreadable(
            "register.numbering.number",
            "الگوی شماره باید یک بار {number} داشته باشد تا شماره‌ها از هم جدا باشند: A-{year}-{number:4}",
            "A pattern of numbers must hold {number} once, so that numbers differ: A-{year}-{number:4}",
        )
    if _TOUCHING.search(text):
        raise Unreadable(
            "register.numbering.touching",
            "میان {number} و {unit} خط تیره بگذارید، وگرنه شمارهٔ ۱۱ از واحد ۱ و شمارهٔ ۱ از واحد ۱۱ یکی "
            "می‌شوند.",
            "Put a hyphen between {number} and {unit}: else number 11 of unit 1 and number 1 of unit 11 are "
            "one.",
        )
    if len(text) > LONGEST or not re.fullmatch(r"[\w./\- ]*", rest):
        raise Unreadable(
            "register.numbering.shape",
            "در الگوی شماره تنها حرف، رقم، خط تیره، خط کج و نقطه بیاید، تا ۶۰ نویسه.",
            "A pattern of numbers holds letters, digits, hyphens, slashes and dots, up to 60.",
        )
    return Pattern(text)


def parts_of(day: date, unit: str, organisation: str) -> dict[str, str]:
    """What the parts stand for on ``day``."""
    jalali = Jalali.from_gregorian(day)
    return {
        "year": f"{jalali.year:04d}",
        "month": f"{jalali.month:02d}",
        "unit": unit,
        "organisation": organisation,
    }
