"""One writer for each kind of file; each takes a table batch by batch."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from barzan.answers.exporting import dressing
from barzan.answers.exporting.archive import Archive, Writer
from barzan.answers.exporting.options import Options
from barzan.answers.exporting.outputs import Output, heads_of
from barzan.answers.exporting.spss import Spss
from barzan.answers.exporting.streams import Read, Told
from barzan.answers.exporting.workbook import Xlsx
from barzan.blueprints.csvs import safe_cell

MOST_HELD = 2_000_000  # cells of a row group of Parquet


class Csv(Archive):
    """A CSV for each table: UTF-8 with a byte order mark, CRLF, formulas defused."""

    ending = "csv"
    compressed = zipfile.ZIP_DEFLATED

    def table(self, number: int, read: Read, told: Told) -> None:
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
                for rows, texts in read(outputs):
                    columns = [
                        dressing.texts(each, texts[each.column.path], self.options) for each in outputs
                    ]
                    writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=schema))
                    told(rows)


class Parquet(Archive):
    """A Parquet file for each table, in the types of the questions."""

    ending = "parquet"

    def table(self, number: int, read: Read, told: Told) -> None:
        """Writes a table."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        _, outputs, _ = self.tables[number]
        heads = [each.name for each in outputs]
        schema = pa.schema([_field(output, head) for output, head in zip(outputs, heads, strict=True)])
        held: list[pa.RecordBatch] = []
        with self.entry(number) as raw, pq.ParquetWriter(raw, schema, compression="zstd") as writer:
            for rows, texts in read(outputs):
                columns = [
                    dressing.typed(each, texts[each.column.path], self.options).cast(field.type)
                    for each, field in zip(outputs, schema, strict=True)
                ]
                held.append(pa.RecordBatch.from_arrays(columns, schema=schema))
                if sum(each.num_rows for each in held) * len(outputs) > MOST_HELD:
                    writer.write_table(pa.Table.from_batches(held))
                    held = []
                told(rows)
            if held:
                writer.write_table(pa.Table.from_batches(held))


def _field(output: Output, head: str) -> Any:
    """A column of Parquet in its type; its labels in both languages go with it."""
    import pyarrow as pa

    kinds = {
        "number": pa.float64(),
        "whole": pa.int64(),
        "day": pa.date32(),
        "moment": pa.timestamp("s"),
        "flag": pa.int8(),
    }
    labels = {f"label_{language}": output.label(language) for language in ("fa", "en")}
    return pa.field(head, kinds.get(output.type, pa.string()), metadata=labels)


WRITERS: dict[str, Callable[[Path, Options], Writer]] = {
    "csv": Csv,
    "xlsx": Xlsx,
    "parquet": Parquet,
    "sav": Spss,
}
