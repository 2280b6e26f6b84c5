"""The rows of the sheet ``survey`` as questions, groups and repeats, each with its path."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from os.path import splitext

from pyxform import aliases, constants
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT
from pyxform.xls2json import RE_BEGIN_CONTROL, RE_END_CONTROL, RE_OSM, RE_SELECT

from barzan.xlsform.book import Book
from barzan.xlsform.columns import Columns, columns_of

TYPES = frozenset(QUESTION_TYPE_DICT) | frozenset(aliases._type_alias_map)
MAX_DEPTH = 40  # a form that is deeper is refused
FROM_FILE = tuple(constants.EXTERNAL_INSTANCE_EXTENSIONS)
_BLANKS = re.compile(" +")
_LISTLESS = {*aliases.select, "select one external"}


@dataclass(slots=True)
class Line:
    """One row. ``kind``: question, begin, end, setting, blank; ``control``: group, repeat, loop."""

    number: int
    row: dict[str, str]
    type: str
    name: str
    kind: str
    control: str = ""
    select: str = ""
    list_name: str = ""
    path: str = ""

    @property
    def from_file(self) -> bool:
        """Whether the choices come from a file that is given beside the form."""
        return splitext(self.list_name)[1] in FROM_FILE


@dataclass(slots=True)
class Survey:
    """All rows, and how often each name stands in them."""

    columns: Columns
    root: str = constants.DEFAULT_FORM_NAME
    lines: list[Line] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    by_path: dict[str, Line] = field(default_factory=dict)

    def questions(self) -> Iterator[Line]:
        """The rows that ask, show or reckon something."""
        return (line for line in self.lines if line.kind == "question")


def survey_of(book: Book) -> Survey:
    """The rows in their order, with paths as pyxform gives them."""
    sheet = book.sheet(constants.SURVEY)
    survey = Survey(columns_of(sheet), _root(book))
    stack = [survey.root]
    for number, row in sheet.numbered():
        line = _line(number, row, survey.columns)
        if line.kind == "end" and len(stack) > 1:
            stack.pop()
        elif line.kind in ("question", "begin"):
            inside = [stack[0], "meta"] if line.type == "audit" else stack[: MAX_DEPTH + 1]
            line.path = "/" + "/".join((*inside, line.name))
            survey.by_path.setdefault(line.path, line)
            if line.type != "audit":
                survey.names[line.name] += 1
        if line.kind == "begin":
            stack.append(line.name)
        survey.lines.append(line)
    return survey


def known_type(line: Line) -> bool:
    """Whether pyxform knows the type of a row."""
    return bool(
        line.kind != "question" or line.select or line.type in TYPES - _LISTLESS or RE_OSM.search(line.type)
    )


def _root(book: Book) -> str:
    settings = book.sheet(constants.SETTINGS)
    first = settings.rows[0] if settings.rows else {}
    return columns_of(settings).get(first, "name") or constants.DEFAULT_FORM_NAME


def _line(number: int, row: dict[str, str], columns: Columns) -> Line:
    kind = _BLANKS.sub(" ", columns.get(row, "type"))
    name = columns.get(row, "name")
    disabled = aliases.yes_no.get(row.get("disabled", ""), False)
    if not kind or disabled:
        return Line(number, row, kind, name, "blank")
    if kind in aliases.settings_header:
        return Line(number, row, kind, name, "setting")
    if begin := RE_BEGIN_CONTROL.search(kind):
        control = aliases.control[begin["type"]]
        return Line(number, row, kind, name, "begin", control, list_name=begin["list_name"] or "")
    if end := RE_END_CONTROL.search(kind):
        return Line(number, row, kind, name, "end", aliases.control[end["type"]])
    if kind == "note" and not name:
        name = f"generated_note_name_{number}"
    if kind == "audit":
        name = "audit"
    line = Line(number, row, kind, name, "question")
    if select := RE_SELECT.search(kind):
        line.select, line.list_name = aliases.select[select["select_command"]], select["list_name"]
    return line
