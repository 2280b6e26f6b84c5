"""Reads the CSV files of a blueprint: UTF-8, commas, a header. Pure: bytes in, rows out.

Every refusal names the row, the column and the cure. Rows are numbered as a spreadsheet shows them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import NoReturn

from barzan.blueprints.registry import Columns
from barzan.blueprints.values import BlueprintRefused, Problem, Row, refuse
from barzan.persian.text import normalise

MAX_BYTES = 20 * 2**20
MAX_ROWS = 200_000
MAX_COLUMNS = 100
MAX_CELL = 20_000
MAX_PROBLEMS = 200

_SAVE_AGAIN_FA = "در برنامهٔ صفحه‌گسترده «ذخیره به نام» و سپس «CSV UTF-8» را برگزینید."
_SAVE_AGAIN_EN = "In the spreadsheet choose “Save as”, then “CSV UTF-8”."


def read_csv(data: bytes, file: str) -> list[Row]:
    """The rows below the header, blank lines left out. Raises ``BlueprintRefused`` with every problem."""
    return read_csv_table(data, file)[1]


def read_csv_table(data: bytes, file: str) -> tuple[list[str], list[Row]]:
    """The names of the columns, and the rows as ``read_csv`` has them."""
    records = _records(decode(data, file), file)
    header = [normalise(name) for name in next(records, (1, []))[1]]
    problems = _header_problems(header, file)
    if problems:
        raise BlueprintRefused(problems)
    rows = []
    for number, cells in records:
        wrong = _row_problems(number, cells, header, file)
        problems += wrong
        if not wrong:
            rows.append(Row(number, dict(zip(header, map(normalise, cells), strict=True))))
        if len(problems) >= MAX_PROBLEMS:
            break
    if problems:
        raise BlueprintRefused(problems)
    return header, rows


def column_problems(rows: list[Row], columns: Columns, file: str) -> list[Problem]:
    """Columns that the provider does not know, those it misses, and required cells left empty."""
    if not rows:
        return [
            Problem(
                file,
                0,
                "",
                "فایل هیچ ردیفی ندارد؛ دست‌کم یک ردیف بنویسید.",
                "The file has no rows; write at least one.",
            )
        ]
    present = {name for row in rows for name in row.cells}
    known = ", ".join((*columns.required, *columns.optional))
    problems = [
        Problem(
            file, 1, name, f"ستون «{name}» نیست؛ آن را بیفزایید.", f"The column “{name}” is missing; add it."
        )
        for name in columns.required
        if name not in present
    ]
    problems += [
        Problem(
            file, 1, name,
            f"ستون «{name}» شناخته نیست؛ ستون‌ها این‌ها هستند: {known}",
            f"The column “{name}” is unknown; the columns are: {known}",
        )
        for name in sorted(present - {*columns.required, *columns.optional})
    ]  # fmt: skip
    empty = (
        Problem(
            file, row.number, name, f"«{name}» خالی است؛ آن را بنویسید.", f"“{name}” is empty; fill it in."
        )
        for row in rows
        for name in columns.required
        if name in present and not row[name]
    )
    return (problems + list(empty))[:MAX_PROBLEMS]


def decode(data: bytes, file: str) -> str:
    """The text of a UTF-8 file, with or without a byte order mark; another encoding is refused by name."""
    if len(data) > MAX_BYTES:
        megabytes = MAX_BYTES // 2**20
        refuse(
            file,
            0,
            "",
            f"فایل از {megabytes} مگابایت بزرگ‌تر است؛ آن را چند بخش کنید.",
            f"The file is over {megabytes} MB; split it.",
        )
    if not data.strip():
        refuse(file, 0, "", "فایل خالی است.", "The file is empty.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        _refuse_encoding(file, _guess(data))
    if "\0" in text:
        if _guess(data).startswith("UTF-16"):
            _refuse_encoding(file, _guess(data))
        refuse(
            file,
            text[: text.index("\0")].count("\n") + 1,
            "",
            "در فایل نویسهٔ تهی (NUL) هست؛ فایل آسیب دیده است.",
            "The file holds a NUL character; it is damaged.",
        )
    return text


def _guess(data: bytes) -> str:
    """The encoding that ``data``, which is no UTF-8 text, seems to be in; empty where none fits."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    sample = data[:4096]
    for zeros, name in ((sample[1::2], "UTF-16 LE"), (sample[0::2], "UTF-16 BE")):
        # In UTF-16 the high byte of a Latin letter, digit or comma is 0, of a Persian letter 6.
        if zeros and sum(byte in (0, 6, 32) for byte in zeros) > 0.9 * len(zeros):
            return name
    foreign = [letter for letter in data.decode("windows-1256") if letter > "\x7f"]
    arabic = sum("\u0600" <= letter <= "\u06ff" or letter == "\u200c" for letter in foreign)
    return "Windows-1256" if arabic > 0.9 * len(foreign) else ""


