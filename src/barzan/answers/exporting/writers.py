"""One writer for each kind of file; each takes a table batch by batch."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Protocol

from barzan.answers.core.columns import Table
from barzan.answers.core.names import files, sheets, spss
from barzan.answers.errors import TooWide
from barzan.answers.exporting import dressing
from barzan.answers.exporting.options import Options
from barzan.answers.exporting.outputs import Output, heads_of
from barzan.answers.exporting.streams import Texts
from barzan.blueprints.csvs import safe_cell

if TYPE_CHECKING:
    import pyarrow as pa

SHEET_ROWS, SHEET_COLUMNS = 1_048_576, 16_384
SPSS_CELLS = 40_000_000
SPSS_TEXT = 32_000
Batches = Iterable[tuple[int, Texts]]
Told = Callable[[int], None]


class Writer(Protocol):
    """What writes a file: ``begin`` checks every table first, so that nothing is written in vain."""

    def begin(self, tables: Sequence[tuple[Table, list[Output], int]]) -> None:
        """Told of all tables with their rows. Raises ``TooWide``."""

    def table(self, number: int, batches: Batches, told: Told) -> None:
        """Writes the table ``number``."""

    def end(self, codebook: Iterable[Sequence[str]]) -> None:
        """Writes what explains the tables, and closes the file."""


class _Archive:
    """A ZIP with a file for each table."""

    ending = ""
    compressed = zipfile.ZIP_STORED

    def __init__(self, file: Path, options: Options) -> None:
        self.options = options
        self.archive = zipfile.ZipFile(file, "w", self.compressed, compresslevel=1)
        self.tables: list[tuple[Table, list[Output], int]] = []
        self.names: list[str] = []

    def begin(self, tables: Sequence[tuple[Table, list[Output], int]]) -> None:
        self.tables = list(tables)
        self.names = files([table.name or "submissions" for table, _, _ in tables])

    def end(self, codebook: Iterable[Sequence[str]]) -> None:
        with (
            self.archive.open("codebook.csv", "w") as raw,
            io.TextIOWrapper(raw, "utf-8-sig", newline="") as text,
        ):
            csv.writer(text).writerows([safe_cell(cell) for cell in row] for row in codebook)
        self.archive.close()

    def entry(self, number: int) -> Any:
        """A new file of the archive."""
        return self.archive.open(f"{self.names[number]}.{self.ending}", "w", force_zip64=True)


class Csv(_Archive):
    """A CSV for each table: UTF-8 with a byte order mark, CRLF, formulas defused."""

    ending = "csv"
    compressed = zipfile.ZIP_DEFLATED

    def table(self, number: int, batches: Batches, told: Told) -> None:
        """Writes a table."""
        import pyarrow as pa
        from pyarrow import csv as arrow_csv

        _, outputs, _ = self.tables[number]
        with self.entry(number) as raw, io.BufferedWriter(raw, 1 << 20) as file:
            heads = io.StringIO(newline="")
            csv.writer(heads).writerow([safe_cell(head) for head in heads_of(outputs, self.options)])
            file.write(("\ufeff" + heads.getvalue()).encode())
            schema = pa.schema([(str(place), pa.string()) for place in range(len(outputs))])
            options = arrow_csv.WriteOptions(include_header=False, quoting_style="needed", eol="\r\n")
            with arrow_csv.CSVWriter(file, schema, write_options=options) as writer:
                for rows, texts in batches:
                    columns = [
                        dressing.texts(each, texts[each.column.path], self.options) for each in outputs
                    ]
                    writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=schema))
                    told(rows)


class Parquet(_Archive):
    """A Parquet file for each table, in the types of the questions."""

    ending = "parquet"

    def table(self, number: int, batches: Batches, told: Told) -> None:
        """Writes a table."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        _, outputs, _ = self.tables[number]
        heads = [each.name for each in outputs]
        schema = pa.schema([_field(output, head) for output, head in zip(outputs, heads, strict=True)])
        held: list[pa.RecordBatch] = []
        with self.entry(number) as raw, pq.ParquetWriter(raw, schema, compression="zstd") as writer:
            for rows, texts in batches:
                columns = [
                    dressing.typed(each, texts[each.column.path], self.options).cast(field.type)
                    for each, field in zip(outputs, schema, strict=True)
                ]
                held.append(pa.RecordBatch.from_arrays(columns, schema=schema))
                if sum(each.num_rows for each in held) * len(outputs) > 4_000_000:
                    writer.write_table(pa.Table.from_batches(held))
                    held = []
                told(rows)
            if held:
                writer.write_table(pa.Table.from_batches(held))


