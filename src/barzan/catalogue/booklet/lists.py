"""The lists of services, office by office, gathered from the blocks; the rest is handed on as the body."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from barzan.catalogue.booklet.blocks import Block, Row
from barzan.catalogue.booklet.guessing import guesses
from barzan.catalogue.booklet.layout import Field, head_fields, of_head
from barzan.catalogue.booklet.listtable import ListTable, table_of
from barzan.catalogue.booklet.rows import ListRow
from barzan.catalogue.booklet.summary import SAME_NAME, Line, columns_of, read_summary
from barzan.catalogue.booklet.tables import Part, parts
from barzan.catalogue.booklet.text import alike, clean, code_within, is_blank, key
from barzan.catalogue.booklet.words import is_requirements, names_flow
from barzan.persian import latin_digits

_LIST = re.compile(r"(?:لیست|فهرست)\s*(?:عناوین\s*)?خدمات\s*(?:احصاء?\s*شده)?\s*(.*)$")
_OFFICE = re.compile(
    r"^(?![-–•▪○*]|تعداد|جمع|مجموع)(?P<name>[^()]+?)\s*"
    r"(?:\(\s*(?:تعداد\s*)?(?=[^)]*(?:خدم|مورد))(?:خدمات|خدمت)?[\s:]*(?P<count>\d*)\s*(?:خدمات|خدمت|مورد)?\s*\)?"
    r"|[-–—:،]\s*(?:تعداد\s*)?(?P<behind>\d+)\s*(?:خدمات|خدمت))$",
    re.ASCII,
)
# What a heading says around the name of an office.
_CAPTION = re.compile(
    r"^(?:جدول\s*\d+\s*[:.)\-–—]+\s*)?(?:(?:لیست|فهرست)\s+)?(?:عناوین\s+)?(?:خدمات\s+)?(?=\S)"
)
_CONTINUED = re.compile(r"\s*[(\[]?\s*ادامه\s*[)\]]?\s*$")
# A heading that names nothing of its own.
_NAMELESS = re.compile(r"^(?:جدول|صفحه|ادامه|پیوست)?[\d\W]*$")
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
    """What the walk over the blocks found; ``unread`` are the lines of tables left aside.

    ``twice``: line, office, number and first line of rows that were printed twice.
    """

    offices: list[OfficeList] = field(default_factory=list)
    summary: tuple[Line, ...] = ()
    summary_head: frozenset[str] = frozenset()
    body: list[Block] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    twice: list[tuple[int, str, int | None, int]] = field(default_factory=list)
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
        self.read: set[int] = set()
        self.heading: Block | None = None
        self.parents: list[tuple[str, str]] = []
        self.head: tuple[Field | None, ...] = _DEFAULT_ORDER

    def run(self) -> Gathered:
        self._read_summary()
        for block in self.blocks:
            if block.kind == "table":
                self._table(block)
            elif self._headings(block):
                self.heading = None
            else:
                self._other(block)
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
            self.read.add(block.line)
            for more in tables:
                if any(head_fields(row) for row in more.rows) or len(more.rows[0].cells) != len(
                    block.rows[0].cells
                ):
                    break
                rows += more.rows
                self.read.add(more.line)
            rows = [row for row in rows if not columns_of(row)]
            self.found.summary = read_summary(rows, columns, list(dict.fromkeys(deputies)))
            self.found.summary_head = frozenset(columns)
            return

    def _headings(self, block: Block) -> bool:
        """Take headings of lists and offices, line by line or as a whole; whether there was one."""
        held = [self._heading(clean(line), block.line + number) for number, line in enumerate(block.lines)]
        return any(held) or (len(held) > 1 and self._heading(block.text, block.line))

    def _heading(self, text: str, line: int) -> bool:
        whole, of_lists = _CONTINUED.sub("", text), _LIST.search(text)
        office = _OFFICE.match(latin_digits(whole))
        name = _bare_name(whole[: office.end("name")]) if office else ""
        if office and (not of_lists or _names_one(name, self._summary_offices())):
            count = office["count"] or office["behind"]
            self._open(name, int(count) if count else None, line)
            return True
        if of_lists:
            self.deputy, self.office, self.in_lists = of_lists[1] or self.deputy, None, True
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
            if self._is_below_requirements():
                self.found.body.append(block)
            elif rows and self.found.offices and block.line not in self.read:
                self.found.unread.append(block.line)
            return
        for part in parts(rows):
            self._take(part)

    def _is_below_requirements(self) -> bool:
        above = self.found.body[-1] if self.found.body and not self.in_lists else None
        return above is not None and above.kind != "table" and is_requirements(clean(above.lines[-1]))

    def _is_list(self, rows: Sequence[Row]) -> bool:
        return any(part.fields for part in parts(rows)) or (self.in_lists and self.office is not None)

    def _take(self, part: Part) -> None:
        if part.fields:
            self.head = part.fields
            layouts = [of_head(part.fields)]
        else:
            layouts = guesses(part.rows, self.head)
        if not layouts:
            self.found.unread.append(part.line)
            return
        for name, rows in _by_office(part.rows, layouts[0].columns.get("office")):
            table = table_of(part.line, rows, layouts)
            if name:
                self._open(name, None, rows[0].line)
            if table.rows:
                self._add(self._office_of(table, bool(part.fields) and not name), table)
        self.heading = None

    def _add(self, office: OfficeList, table: ListTable) -> None:
        """Give the table to its office; rows that a break of pages printed twice stay out."""
        seen = {_identity(row): row.line for row in office.rows}
        twice = [row for row in table.rows if row.number is not None and _identity(row) in seen]
        self.found.twice += [(row.line, office.name, row.number, seen[_identity(row)]) for row in twice]
        table.rows = [row for row in table.rows if row not in twice]
        office.tables.append(table)
        office.outside += self.parents
        self.parents = []

    def _office_of(self, table: ListTable, headed: bool) -> OfficeList:
        first = next((row.number for row in table.rows if row.number is not None), None)
        restarts = self.office is not None and bool(self.office.tables) and headed and first == 1
        if headed and self.heading and not _NAMELESS.match(key(self.heading.text)):
            if self.heading in self.found.body:
                self.found.body.remove(self.heading)
            name = _bare_name(_CONTINUED.sub("", self.heading.text))
            return self._open(name, None, self.heading.line)
        if self.office is None or not self.in_lists or restarts:
            return self._open_unnamed(table.line)
        return self.office

    def _open_unnamed(self, line: int) -> OfficeList:
        """A list under no heading of its own: that of all lists names it, or the summary's next office."""
        names = self._summary_offices()
        seen = [office.name for office in self.found.offices]
        if self.deputy and self.deputy not in seen and _names_one(self.deputy, names):
            return self._open(self.deputy, None, line)
        free = [name for name in names if not any(alike(name, other) >= SAME_NAME for other in seen)]
        name = free[0] if free else f"{self.deputy or 'واحد بی‌نام'} ({len(seen) + 1})"
        self.office = OfficeList(name, self.deputy, None, line, named=False)
        self.in_lists = True
        self.found.offices.append(self.office)
        return self.office

    def _summary_offices(self) -> list[str]:
        return [entry.name for entry in self.found.summary if entry.kind == "office"]

    def _other(self, block: Block) -> None:
        if self.in_lists and (parents := _parents(block)):
            self._parents(parents)
            return
        self.heading = block if _is_heading(block) else None
        if not self.found.offices:
            return
        if names_flow(block.text, block.kind == "heading") or is_requirements(block.text):
            self.in_lists = False
        self.found.body.append(block)

    def _parents(self, parents: list[tuple[str, str]]) -> None:
        """Parents beside the tables: of the office that is open, or of the one whose heading stands above."""
        if self.office and not self.heading:
            self.office.outside += parents
        else:
            self.parents += parents

    def _find_cut(self) -> None:
        """The text ends inside a table: its last line lacks cells or its closing bar."""
        last = self.blocks[-1] if self.blocks else None
        if last and last.kind == "table" and last.rows:
            row, width = last.rows[-1], max(len(other.cells) for other in last.rows)
            if not row.closed or (row.last and len(row.cells) < width):
                self.found.cut_line = row.line


