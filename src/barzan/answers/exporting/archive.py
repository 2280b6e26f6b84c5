"""What all writers have in common: how they are told of tables, and a ZIP with a file for each of them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from barzan.answers.core.columns import Table
from barzan.answers.core.names import files
from barzan.answers.exporting.options import Options
from barzan.answers.exporting.outputs import Output
from barzan.answers.exporting.streams import Read, Told
from barzan.blueprints.csvs import safe_cell


class Writer(Protocol):
    """What writes a file: ``begin`` checks every table first, so that nothing is written in vain."""

    def begin(self, tables: Sequence[tuple[Table, list[Output], int]]) -> None:
        """Told of all tables with their rows. Raises ``TooWide``."""

    def table(self, number: int, read: Read, told: Told) -> None:
        """Writes the table ``number``."""

    def end(self, codebook: Iterable[Sequence[str]]) -> None:
        """Writes what explains the tables, and closes the file."""


class Archive:
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
