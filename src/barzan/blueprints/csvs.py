"""Writes CSV files that a spreadsheet opens as they are. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


PIECE = 256 * 1024  # characters


def as_csv(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    """The rows under their columns: UTF-8 with a byte order mark, formulas defused."""
    return b"".join(pieces(columns, rows))


def pieces(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> Iterator[bytes]:
    """The same piece by piece, while the rows are read."""
    text = io.StringIO(newline="")
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
        if text.tell() > PIECE:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def safe_cell(value: object) -> str:
    """The text of a cell that no spreadsheet takes for a formula (OWASP: CSV injection)."""
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(FORMULA_STARTS) else text
