"""What we see in a workbook before pyxform reads it: every fault at once, each at its place."""

from __future__ import annotations

from pyxform import constants
from rapidfuzz.distance import Levenshtein

from barzan.xlsform.book import Book, Sayings, Sheet
from barzan.xlsform.check_choices import check_choices
from barzan.xlsform.check_expressions import check_expressions
from barzan.xlsform.check_languages import check_languages
from barzan.xlsform.check_names import check_names
from barzan.xlsform.check_references import check_references
from barzan.xlsform.check_structure import check_structure
from barzan.xlsform.check_types import check_types
from barzan.xlsform.columns import columns_of, near, suggestion
from barzan.xlsform.survey import Survey, survey_of

_REQUIRED = {constants.SURVEY: ("type", "name"), constants.CHOICES: ("name",), constants.ENTITIES: ()}
_OF_CHOICES = (constants.CHOICES, constants.EXTERNAL_CHOICES)


def check(book: Book, sayings: Sayings) -> Survey | None:
    """The rows of the survey; None where there is none to look at."""
    for sheet in book.sheets.values():
        _check_headers(sheet, sayings)
    _check_names_of_sheets(book, sayings)
    survey = book.sheet(constants.SURVEY)
    if constants.SURVEY not in book.sheets or not survey.letters:
        return None
    if not any(survey.rows):
        sayings.error("survey_empty", constants.SURVEY)
        return None
    found = survey_of(book)
    if not found.columns.header("type"):
        return None
    for look in (
        check_structure,
        check_types,
        check_names,
        check_choices,
        check_references,
        check_expressions,
        check_languages,
    ):
        look(book, found, sayings)
    return found


def _check_names_of_sheets(book: Book, sayings: Sayings) -> None:
    """Sheets that nobody reads though they were meant to be read."""
    for key in sorted(constants.SUPPORTED_SHEET_NAMES - {constants.OSM} - book.sheets.keys()):
        for name in book.names:
            other = name.lower() not in constants.SUPPORTED_SHEET_NAMES and not name.startswith("_")
            if other and Levenshtein.distance(name.lower(), key) <= 2:
                if key == constants.SURVEY:
                    sayings.error("no_survey_near", name, near=name)
                else:
                    sayings.warn("sheet_misnamed", name, name=name, near=key)
    if constants.SURVEY not in book.sheets and not sayings.failed:
        sayings.error("no_survey")


def _check_headers(sheet: Sheet, sayings: Sayings) -> None:
    if not sheet.letters:
        if sheet.key == constants.SURVEY and not sayings.has(sheet.key, 1):
            sayings.error("survey_empty", sheet.key)
        return
    columns = columns_of(sheet)
    meant = {tokens[0] for tokens in columns.tokens.values()}
    for name in _REQUIRED.get(sheet.key, ()):
        if name in meant or not any(sheet.rows):
            continue
        like = near(name, [header for header in sheet.letters if suggestion(sheet.key, header) == name], 60)
        missing = sayings.warn if name == "name" and sheet.key == constants.SURVEY else sayings.error
        if like:
            missing("column_missing_near", sheet.key, 1, like, name=name)
        else:
            missing("column_missing", sheet.key, 1, name=name)
    known = {"bind", "control", "media", "body", "instance", "attribute"}
    for header, tokens in columns.tokens.items():
        if tokens[0] in known or len(tokens) > 2 or ((header,) != tokens and "::" not in header):
            continue
        meant_header = suggestion(sheet.key, header)
        first = meant_header.partition("::")[0]
        if meant_header and first not in meant and first != header.partition("::")[0].lower():
            sayings.warn("column_unknown", sheet.key, 1, header, near=meant_header)
