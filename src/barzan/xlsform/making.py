"""pyxform makes an XForm of a workbook that was read; what it refuses is told at its place."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from xml.parsers.expat import ExpatError

from pyxform import constants
from pyxform.builder import create_survey_element_from_dict
from pyxform.errors import PyXFormError
from pyxform.utils import external_choices_to_csv, has_external_choices
from pyxform.xls2json import workbook_to_json
from pyxform.xls2json_backends import DefinitionData

from barzan.xlsform.book import Book, Sayings
from barzan.xlsform.columns import NAMESPACE, PREFIX, columns_of, renamed
from barzan.xlsform.explaining import explain_error, explain_warnings
from barzan.xlsform.survey import Survey

# What can be left out of a row to see whether there is more to say of the others.
_TRIES, _TRIES_UP_TO_ROWS = 20, 1_000
_OPTIONAL = {"parameters", "trigger", "appearance", "bind", "choice_filter", "control"}
# What pyxform lets through where a workbook breaks what it takes for granted.
_SLIPS = (
    KeyError, TypeError, ValueError, IndexError, AttributeError, UnicodeError, RecursionError, AssertionError,
    ExpatError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """The XForm, and the CSV of the sheet ``external_choices``."""

    xml: str
    itemsets: str = ""


def make(book: Book, survey: Survey, name: str, sayings: Sayings) -> Made | None:
    """The XForm; None where pyxform refuses the workbook, of which all is then said."""
    if any(each.code in ("too_deep", "cell_control") for each in sayings.findings):
        return None
    named: dict[str, str] = {}
    definition = _definition(book, named)
    small = len(book.sheet(constants.SURVEY).rows) <= _TRIES_UP_TO_ROWS
    made: Made | None = None
    for attempt in range(_TRIES if small else 1):
        given = deepcopy(definition) if small else definition
        warnings: list[str] = []
        try:
            made = _make(given, name, warnings)
            explain_warnings(warnings, book, survey, sayings, named)
            break
        except PyXFormError as error:
            explain_error(error, book, survey, sayings, named)
        except _SLIPS as error:
            if not sayings.failed:
                sayings.error("unplaced", told=f"{type(error).__name__}: {error}"[:200])
        if not _leave_out(definition, sayings, attempt):
            break
    return made


def _make(definition: Mapping[str, Any], name: str, warnings: list[str]) -> Made:
    data = DefinitionData(**definition, fallback_form_name=PurePath(name).stem or None)
    told = workbook_to_json(data, fallback_form_name=data.fallback_form_name, warnings=warnings)
    itemsets = external_choices_to_csv(data, warnings) if has_external_choices(told) else None
    # The method that pyxform offers writes a file and reads it again.
    return Made(create_survey_element_from_dict(told)._to_ugly_xml(), itemsets or "")


def _definition(book: Book, named: dict[str, str]) -> dict[str, Any]:
    """What pyxform is given: the columns of Barzan under names that it carries into the form."""
    definition: dict[str, Any] = book.as_definition()
    new = renamed(book.sheet(constants.SURVEY))
    if not new:
        return definition
    named.update({changed: header for header, changed in new.items()})
    definition[constants.SURVEY] = [
        {new.get(header, header): value for header, value in row.items()}
        for row in book.sheet(constants.SURVEY).rows
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


def _leave_out(definition: Mapping[str, Any], sayings: Sayings, attempt: int) -> bool:
    """Takes the cell of the last error out, so that pyxform can go on to the next; False where that is no way."""
    last = [each for each in sayings.findings if each.severity == "error" and each.row >= 2]
    for finding in last[attempt:] or last[-1:]:
        rows = definition.get(finding.sheet.lower(), [])
        row = rows[finding.row - 2] if finding.row - 2 < len(rows) else {}
        if row.pop(finding.column, None) is not None:
            return True
    return False
