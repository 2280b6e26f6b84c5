"""Reads what people fill in: an XLSX workbook or a CSV file, as rows by sheet. Pure: bytes in, rows out.

Only what stands plainly in the cells is taken. What a reader of the screen and a reader of the file would see
differently (formulas, merged and hidden cells, a number cut to 15 digits) is refused with sheet, row, column
and cure, so that nothing is taken over by mistake.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from barzan.blueprints.packages import PackageRefused, check_office
from barzan.blueprints.tables import MAX_BYTES, MAX_CELL, MAX_COLUMNS, MAX_PROBLEMS, MAX_ROWS, read_csv
from barzan.blueprints.values import BlueprintRefused, Problem, Row, refuse
from barzan.blueprints.workbooks import (
    Cell,
    Grid,
    TooLarge,
    Trouble,
    Unreadable,
    grids,
    has_outside_links,
    letters,
    rows_in_order,
)
from barzan.persian.text import latin_digits, normalise

_PACKAGE, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_check = check_office("xl/workbook.xml")

_TROUBLES: dict[Trouble, tuple[str, str]] = {
    "formula": (
        "این خانه فرمول دارد؛ آن را رونوشت کنید و با «چسباندن ویژه: مقدار» به مقدار برگردانید.",
        "This cell holds a formula; copy it and use “Paste special: values”.",
    ),
    "error": (
        "این خانه خطای صفحه‌گسترده نشان می‌دهد؛ مقدار درست را بنویسید.",
        "This cell shows a spreadsheet error; write the right value.",
    ),
    "control": (
        "در این خانه نویسهٔ نادیدنی هست؛ متن را دوباره تایپ کنید.",
        "This cell holds an invisible control character; type the text anew.",
    ),
    "precision": (
        "این عدد بیش از ۱۵ رقم دارد و صفحه‌گسترده رقم‌های آخرش را نگه نداشته است؛ ستون را «متن» کنید "
        "و از نو بنویسید.",
        "This number has over 15 digits and the spreadsheet lost its last ones; make the column “Text” "
        "and write it anew.",
    ),
    "date": (
        "این خانه قالب تاریخ دارد ولی تاریخی در آن نیست؛ تاریخ را مانند ۱۴۰۵/۹/۱۱ در قالب «متن» بنویسید.",
        "This cell is formatted as a date but holds none; write the date as text, as in 1405/9/11.",
    ),
}


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a sheet, and the letters of its columns by their names (A, B, ...), in their order."""

    rows: list[Row]
    columns: Mapping[str, str]


def read_workbook(data: bytes, file: str, *, besides: Collection[str] = ()) -> dict[str, list[Row]]:
    """The rows of every sheet of ``read_tables``; a CSV file is one sheet named as the file."""
    if not data.startswith((_PACKAGE, _OLD)):
        return {PurePath(file).stem: read_csv(data, file)}
    return {name: table.rows for name, table in read_tables(data, file, besides=besides).items()}


def read_tables(data: bytes, file: str, *, besides: Collection[str] = ()) -> dict[str, Table]:
    """The tables of every sheet of a workbook that holds any, by its name.

    The first filled row of a sheet names the columns; ``Row.number`` is the row as the spreadsheet shows it.
    All values are texts: days ``YYYY-MM-DD``, whole numbers as digits. Sheets in ``besides`` (notes, lists to
    choose from) are left out. Raises ``BlueprintRefused`` with every problem; its ``file`` is
    ``place(file, sheet)``.
    """
    if data.startswith(_OLD):
        refuse(
            file, 0, "",
            "این فایل قالب قدیمی (xls) یا رمز دارد؛ رمز را بردارید و آن را «xlsx» ذخیره کنید.",
            "This file has the old format (xls) or a password; remove it and save the file as “xlsx”.",
        )  # fmt: skip
    found: dict[str, Table] = {}
    problems: list[Problem] = []
    for grid in _grids(data, file):
        if grid.name in besides or not grid.rows:
            continue
        sheet = _Reading(place(file, grid.name), grid)
        found[grid.name] = Table(sheet.rows(), sheet.columns())
        problems += sheet.problems
    if problems:
        raise BlueprintRefused(problems[:MAX_PROBLEMS])
    if not found:
        refuse(file, 0, "", "در این فایل هیچ برگه‌ای پر نشده است.", "No sheet of this file is filled in.")
    return found


def place(file: str, sheet: str) -> str:
    """How a problem names a sheet of a workbook."""
    return f"{file} / {sheet}"


def lost_zeros(written: str, length: int) -> str | None:
    """The number of ``length`` digits that ``written`` seems to be without its first zeros; None where not.

    A spreadsheet takes 0012345679 for a number and keeps 12345679. At most two zeros are thought of.
    """
    digits = latin_digits(written).strip()
    if re.fullmatch(r"[1-9]\d*", digits, re.ASCII) and length - 2 <= len(digits) < length:
        return digits.zfill(length)
    return None