def _bare_name(heading: str) -> str:
    """The name in a heading such as «جدول ۲: خدمات اداره باغ‌ها»."""
    caption = _CAPTION.match(latin_digits(heading))
    return heading[caption.end() if caption else 0 :].strip(" :")


def _names_one(heading: str, offices: Sequence[str]) -> bool:
    """Whether the heading of lists can name an office: it stands in the summary, or there is none."""
    return not offices or any(alike(heading, name) >= SAME_NAME for name in offices)


def _parents(block: Block) -> list[tuple[str, str]]:
    """The parents (title, code) that a block outside the tables names: one in each line, or one in all."""
    for texts in ([clean(line) for line in block.lines], [block.text]):
        found = [code_within(text) for text in texts]
        parents = [(title, code) for title, code in found if code and title and len(title) < _PARENT_LIMIT]
        if len(parents) == len(texts):
            return parents
    return []


def _is_heading(block: Block) -> bool:
    """A heading, or a single line wholly emphasised that stands for one."""
    if block.kind == "heading":
        return True
    return len(block.lines) == 1 and bool(re.fullmatch(r"\s*(\*\*|<b>).*(\*\*|</b>)\s*:?\s*", block.lines[0]))


def _by_office(rows: Sequence[Row], column: int | None) -> Iterator[tuple[str, list[Row]]]:
    """The rows under each name that a column of offices holds; without one, all rows under no name."""
    name, held = "", list[Row]()
    for row in rows:
        written = row.cells[column] if column is not None and column < len(row.cells) else ""
        if key(written) and key(written) != key(name):
            if held:
                yield name, held
            name, held = written, []
        held.append(row)
    if held:
        yield name, held


def _identity(row: ListRow) -> tuple[int | None, str, str | None]:
    return row.number, key(row.title), row.code
