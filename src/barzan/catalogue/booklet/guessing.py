"""Which column of a table holds which field: without a head, from what its columns hold.

A continuation table has no head, may run right to left, and may have lost or gained a column. Its columns are
matched, in order, with the fields of the head before it, read forwards and backwards; every way that explains
all written columns is a candidate, and the summary table decides later between them.
"""

from collections.abc import Iterator, Sequence

from barzan.catalogue.booklet.blocks import Row
from barzan.catalogue.booklet.layout import Field, Layout, Places, class_named, layout_of
from barzan.catalogue.booklet.model import FLAGS
from barzan.catalogue.booklet.text import is_blank, is_code_cell, is_mark, small_number

# What a column of each field may hold.
_HELD: dict[Field, tuple[str, ...]] = {
    "row": ("row",),
    "parent": ("text", "empty"),
    "parent_code": ("code", "empty"),
    "title": ("text",),
    "code": ("code",),
    **dict.fromkeys(FLAGS, ("mark", "empty")),
    "no_client": ("mark", "empty"),
    "kind": ("class",),
    "office": ("text", "empty"),
    "note": ("text", "empty"),
}


def guesses(rows: Sequence[Row], head: Sequence[Field | None]) -> list[Layout]:
    """Every layout of a table without a head that explains its written columns by ``head``, or backwards.

    Where cells have moved from one row to the next no layout explains them all; then the columns stand as in
    the head, on the side that numbers and codes tell, and the layout is not ``sure``.
    """
    order = tuple(field for field in head if field)
    kinds, needed = _kinds(rows, order.count("parent_code") + 1), {"title", "code"} & set(order)
    found: list[Places] = []
    for fields in (order, tuple(reversed(order))):
        found += [
            places for places in _aligned(kinds, fields, 0, 0) if needed <= {name for name, _ in places}
        ]
    best = max(map(len, found), default=0)
    like_head = _like_head(len(kinds), head)
    if not best:
        sides = [places for places in like_head if _is_side(places, kinds)]
        return [layout_of(places, head=False, sure=False) for places in sides]
    found = [places for places in found if len(places) == best]
    found += [places for places in like_head if _stands(places, kinds)]
    unique = {tuple(sorted(places)): places for places in found}
    return [layout_of(places, head=False) for places in unique.values()]


def _like_head(width: int, head: Sequence[Field | None]) -> tuple[Places, Places]:
    """The columns as far from the right, and from the left, as the head has them."""
    places = [(field, column) for column, field in enumerate(head) if field]
    return (
        [(field, column) for field, column in places if column < width],
        [(field, width - 1 - column) for field, column in places if column < width],
    )


def _stands(places: Places, kinds: Sequence[str]) -> bool:
    """Whether each column holds what its field may hold, but for marks that may have moved."""
    return all(_fits(kinds[column], field) for field, column in places) and all(
        kind in ("mark", "empty") or column in {at for _, at in places} for column, kind in enumerate(kinds)
    )


def _is_side(places: Places, kinds: Sequence[str]) -> bool:
    """Whether numbers and codes stand on the sides where these places have them."""
    at = dict(places)
    if not {"title", "code"} <= at.keys() or "code" not in kinds:
        return False
    other: Field = "row" if "row" in at and "row" in kinds else "title"
    written = kinds.index("row" if other == "row" else "text") if {"row", "text"} & set(kinds) else -1
    return written >= 0 and (at[other] < at["code"]) == (written < kinds.index("code"))


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


def _aligned(kinds: Sequence[str], fields: Sequence[Field], column: int, field: int) -> Iterator[Places]:
    """All ways to give columns to fields, both in order; only an empty column may stay without a field."""
    if column == len(kinds):
        yield []
        return
    for chosen in range(field, len(fields)):
        if _fits(kinds[column], fields[chosen]):
            for rest in _aligned(kinds, fields, column + 1, chosen + 1):
                yield [(fields[chosen], column), *rest]
    if kinds[column] == "empty":
        yield from _aligned(kinds, fields, column + 1, field)
