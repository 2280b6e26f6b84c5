"""What the rows of a table are before they are read: heads, rows, and cells that say «no» with a sign.

Another tool, or another agency, may print a head in two lines, a caption above it, or a cross where a class
does not apply; here such tables come into the one shape that the next steps read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from barzan.catalogue.booklet.blocks import Row
from barzan.catalogue.booklet.layout import HAS_OR_NOT, Field, head_fields, is_flag_word
from barzan.catalogue.booklet.text import is_blank, is_code_cell, is_mark, key

# Signs that mean «no» where another sign stands beside them; alone they are marks like any other.
_REFUSALS = frozenset("×✗✘✕✖☐□○xX")
_FEWEST_SIGNS = 3


@dataclass(frozen=True)
class Part:
    """Rows under one head; ``fields`` None where the head is lost."""

    line: int
    fields: tuple[Field | None, ...] | None
    rows: tuple[Row, ...]


def parts(rows: Sequence[Row]) -> list[Part]:
    """The rows cut at each head that is printed among them; captions above a head are left out."""
    found = list(_cut(without_refusals(rows)))
    if len(found) > 1 and found[0].fields is None and all(map(_is_caption, found[0].rows)):
        del found[0]
    return found


def without_refusals(rows: Sequence[Row]) -> list[Row]:
    """The rows with signs of «no» blanked; they are such signs where a row shows them beside another sign."""
    refusals = {sign for row in rows for sign in _refusals(row)}
    return [replace(row, cells=tuple("" if cell in refusals else cell for cell in row.cells)) for row in rows]


def _refusals(row: Row) -> frozenset[str]:
    """The signs of «no» in a row whose every flag is written: two at least, and another sign beside them."""
    signs = [cell for cell in row.cells if is_mark(cell)]
    refusals = _REFUSALS & set(signs)
    alone = len(signs) < _FEWEST_SIGNS or not set(signs) - _REFUSALS
    return frozenset() if alone else refusals


def _cut(rows: Sequence[Row]) -> Iterator[Part]:
    line, fields = rows[0].line if rows else 0, None
    body: list[Row] = []
    left = list(rows)
    while left:
        head, taken = _head(left)
        if head:
            if fields or body:
                yield Part(line, fields, tuple(body))
            line, fields, body = left[0].line, head, []
        else:
            body.append(left[0])
        del left[:taken]
    if fields or body:
        yield Part(line, fields, tuple(body))


def _head(rows: Sequence[Row]) -> tuple[tuple[Field | None, ...] | None, int]:
    """The head that the first row, or the first two, make up; and how many rows were looked at."""
    both = _joined(*rows[:2]) if len(rows) > 1 else None
    if both and (fields := head_fields(both)):
        return fields, 2
    return head_fields(rows[0]), 1


def _joined(first: Row, second: Row) -> Row | None:
    """The head that two lines make up: the lower one names flags alone, under a word that spans them."""
    written = [cell for cell in second.cells if key(cell)]
    if len(written) < 2 or not all(map(is_flag_word, written)):
        return None
    upper = [*first.cells, *[""] * (len(second.cells) - len(first.cells))]
    lower = [*second.cells, *[""] * (len(first.cells) - len(second.cells))]
    return replace(first, cells=tuple(_heads(upper, lower)))


def _heads(upper: Sequence[str], lower: Sequence[str]) -> Iterator[str]:
    """The lower words, or the upper ones where there are none; «دارد» and «ندارد» need both."""
    above = ""
    for up, low in zip(upper, lower, strict=True):
        above = up if key(up) else above
        yield f"{above} {low}" if key(low) in HAS_OR_NOT else low if key(low) else up


def _is_caption(row: Row) -> bool:
    """A line over the whole table: one text, neither code nor mark."""
    written = [cell for cell in row.cells if not is_blank(cell)]
    return len(written) == 1 and not is_code_cell(written[0]) and not is_mark(written[0])
