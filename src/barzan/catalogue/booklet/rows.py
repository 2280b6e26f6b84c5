"""One printed row of a list: number, parent, title, code and marks, wherever the scan has put them.

The code is the anchor. Where it stands in another column than the table's layout says, the cells around it
were moved by as much, and the row is read from the anchor outwards.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from barzan.catalogue.booklet.blocks import Row
from barzan.catalogue.booklet.layout import Field, Layout, class_named
from barzan.catalogue.booklet.model import CLASSES, FLAGS, Class
from barzan.catalogue.booklet.text import (
    code_of,
    code_within,
    is_blank,
    is_code_cell,
    is_mark,
    key,
    once,
    small_number,
)
from barzan.persian import latin_digits

_NUMBERED = re.compile(r"([0-9۰-۹]{1,3})\s*[-–.)]\s*(?=[^\W\d])(.+)")
GROUP_END = "000"
_PLACED: tuple[Field, ...] = (*FLAGS, "no_client", "kind")
_TEXTS: tuple[Field, ...] = ("title", "parent")


@dataclass(frozen=True)
class Reading:
    """The flags that the marks of a row mean: at most one of them is right.

    ``client`` is None where the column of clients fell off the table; ``whole`` is false where a mark stands
    in no flag's column.
    """

    classes: tuple[Class, ...]
    client: bool | None
    whole: bool


@dataclass(frozen=True)
class ListRow:
    """What was read of a row; ``moved`` is by how many columns the code stands away from its place.

    ``doubled`` counts the cells that repeat the title.
    """

    line: int
    number: int | None
    parent: str
    title: str
    code: str | None
    has_code_cell: bool
    anchor: int
    moved: int
    doubtful: tuple[str, ...]
    doubled: int
    cells: tuple[str, ...]
    printed: tuple[str, ...]


def read_row(row: Row, layout: Layout) -> ListRow | None:
    """The row as its layout and anchor tell it; None for a line without anything written but marks."""
    cells, columns = row.cells, layout.columns
    anchor, moved = _anchor(cells, columns)
    texts = _texts(cells, layout, anchor, moved)
    number_at = _number_at(cells, columns, texts)
    texts = [i for i in texts if i != number_at]
    own = [i for i in texts if not _is_group(cells[i])] or texts
    title_at = _title_at(own, columns, anchor, moved)
    if title_at is None and number_at is None and anchor is None:
        return None
    title = once(_cell(cells, title_at))
    number = small_number(cells[number_at]) if number_at is not None else None
    if "row" in columns and (merged := _NUMBERED.fullmatch(title)):
        before = int(latin_digits(merged[1]))
        if number in (None, before):
            number, title = before, merged[2]
    strayed = moved or not layout.head
    others = [i for i in texts if i != title_at and not (strayed and key(cells[i]) == key(title))]
    nearest = min(others, key=lambda i: abs(i - (title_at or 0)), default=None)
    at_place = columns.get("parent") if columns.get("parent") in others else nearest
    parent = _cell(cells, at_place) if "parent" in columns else ""
    doubtful = (_cell(cells, nearest), title) if moved and parent else ()
    return ListRow(
        line=row.line,
        number=number,
        parent=_with_code(parent, cells, columns),
        title=title,
        code=code_of(cells[anchor]) if anchor is not None else None,
        has_code_cell=anchor is not None or _says_none(cells, columns),
        anchor=anchor if anchor is not None else columns.get("code", 0),
        moved=moved,
        doubtful=doubtful,
        doubled=sum(key(cells[i]) == key(title) for i in texts if i not in (title_at, columns.get("parent"))),
        cells=cells,
        printed=row.printed,
    )


def readings(row: ListRow, layout: Layout) -> tuple[Reading, Reading]:
    """What the marks mean as the layout stands, and with the flags pushed one column away from the code."""
    return _reading(row, layout, 0), _reading(row, layout, 1)


def mark_columns(cells: Sequence[str]) -> tuple[int, ...]:
    """The cells that hold a mark."""
    return tuple(i for i, cell in enumerate(cells) if is_mark(cell))


def _reading(row: ListRow, layout: Layout, push: int) -> Reading:
    places = _flag_places(row, layout, push)
    marked = set(mark_columns(row.cells))
    written = marked | {i for i in _refused(row) if i not in layout.aside and i != row.anchor}
    named = class_named(_cell(row.cells, places.get("kind")))
    classes = tuple(flag for flag in CLASSES if places.get(flag) in marked or flag == named)
    at = places.get("client")
    off_table = at is None or not 0 <= at < len(row.cells)
    whole = bool(classes) and written <= set(places.values())
    return Reading(classes, None if off_table else at in marked, whole)


def _flag_places(row: ListRow, layout: Layout, push: int) -> dict[Field, int]:
    """Flags keep their distance from the code; ``push`` widens it on the side on which they stand.

    A text between them and the code parts them: cells move right of where one was printed twice or lost.
    """
    columns = layout.columns
    if "code" not in columns:
        return {flag: columns[flag] + push for flag in _PLACED if flag in columns}
    code, texts = columns["code"], [columns[field] for field in _TEXTS if field in columns]
    places: dict[Field, int] = {}
    for flag in _PLACED:
        if flag not in columns:
            continue
        place, shift = columns[flag], row.anchor - code
        if any(place < text < code for text in texts):
            shift = 0
        elif any(code < text < place for text in texts):
            shift += row.doubled
        places[flag] = place + shift + (push if place > code else -push)
    return places


def _refused(row: ListRow) -> Iterator[int]:
    """The cells that say «no», by a word or by a sign."""
    for i, (cell, printed) in enumerate(zip(row.cells, row.printed, strict=True)):
        if is_blank(cell) and (key(printed) or is_mark(printed)):
            yield i


def _anchor(cells: Sequence[str], columns: dict[Field, int]) -> tuple[int | None, int]:
    if "code" not in columns:
        return None, 0
    place = columns["code"]
    found = [i for i, cell in enumerate(cells) if is_code_cell(cell) and i != columns.get("parent_code")]
    if not found:
        return None, 0
    anchor = min(found, key=lambda i: abs(i - place))
    return anchor, anchor - place


def _texts(cells: Sequence[str], layout: Layout, anchor: int | None, moved: int) -> list[int]:
    """The cells that may hold number, title or parent; a remark in the place of the code is none of them."""
    columns, aside = layout.columns, frozenset[int]() if moved else layout.aside
    texts = [
        i
        for i, cell in enumerate(cells)
        if _is_text(cell) and i != anchor and i not in aside and not ("kind" in columns and class_named(cell))
    ]
    if anchor is None and columns["title"] in texts and columns.get("code") in texts:
        texts.remove(columns["code"])
    return texts


def _says_none(cells: Sequence[str], columns: dict[Field, int]) -> bool:
    """Whether the code's own cell is written and says that there is none: a dash, or «ندارد»."""
    cell = _cell(cells, columns.get("code"))
    return bool(cell) and is_blank(cell)