def _field(output: Output, head: str) -> Any:
    """A column of Parquet in its type; its label goes with it."""
    import pyarrow as pa

    kinds = {
        "number": pa.float64(),
        "whole": pa.int64(),
        "day": pa.date32(),
        "moment": pa.timestamp("s"),
        "flag": pa.int8(),
    }
    return pa.field(head, kinds.get(output.type, pa.string()), metadata={"label": output.label})


class Xlsx:
    """A workbook with a sheet for each table, right to left in Persian; every text is a text."""

    def __init__(self, file: Path, options: Options) -> None:
        import xlsxwriter

        self.options = options
        settings = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.book = xlsxwriter.Workbook(str(file), settings)
        self.bold = self.book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.days = {
            "day": self.book.add_format({"num_format": "yyyy-mm-dd"}),
            "moment": self.book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        self.tables: list[tuple[Table, list[Output], int]] = []
        self.sheets: list[Any] = []

    def begin(self, tables: Sequence[tuple[Table, list[Output], int]]) -> None:
        """Makes the sheets, where all of them can hold their tables."""
        language = self.options.language
        names = [table.label(language) if table.path else _SUBMISSIONS[language] for table, _, _ in tables]
        for name, (_, outputs, rows) in zip(names, tables, strict=True):
            if rows + 1 > SHEET_ROWS or len(outputs) > SHEET_COLUMNS:
                raise TooWide(name, rows, len(outputs), SHEET_ROWS - 1, SHEET_COLUMNS)
        self.tables = list(tables)
        self.names = sheets([*names, "codebook"])

    def table(self, number: int, batches: Batches, told: Told) -> None:
        """Writes a table."""
        _, outputs, _ = self.tables[number]
        sheet = self._sheet(self.names[number])
        sheet.write_row(0, 0, heads_of(outputs, self.options), self.bold)
        line = 1
        for rows, texts in batches:
            columns = [self._cells(each, texts) for each in outputs]
            for cells in zip(*columns, strict=True):
                for place, value in enumerate(cells):
                    if value is not None:
                        self._put(sheet, line, place, outputs[place], value)
                line += 1
            told(rows)

    def _sheet(self, name: str) -> Any:
        sheet = self.book.add_worksheet(name)
        if self.options.language == "fa":
            sheet.right_to_left()
        sheet.freeze_panes(1, 0)
        return sheet

    def _cells(self, output: Output, texts: Texts) -> list[Any]:
        found = texts[output.column.path]
        typed = dressing.typed(output, found, self.options).to_pylist()
        if output.type in ("text", "code", "flag") or output.part:
            return typed
        return [
            text if value is None else value for value, text in zip(typed, found.to_pylist(), strict=True)
        ]

    def _put(self, sheet: Any, line: int, place: int, output: Output, value: Any) -> None:
        if isinstance(value, str):
            sheet.write_string(line, place, value[:32_767])
        elif output.type in self.days:
            sheet.write_datetime(line, place, value, self.days[output.type])
        else:
            sheet.write_number(line, place, value)

    def end(self, codebook: Iterable[Sequence[str]]) -> None:
        """Writes what explains the tables, and closes the file."""
        sheet = self._sheet(self.names[-1])
        for line, row in enumerate(codebook):
            for place, cell in enumerate(row):
                sheet.write_string(line, place, cell)
        self.book.close()


_SUBMISSIONS = {"fa": "پاسخ‌ها", "en": "Submissions"}


class Spss(_Archive):
    """A .sav for each table: choices as numbers with their words, several choices as 0/1 variables."""

    ending = "sav"
    compressed = zipfile.ZIP_DEFLATED

    def begin(self, tables: Sequence[tuple[Table, list[Output], int]]) -> None:
        """The program's library holds a table in memory: larger ones are refused."""
        for table, outputs, rows in tables:
            if rows * len(outputs) > SPSS_CELLS:
                raise TooWide(
                    table.name or "submissions", rows, len(outputs), SPSS_CELLS // len(outputs), len(outputs)
                )
        super().begin(tables)

    def table(self, number: int, batches: Batches, told: Told) -> None:
        """Writes a table."""
        import pandas
        import pyreadstat

        _, outputs, _ = self.tables[number]
        variables = [_Variable(each, self.options) for each in outputs]
        for rows, texts in batches:
            for variable in variables:
                variable.add(texts[variable.output.column.path])
            told(rows)
        names = spss([each.name.removeprefix("/") for each in outputs])
        frame = pandas.DataFrame({name: each.values() for name, each in zip(names, variables, strict=True)})
        labels = {name: each.output.label[:255] for name, each in zip(names, variables, strict=True)}
        worded = {name: each.words for name, each in zip(names, variables, strict=True) if each.words}
        with TemporaryDirectory(dir=Path(self.archive.filename or "").parent) as folder:
            file = Path(folder) / "table.sav"
            pyreadstat.write_sav(
                frame, file, column_labels=labels, variable_value_labels=worded, row_compress=True,
                variable_measure={name: each.measure for name, each in zip(names, variables, strict=True)},
            )  # fmt: skip
            self.archive.write(file, f"{self.names[number]}.sav")


class _Variable:
    """A variable of SPSS, growing: a choice is its number where all choices are numbers, else its place."""

    def __init__(self, output: Output, options: Options) -> None:
        self.output, self.options = output, options
        self.words: dict[float, str] = {}
        self.codes: dict[str, float] = {}
        self.parts: list[Any] = []
        if output.type == "code":
            offered = list(output.column.choices)
            numbers = [dressing.whole(value) for value in offered]
            plain = all(number is not None for number in numbers) and len(set(numbers)) == len(numbers)
            for place, value in enumerate(offered, start=1):
                self._know(value, float(numbers[place - 1] or 0) if plain else float(place))

    @property
    def measure(self) -> str:
        """How SPSS treats the variable."""
        return "scale" if self.output.type in ("number", "whole", "moment", "day") else "nominal"

    def _know(self, value: str, code: float) -> float:
        self.codes[value] = code
        worded = self.output.column.called(value, self.options.language) if self.options.labels else value
        self.words[code] = worded[:120]
        return code

    def _code(self, value: str) -> float:
        return (
            self.codes[value] if value in self.codes else self._know(value, max(self.words, default=0.0) + 1)
        )

    def add(self, found: pa.Array) -> None:
        """Takes the next rows."""
        import pyarrow as pa

        if self.output.type == "code":
            encoded = found.dictionary_encode()
            codes = pa.array([self._code(value) for value in encoded.dictionary.to_pylist()], pa.float64())
            self.parts.append(codes.take(encoded.indices))
        else:
            self.parts.append(dressing.typed(self.output, found, self.options))

    def values(self) -> Any:
        """The whole column."""
        import pyarrow as pa

        whole = pa.chunked_array(self.parts) if self.parts else pa.chunked_array([], pa.string())
        if pa.types.is_string(whole.type):
            return [(text or "")[:SPSS_TEXT] for text in whole.to_pylist()]
        if pa.types.is_temporal(whole.type):
            return whole.cast(pa.timestamp("s")).to_pandas()
        return whole.cast(pa.float64()).to_numpy()


WRITERS: dict[str, Callable[[Path, Options], Writer]] = {
    "csv": Csv,
    "xlsx": Xlsx,
    "parquet": Parquet,
    "sav": Spss,
}
