"""What pyxform says of a workbook told as findings, each at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from os.path import splitext

from pyxform import constants
from pyxform.errors import PyXFormError

from barzan.xlsform.book import Book, Sayings
from barzan.xlsform.check_names import mended
from barzan.xlsform.columns import Columns, columns_of
from barzan.xlsform.findings import Severity
from barzan.xlsform.pyxform_words import ALLOWED, ROW, WORDS, Words
from barzan.xlsform.survey import Line, Survey

Where = tuple[str, int, str]
NOWHERE: Where = ("", 0, "")
_FIELDS = ("name", "type", "list", "where", "file", "other", "control", "parameter", "value")


def explain_error(
    error: PyXFormError, book: Book, survey: Survey, sayings: Sayings, named: Mapping[str, str]
) -> Where:
    """Says an error, once, where we have not found it ourselves; the place of the last one it names.

    ``named`` gives the headers back that we changed.
    """
    place = NOWHERE
    for message in re.split(r"\n(?=\[row)", str(error)):
        place = _Told(message, book, survey, named).say(sayings, error=True)
    return place


def explain_warnings(
    warnings: list[str], book: Book, survey: Survey, sayings: Sayings, named: Mapping[str, str]
) -> None:
    """The warnings of a form that was made."""
    for message in warnings:
        _Told(message, book, survey, named).say(sayings, error=False)


class _Told:
    """One message, and what its words name."""

    def __init__(self, message: str, book: Book, survey: Survey, named: Mapping[str, str]) -> None:
        self.message, self.book, self.survey, self.named = message, book, survey, named
        self.words, self.fields = _words(message)

    def say(self, sayings: Sayings, *, error: bool) -> Where:
        """Says it; where it stands."""
        severity = Severity.ERROR if error else Severity.WARNING
        if self.words is None:
            row = self._told_row()
            if error and not row and sayings.failed:  # likely the same fault, which has its place
                return NOWHERE
            place = (constants.SURVEY if row else "", row, "")
            code = "unplaced" if error else "unplaced_warning"
            sayings.add(severity, code, *place, {"told": self.message[:300]})
            return place
        if self.words.code is None:
            return NOWHERE
        place = self._place(self.words)
        if not (error and sayings.has(*place)):
            sayings.add(severity, self.words.code, *place, self._more(*place))
        return place

    def _place(self, words: Words) -> Where:
        sheet = words.sheet or self.fields.get("sheet") or self.fields.get("sheet_name") or ""
        row = self._told_row() or self._row()
        if not row and words.code == "image_big" and (row := self._row_of_choice(self.fields["name"])):
            sheet = constants.CHOICES
        if sheet == constants.SETTINGS and row == 1:
            row = 2
        written = self.fields.get("column") or self.fields.get("header") or ""
        columns = columns_of(self.book.sheet(sheet)) if sheet in self.book.sheets else None
        if written:
            written = self.named.get(written, written).partition(" (")[0]
            known = columns is not None and written not in columns.tokens
            row = row or (1 if "header" in self.fields else 0)
            return sheet, row, (columns.header(written) or written if known and columns else written)
        if words.code and words.code.startswith("column_"):
            row = row or 1
        return sheet, row, self._column(columns, words.column)

    def _column(self, columns: Columns | None, tokens: tuple[str, ...]) -> str:
        """The column of these tokens; where the sheet has none, the one that names what the row is about."""
        if columns is None or not tokens:
            return ""
        texts = columns.texts(*tokens).values()
        return (
            columns.header(*tokens)
            or next(iter(texts), "")
            or columns.header("dataset")
            or columns.header("name")
        )

    def _told_row(self) -> int:
        """The row that pyxform names; it says "unknown" where it does not know."""
        row = self.fields.get("row", "")
        return int(row) if row.isdecimal() else 0

    def _row(self) -> int:
        """Where pyxform names no row: the first of the lines that its words fit."""
        if choice := self.fields.get("choice"):
            return self._row_of_choice(choice)
        found = next((line.number for line in self._lines()), 0)
        parameter = self.fields.get("parameter")
        if found or not parameter:
            return found
        told = ((line.number, self.survey.columns.get(line.row, "parameters")) for line in self.survey.lines)
        return next((number for number, parameters in told if parameter in parameters), 0)

    def _lines(self) -> Iterator[Line]:
        parameter, kind = self.fields.get("parameter"), self.fields.get("type")
        name = self.fields.get("name") or self.fields.get("value")
        reference = self.fields.get("q")
        for line in self.survey.lines:
            parameters = self.survey.columns.get(line.row, "parameters")
            if (
                (name and name in (line.name, line.list_name, splitext(line.list_name)[0]))
                or (parameter and _unfit(parameter, parameters))
                or (kind and kind == line.type)
                or (reference and any(f"${{{reference}}}" in value for value in line.row.values()))
                or self._fits(line, parameters)
            ):
                yield line

    def _fits(self, line: Line, parameters: str) -> bool:
        """What a message without any name is about."""
        code = self.words.code if self.words else ""
        return (
            (code == "list_no_sheet" and bool(line.list_name) and not line.from_file)
            or (code == "or_other_language" and "other" in line.type)
            or (code == "parameter_location" and "location" in parameters)
            or (code == "type_include" and line.type == "include")
            or (code == "choices_none" and bool(line.select))
        )

    def _row_of_choice(self, name: str) -> int:
        sheet = self.book.sheet(constants.CHOICES)
        columns = columns_of(sheet)
        wanted = self.fields.get("list")
        for number, row in sheet.numbered():
            of_list = wanted is None or columns.get(row, constants.LIST_NAME_S) == wanted
            if of_list and columns.get(row, "name") == name:
                return number
        return 0

    def _more(self, sheet: str, row: int, column: str) -> dict[str, object]:
        """What the sentences put in, from the words or from the cell."""
        cell = self.book.sheet(sheet).rows[row - 2].get(column, "") if self._has(sheet, row) else ""
        line = next((line for line in self.survey.lines if line.number == row), None)
        more: dict[str, object] = dict.fromkeys(_FIELDS, "")
        if line:
            more |= {"name": line.name, "type": line.type, "list": line.list_name, "control": line.control}
        more |= {"written": cell[:60], "near": "", "used": "", "limit": "", "count": 2, "other": "…"}
        more |= {
            key: value
            for key, value in self.fields.items()
            if value and key not in ("sheet", "row", "column")
        }
        more["name"] = self._name(more, cell)
        more["fix"] = mended(str(more["name"]))
        more["allowed"] = ALLOWED.get(str(more["name"]), "true, false")
        more["where"] = (
            str(more["where"]).replace("columns", "choices").replace(" ", "_") or constants.CHOICES
        )
        return more

    def _name(self, more: Mapping[str, object], cell: str) -> object:
        """The name that the sentence is about."""
        if parameter := self.fields.get("parameter"):
            return parameter
        if missing := self.fields.get("missing"):
            return missing.replace("'", "")
        if self.words and self.words.code == "name_invalid":
            return cell or self.fields.get("name", "")
        return self.fields.get("q") or self.fields.get("value") or self.fields.get("choice") or more["name"]

    def _has(self, sheet: str, row: int) -> bool:
        return 2 <= row < len(self.book.sheet(sheet).rows) + 2


def _words(message: str) -> tuple[Words | None, dict[str, str]]:
    """The words that a message fits, and what they name; the row in any case."""
    found = ROW.search(message)
    fields = found.groupdict() if found else {}
    for words in WORDS:
        if match := words.pattern.search(message):
            told = {key: value for key, value in match.groupdict().items() if value is not None}
            return words, {**fields, **told}
    return None, fields


def _unfit(parameter: str, parameters: str) -> bool:
    """Whether ``parameters`` has this one with a value that pyxform refuses."""
    found = re.search(rf"(?:^|[\s,;]){re.escape(parameter)}\s*=\s*([^\s,;]+)", parameters, re.IGNORECASE)
    if found is None:
        return False
    if parameter in ALLOWED:
        return found[1].lower() not in ALLOWED[parameter].split(", ")
    if parameter == "seed":
        return not re.fullmatch(r"[\d.]+|\$\{.*\}", found[1]) or "randomize" not in parameters
    return not found[1].isdecimal()