def _with_code(parent: str, cells: Sequence[str], columns: dict[Field, int]) -> str:
    """The parent with the code that a column of its own holds, as other booklets print it."""
    code = code_of(_cell(cells, columns.get("parent_code")))
    return f"{parent} ({code})".strip() if code else parent


def _number_at(cells: Sequence[str], columns: dict[Field, int], texts: Sequence[int]) -> int | None:
    """The row number stands in its column, or else alone as a number in another cell."""
    place = columns.get("row")
    numbers = [i for i in texts if small_number(cells[i]) is not None]
    if place in numbers:
        return place
    return numbers[0] if numbers and place is not None else None


def _title_at(texts: Sequence[int], columns: dict[Field, int], anchor: int | None, moved: int) -> int | None:
    """The title keeps its place beside the code; else it is the written cell nearest to the code."""
    place = columns["title"] + moved
    if place in texts:
        return place
    base = anchor if anchor is not None else columns.get("code", place)
    return min(texts, key=lambda i: abs(i - base), default=None)


def _is_group(cell: str) -> bool:
    """Whether a text ends in the code of a group, as a parent does and a title does not."""
    code = code_within(cell)[1]
    return code is not None and code.endswith(GROUP_END)


def _is_text(cell: str) -> bool:
    return not (is_blank(cell) or is_mark(cell) or is_code_cell(cell))


def _cell(cells: Sequence[str], index: int | None) -> str:
    return cells[index] if index is not None and 0 <= index < len(cells) else ""
