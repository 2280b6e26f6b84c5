"""Where each question of a form stands in its workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pyxform import constants

from barzan.xlsform.book import Book
from barzan.xlsform.columns import columns_of
from barzan.xlsform.survey import Survey


@dataclass(frozen=True, slots=True)
class Place:
    """A cell: ``column`` is the name in the header, ``letter`` its letters."""

    sheet: str
    row: int
    column: str = ""
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """The rows of the sheet ``survey`` by path (``/data/home/age``), the rows of choices by (list, name), and
    the letters of the columns by sheet and header.
    """

    questions: Mapping[str, int] = field(default_factory=dict)
    choices: Mapping[tuple[str, str], int] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def place(self, path: str, column: str = "") -> Place | None:
        """Where the question of ``path`` stands, in the column of that name where there is one."""
        row = self.questions.get(path)
        return None if row is None else self._place("survey", row, column)

    def choice(self, list_name: str, name: str, column: str = "") -> Place | None:
        """Where a choice stands."""
        row = self.choices.get((list_name, name))
        return None if row is None else self._place("choices", row, column)

    def _place(self, sheet: str, row: int, column: str) -> Place:
        letter = self.columns.get(sheet, {}).get(column, "")
        return Place(sheet, row, column if letter else "", letter)


def source_of(book: Book, survey: Survey) -> Source:
    """Where everything of a workbook stands."""
    choices: dict[tuple[str, str], int] = {}
    sheet = book.sheet(constants.CHOICES)
    columns = columns_of(sheet)
    for number, row in sheet.numbered():
        choices.setdefault((columns.get(row, constants.LIST_NAME_S), columns.get(row, "name")), number)
    return Source(
        {path: line.number for path, line in survey.by_path.items()},
        choices,
        {key: dict(each.letters) for key, each in book.sheets.items()},
    )
