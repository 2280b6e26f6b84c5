"""Numbers that people and places carry: read, checked, kept in one spelling.

Each function takes what a person typed (Persian, Arabic or Latin digits; blanks and dashes between
groups) and returns a value of its own type, or raises ``PersianError`` with the code ``<kind>.<what>``:
``empty``, ``letters``, ``length``, and those named below. No sentence repeats the number and the ``repr`` of
a value is masked, since a national id or a phone in a log is personal data. A number that passes is well
formed; whether it was ever issued only its issuer knows.
"""

import re
from dataclasses import dataclass

from barzan.persian.errors import PersianError
from barzan.persian.text import ZWNJ, latin_digits, normalise, persian_digits

_BETWEEN_GROUPS = re.compile(rf"[\s\-–—‐_.()/{ZWNJ}]+")
_LEGAL_WEIGHTS = (29, 27, 23, 19, 17, 29, 27, 23, 19, 17)


@dataclass(frozen=True, slots=True)
class _Digits:
    """Latin digits in ``value``; printed masked."""

    value: str

    def __str__(self) -> str:
        return self.value

    def __repr__(self) -> str:
        return f"{type(self).__name__}('…{self.value[-2:]}')"


class NationalId(_Digits):
    """A national id of a person (کد ملی), ten digits."""

    __slots__ = ()


class LegalId(_Digits):
    """A national id of a legal person (شناسهٔ ملی), eleven digits."""

    __slots__ = ()


class PostalCode(_Digits):
    """A postal code, ten digits."""

    __slots__ = ()


class Mobile(_Digits):
    """A mobile number of Iran, eleven digits from 09 on."""

    __slots__ = ()

    @property
    def international(self) -> str:
        """The number as ITU-T E.164 writes it: +989..."""
        return f"+98{self.value[1:]}"


def national_id(text: str) -> NationalId:
    """The national id (کد ملی) in ``text``.

    With r = (10 d1 + 9 d2 + ... + 2 d9) mod 11, the tenth digit is r where r < 2, else 11 - r. Ten equal
    digits pass this sum and are refused (``national_id.same``). Source: the published rule of the card of
    the civil registration.

    What the sum (``national_id.check``) catches: a wrong check digit always; any other wrong digit, and a
    swap of two neighbours among the first nine, unless the check digit is 1, which stands for r = 1 and
    r = 10 alike (a tenth of such slips pass under it); a swap of the last two unless it brings 1 or 3 last.
    """
    digits = _read(text, "national_id", "کد ملی", "A national id", 10)
    if len(set(digits)) == 1:
        raise _same("national_id", "کد ملی", "national id")
    remainder = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    if int(digits[9]) != (remainder if remainder < 2 else 11 - remainder):
        raise _check_failed("national_id", "کد ملی", "national id")
    return NationalId(digits)


def legal_id(text: str) -> LegalId:
    """The national id of a legal person (شناسهٔ ملی اشخاص حقوقی) in ``text``.

    With the weights w = 29 27 23 19 17 29 27 23 19 17 and r = sum of (d_i + d10 + 2) w_i over i = 1..10, mod
    11, the eleventh digit is r, and 0 where r is 10. Eleven equal digits are refused (``legal_id.same``).
    Source: the published rule of the national system of ids of legal persons, with its example 10380284790.

    What the sum (``legal_id.check``) catches: a wrong check digit always; any other wrong digit, and a swap
    of two neighbours among the first ten, unless the check digit is 0, which stands for r = 0 and r = 10
    alike (a tenth of such slips pass under it); a swap of the last two unless it brings 0 or 9 last.
    """
    digits = _read(text, "legal_id", "شناسهٔ ملی", "A legal id", 11)
    if len(set(digits)) == 1:
        raise _same("legal_id", "شناسهٔ ملی", "legal id")
    shift = int(digits[9]) + 2
    weighted = zip(digits, _LEGAL_WEIGHTS, strict=False)
    if int(digits[10]) != sum((int(digit) + shift) * weight for digit, weight in weighted) % 11 % 10:
        raise _check_failed("legal_id", "شناسهٔ ملی", "legal id")
    return LegalId(digits)


