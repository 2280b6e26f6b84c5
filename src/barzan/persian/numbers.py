"""Numbers and rials on the screen, and numbers as people type them.

Separators are those of CLDR for ``fa``: ٬ between thousands, ٫ before decimals, the minus sign after a
left-to-right mark, so that it stands left of its number in a line of Persian.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from barzan.persian.errors import PersianError
from barzan.persian.text import latin_digits, persian_digits

Number = int | float | Decimal

_MINUS = "\u200e\u2212"
_TO_PERSIAN = str.maketrans({",": "٬", ".": "٫", "-": _MINUS})
LARGEST_RIAL = 10**15
_GROUPED = re.compile(r"[\s٬،,_']|\u00a0|\u202f")
_SLASHED = re.compile(r"([+-]?[0-9]+)/([0-9]+)\Z")
_TYPED = re.compile(r"[+-]?[0-9]*\.?[0-9]*(?:[eE][+-]?[0-9]{1,3})?")


def typed_number(text: str) -> str:
    """A number as it was typed, with Latin digits and a point; what is none stays, without space around it.

    >>> typed_number("۱٬۲۵۰٫۵"), typed_number("۱۲/۵"), typed_number("−3"), typed_number("پنج ")
    ('1250.5', '12.5', '-3', 'پنج')
    """
    latin = _GROUPED.sub("", latin_digits(text.strip())).replace("٫", ".").replace("−", "-")
    latin = _SLASHED.sub(r"\1.\2", latin)
    return latin if _TYPED.fullmatch(latin) else text.strip()


def format_number(value: Number, places: int | None = None, language: str = "fa") -> str:
    """``value`` with separators: «۱٬۲۳۴٫۵» in Persian, "1,234.5" else.

    ``places`` is the number of decimals, rounded half up as people do by hand; without it every decimal of
    the value is shown. A float is taken at its shortest decimal form. Raises ``ValueError`` for what is not
    finite.
    """
    exact = Decimal(str(value))
    if not exact.is_finite():
        raise ValueError("only a finite number can be shown")
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{exact if exact else abs(exact):,f}"
    return persian_digits(text.translate(_TO_PERSIAN)) if language.startswith("fa") else text


def persian_number(value: Number, places: int | None = None) -> str:
    """``format_number`` in Persian."""
    return format_number(value, places)


def percent(share: Number, places: int = 0, language: str = "fa") -> str:
    """A share of one as running text: 0.125 to one place is «۱۲٫۵ درصد», "12.5 percent"."""
    word = "درصد" if language.startswith("fa") else "percent"
    return f"{_hundredths(share, places, language)} {word}"


def percent_sign(share: Number, places: int = 0, language: str = "fa") -> str:
    """A share of one for a tight cell: «۱۲٫۵٪», "12.5%"."""
    return _hundredths(share, places, language) + ("٪" if language.startswith("fa") else "%")


def _hundredths(share: Number, places: int, language: str) -> str:
    return format_number(Decimal(str(share)) * 100, places, language)


@dataclass(frozen=True, order=True, slots=True)
class Rial:
    """An amount of money in whole rials, from -10^15 to 10^15; below zero it is a debt or a reversal.

    Adds to and subtracts from rials, is multiplied by whole numbers; a float anywhere is a ``TypeError``. An
    amount out of range is ``PersianError`` ``rial.range``.
    """

    amount: int

    def __post_init__(self) -> None:
        """Refuse what is no whole number, and what no column of the database is made for."""
        if type(self.amount) is not int:
            raise TypeError(f"rials are whole numbers, not {type(self.amount).__name__}")
        if abs(self.amount) > LARGEST_RIAL:
            raise PersianError(
                "rial.range",
                "مبلغ از هزار هزار میلیارد ریال بیشتر است؛ شمار صفرها را وارسی کنید.",
                "The amount is over a thousand trillion rials; check the number of zeros.",
            )

    def __add__(self, other: Rial) -> Rial:
        return Rial(self.amount + other.amount) if isinstance(other, Rial) else NotImplemented

    def __sub__(self, other: Rial) -> Rial:
        return Rial(self.amount - other.amount) if isinstance(other, Rial) else NotImplemented

    def __neg__(self) -> Rial:
        return Rial(-self.amount)

    def __mul__(self, times: int) -> Rial:
        return Rial(self.amount * times) if type(times) is int else NotImplemented

    __rmul__ = __mul__

    def __bool__(self) -> bool:
        return self.amount != 0

    def in_toman(self) -> Decimal:
        """The same amount in tomans of ten rials, exact to one decimal."""
        return Decimal(self.amount).scaleb(-1)

    def text(self, language: str = "fa") -> str:
        """«۱٬۵۰۰٬۰۰۰ ریال», "1,500,000 rials"."""
        unit = "ریال" if language.startswith("fa") else "rials"
        return f"{format_number(self.amount, language=language)} {unit}"

    def __str__(self) -> str:
        return self.text("en")
