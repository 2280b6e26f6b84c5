"""Reads the cells of an XLSX workbook (ISO/IEC 29500) in one pass, without building it in memory. Pure.

What a cell shows is not enough here: whether it is a formula, an error, merged or hidden decides whether it
may be taken over. Namespaces are not looked at, so the strict and the transitional form are read alike.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Literal
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

MAX_CELLS = 4_000_000
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
_CHUNK = 2**16
_EXACT = 15  # digits that a spreadsheet keeps of a number
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

Trouble = Literal["formula", "error", "control", "precision", "date"]
Attributes = dict[str, str]
Begin = Mapping[str, Callable[[Attributes], None]]
End = Mapping[str, Callable[[], None]]


class Unreadable(Exception):
    """The workbook cannot be read as one."""


class TooLarge(Exception):
    """The workbook holds more cells than anybody fills in."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell holds, as text; ``trouble`` says why that is not what its writer sees."""

    text: str
    trouble: Trouble | None = None


@dataclass(slots=True)
class Grid:
    """One worksheet: the filled cells by row and column (from 1), what is merged and what is hidden.

    ``merged`` holds (first row, first column, the range as written).
    """

    name: str
    hidden: bool
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: list[tuple[int, int, str]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)

    def hides(self, column: int) -> bool:
        """Whether the column is hidden."""
        return any(first <= column <= last for first, last in self.hidden_columns)


@dataclass(slots=True)
class _Book:
    """What the cells of all sheets share; a text that many cells show is one cell for all of them."""

    texts: list[Cell] = field(default_factory=list)
    dates: set[int] = field(default_factory=set)
    epoch: datetime = WINDOWS_EPOCH
    cells: int = 0


def grids(data: bytes) -> list[Grid]:
    """The worksheets in their order. Raises ``Unreadable`` and ``TooLarge``.

    The package must have passed ``packages.check_office``.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            return _read(package)
    except (KeyError, IndexError, ValueError, expat.ExpatError) as error:
        raise Unreadable from error


def has_outside_links(data: bytes) -> bool:
    """Whether the workbook takes values from other workbooks."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return any(name.lower().startswith("xl/externallinks/") for name in package.namelist())


