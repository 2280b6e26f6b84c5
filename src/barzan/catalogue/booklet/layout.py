"""Which column of a table holds which field: from its head, or, without one, from what the columns hold.

A continuation table has no head, may run right to left, and may have lost or gained a column. Its columns are
matched, in order, with the fields of the head before it, read forwards and backwards; every way that explains
all written columns is a candidate, and the summary table decides later between them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from barzan.catalogue.booklet.blocks import Row
from barzan.catalogue.booklet.model import CLASSES, FLAGS, Class, Flag
from barzan.catalogue.booklet.text import is_blank, is_code_cell, is_mark, key, small_number

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
# What a column of each field may hold.
_HELD: dict[Field, tuple[str, ...]] = {
    "row": ("row",),
    "parent": ("text", "empty"),
    "parent_code": ("code", "empty"),
    "title": ("text",),
    "code": ("code",),
    **dict.fromkeys(FLAGS, ("mark", "empty")),
    "kind": ("class",),
    "office": ("text", "empty"),
    "note": ("text", "empty"),
}
_HEAD_LIMIT = 60
_FLAG_WORD_LIMIT = 25


@dataclass(frozen=True)
class Layout:
    """``columns`` gives each field its column; ``head`` tells a printed head from a guess."""

    columns: dict[Field, int]
    head: bool


def head_fields(row: Row) -> tuple[Field | None, ...] | None:
    """The field of each column when ``row`` is the head of a list of services."""
    keys = [key(cell) for cell in row.cells]
    fields = [_field(name) for name in keys]
    if "code" not in fields and any("واحد" in name or name.startswith("تعداد") for name in keys):
        return None
    if "title" not in fields and (titles := [i for i, field in enumerate(fields) if field == "parent"]):
        fields[min(titles, key=lambda i: bool(_MAIN.search(keys[i])))] = "title"
    known = [field for field in fields if field]
    if "title" not in fields or len(known) != len(set(known)) or not {"code", "kind", *CLASSES} & set(known):
        return None
    return tuple(fields)


def is_flag_word(cell: str) -> bool:
    """Whether a cell names one flag and nothing else, as the lower line of a head does."""
    return flag_of(key(cell)) is not None and len(key(cell)) <= _FLAG_WORD_LIMIT


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
    return Layout({field: column for column, field in enumerate(fields) if field}, head=True)


def guesses(rows: Sequence[Row], order: Sequence[Field]) -> list[Layout]:
    """Every layout of a table without a head that explains its written columns by ``order``, or backwards."""
    kinds, needed = _kinds(rows, 2 if "parent_code" in order else 1), {"title", "code"} & set(order)
    found: list[dict[Field, int]] = []
    for fields in (tuple(order), tuple(reversed(order))):
        found += [columns for columns in _aligned(kinds, fields, 0, 0) if needed <= columns.keys()]
    best = max(map(len, found), default=0)
    unique = {tuple(sorted(columns.items())): columns for columns in found if len(columns) == best}
    return [Layout(columns, head=False) for columns in unique.values()]


def _field(name: str) -> Field | None:
    if not name or len(name) > _HEAD_LIMIT:
        return None
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
    return flag_of(name)


def _kinds(rows: Sequence[Row], code_columns: int) -> list[str]:
    """What each column holds: row, code, text, mark, class (in words) or empty."""
    width = max(len(row.cells) for row in rows)
    columns = [
        [row.cells[i] for row in rows if i < len(row.cells) and not is_blank(row.cells[i])]
        for i in range(width)
    ]
    kinds = ["empty" if not cells else "mark" if all(map(is_mark, cells)) else "text" for cells in columns]
    numbers = [sum(small_number(cell) is not None for cell in cells) for cells in columns]
    codes = [sum(is_code_cell(cell) for cell in cells) for cells in columns]
    for column in sorted(range(width), key=lambda i: -codes[i])[:code_columns]:
        if codes[column]:
            kinds[column] = "code"
    for column, cells in enumerate(columns):
        if cells and all(map(class_named, cells)):
            kinds[column] = "class"
    if any(numbers):
        kinds[numbers.index(max(numbers))] = "row"
    return kinds


def _fits(kind: str, field: Field) -> bool:
    return kind in _HELD[field]


def _aligned(
    kinds: Sequence[str], fields: Sequence[Field], column: int, field: int
) -> Iterator[dict[Field, int]]:
    """All ways to give columns to fields, both in order; only an empty column may stay without a field."""
    if column == len(kinds):
        yield {}
        return
    for chosen in range(field, len(fields)):
        if _fits(kinds[column], fields[chosen]):
            for rest in _aligned(kinds, fields, column + 1, chosen + 1):
                yield {fields[chosen]: column} | rest
    if kinds[column] == "empty":
        yield from _aligned(kinds, fields, column + 1, field)
