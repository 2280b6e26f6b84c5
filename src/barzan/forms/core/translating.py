"""The texts of a book side by side in two languages, and a book with another language's texts. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

from barzan.forms.core.asking import Layout, default_code
from barzan.forms.core.books import Book, Sheet
from barzan.forms.core.columns import TEXTS, code_of

SHEETS = ("survey", "choices", "external_choices")
LANGUAGES = {
    "fa": "فارسی (fa)",
    "en": "English (en)",
    "az": "Azərbaycanca (az)",
    "ku": "کوردی (ku)",
    "ar": "العربية (ar)",
}


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a book: in which sheet, row (as the spreadsheet counts) and column, by language code."""

    sheet: str
    row: int
    base: str
    name: str
    by: Mapping[str, str]

    @property
    def id(self) -> str:
        """How a form or a workbook of translations names it."""
        return f"{self.sheet}-{self.row}-{self.base}"


def texts(book: Book) -> list[Text]:
    """Every text of the book, in its order."""
    default = default_code(book)
    return [text for name in SHEETS if name in book.sheets for text in _texts_of(book, name, default)]


def _texts_of(book: Book, sheet_name: str, default: str) -> Iterator[Text]:
    sheet = book.sheets[sheet_name]
    layout, lists = Layout.of(sheet, default), sheet.header("list_name")
    for number, row in enumerate(sheet.rows, start=2):
        words, name = layout.words(row), row.get(layout.name, "")
        if sheet_name != "survey":
            name = f"{row.get(lists, '')}: {name}"
        yield from (Text(sheet_name, number, base, name, words[base]) for base in TEXTS if base in words)


def missing(book: Book, language: str = "") -> list[Text]:
    """The texts that are not said in ``language``, or in any one of the book's languages."""
    found = texts(book)
    wanted = {language} if language else {code for text in found for code in text.by}
    return [text for text in found if wanted - set(text.by)]


def translated(book: Book, language: str, words: Mapping[str, str]) -> Book:
    """The book with ``words`` (by ``Text.id``) as its texts in ``language`` (a code); an empty one goes.

    Columns without a language get that of the default, so that each text says in which it stands.
    """
    made = deepcopy(book)
    default = default_code(made)
    for name in SHEETS:
        if name in made.sheets:
            _named(made.sheets[name], default)
    if not made.settings.get("default_language"):
        made.set_setting("default_language", _written(made, default))
    written = _written(made, language)
    for text in texts(book):
        if text.id in words:
            _put(made.sheets[text.sheet], text, written, words[text.id].strip())
    return made


def _named(sheet: Sheet, default: str) -> None:
    """Gives columns of texts without a language that of the default."""
    for column in sheet.columns():
        if column.is_text and not column.language:
            header = f"{column.base}::{LANGUAGES.get(default, default)}"
            sheet.headers = [header if each == column.header else each for each in sheet.headers]
            for row in sheet.rows:
                if column.header in row:
                    row[header] = row.pop(column.header)


def _put(sheet: Sheet, text: Text, written: str, words: str) -> None:
    header = sheet.header(text.base, written)
    if not header and words:
        last = [each.header for each in sheet.columns() if each.base == text.base][-1:]
        header = sheet.add_column(f"{text.base}::{written}", after=last[0] if last else "")
    if words:
        sheet.rows[text.row - 2][header] = words
    else:
        sheet.rows[text.row - 2].pop(header, None)


def _written(book: Book, code: str) -> str:
    """How the book writes a language, else how it is usually written."""
    for name in SHEETS:
        for column in book.sheets[name].columns() if name in book.sheets else ():
            if column.is_text and column.language and code_of(column.language) == code:
                return column.language
    default = book.settings.get("default_language", "")
    return default if default and code_of(default) == code else LANGUAGES.get(code, f"{code} ({code})")