def letters(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _read(package: zipfile.ZipFile) -> list[Grid]:
    targets: dict[str, tuple[str, str]] = {}
    sheets: list[tuple[str, bool, str]] = []
    book = _Book()

    def relation(given: Attributes) -> None:
        kind = given.get("Type", "").rpartition("/")[2]
        targets[given["Id"]] = (kind, _part(given.get("Target", "")))

    def properties(given: Attributes) -> None:
        if given.get("date1904") in ("1", "true"):
            book.epoch = MAC_EPOCH

    def sheet(given: Attributes) -> None:
        sheets.append((given["name"], given.get("state", "visible") != "visible", _key(given)))

    _scan(package, "xl/_rels/workbook.xml.rels", {"Relationship": relation})
    _scan(package, "xl/workbook.xml", {"workbookPr": properties, "sheet": sheet})
    parts = dict(targets.values())
    if "sharedStrings" in parts:
        book.texts = list(map(_text_cell, _texts(package, parts["sharedStrings"])))
    if "styles" in parts:
        book.dates = _dates(package, parts["styles"])
    found = []
    for name, hidden, key in sheets:
        kind, part = targets[key]
        if kind == "worksheet":
            found.append(_Sheet(book, Grid(name, hidden)).read(package, part))
    return found


def _key(given: Attributes) -> str:
    """The name of the relationship, ``r:id`` with any prefix."""
    return next((value for key, value in given.items() if key.endswith(":id")), "")


def _part(target: str) -> str:
    return target[1:] if target.startswith("/") else f"xl/{target}"


def _scan(
    package: zipfile.ZipFile,
    part: str,
    begin: Begin,
    end: End | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Tells of the elements of ``part`` by their names without prefixes; a declaration is refused."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def began(name: str, given: Attributes) -> None:
        if tell := begin.get(name) or begin.get(name.rpartition(":")[2]):
            tell(given)

    def ended(name: str) -> None:
        if end and (tell := end.get(name) or end.get(name.rpartition(":")[2])):
            tell()

    def declared(*_: object) -> None:
        raise Unreadable

    parser.StartElementHandler, parser.EndElementHandler = began, ended
    if text:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = declared
    with package.open(part) as content:
        while chunk := content.read(_CHUNK):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)


class _Texts:
    """Collects the texts of ``v`` and ``t`` elements, without the readings of phonetic runs."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._taking = self._phonetic = False

    def begin(self) -> Begin:
        return {"v": self._begin_text, "t": self._begin_text, "rPh": self._begin_phonetic}

    def end(self) -> End:
        return {"v": self._end_text, "t": self._end_text, "rPh": self._end_phonetic}

    def text(self, text: str) -> None:
        if self._taking:
            self.pieces.append(text)

    def _begin_text(self, _: Attributes) -> None:
        self._taking = not self._phonetic

    def _end_text(self) -> None:
        self._taking = False

    def _begin_phonetic(self, _: Attributes) -> None:
        self._phonetic = True

    def _end_phonetic(self) -> None:
        self._phonetic = False


def _texts(package: zipfile.ZipFile, part: str) -> list[str]:
    """The shared texts."""
    found: list[str] = []
    texts = _Texts()

    def begin(_: Attributes) -> None:
        texts.pieces.clear()

    def end() -> None:
        found.append("".join(texts.pieces))

    _scan(package, part, {**texts.begin(), "si": begin}, {**texts.end(), "si": end}, texts.text)
    return found


def _dates(package: zipfile.ZipFile, part: str) -> set[int]:
    """The numbers of the cell styles that show a number as a date or a time."""
    formats: dict[int, str] = dict(BUILTIN_FORMATS)
    styles: list[int] = []
    state = {"inside": False}

    def named(given: Attributes) -> None:
        formats[int(given["numFmtId"])] = given.get("formatCode", "")

    def begin(_: Attributes) -> None:
        state["inside"] = True

    def style(given: Attributes) -> None:
        if state["inside"]:
            styles.append(int(given.get("numFmtId", 0)))

    def end() -> None:
        state["inside"] = False

    _scan(package, part, {"numFmt": named, "cellXfs": begin, "xf": style}, {"cellXfs": end})
    return {number for number, key in enumerate(styles) if is_date_format(formats.get(key, ""))}


class _Sheet(_Texts):
    """Fills a grid while its worksheet is told of."""

    def __init__(self, book: _Book, grid: Grid) -> None:
        super().__init__()
        self._book, self._grid = book, grid
        self._row = self._column = self._style = 0
        self._kind, self._formula = "n", False

    def read(self, package: zipfile.ZipFile, part: str) -> Grid:
        _scan(package, part, self.begin(), self.end(), self.text)
        return self._grid

    def begin(self) -> Begin:
        return {
            **super().begin(),
            "c": self._begin_cell,
            "f": self._begin_formula,
            "row": self._begin_row,
            "mergeCell": self._begin_merged,
            "col": self._begin_column,
        }

    def end(self) -> End:
        return {**super().end(), "c": self._end_cell}

    def _begin_formula(self, _: Attributes) -> None:
        self._formula = True

    def _begin_merged(self, given: Attributes) -> None:
        first = _place(given["ref"].partition(":")[0])
        self._grid.merged.append((*first, given["ref"]))

    def _begin_column(self, given: Attributes) -> None:
        if given.get("hidden") in ("1", "true"):
            self._grid.hidden_columns.append((int(given["min"]), int(given["max"])))

    def _begin_row(self, given: Attributes) -> None:
        self._row = int(given.get("r", self._row + 1))
        self._column = 0
        if given.get("hidden") in ("1", "true"):
            self._grid.hidden_rows.add(self._row)

    def _begin_cell(self, given: Attributes) -> None:
        if "r" in given:
            self._row, self._column = _place(given["r"])
        else:
            self._column += 1
        self._kind, self._style = given.get("t", "n"), int(given.get("s", 0))
        self._formula = False
        self.pieces.clear()
        self._book.cells += 1
        if self._book.cells > MAX_CELLS:
            raise TooLarge

    def _end_cell(self) -> None:
        raw = "".join(self.pieces)
        if raw or self._formula:
            self._grid.rows.setdefault(self._row, {})[self._column] = self._cell(raw)

    def _cell(self, raw: str) -> Cell:
        cell = self._value(raw) if raw else Cell("")
        return Cell(cell.text, "formula") if self._formula else cell

    def _value(self, raw: str) -> Cell:
        if self._kind == "e":
            return Cell(raw, "error")
        if self._kind == "s":
            return self._book.texts[int(raw)]
        if self._kind in ("str", "inlineStr"):
            return _text_cell(raw)
        if self._kind == "b":
            return Cell("TRUE" if raw.strip() == "1" else "FALSE")
        if self._kind == "d":
            return _day_cell(datetime.fromisoformat(raw.strip()))
        return _number_cell(raw.strip(), self._style in self._book.dates, self._book.epoch)


def _place(reference: str) -> tuple[int, int]:
    """Row and column of a reference such as B12."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise Unreadable
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    if not (0 < row <= MAX_ROW and column <= MAX_COLUMN):
        raise Unreadable
    return row, column


def _text_cell(text: str) -> Cell:
    """A text; ``_x000D_`` stands for a character that XML cannot hold (ISO/IEC 29500-1, 22.9.2.19)."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return Cell(text, "control" if _UNFIT.search(text) else None)


def _number_cell(raw: str, dated: bool, epoch: datetime) -> Cell:
    """A number as it is read aloud: no exponent, no ``.0``, no dust of binary fractions behind 15 digits."""
    try:
        number = Decimal(raw)
        if not number.is_finite():
            raise Unreadable
    except InvalidOperation as error:
        raise Unreadable from error
    if dated:
        try:
            return _day_cell(from_excel(float(number), epoch))
        except (OverflowError, ValueError):
            return Cell(raw, "date")
    if number == number.to_integral_value():
        plain = format(number.to_integral_value(), "f") if number.adjusted() < 400 else raw
        return Cell(plain, "precision" if number.adjusted() >= _EXACT else None)
    return Cell(format(Decimal(f"{float(number):.{_EXACT}g}"), "f"))


def _day_cell(value: datetime | date | time | timedelta | None) -> Cell:
    """A day as ``YYYY-MM-DD``, with the time of day where there is one."""
    if isinstance(value, datetime):
        if value.time() == time():
            return Cell(value.date().isoformat())
        return Cell(value.isoformat(" ", "minutes"))
    if isinstance(value, time):
        return Cell(value.isoformat("minutes"))
    return Cell(str(value), "date")


def rows_in_order(grid: Grid) -> Iterator[tuple[int, dict[int, Cell]]]:
    """The rows that hold anything, from the top."""
    for number in sorted(grid.rows):
        yield number, grid.rows[number]
