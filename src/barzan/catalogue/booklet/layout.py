"""Which column of a table holds which field, as its head says, spelling slips of a scan forgiven."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from barzan.catalogue.booklet.blocks import Row
from barzan.catalogue.booklet.model import CLASSES, Class, Flag
from barzan.catalogue.booklet.text import key

Field = Literal[
    "row",
    "parent",
    "parent_code",
    "title",
    "code",
    "specific",
    "general",
    "shared",
    "client",
    "no_client",
    "kind",
    "office",
    "note",
]
_CLASS_WORDS: tuple[tuple[str, Class], ...] = (
    ("اختصاصی", "specific"),
    ("عمومی", "general"),
    ("مشترک", "shared"),
)
_FLAG_WORDS: tuple[tuple[str, Flag], ...] = (
    *_CLASS_WORDS,
    ("اربابرجوع", "client"),
    ("مراجعهکننده", "client"),
    ("خدمتگیرنده", "client"),
    ("متقاضی", "client"),
)
# One column for the class in words.
_KIND = re.compile("نوع|طبقه|ماهیت")
_MAIN = re.compile("اصلی|گروه|مادر|کلان")
_CLASS_WORD_ALIKE = 85
# Two columns under «ارباب رجوع», one of them marked.
HAS_OR_NOT = ("دارد", "ندارد")
_HEAD_LIMIT = 60
_NUMBER_SIGNS = ("#", "№", "No", "No.")
_FLAG_WORD_LIMIT = 25


_HAS_NOT = re.compile("فاقد|بدون|(?<!دارد)ندارد$")
Places = list[tuple[Field, int]]


@dataclass(frozen=True)
class Layout:
    """``columns`` gives each field its column; ``head`` tells a printed head from a guess.

    It is not ``sure`` where cells moved and no head tells by how far. ``aside`` are the columns of offices,
    remarks and whatever else has nothing to do with the catalogue.
    """

    columns: dict[Field, int]
    head: bool
    aside: frozenset[int] = frozenset()
    sure: bool = True


def head_fields(row: Row) -> tuple[Field | None, ...] | None:
    """The field of each column when ``row`` is the head of a list of services."""
    keys = [key(cell) for cell in row.cells]
    fields = ["row" if cell in _NUMBER_SIGNS else _field(key(cell)) for cell in row.cells]
    if "code" not in fields and any("واحد" in name or name.startswith("تعداد") for name in keys):
        return None
    if "title" not in fields and (titles := [i for i, field in enumerate(fields) if field == "parent"]):
        fields[min(titles, key=lambda i: bool(_MAIN.search(keys[i])))] = "title"
    known = [field for field in fields if field and field != "note"]
    if "title" not in fields or len(known) != len(set(known)) or not {"code", "kind", *CLASSES} & set(known):
        return None
    return tuple(fields)


def is_flag_word(cell: str) -> bool:
    """Whether a cell names one flag and nothing else, as the lower line of a head does."""
    plain = key(cell)
    return plain in HAS_OR_NOT or (flag_of(plain) is not None and len(plain) <= _FLAG_WORD_LIMIT)


def class_named(cell: str) -> Class | None:
    """The class whose name a cell is, in a list that prints classes in words."""
    for word, flag in _CLASS_WORDS:
        if fuzz.ratio(word, key(cell)) >= _CLASS_WORD_ALIKE:
            return flag
    return None


def flag_of(name: str) -> Flag | None:
    """The flag that a head's cell names, spelling mistakes of a scan forgiven."""
    for word, field in _FLAG_WORDS:
        if word in name or (fuzz.partial_ratio(word, name) >= 75 and len(name) >= len(word) - 1):
            return field
    return None


def of_head(fields: Sequence[Field | None]) -> Layout:
    """The layout that a printed head gives."""
    return layout_of([(field, column) for column, field in enumerate(fields) if field], head=True)


def layout_of(places: Sequence[tuple[Field, int]], head: bool, sure: bool = True) -> Layout:
    """The layout that gives these columns to these fields."""
    aside = frozenset(column for field, column in places if field in ("note", "office"))
    return Layout({field: column for field, column in places if field != "note"}, head, aside, sure)


def _field(name: str) -> Field | None:
    if not name:
        return None
    if len(name) > _HEAD_LIMIT:
        return "note"
    if fuzz.ratio(name, "ردیف") >= 75 or name in ("شماره", "ش"):
        return "row"
    if re.match("ملاحظات|توضیح", name):
        return "note"
    if re.match("شناسه|کد", name):
        return "parent_code" if _MAIN.search(name) else "code"
    if "واحد" in name and not name.startswith("تعداد"):
        return "office"
    if _KIND.match(name) or sum(word in name for word, _ in _CLASS_WORDS) > 1:
        return "kind"
    if "زیرخدمت" in name:
        return "title"
    if name.startswith("عنوان") or re.match("(نام|شرح)?(گروه)?خدمت(اصلی|مادر)?$", name):
        return "parent"
    flag = flag_of(name)
    return "no_client" if flag == "client" and _HAS_NOT.search(name) else flag or "note"
