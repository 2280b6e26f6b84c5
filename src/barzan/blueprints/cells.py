"""Reads the cells of a row: a value, or a problem that names the cell and the cure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from barzan.blueprints.values import Context, Problem, Row
from barzan.persian import PersianError, parse_jalali, persian_digits

CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,23}")
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
NATIONAL_CODE = re.compile(r"[0-9]{11}")
SHA256 = re.compile(r"[0-9a-f]{64}")
EARLIEST = date(1821, 3, 21)  # 1 Farvardin 1200: no act in force is older
LATEST = date(2121, 3, 20)  # the last day before 1 Farvardin 1500


@dataclass(slots=True)
class Cells:
    """One row being read; ``problems`` grows where a cell is wrong, and the value read is then empty."""

    row: Row
    context: Context
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, column: str, fa: str, en: str) -> None:
        self.problems.append(self.context.problem(self.row, column, fa, en))

    def text(self, column: str, longest: int) -> str:
        value = self.row[column]
        if len(value) > longest:
            fa = f"از {persian_digits(str(longest))} نویسه بلندتر است؛ کوتاهش کنید."
            self.wrong(column, fa, f"This is longer than {longest} characters; shorten it.")
        return value

    def shaped(self, column: str, pattern: re.Pattern[str], fa: str, en: str) -> str:
        """A cell of the whole shape ``pattern``, or empty; ``fa`` and ``en`` describe the shape."""
        value = self.row[column]
        if value and not pattern.fullmatch(value):
            self.wrong(column, f"«{value}» درست نیست: {fa}", f"“{value}” is not right: {en}")
            return ""
        return value

    def national_code(self, column: str = "national_code") -> str | None:
        return (
            self.shaped(column, NATIONAL_CODE, "شناسهٔ خدمت ۱۱ رقم است.", "a service code has 11 digits.")
            or None
        )

    def choice(self, column: str, values: Collection[str]) -> str:
        value = self.row[column]
        if value and value not in values:
            listed = ", ".join(values)
            self.wrong(column, f"«{value}» یکی از این‌ها نیست: {listed}", f"“{value}” is none of: {listed}")
            return ""
        return value

    def known(self, column: str, codes: Collection[str], fa: str, en: str) -> str:
        """A code that must be among ``codes``; ``fa`` and ``en`` name the thing."""
        value = self.row[column]
        if value and value not in codes:
            self.wrong(
                column,
                f"{fa} با کد «{value}» نیست؛ کد را درست کنید یا نخست آن را بیفزایید.",
                f"There is no {en} with the code “{value}”; correct the code or add it first.",
            )
            return ""
        return value

    def number(self, column: str, most: int = 2_000_000_000) -> int | None:
        """A whole number from 0 to ``most`` in Latin digits; None where the cell is empty."""
        value = self.row[column]
        if not value:
            return None
        if not (value.isascii() and value.isdigit()) or len(value) > 16 or int(value) > most:
            self.wrong(
                column,
                f"«{value}» عدد درستی نیست؛ عددی از ۰ تا {persian_digits(str(most))} با رقم لاتین بنویسید.",
                f"“{value}” is no proper number; write one from 0 to {most} in Latin digits.",
            )
            return None
        return int(value)

    def day(self, column: str, latest: date | None) -> date | None:
        """A Gregorian day ``YYYY-MM-DD`` from 1200 Jalali to ``latest``; None where the cell is empty.

        Without ``latest`` it may lie in the future, as far as the calendar of the house goes (1500 Jalali).
        """
        value = self.row[column]
        if not value:
            return None
        try:
            day = date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) else None
        except ValueError:
            day = None
        if day is None:
            self.wrong(
                column,
                f"«{value}» تاریخ نیست؛ تاریخ میلادی به شکل YYYY-MM-DD بنویسید.",
                f"“{value}” is no date; write a Gregorian date as YYYY-MM-DD.",
            )
        elif latest is None and not EARLIEST <= day <= LATEST:
            self.wrong(
                column,
                f"«{value}» بیرون از سال‌های ۱۲۰۰ تا ۱۵۰۰ خورشیدی است؛ آن را درست کنید.",
                f"“{value}” lies outside the Jalali years 1200 to 1500; correct it.",
            )
            return None
        elif latest is not None and not EARLIEST <= day <= latest:
            self.wrong(
                column,
                f"«{value}» پیش از سال ۱۲۰۰ یا پس از امروز است؛ آن را با اصل سند بسنجید و درست کنید.",
                f"“{value}” lies before the Jalali year 1200 or after today; compare it with the original.",
            )
        return day

    def same_day(self, column: str, printed: str, day: date | None) -> None:
        """Complains where the printed Jalali date names another day than ``day``."""
        named = _named(printed) if printed and day else None
        if named and named != day:
            self.wrong(
                column,
                f"این روز با تاریخ چاپی «{printed}» ({named}) یکی نیست.",
                f"This is not the day that the printed date “{printed}” names ({named}).",
            )


@lru_cache(maxsize=5_000)
def _named(printed: str) -> date | None:
    """The day that a printed date names, None where it names none; the same instruments come again and
    again.
    """
    try:
        return parse_jalali(printed)
    except PersianError:
        return None


Reading = Callable[[Cells], object]


def problems_of(rows: Iterable[Row], context: Context, read: Reading) -> list[Problem]:
    """All problems that ``read`` finds in the cells of ``rows``."""
    found: list[Problem] = []
    for row in rows:
        cells = Cells(row, context)
        read(cells)
        found += cells.problems
    return found


def repeated(rows: Sequence[Row], context: Context, provider: str, columns: tuple[str, ...]) -> list[Problem]:
    """A problem for each of ``rows`` whose key stands in an earlier row of this load."""
    first: dict[tuple[str, ...], Row] = {}
    for row in context.rows_of(provider) or rows:
        first.setdefault(tuple(row[column] for column in columns), row)
    found = []
    for row in rows:
        key = tuple(row[column] for column in columns)
        if any(key) and first.get(key, row) is not row:
            name, at = " ".join(key), first[key].number
            found.append(
                context.problem(
                    row,
                    columns[0],
                    f"«{name}» پیش‌تر در ردیف {persian_digits(str(at))} آمده است؛ یکی را بردارید.",
                    f"“{name}” stands in row {at} already; remove one of them.",
                )
            )
    return found
