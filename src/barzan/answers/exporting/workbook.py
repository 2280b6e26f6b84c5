"""A workbook as a stream: rows are put together from the columns of a batch, no cell is an object.

What stands in a cell is written as Office Open XML says it (ECMA-376, part 1): numbers and days as numbers,
all else as texts, which no program runs as formulas.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from barzan.answers.core.columns import Table
from barzan.answers.core.names import sheets
from barzan.answers.errors import TooWide
from barzan.answers.exporting import dressing
from barzan.answers.exporting.options import Options
from barzan.answers.exporting.outputs import Output, heads_of
from barzan.answers.exporting.streams import Read, Texts, Told
from barzan.blueprints import sheetml

if TYPE_CHECKING:
    import pyarrow as pa

SHEET_ROWS, SHEET_COLUMNS = 1_048_576, 16_384
SUBMISSIONS = {"fa": "پاسخ‌ها", "en": "Submissions"}
STYLES = {"day": 1, "moment": 2}

# A number that a spreadsheet keeps to its last digit, as it is written.
PLAIN = r"^-?(0|[1-9]\d{0,14}|(0|[1-9]\d{0,7})\.\d{1,6})$"
DIGITS = 15
# What may not stand in XML as it is, and what would be read as the escape of a character.
STRANGE = r"[&<>\x00-\x08\x0b-\x1f\x{fffe}\x{ffff}]|_x[0-9A-Fa-f]{4}_"
ZERO = datetime(1899, 12, 30)
DAYS_TO_1970 = 25_569
FIRST_DAY = datetime(1900, 3, 1)  # programs do not agree on how the days before it are counted


class Xlsx:
    """A workbook with a sheet for each table, right to left in Persian; every text is a text."""

    def __init__(self, file: Path, options: Options) -> None:
        self.options = options
        self.archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self.tables: list[tuple[Table, list[Output], int]] = []
        self.names: list[str] = []

    def begin(self, tables: Sequence[tuple[Table, list[Output], int]]) -> None:
        """Names the sheets, where all of them can hold their tables."""
        language = self.options.language
        names = [table.label(language) if table.path else SUBMISSIONS[language] for table, _, _ in tables]
        for name, (_, outputs, rows) in zip(names, tables, strict=True):
            if rows + 1 > SHEET_ROWS or len(outputs) > SHEET_COLUMNS:
                raise TooWide(name, rows, len(outputs), SHEET_ROWS - 1, SHEET_COLUMNS)
        self.tables = list(tables)
        self.names = sheets([*names, "codebook"])

    def table(self, number: int, read: Read, told: Told) -> None:
        """Writes a table."""
        _, outputs, _ = self.tables[number]
        with self._sheet(number) as sheet:
            sheet.write(sheetml.row(heads_of(outputs, self.options), sheetml.HEAD_STYLE))
            for rows, texts in read(outputs):
                sheet.write(_bytes(_lines(outputs, texts, self.options)))
                told(rows)

    def end(self, codebook: Iterable[Sequence[str]]) -> None:
        """Writes what explains the tables and what holds the sheets together, and closes the file."""
        with self._sheet(len(self.names) - 1) as sheet:
            for row in codebook:
                sheet.write(sheetml.row(row))
        for name, text in sheetml.parts(self.names):
            self.archive.writestr(name, text)
        self.archive.close()

    @contextmanager
    def _sheet(self, number: int) -> Iterator[io.BufferedWriter]:
        """A sheet to be written row by row; its first row stays in sight."""
        with (
            self.archive.open(f"xl/worksheets/sheet{number + 1}.xml", "w", force_zip64=True) as raw,
            io.BufferedWriter(raw, 1 << 20) as sheet,  # type: ignore[type-var]
        ):
            sheet.write(sheetml.head(self.options.language == "fa").encode())
            yield sheet
            sheet.write(sheetml.TAIL.encode())


def _lines(outputs: Sequence[Output], texts: Texts, options: Options) -> pa.Array:
    """The rows of a batch."""
    import pyarrow.compute as pc

    columns = [cells(each, texts[each.column.path], options) for each in outputs]
    return pc.binary_join_element_wise(
        "<row>", *columns, "</row>", "", null_handling="replace", null_replacement="<c/>"
    )


def _bytes(lines: pa.Array) -> memoryview:
    """The texts of an array one after the other, as they lie in memory."""
    _, ends, data = lines.buffers()
    last = memoryview(ends).cast("i")[len(lines)]
    return memoryview(data)[:last]


def cells(output: Output, found: pa.Array, options: Options) -> pa.Array:
    """A column as cells; where nothing was answered there is none."""
    import pyarrow as pa

    if output.part:
        return dressing.each(
            found, lambda text: _number(dressing.piece(text, output.part)) or None, pa.string()
        )
    if output.type == "flag":
        return _around("<c><v>", dressing.worded(output, found, options), "</v></c>")
    if output.type in ("number", "whole"):
        return _numbers(found)
    if output.type in STYLES:
        return _moments(output, found, options)
    return _texts(dressing.worded(output, found, options))


def _around(head: str, found: pa.Array, tail: str) -> pa.Array:
    import pyarrow.compute as pc

    return pc.binary_join_element_wise(head, found, tail, "")


def _numbers(found: pa.Array) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    if pc.all(pc.match_substring_regex(found, PLAIN)).as_py() is not False:
        return _around("<c><v>", found, "</v></c>")
    return dressing.each(found, lambda text: _number(text) or sheetml.text(text), pa.string())


def _number(text: str) -> str:
    """A number as a cell; ``""`` where the text is none, or one that a spreadsheet would round."""
    value = dressing.number(text)
    digits = sum(each.isdigit() for each in text.lstrip("-+0."))
    return "" if value is None or digits > DIGITS else f"<c><v>{value:.15g}</v></c>"


def _moments(output: Output, found: pa.Array, options: Options) -> pa.Array:
    """Days are counted at once where all of a batch are days that every program counts alike."""
    import pyarrow as pa
    import pyarrow.compute as pc

    style = STYLES[output.type]
    if output.type == "day":
        days = dressing.typed(output, found, options)
        least = pc.min(days).as_py()
        if days.null_count == found.null_count and (least is None or least >= FIRST_DAY.date()):
            numbers = pc.add(days.cast(pa.int32()), DAYS_TO_1970).cast(pa.string())
            return _around(f'<c s="{style}"><v>', numbers, "</v></c>")
    return dressing.each(found, lambda text: _moment(text, style), pa.string())


def _moment(text: str, style: int) -> str:
    """A day or a moment as a cell; as a text where it is none that every program counts alike."""
    moment = dressing.moment(text)
    if moment is None or moment < FIRST_DAY:
        return sheetml.text(text)
    return f'<c s="{style}"><v>{(moment - ZERO).total_seconds() / 86_400:.15g}</v></c>'


def _texts(found: pa.Array) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    strange = pc.any(pc.match_substring_regex(found, STRANGE)).as_py()
    if strange or (pc.max(pc.utf8_length(found)).as_py() or 0) > sheetml.LONGEST:
        return dressing.each(found, sheetml.text, pa.string())
    return _around(sheetml.TEXT, found, sheetml.TEXT_ENDS)
