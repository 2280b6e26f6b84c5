"""References: whether each ``${name}`` of a workbook names a question."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyxform import aliases, constants
from pyxform.parsing.expression import RE_PYXFORM_REF_INNER, RE_PYXFORM_REF_OUTER

from barzan.xlsform.book import Book, Sayings
from barzan.xlsform.columns import columns_of, near
from barzan.xlsform.survey import Survey

_SKIPPED = {
    constants.SURVEY: {"type", "name", "trigger"},
    constants.ENTITIES: {"dataset", "repeat", constants.LIST_NAME_S},
}
_CHECKED = (constants.SETTINGS, constants.ENTITIES, constants.SURVEY, constants.CHOICES)


def check_references(book: Book, survey: Survey, sayings: Sayings) -> None:
    """Every reference that is misspelled or names nothing."""
    known = dict(survey.names)
    settings = book.sheet(constants.SETTINGS)
    first = settings.rows[0] if settings.rows else {}
    if not aliases.yes_no.get(first.get("omit_instanceID", ""), False):
        known.setdefault("instanceID", 1)
    for sheet, row, column, value in _cells(book):
        for match in RE_PYXFORM_REF_OUTER.finditer(value):
            _check(match, known, sayings, sheet, row, column)
    _check_triggers(survey, sayings)


def _cells(book: Book) -> Iterator[tuple[str, int, str, str]]:
    """Every cell that may refer to questions and does."""
    for key in _CHECKED:
        sheet = book.sheet(key)
        meant = columns_of(sheet).tokens
        skipped = {header for header, tokens in meant.items() if tokens[0] in _SKIPPED.get(key, ())}
        if key == constants.CHOICES:
            told = aliases.TRANSLATABLE_CHOICES_COLUMNS
            skipped = {header for header, tokens in meant.items() if tokens[0] not in told}
        for number, row in sheet.numbered():
            for column, value in row.items():
                if "${" in value and column not in skipped:
                    yield key, number, column, value


def _check(
    match: re.Match[str], known: dict[str, int], sayings: Sayings, sheet: str, row: int, column: str
) -> None:
    inner = match["pyxform_ref"]
    found = RE_PYXFORM_REF_INNER.fullmatch(inner) if inner else None
    if found is None:
        sayings.error("reference_malformed", sheet, row, column, written=match[0][:60])
        return
    name = found["ncname"]
    count = known.get(name, 0)
    if count > 1:
        sayings.error("reference_ambiguous", sheet, row, column, name=name, count=count)
    elif not count:
        _unknown(name, known, sayings, sheet, row, column)


def _unknown(name: str, known: dict[str, int], sayings: Sayings, sheet: str, row: int, column: str) -> None:
    if like := near(name, known, 70):
        sayings.error("reference_near", sheet, row, column, name=name, near=like)
    else:
        sayings.error("reference_unknown", sheet, row, column, name=name)


def _check_triggers(survey: Survey, sayings: Sayings) -> None:
    column = survey.columns.header("trigger")
    asked = {line.name: 1 for line in survey.questions()}
    for line in survey.lines:
        trigger = line.row.get(column, "")
        if not trigger or line.kind == "blank":
            continue
        matches = list(RE_PYXFORM_REF_OUTER.finditer(trigger))
        if not matches:
            sayings.error("reference_malformed", constants.SURVEY, line.number, column, written=trigger[:60])
        for match in matches:
            if match["pyxform_ref"] in survey.names and match["pyxform_ref"] not in asked:
                sayings.error(
                    "trigger_group", constants.SURVEY, line.number, column, name=match["pyxform_ref"]
                )
            elif match["pyxform_ref"] not in asked:
                _check(match, asked, sayings, constants.SURVEY, line.number, column)
