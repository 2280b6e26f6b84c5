"""pyxform makes an XForm of a workbook that was read; what it refuses is told at its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from os.path import splitext
from pathlib import PurePath
from typing import Any
from xml.parsers.expat import ExpatError

from pyxform import constants
from pyxform.builder import create_survey_element_from_dict
from pyxform.errors import PyXFormError
from pyxform.xls2json import workbook_to_json
from pyxform.xls2json_backends import DefinitionData

from barzan.xlsform.book import Book, Sayings
from barzan.xlsform.columns import NAMESPACE, PREFIX, Columns, columns_of, renamed
from barzan.xlsform.explaining import Where, explain_error, explain_warnings
from barzan.xlsform.survey import Survey

# A workbook that is refused is given again without the cell, to see what else there is to say.
_TRIES, _TRIES_UP_TO_ROWS = 20, 1_000
_DROPPED = {"parameters", "trigger", "appearance", "choice_filter", "save_to"}
_NEUTRAL = "1"
# What pyxform lets through where a workbook breaks what it takes for granted.
_SLIPS = (
    KeyError,
    TypeError,
    ValueError,
    IndexError,
    AttributeError,
    UnicodeError,
    RecursionError,
    AssertionError,
    ExpatError,
)


_SELECT_EXTERNAL = re.compile(r"select[_ ]one[_ ]external (\S+)")
_EXTERNAL = "_external"
_LIST = re.compile(r"(?!__)[A-Za-z_][\w\-]*")


def make(book: Book, survey: Survey, name: str, sayings: Sayings) -> str | None:
    """The XForm; None where pyxform refuses the workbook, of which all is then said."""
    if any(each.code in ("too_deep", "cell_control") for each in sayings.findings):
        return None
    new = renamed(book.sheet(constants.SURVEY))
    named = {changed: header for header, changed in new.items()}
    definition = _definition(book, new)
    _add_lists_of_entities(book, survey, definition, sayings)
    small = len(book.sheet(constants.SURVEY).rows) <= _TRIES_UP_TO_ROWS
    for _ in range(_TRIES if small else 1):
        warnings: list[str] = []
        try:
            made = _make(deepcopy(definition) if small else definition, name, warnings)
        except PyXFormError as error:
            place = explain_error(error, book, survey, sayings, named)
            if not _leave_out(definition, place, new, _headers(book, place[0])):
                break
        except _SLIPS as error:
            if not sayings.failed:
                sayings.error("unplaced", told=f"{type(error).__name__}: {error}"[:200])
            break
        else:
            explain_warnings(warnings, book, survey, sayings, named)
            return made
    return None


def _make(definition: Mapping[str, Any], name: str, warnings: list[str]) -> str:
    data = DefinitionData(**definition, fallback_form_name=PurePath(name).stem or None)
    told = workbook_to_json(data, fallback_form_name=data.fallback_form_name, warnings=warnings)
    # The method that pyxform offers writes a file and reads it again.
    xml: str = create_survey_element_from_dict(told)._to_ugly_xml()
    return xml


def _definition(book: Book, new: Mapping[str, str]) -> dict[str, Any]:
    """What pyxform is given: the columns of Barzan under names that it carries into the form."""
    definition: dict[str, Any] = book.as_definition()
    _join_external(book, definition)
    if not new:
        return definition
    definition[constants.SURVEY] = [
        {new.get(header, header): value for header, value in row.items()}
        for row in definition[constants.SURVEY]
    ]
    definition["survey_header"] = [
        {new.get(each, each): None for each in book.sheet(constants.SURVEY).letters}
    ]
    settings = dict((book.sheet(constants.SETTINGS).rows or [{}])[0])
    header = columns_of(book.sheet(constants.SETTINGS)).header("namespaces") or "namespaces"
    settings[header] = f'{settings.get(header, "")} {PREFIX}="{NAMESPACE}"'.strip()
    definition[constants.SETTINGS] = [settings]
    definition["settings_header"] = [{**dict.fromkeys(book.sheet(constants.SETTINGS).letters), header: None}]
    return definition


def _join_external(book: Book, definition: dict[str, Any]) -> None:
    """Makes lists of the sheet ``external_choices`` ordinary ones: then the form needs no file beside it."""
    external = book.sheets.get(constants.EXTERNAL_CHOICES)
    if external is None or not any(external.rows):
        return
    theirs, ours = columns_of(external), columns_of(book.sheet(constants.CHOICES))
    taken = {ours.get(row, constants.LIST_NAME_S) for row in book.sheet(constants.CHOICES).rows}
    same = {header: ours.header(*tokens) or header for header, tokens in theirs.tokens.items()}
    listed = same.get(theirs.header(constants.LIST_NAME_S), "")
    rows = [{same[header]: value for header, value in row.items()} for row in external.rows if row]
    for row in rows:
        if row.get(listed) in taken:
            row[listed] += _EXTERNAL
    kept = [*book.sheet(constants.CHOICES).rows]
    definition[constants.CHOICES] = kept + rows
    headers = (*book.sheet(constants.CHOICES).letters, *same.values())
    definition["choices_header"] = [dict.fromkeys(headers)]
    kind = columns_of(book.sheet(constants.SURVEY)).header("type")
    definition[constants.SURVEY] = [
        {**row, kind: _as_select(row.get(kind, ""), taken)} if kind in row else row
        for row in definition[constants.SURVEY]
    ]


def _add_lists_of_entities(book: Book, survey: Survey, definition: dict[str, Any], sayings: Sayings) -> None:
    """Entities that are changed are looked up in their list; one that no question names comes as a file."""
    entities, asked = book.sheet(constants.ENTITIES), columns_of(book.sheet(constants.SURVEY))
    columns = columns_of(entities)
    known = {splitext(line.list_name)[0] for line in survey.lines} | survey.names.keys()
    for number, row in entities.numbered():
        name = columns.get(row, "dataset")
        if columns.get(row, "entity_id") and _LIST.fullmatch(name) and name not in known:
            known.add(name)
            definition[constants.SURVEY] = [
                *definition[constants.SURVEY],
                {asked.header("type"): "csv-external", asked.header("name"): name},
            ]
            sayings.warn(
                "entity_list_added", constants.ENTITIES, number, columns.header("dataset"), list=name
            )


def _as_select(kind: str, taken: set[str]) -> str:
    """``select_one_external`` as an ordinary question."""
    found = _SELECT_EXTERNAL.fullmatch(kind)
    return f"select_one {found[1]}{_EXTERNAL if found[1] in taken else ''}" if found else kind


@dataclass(frozen=True, slots=True)
class _Headers:
    """The headers of the columns that a row cannot be without."""

    type: str
    name: str
    parameters: str


def _headers(book: Book, sheet: str) -> _Headers:
    columns = columns_of(book.sheet(sheet)) if sheet in book.sheets else Columns()
    return _Headers(*(columns.header(name) for name in ("type", "name", "parameters")))


def _leave_out(
    definition: Mapping[str, Any], place: Where, new: Mapping[str, str], headers: _Headers
) -> bool:
    """Takes a cell out of the way, so that pyxform goes on to the next fault; False where that is no way."""
    sheet, number, column = place
    rows = definition.get(sheet, [])
    row = rows[number - 2] if 2 <= number < len(rows) + 2 else {}
    written = new.get(column, column)
    if written not in row and (column != headers.name or not row):
        return False
    instead = f"row_{number}" if column == headers.name else _NEUTRAL
    if column == headers.type:
        if row[written].startswith(("begin", "end")):
            return False
        instead = "text"
        row.pop(headers.parameters, None)
    if row.get(written) == instead:
        return False
    if column.partition("::")[0].lower() in _DROPPED:
        row.pop(written, None)
    else:
        row[written] = instead
    return True