def _grids(data: bytes, file: str) -> list[Grid]:
    if len(data) > MAX_BYTES:
        megabytes = MAX_BYTES // 2**20
        refuse(
            file, 0, "",
            f"فایل از {megabytes} مگابایت بزرگ‌تر است؛ آن را چند بخش کنید.",
            f"The file is over {megabytes} MB; split it.",
        )  # fmt: skip
    try:
        _check(BytesIO(data))
        if has_outside_links(data):
            refuse(
                file, 0, "",
                "این فایل به فایل‌های دیگر پیوند دارد؛ آن‌ها را با «ویرایش پیوندها» بگسلید و از نو ذخیره کنید.",
                "This file is linked to other files; break the links (“Edit links”) and save it again.",
            )  # fmt: skip
        return grids(data)
    except PackageRefused as refused:
        raise BlueprintRefused([Problem(file, 0, "", refused.fa, refused.en)]) from refused
    except TooLarge as error:
        problem = Problem(
            file, 0, "",
            "خانه‌های پر این فایل از اندازه بیرون است؛ آن را چند بخش کنید.",
            "This file has far too many filled cells; split it.",
        )  # fmt: skip
        raise BlueprintRefused([problem]) from error
    except Unreadable as error:
        problem = Problem(
            file, 0, "",
            "این فایل صفحه‌گستردهٔ درستی نیست؛ آن را در برنامهٔ خودش باز و از نو «xlsx» ذخیره کنید.",
            "This file is no sound workbook; open it in its program and save it anew as “xlsx”.",
        )  # fmt: skip
        raise BlueprintRefused([problem]) from error


class _Reading:
    """One sheet that becomes rows; ``problems`` fills while it is read, in the order of the sheet."""

    def __init__(self, file: str, grid: Grid) -> None:
        self.problems: list[Problem] = []
        self._file, self._grid = file, grid
        self._names: dict[int, str] = {}

    def rows(self) -> list[Row]:
        numbered = rows_in_order(self._grid)
        top, head = next(numbered)
        self._head(top, head)
        self._shape(top)
        found = [row for number, cells in numbered if (row := self._row(number, cells))]
        if len(found) > MAX_ROWS:
            self._add(
                0, "",
                f"این برگه بیش از {MAX_ROWS} ردیف دارد؛ آن را چند بخش کنید.",
                f"This sheet has over {MAX_ROWS} rows; split it.",
            )  # fmt: skip
        return found

    def columns(self) -> dict[str, str]:
        """The letters of the columns by their names."""
        return {name: letters(column) for column, name in self._names.items()}

    def _head(self, top: int, cells: dict[int, Cell]) -> None:
        """Learns the names of the columns."""
        named: defaultdict[str, list[int]] = defaultdict(list)
        for column, cell in sorted(cells.items()):
            if cell.trouble:
                self._add(top, letters(column), *_TROUBLES[cell.trouble])
            elif name := normalise(cell.text):
                named[name].append(column)
                self._names[column] = name
        for name, columns in named.items():
            if len(columns) > 1:
                where = " و ".join(map(letters, columns)), " and ".join(map(letters, columns))
                self._add(
                    top, name,
                    f"ستون «{name}» دو بار آمده است ({where[0]})؛ یکی را بردارید.",
                    f"The column “{name}” stands twice ({where[1]}); remove one.",
                )  # fmt: skip
        if len(self._names) > MAX_COLUMNS:
            self._add(top, "", f"بیش از {MAX_COLUMNS} ستون هست.", f"There are over {MAX_COLUMNS} columns.")

    def _shape(self, top: int) -> None:
        """Finds what is merged or hidden."""
        if self._grid.hidden:
            self._add(
                0, "",
                "این برگه پنهان است و داده دارد؛ آن را آشکار یا پاک کنید.",
                "This sheet is hidden and holds data; unhide or delete it.",
            )  # fmt: skip
        for row, column, written in sorted(self._grid.merged):
            self._add(
                row, self._name(column),
                f"خانه‌های {written} در هم ادغام شده‌اند؛ ادغام را بردارید و هر خانه را پر کنید.",
                f"The cells {written} are merged; unmerge them and fill in each.",
            )  # fmt: skip
        for column in self._names:
            if self._grid.hides(column):
                self._add(
                    top, self._name(column),
                    f"ستون {letters(column)} پنهان است؛ آن را آشکار یا پاک کنید.",
                    f"Column {letters(column)} is hidden; unhide or delete it.",
                )  # fmt: skip

    def _row(self, number: int, cells: dict[int, Cell]) -> Row | None:
        """The row; None where it holds blanks alone or is not sound."""
        texts = dict.fromkeys(self._names.values(), "")
        before = len(self.problems)
        for column, cell in cells.items():
            text = normalise(cell.text)
            if cell.trouble:
                self._add(number, self._name(column), *_TROUBLES[cell.trouble])
            elif text and column not in self._names:
                self._add(
                    number, letters(column),
                    f"ستون {letters(column)} نام ندارد ولی این‌جا پر است؛ نامی به آن بدهید یا پاکش کنید.",
                    f"Column {letters(column)} has no name but is filled in this row; name it or clear it.",
                )  # fmt: skip
            elif len(text) > MAX_CELL:
                self._add(
                    number, self._name(column),
                    f"متن این خانه از {MAX_CELL} نویسه بلندتر است؛ کوتاهش کنید.",
                    f"The text of this cell is longer than {MAX_CELL} characters; shorten it.",
                )  # fmt: skip
            elif text:
                texts[self._names[column]] = text
        filled = any(texts.values())
        if filled and number in self._grid.hidden_rows:
            self._add(
                number, "",
                "این ردیف پنهان است؛ صافی را بردارید و آن را آشکار یا پاک کنید.",
                "This row is hidden; clear the filter and unhide or delete it.",
            )  # fmt: skip
        return Row(number, texts) if filled and len(self.problems) == before else None

    def _name(self, column: int) -> str:
        return self._names.get(column) or letters(column)

    def _add(self, row: int, column: str, fa: str, en: str) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(self._file, row, column, fa, en))