def postal_code(text: str) -> PostalCode:
    """The postal code in ``text``: ten digits, no 0 and no 2 among the first five (``postal_code.digit``).

    The post leaves 0 and 2 out of the first five, which handwriting takes for ۵ and ۳. Stricter patterns that
    circulate (no 5 in the fifth place, no 2 at all) have no published source and are not asked for: a
    code that the post issued must pass. There is no check digit.
    """
    digits = _read(text, "postal_code", "کد پستی", "A postal code", 10)
    for place, digit in enumerate(digits[:5], start=1):
        if digit in "02":
            raise PersianError(
                "postal_code.digit",
                persian_digits(f"رقم {place} کد پستی {digit} است؛ در 5 رقم نخست 0 و 2 نداریم؛ 5 یا 3 نیست؟"),
                f"Digit {place} of the postal code is {digit}; the first five have no 0 or 2. Is it 5 or 3?",
            )
    return PostalCode(digits)


def mobile(text: str) -> Mobile:
    """The mobile number in ``text``, as 09 and nine digits.

    Takes 09..., 9..., 989..., 00989... and +989... (the plus on either side, as right-to-left fields leave
    it). Source: the national numbering plan in ITU-T E.164: country code 98, mobile networks 9. Another
    beginning is ``mobile.prefix``.
    """
    plain = _plain(text).strip("+")
    plain = re.sub(r"^(?:00)?98(?=9)", "0", plain)
    if len(plain) == 10 and plain.startswith("9"):
        plain = "0" + plain
    if plain.isdecimal() and not plain.startswith("09"):
        raise PersianError(
            "mobile.prefix",
            "شمارهٔ همراه با ۰۹ یا ۹۸+ آغاز می‌شود؛ آغاز شماره را وارسی کنید.",
            "A mobile number begins with 09 or +98; check how the number begins.",
        )
    return Mobile(_read(plain, "mobile", "شمارهٔ همراه", "A mobile number", 11))


def _plain(text: str) -> str:
    return _BETWEEN_GROUPS.sub("", latin_digits(normalise(text)))


def _read(text: str, kind: str, fa: str, en: str, length: int) -> str:
    """The ``length`` Latin digits in ``text``; ``fa`` and ``en`` name the number in sentences."""
    digits = _plain(text)
    if not digits:
        raise PersianError(f"{kind}.empty", f"{fa} نوشته نشده است.", f"{en} was not written.")
    if not re.fullmatch(r"[0-9]+", digits):
        raise PersianError(
            f"{kind}.letters",
            f"{fa} تنها رقم دارد؛ حرف یا نشانه‌ای میان رقم‌هاست.",
            f"{en} has digits only; there is a letter or a sign among them.",
        )
    if len(digits) != length:
        raise _wrong_length(kind, fa, en, len(digits), length)
    return digits


def _wrong_length(kind: str, fa: str, en: str, found: int, length: int) -> PersianError:
    off = abs(found - length)
    how_fa, how_en = ("کم", "missing") if found < length else ("اضافه", "too many")
    return PersianError(
        f"{kind}.length",
        persian_digits(
            f"{'یک' if off == 1 else off} رقم {how_fa} است؛ {found} رقم نوشته‌اید. {fa} {length} رقم دارد."
        ),
        f"{off} digit{'s' * (off > 1)} {how_en}: you wrote {found}. {en} has {length} digits.",
    )


def _same(kind: str, fa: str, en: str) -> PersianError:
    return PersianError(
        f"{kind}.same",
        f"{fa} تکرار یک رقم نیست؛ آن را از روی مدرک بنویسید.",
        f"No {en} is one digit repeated; copy it from the document.",
    )


def _check_failed(kind: str, fa: str, en: str) -> PersianError:
    return PersianError(
        f"{kind}.check",
        f"این {fa} با رقم کنترل خود نمی‌خواند؛ رقمی جابه‌جا یا اشتباه است. از روی مدرک دوباره بنویسید.",
        f"This {en} does not agree with its check digit: a digit is wrong or misplaced. Copy it again.",
    )
