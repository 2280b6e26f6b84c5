"""Reads what somebody hands in: an XLSX workbook, a CSV table, a ZIP of CSV tables; rows by table. Pure.

Everything is hostile until it has been read: the safe readers of ``blueprints`` do the reading, this says
which tables they are and where each cell stands. What is wrong is told by sheet, row and column.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import PurePath

from barzan.blueprints.packages import PackageRefused, check_office, check_tables
from barzan.blueprints.sheets import place, read_tables
from barzan.blueprints.tables import MAX_BYTES, read_csv_table
from barzan.blueprints.values import BlueprintRefused, Problem, Row, refuse
from barzan.blueprints.workbooks import TooLarge, Unreadable, grids, letters, rows_in_order
from barzan.exchange.books import armed
from barzan.exchange.collecting import seldom
from barzan.exchange.tables import BESIDES, BY_KEY, TABLES, Table, labels
from barzan.persian.text import latin_digits, normalise

PACKAGE = b"PK\x03\x04"
check_workbook = check_office("xl/workbook.xml")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that was read; ``columns`` are the letters by the keys, ``rows`` come without the labels."""

    table: Table
    rows: tuple[Row, ...]
    columns: Mapping[str, str]


def read(data: bytes, file: str) -> list[Sheet]:
    """The tables in the order in which they are applied.

    Raises ``BlueprintRefused`` with every problem; its ``file`` is the name of the sheet, or of the file.
    """
    try:
        with seldom():
            found = _tables(data, file)
    except BlueprintRefused as refused:
        raise BlueprintRefused([_at_sheet(problem, file) for problem in refused.problems]) from refused
    unknown = [_unknown(name) for name in found if name not in BY_KEY]
    if unknown:
        raise BlueprintRefused(unknown)
    problems = [problem for name, (_, columns) in found.items() for problem in _columns(name, columns)]
    if problems:
        raise BlueprintRefused(problems)
    return [_sheet(table, *found[table.key]) for table in TABLES if table.key in found]


def plainly(data: bytes) -> list[Sheet]:
    """What stands in the cells of a workbook that ``read`` refused, to mark it; none if it does not open."""
    if len(data) > MAX_BYTES:
        return []
    try:
        check_workbook(BytesIO(data))
        found = grids(data)
    except (PackageRefused, TooLarge, Unreadable):
        return []
    sheets = []
    for grid in found:
        numbered = rows_in_order(grid)
        if grid.name not in BY_KEY or (first := next(numbered, None)) is None:
            continue
        names = {column: normalise(cell.text) for column, cell in first[1].items()}
        rows = (
            Row(number, {names[column]: cell.text for column, cell in cells.items() if column in names})
            for number, cells in numbered
        )
        columns = {name: letters(column) for column, name in names.items()}
        sheets.append(_sheet(BY_KEY[grid.name], rows, columns))
    return sheets


Found = dict[str, tuple[list[Row], Mapping[str, str]]]


def _tables(data: bytes, file: str) -> Found:
    if len(data) > MAX_BYTES:
        megabytes = MAX_BYTES // 2**20
        refuse(
            file, 0, "",
            f"فایل از {megabytes} مگابایت بزرگ‌تر است؛ آن را چند بخش کنید.",
            f"The file is over {megabytes} MB; split it.",
        )  # fmt: skip
    if not data:
        refuse(file, 0, "", "فایل خالی است.", "The file is empty.")
    if not data.startswith(PACKAGE):
        if _is_of(file, ".csv", ".txt"):
            return {_key(file): _csv(data, _key(file))}
        tables = read_tables(data, file, besides=BESIDES)
    elif _is_of(file, ".zip"):
        return dict(_archive(data, file))
    else:
        tables = read_tables(data, file, besides=BESIDES)
    return {name: (table.rows, table.columns) for name, table in tables.items()}


def _is_of(file: str, *suffixes: str) -> bool:
    return PurePath(file).suffix.lower() in suffixes


def _key(file: str) -> str:
    """The table that a file is named after: spreadsheets and browsers add numbers and dates to names."""
    stem = PurePath(file).stem.lower().replace("-", "_")
    named = [
        table.key
        for table in TABLES
        if stem == table.key or stem.startswith((f"{table.key} ", f"{table.key}_"))
    ]
    return named[0] if named else PurePath(file).stem


def _csv(data: bytes, name: str) -> tuple[list[Row], Mapping[str, str]]:
    header, rows = read_csv_table(data, name)
    cells = (Row(row.number, {key: armed(cell) for key, cell in row.cells.items()}) for row in rows)
    return list(cells), {key: letters(number) for number, key in enumerate(header, start=1)}


def _archive(data: bytes, file: str) -> Iterator[tuple[str, tuple[list[Row], Mapping[str, str]]]]:
    """The tables of a ZIP; every problem of every table is found before any is told."""
    try:
        check_tables(BytesIO(data))
    except PackageRefused as refused:
        raise BlueprintRefused([Problem(file, 0, "", refused.fa, refused.en)]) from refused
    problems: list[Problem] = []
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for entry in archive.infolist():
            with archive.open(entry) as content:
                table = content.read(MAX_BYTES + 1)
            try:
                yield _key(entry.filename), _csv(table, _key(entry.filename))
            except BlueprintRefused as refused:
                problems += refused.problems
    if problems:
        raise BlueprintRefused(problems)


def _at_sheet(problem: Problem, file: str) -> Problem:
    """The problem with the name of the sheet alone where it is one of a workbook."""
    return replace(problem, file=problem.file.removeprefix(place(file, "")))


def _unknown(name: str) -> Problem:
    known = ", ".join(BY_KEY)
    return Problem(
        name, 0, "",
        f"«{name}» از جدول‌های فهرست خدمات نیست؛ جدول‌ها این‌ها هستند: {known}. نمونهٔ خام را بگیرید و پر کنید.",
        f"“{name}” is no table of the catalogue; the tables are: {known}. Take the template and fill it in.",
    )  # fmt: skip


def _columns(name: str, columns: Mapping[str, str]) -> Iterator[Problem]:
    """Every column has to be there: an absent one must not empty what is published."""
    keys = BY_KEY[name].keys
    for key in keys:
        if key not in columns:
            yield Problem(
                name, 1, key,
                f"ستون «{key}» نیست؛ آن را با همین نام در سطر ۱ بگذارید. خانهٔ خالی یعنی «نامعلوم».",
                f"The column “{key}” is missing; add it by this name in row 1. Empty cells mean “not known”.",
            )  # fmt: skip
    listed = ", ".join(keys)
    for key in columns:
        if key not in keys:
            yield Problem(
                name, 1, key,
                f"ستون «{key}» شناخته نیست؛ نامش را درست کنید یا ستون را بردارید. ستون‌ها: {listed}",
                f"The column “{key}” is unknown; correct its name or remove it. The columns are: {listed}",
            )  # fmt: skip


def _sheet(table: Table, rows: Iterable[Row], columns: Mapping[str, str]) -> Sheet:
    first = table.columns[0].key
    heads = {normalise(names[0]) for names in labels(table.key)}
    plain = [column.key for column in table.columns if column.kind != "text"]
    kept = (row for place, row in enumerate(rows) if place or row[first] not in heads)
    return Sheet(table, tuple(_plain(row, plain) for row in kept), columns)


def _plain(row: Row, plain: list[str]) -> Row:
    """The row with Latin digits where codes and numbers stand: a Persian keyboard writes others."""
    changed = {key: latin_digits(row[key]) for key in plain if not row[key].isascii()}
    return replace(row, cells={**row.cells, **changed}) if changed else row
