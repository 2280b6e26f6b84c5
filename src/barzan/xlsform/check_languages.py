"""Languages: whether each says all that another says."""

from __future__ import annotations

from pyxform import constants
from pyxform.validators.pyxform.iana_subtags.validation import get_languages_with_bad_tags

from barzan.xlsform.book import Book, Sayings, Sheet
from barzan.xlsform.columns import LANGUAGE_NEUTRAL, TEXTS, Columns, columns_of
from barzan.xlsform.survey import Survey


def check_languages(book: Book, survey: Survey, sayings: Sayings) -> None:
    """Missing columns and cells of a language, languages without a code, a default that no column has."""
    lists = book.sheet(constants.CHOICES)
    of_lists = columns_of(lists)
    languages = list(dict.fromkeys((*survey.columns.languages, *of_lists.languages)))
    for language in get_languages_with_bad_tags(languages):
        sayings.warn(
            "language_code", constants.SURVEY, 1, _column(survey.columns, language), language=language
        )
    _check_default(book, languages, sayings)
    if not languages:
        return
    _check_sheet(book.sheet(constants.SURVEY), survey.columns, languages, sayings)
    if lists.rows:
        _check_sheet(lists, of_lists, languages, sayings)


def _column(columns: Columns, language: str) -> str:
    return next((header for header, tokens in columns.tokens.items() if tokens[-1] == language), "")


def _check_default(book: Book, languages: list[str], sayings: Sayings) -> None:
    settings = book.sheet(constants.SETTINGS)
    columns = columns_of(settings)
    wanted = columns.get(settings.rows[0], "default_language") if settings.rows else ""
    if wanted and languages and wanted not in (*languages, LANGUAGE_NEUTRAL):
        sayings.warn(
            "default_language",
            constants.SETTINGS,
            2,
            columns.header("default_language"),
            language=wanted,
            known="، ".join(languages),
        )


def _check_sheet(sheet: Sheet, columns: Columns, languages: list[str], sayings: Sayings) -> None:
    for text in sorted(TEXTS):
        headers = columns.texts(*text)
        if not headers:
            continue
        for language in languages:
            if language not in headers and LANGUAGE_NEUTRAL not in headers:
                some = next(iter(headers.values()))
                sayings.warn(
                    "translation_column", sheet.key, 1, some, language=language, text=some.partition("::")[0]
                )
        if len(headers) > 1:
            _check_cells(sheet, headers, sayings)


def _check_cells(sheet: Sheet, headers: dict[str, str], sayings: Sayings) -> None:
    for number, row in sheet.numbered():
        filled = [header for header in headers.values() if row.get(header)]
        if filled and len(filled) < len(headers):
            for language, header in headers.items():
                if header not in filled and language != LANGUAGE_NEUTRAL:
                    sayings.warn("translation_missing", sheet.key, number, header, language=language)
