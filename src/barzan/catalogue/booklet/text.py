"""Bytes to text, and the small questions that the reader asks about a piece of text."""

import html
import re
from functools import lru_cache

from rapidfuzz import fuzz

from barzan.catalogue.booklet.model import BookletError
from barzan.persian import joined_key, latin_digits, normalise, persian_digits

_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->")
# A remark behind a code: parentheses without digits.
_REMARK = re.compile(r"(?<=\d)\s*\([^()\d]*\)\s*$")
_CODE_AT_END = re.compile(r"(?:\(\s*(\d[\d\s\-–]*\d)\s*\)|\(?\s*(\d{8,13})\s*\)?)\s*$", re.ASCII)
_CODE = re.compile(r"\d{8,13}")
# Eight digits parted by dashes or dots are a date.
_FEWEST_PARTED = 10
# The words that stand for «this service has no code».
_NO_CODE = ("فاقدشناسه", "شناسهندارد", "بدونشناسه", "فاقدکد", "بدونکد")


def decode(data: bytes) -> str:
    """UTF-8 bytes (with or without a byte order mark) as text.

    Raises ``BookletError``: ``booklet.empty``, ``booklet.encoding``, ``booklet.truncated`` (the bytes end
    inside a character).
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _undecodable(data, error) from None
    require_text(text)
    if "\x00" in text:
        raise _encoding(text[: text.index("\x00")].count("\n") + 1)
    return text


def require_text(text: str) -> None:
    """Raise ``BookletError`` (``booklet.empty``) where there is nothing to read."""
    if not text.strip():
        raise _empty()


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """Letters and digits alone, so that spellings and lost half-spaces compare equal."""
    return joined_key(text)


def alike(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1, blind to blanks and spellings."""
    return fuzz.ratio(key(one), key(other)) / 100


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """``text`` without tags and emphasis, its letters and blanks in one spelling."""
    plain = html.unescape(_TAG.sub(" ", text)).replace("**", "").replace("\\*", "*").replace("\n", " ")
    return normalise(plain).strip()


def once(text: str) -> str:
    """``text`` without its second half where that only repeats the first."""
    words = text.split()
    half = len(words) // 2
    first = " ".join(words[:half])
    return first if half and key(first) == key(" ".join(words[half:])) else text


def small_number(text: str) -> int | None:
    """The number when ``text`` is nothing but one of up to four digits."""
    digits = latin_digits(text.strip(" .-()"))
    return int(digits) if re.fullmatch(r"\d{1,4}", digits, re.ASCII) else None


def code_of(text: str) -> str | None:
    """The digits of the code that ``text`` is, or None; signs between them, a remark behind are dropped."""
    plain = latin_digits(_REMARK.sub("", text)).strip(" ()")
    digits = re.sub(r"[\s\u200c\-–_.]", "", plain)
    if not (_CODE.fullmatch(digits) and digits.isascii()):
        return None
    return digits if plain == digits or len(digits) >= _FEWEST_PARTED else None


def code_within(text: str) -> tuple[str, str | None]:
    """``text`` without the code that it holds in parentheses (or at its end), and that code."""
    found = _CODE_AT_END.search(latin_digits(text))
    code = code_of(found[1] or found[2]) if found else None
    return (text[: found.start()].strip(), code) if found and code else (text.strip(), None)


def says_no_code(text: str) -> bool:
    """Whether a cell says that the service has no code."""
    return bool(text) and any(fuzz.ratio(key(text), words) >= 80 for words in _NO_CODE)


def is_code_cell(text: str) -> bool:
    """Whether a cell belongs to the column of codes."""
    return code_of(text) is not None or says_no_code(text)


def is_mark(text: str) -> bool:
    """Whether a cell is a mark: a star or another sign, or «دارد» in words."""
    if key(text) in ("دارد", "بلی", "بله", "x"):
        return True
    return bool(text) and not key(text) and text.strip("-–—_.،,|: ") != ""


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, a dash, or «ندارد»."""
    return (not key(text) and not is_mark(text)) or key(text) in ("ندارد", "خیر")


def _empty() -> BookletError:
    return BookletError(
        "booklet.empty",
        "این پرونده خالی است؛ متن کامل کتابچه را در قالب Markdown بدهید.",
        "This file is empty; give the whole text of the booklet as Markdown.",
    )


def _undecodable(data: bytes, error: UnicodeDecodeError) -> BookletError:
    line = data[: error.start].count(b"\n") + 1
    if error.reason == "unexpected end of data":
        return BookletError(
            "booklet.truncated",
            persian_digits(f"این پرونده در سطر {line} در میان یک حرف بریده شده است؛ پروندهٔ کامل را بدهید."),
            f"This file is cut in the middle of a character in line {line}; give the whole file.",
            line=line,
        )
    return _encoding(line)


def _encoding(line: int) -> BookletError:
    return BookletError(
        "booklet.encoding",
        persian_digits(f"سطر {line} با کدگذاری UTF-8 خوانده نمی‌شود؛ پرونده را با UTF-8 ذخیره کنید."),
        f"Line {line} is not UTF-8; save the file as UTF-8.",
        line=line,
    )
