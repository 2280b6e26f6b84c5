"""The rows of one table of an office, put together: pieces joined, lines that name a group given to rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from barzan.catalogue.booklet.blocks import Row
from barzan.catalogue.booklet.layout import Layout
from barzan.catalogue.booklet.rows import GROUP_END, ListRow, mark_columns, read_row
from barzan.catalogue.booklet.text import code_within, key

_SUM = re.compile(r"(جمع|مجموع)(کل)?(خدمات.*|ردیفها)?")


@dataclass
class ListTable:
    """One table of an office; several ``layouts`` where its columns can be understood in several ways."""

    line: int
    layouts: list[Layout]
    rows: list[ListRow]


def table_of(line: int, rows: Sequence[Row], layouts: list[Layout]) -> ListTable:
    """The table that ``rows`` make up; a line that names a group gives it to the row below as its parent."""
    table, group = ListTable(line, layouts, []), ""
    for row in rows:
        read = read_row(row, layouts[0])
        if read is None or (not read.has_code_cell and _SUM.fullmatch(key(read.title))):
            continue
        if named := _group(row, read, layouts[0]):
            group = named
        elif not _is_piece(read) or not table.rows:
            table.rows.append(replace(read, parent=read.parent or group))
            group = ""
        else:
            table.rows[-1] = _continued(table.rows[-1], read, layouts[0])
    table.rows = settle_titles(table.rows)
    return table


def _group(row: Row, read: ListRow, layout: Layout) -> str:
    """The group that a line names: one text, emphasised, over all columns or with the code of a group."""
    texts = [text for text in (read.title, read.parent) if key(text)]
    if read.number is not None or mark_columns(row.cells) or len(texts) != 1:
        return ""
    title, code = code_within(texts[0])
    if not key(title):
        return ""
    if read.code:
        return f"{title} ({read.code})" if read.code.endswith(GROUP_END) else ""
    place = layout.columns.get("row", len(row.cells))
    spans = row.cells[place : place + 1] == (texts[0],)
    beside = "parent" not in layout.columns and (row.bold or (code or "").endswith(GROUP_END))
    return texts[0] if not read.has_code_cell and (spans or beside) else ""


def _is_piece(read: ListRow) -> bool:
    """Whether a line without number, code and marks only goes on with the row above."""
    return read.number is None and not read.has_code_cell and not mark_columns(read.cells)


def _continued(before: ListRow, more: ListRow, layout: Layout) -> ListRow:
    in_title = layout.columns["title"]
    at_title = in_title < len(more.cells) and bool(key(more.cells[in_title]))
    title = f"{before.title} {more.title}" if at_title else before.title
    parent_text = more.parent if at_title else more.title
    parent = f"{before.parent} {parent_text}".strip()
    return replace(before, title=title, parent=parent)


def settle_titles(rows: Sequence[ListRow]) -> list[ListRow]:
    """Where moved cells leave two texts, choose the title.

    Normally the text farther from the code is the parent. When neighbours repeat one text in the title's
    place, that text is a slip of the scan, and the other one is the title.
    """
    settled = []
    for index, row in enumerate(rows):
        near = [*rows[max(0, index - 1) : index], *rows[index + 1 : index + 2]]
        if row.doubtful and any(
            other.doubtful and key(other.doubtful[1]) == key(row.doubtful[1]) for other in near
        ):
            parent = "" if key(row.parent) == key(row.doubtful[0]) else row.parent
            row = replace(row, title=row.doubtful[0], parent=parent)
        settled.append(row)
    return settled
