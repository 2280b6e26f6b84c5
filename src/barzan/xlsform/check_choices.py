"""Lists of choices: whether a list that a question asks for is there, and whether its choices are whole."""

from __future__ import annotations

from collections import defaultdict
from os.path import splitext

from pyxform import aliases, constants
from pyxform.validators.pyxform.pyxform_reference import has_pyxform_reference

from barzan.xlsform.book import Book, Sayings
from barzan.xlsform.check_names import mended
from barzan.xlsform.columns import columns_of, near
from barzan.xlsform.survey import FROM_FILE, Line, Survey

_MANY = constants.SELECT_ALL_THAT_APPLY
_FIRST = constants.LIST_NAME_S
_Row = tuple[int, dict[str, str]]


def check_choices(book: Book, survey: Survey, sayings: Sayings) -> None:
    """Lists that are missing or unused; choices without a name, twice, or with blanks where none may be."""
    lists = _lists(book, constants.CHOICES, sayings)
    external = _lists(book, constants.EXTERNAL_CHOICES, sayings)
    used: dict[str, int] = {}
    looped = {line.list_name for line in survey.lines if line.control == constants.LOOP}
    for line in survey.lines:
        if not line.list_name or has_pyxform_reference(line.list_name):
            continue
        if line.select == constants.SELECT_ONE_EXTERNAL:
            _check_list(line, external, constants.EXTERNAL_CHOICES, book, survey, sayings)
        elif line.type.split(" ")[0] in aliases.select_from_file and not line.from_file:
            sayings.error(
                "file_extension",
                constants.SURVEY,
                line.number,
                survey.columns.header("type"),
                file=line.list_name,
            )
        elif not line.from_file:
            _check_list(line, lists, constants.CHOICES, book, survey, sayings)
            if line.select == _MANY:
                used.setdefault(line.list_name, line.number)
    for name, rows in lists.items():
        _check_rows(name, rows, book, sayings, used.get(name, 0), name in looped)


def _lists(book: Book, key: str, sayings: Sayings) -> dict[str, list[_Row]]:
    """The rows of a sheet of choices by the name of their list."""
    sheet = book.sheet(key)
    columns = columns_of(sheet)
    found: defaultdict[str, list[_Row]] = defaultdict(list)
    listed = columns.header(_FIRST)
    for number, row in sheet.numbered():
        if name := row.get(listed, ""):
            found[name].append((number, row))
        elif columns.get(row, "name") and listed:
            sayings.warn("choice_listless", key, number, listed)
    return found


def _check_list(
    line: Line, lists: dict[str, list[_Row]], where: str, book: Book, survey: Survey, sayings: Sayings
) -> None:
    name, column = line.list_name, survey.columns.header("type")
    if name in lists or splitext(name)[1] in FROM_FILE:
        return
    if where not in book.sheets:
        sayings.error("list_no_sheet", constants.SURVEY, line.number, column, list=name, where=where)
    elif like := near(name, lists, 70):
        sayings.error("list_near", constants.SURVEY, line.number, column, list=name, where=where, near=like)
    else:
        sayings.error("list_missing", constants.SURVEY, line.number, column, list=name, where=where)


def _check_rows(name: str, rows: list[_Row], book: Book, sayings: Sayings, many: int, looped: bool) -> None:
    columns = columns_of(book.sheet(constants.CHOICES))
    column = columns.header("name")
    settings = book.sheet(constants.SETTINGS)
    allowed = columns_of(settings).get(settings.rows[0], "allow_choice_duplicates") if settings.rows else ""
    seen: dict[str, int] = {}
    for number, row in rows:
        value = row.get(column, "")
        if not value:
            sayings.error("choice_name_missing", constants.CHOICES, number, column)
            continue
        if value in seen and not aliases.yes_no.get(allowed, False):
            sayings.error(
                "choice_twice", constants.CHOICES, number, column, name=value, list=name, other=seen[value]
            )
        seen.setdefault(value, number)
        if " " in value and many:
            sayings.error(
                "choice_blank", constants.CHOICES, number, column, name=value, used=many, fix=mended(value)
            )
        if not any(row.get(header) for header in columns.texts("label").values()):
            label = next(iter(columns.texts("label").values()), "")
            # A loop puts it into the labels of its questions, but for the choice of none.
            say = sayings.error if looped and value != "none" else sayings.warn
            say("choice_label_missing", constants.CHOICES, number, label, name=value)