def _refuse_encoding(file: str, name: str) -> NoReturn:
    fa = f"این فایل UTF-8 نیست و به {name} می‌ماند. " if name else "این فایل UTF-8 نیست. "
    en = f"This file is not UTF-8; it looks like {name}. " if name else "This file is not UTF-8. "
    refuse(file, 0, "", fa + _SAVE_AGAIN_FA, en + _SAVE_AGAIN_EN)


def _records(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Each record that is not blank, with its number; quoting errors are refused where they stand."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            refuse(
                file,
                number,
                "",
                'نشان نقل‌قول (") در این ردیف درست بسته نشده است، یا خانه‌ای بسیار بلند است.',
                'A quotation mark (") of this row is not closed rightly, or a cell is far too long.',
            )
        if number > MAX_ROWS:
            refuse(
                file,
                0,
                "",
                f"فایل بیش از {MAX_ROWS} ردیف دارد؛ آن را چند بخش کنید.",
                f"The file has over {MAX_ROWS} rows; split it.",
            )
        if any(cell.strip() for cell in cells):
            yield number, cells


def _header_problems(header: list[str], file: str) -> list[Problem]:
    def problem(column: str, fa: str, en: str) -> Problem:
        return Problem(file, 1, column, fa, en)

    if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        return [
            problem(
                "",
                f"ستون‌ها با ویرگول جدا نشده‌اند. {_SAVE_AGAIN_FA}",
                f"The columns are not parted by commas. {_SAVE_AGAIN_EN}",
            )
        ]
    if len(header) > MAX_COLUMNS:
        return [problem("", f"بیش از {MAX_COLUMNS} ستون هست.", f"There are over {MAX_COLUMNS} columns.")]
    problems = [
        problem(
            name,
            f"ستون «{name}» دو بار آمده است؛ یکی را بردارید.",
            f"The column “{name}” stands twice; remove one.",
        )
        for name in sorted({name for name in header if name and header.count(name) > 1})
    ]
    if "" in header:
        place = header.index("") + 1
        problems.append(problem("", f"ستون شمارهٔ {place} نام ندارد.", f"Column number {place} has no name."))
    return problems


def _row_problems(number: int, cells: list[str], header: list[str], file: str) -> list[Problem]:
    if len(cells) != len(header):
        return [
            Problem(
                file, number, "",
                f"این ردیف {len(cells)} خانه دارد و سرستون {len(header)} ستون؛ ویرگول‌ها را ببینید.",
                f"This row has {len(cells)} cells, the header {len(header)} columns; look at the commas.",
            )
        ]  # fmt: skip
    return [
        Problem(
            file, number, name,
            f"متن «{name}» از {MAX_CELL} نویسه بلندتر است؛ کوتاهش کنید.",
            f"“{name}” is longer than {MAX_CELL} characters; shorten it.",
        )
        for name, cell in zip(header, cells, strict=True)
        if len(cell) > MAX_CELL
    ]  # fmt: skip
