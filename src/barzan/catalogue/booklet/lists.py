"""The lists of services, office by office, gathered from the blocks; the rest is handed on as the body."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from barzan.catalogue.booklet.blocks import Block, Row
from barzan.catalogue.booklet.layout import Field, Layout, guesses, head_fields, of_head
from barzan.catalogue.booklet.rows import ListRow, mark_columns, read_row
from barzan.catalogue.booklet.summary import Line, columns_of, read_summary
from barzan.catalogue.booklet.text import alike, clean, code_within, is_blank, key
from barzan.persian import latin_digits

_LIST = re.compile(r"(?:لیست|فهرست)\s*(?:عناوین\s*)?خدمات\s*(?:احصاء?\s*شده)?\s*(.*)$")
_OFFICE = re.compile(
    r"^(?P<name>[^()]+?)\s*\(\s*(?:تعداد\s*)?(?=[^)]*خدم)(?:خدمات|خدمت)?[\s:]*(?P<count>\d*)\s*(?:خدمات|خدمت)?\s*\)?$",
    re.ASCII,
)
_BODY = re.compile(r"نمودار\s*گردش|مورد\s*نیاز\W*$")
_DEFAULT_ORDER: tuple[Field, ...] = (
    "row",
    "parent",
    "title",
    "code",
    "specific",
    "general",
    "shared",
    "client",
)
_PARENT_LIMIT = 200


@dataclass
class ListTable:
    """One table of an office; several ``layouts`` where its columns can be understood in several ways."""

    line: int
    layouts: list[Layout]
    rows: list[ListRow]


@dataclass
class OfficeList:
    """An office as its lists show it; ``outside`` holds parents (title, code) printed outside the tables."""

    name: str
    deputy: str | None
    listed: int | None
    line: int
    named: bool = True
    tables: list[ListTable] = field(default_factory=list)
    outside: list[tuple[str, str]] = field(default_factory=list)

    @property
    def rows(self) -> list[ListRow]:
        """The rows of all tables in the order of print."""
        return [row for table in self.tables for row in table.rows]


@dataclass
class Gathered:
    """What the walk over the blocks found; ``unread`` are the lines of tables left aside."""

    offices: list[OfficeList] = field(default_factory=list)
    summary: tuple[Line, ...] = ()
    summary_head: frozenset[str] = frozenset()
    body: list[Block] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    cut_line: int | None = None


def gather(blocks: Sequence[Block]) -> Gathered:
    """Walk the blocks once: summary, lists, and all that follows the first list."""
    return _Walk(blocks).run()


class _Walk:
    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.found = Gathered()
        self.deputy: str | None = None
        self.office: OfficeList | None = None
        self.in_lists = False
        self.above: Block | None = None
        self.order: tuple[Field, ...] = _DEFAULT_ORDER

    def run(self) -> Gathered:
        self._read_summary()
        for block in self.blocks:
            if block.kind == "table":
                self._table(block)
            elif not self._headings(block):
                self._other(block)
            self.above = block
        self._find_cut()
        self.found.offices = [office for office in self.found.offices if office.tables or office.listed]
        return self.found

    def _read_summary(self) -> None:
        deputies = [
            match[1] for block in self.blocks for line in block.lines if (match := _LIST.search(clean(line)))
        ]
        tables = iter(block for block in self.blocks if block.kind == "table")
        for block in tables:
            columns = columns_of(block.rows[0]) if block.rows else None
            if not columns:
                continue
            rows = list(block.rows[1:])
            for more in tables:
                if any(head_fields(row) for row in more.rows) or len(more.rows[0].cells) != len(
                    block.rows[0].cells
                ):
                    break
                rows += more.rows
            self.found.summary = read_summary(rows, columns, list(dict.fromkeys(deputies)))
            self.found.summary_head = frozenset(columns)
            return

    def _headings(self, block: Block) -> bool:
        """Take headings of lists and offices, line by line or as a whole; whether there was one."""
        held = [self._heading(clean(line), block.line + number) for number, line in enumerate(block.lines)]
        return any(held) or (len(held) > 1 and self._heading(block.text, block.line))

    def _heading(self, text: str, line: int) -> bool:
        if match := _LIST.search(text):
            self.deputy, self.office, self.in_lists = match[1] or self.deputy, None, True
            return True
        if match := _OFFICE.match(latin_digits(text)):
            self._open(text[: match.end("name")], int(match["count"]) if match["count"] else None, line)
            return True
        return False

    def _open(self, name: str, listed: int | None, line: int) -> OfficeList:
        """The office of that name under this deputy; a new one where it was not opened before."""
        self.in_lists = True
        for office in self.found.offices:
            if office.deputy == self.deputy and key(office.name) == key(name):
                self.office = office
                return office
        if any(office.name == name for office in self.found.offices):
            name = f"{name} ({self.deputy})"
        self.office = OfficeList(name, self.deputy, listed, line)
        self.found.offices.append(self.office)
        return self.office

    def _table(self, block: Block) -> None:
        rows = [row for row in block.rows if not all(is_blank(cell) for cell in row.cells)]
        if not rows or columns_of(rows[0]) or not self._is_list(rows):
            if rows and self.found.offices:
                self.found.unread.append(block.line)
            return
        for head, part in _parts(rows):
            self._take(head, part, head.line if head else part[0].line)

    def _is_list(self, rows: Sequence[Row]) -> bool:
        return any(head_fields(row) for row in rows) or (self.in_lists and self.office is not None)

    def _take(self, head: Row | None, part: Sequence[Row], line: int) -> None:
        fields = head_fields(head) if head else None
        if fields:
            self.order = tuple(field for field in fields if field)
            layouts = [of_head(fields)]
            if not part:
                return
        else:
            layouts = guesses(part, self.order)
        if not layouts:
            self.found.unread.append(line)
            return
        table = ListTable(line, layouts, [])
        for row in part:
            _append(table, row)
        table.rows = settle_titles(table.rows)
        self._office_of(table, bool(fields)).tables.append(table)

    def _office_of(self, table: ListTable, headed: bool) -> OfficeList:
        first = next((row.number for row in table.rows if row.number is not None), None)
        restarts = self.office is not None and bool(self.office.tables) and headed and first == 1
        if self.office is None or not self.in_lists or restarts:
            return self._open_unnamed(table.line)
        return self.office

    def _open_unnamed(self, line: int) -> OfficeList:
        """A list without «(n خدمت)»: a heading right above names it; else the summary's next office does."""
        if self.above and self.above.kind == "heading" and not _LIST.search(self.above.text):
            if self.above in self.found.body:
                self.found.body.remove(self.above)
            return self._open(self.above.text, None, self.above.line)
        names = [entry.name for entry in self.found.summary if entry.kind == "office"]
        seen = [office.name for office in self.found.offices]
        free = [name for name in names if not any(alike(name, other) >= 0.85 for other in seen)]
        name = free[0] if free else f"{self.deputy or 'واحد بی‌نام'} ({len(seen) + 1})"
        self.office = OfficeList(name, self.deputy, None, line, named=False)
        self.in_lists = True
        self.found.offices.append(self.office)
        return self.office

    def _other(self, block: Block) -> None:
        if not self.found.offices:
            return
        title, code = code_within(block.text)
        if self.in_lists and self.office and code and title and len(title) < _PARENT_LIMIT:
            self.office.outside.append((title, code))
            return
        if _BODY.search(block.text):
            self.in_lists = False
        self.found.body.append(block)

    def _find_cut(self) -> None:
        """The text ends inside a table: its last line lacks cells or its closing bar."""
        last = self.blocks[-1] if self.blocks else None
        if last and last.kind == "table" and last.rows:
            row, width = last.rows[-1], max(len(other.cells) for other in last.rows)
            if not row.closed or len(row.cells) < width:
                self.found.cut_line = row.line


def _parts(rows: Sequence[Row]) -> list[tuple[Row | None, list[Row]]]:
    """The rows cut at each head that is printed among them."""
    parts: list[tuple[Row | None, list[Row]]] = []
    for row in rows:
        if head_fields(row):
            parts.append((row, []))
        elif parts:
            parts[-1][1].append(row)
        else:
            parts.append((None, [row]))
    return parts


def _append(table: ListTable, row: Row) -> None:
    """Add a row; one without number, code and marks is a cell cut over rows and goes to the row before."""
    read = read_row(row, table.layouts[0])
    if read is None:
        return
    if read.number is None and not read.has_code_cell and not mark_columns(row.cells) and table.rows:
        table.rows[-1] = _continued(table.rows[-1], read, table.layouts[0])
    else:
        table.rows.append(read)


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
            row = replace(row, title=row.doubtful[0], parent="")
        settled.append(row)
    return settled
