"""A question taken out of a book into the bank, and put from the bank into a book in the same words. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from barzan.forms.core.asking import Choice, Item, choices_of, default_code, wording_of
from barzan.forms.core.books import Book, Row, Sheet
from barzan.forms.core.columns import MEDIA, code_of

# What binds a question to the other questions of its form stays behind.
_BOUND = ("relevant", "calculation", "choice_filter", "trigger", "repeat_count", "save_to", *MEDIA)


@dataclass(frozen=True, slots=True)
class Kept:
    """A question as the bank keeps it: ``choices`` are (name, labels by language code)."""

    name: str
    type: str
    words: Mapping[str, Mapping[str, str]]
    cells: Mapping[str, str]
    list_name: str = ""
    choices: tuple[tuple[str, Mapping[str, str]], ...] = ()

    @property
    def wording(self) -> str:
        """The hash of its words."""
        return wording_of(self.type, self.words.get("label", {}), self.choices)


def kept(item: Item) -> Kept:
    """A question of a book without what binds it to the others there."""
    cells = {name: cell for name, cell in item.cells.items() if name not in _BOUND and "${" not in cell}
    choices = tuple((each.name, dict(each.labels)) for each in item.choices)
    return Kept(item.name, item.type, item.words, cells, item.list_name, choices)


def put(book: Book, questions: Sequence[Kept], after: int | None = None) -> Book:
    """The book with the questions behind row ``after`` of its survey (at the end where it is None)."""
    made = deepcopy(book)
    at = len(made.survey.rows) if after is None else after + 1
    names = {made.survey.cell(row, "name") for row in made.survey.rows}
    for question in questions:
        list_name = _list(made, question) if question.list_name else ""
        name = _free(question.name, names)
        names.add(name)
        made.survey.rows.insert(at, _row(made, question, name, list_name))
        at += 1
    return made


def _row(book: Book, question: Kept, name: str, list_name: str) -> Row:
    sheet = book.survey
    row = {
        _header(sheet, "type"): f"{question.type} {list_name}".strip(),
        _header(sheet, "name"): name,
    }
    row |= {_header(sheet, base): cell for base, cell in question.cells.items()}
    return row | _texts(book, sheet, question.words)


def _texts(book: Book, sheet: Sheet, words: Mapping[str, Mapping[str, str]]) -> Row:
    """The texts in the languages of the book; a language that the book does not speak stays out."""
    default, spoken = default_code(book), _languages(book)
    found: Row = {}
    for base, by in words.items():
        for code, text in by.items():
            if code in spoken or (len(by) == 1 and code == default):
                found[_text_header(sheet, base, code, default, spoken)] = text
    if not found and words:
        base, by = next(iter(words.items()))
        found[_text_header(sheet, base, default, default, spoken)] = next(iter(by.values()))
    return found


def _text_header(sheet: Sheet, base: str, code: str, default: str, spoken: Mapping[str, str]) -> str:
    language = spoken.get(code, "")
    header = sheet.header(base, language)
    return header or sheet.add_column(f"{base}::{language}" if language else base)


def _languages(book: Book) -> dict[str, str]:
    """The languages of the labels: by code, as the headers write them."""
    default = default_code(book)
    found = {
        code_of(each.language, default): each.language
        for sheet in (book.survey, book.choices)
        for each in sheet.columns()
        if each.is_text
    }
    return found or {default: ""}


def _list(book: Book, question: Kept) -> str:
    """The name of a list with the question's choices: one that is there and the same, else a new one."""
    present = choices_of(book, default_code(book))
    name, number = question.list_name, 1
    while name in present:
        if _same(present[name], question.choices):
            return name
        number += 1
        name = f"{question.list_name}_{number}"
    sheet = book.choices
    for value, labels in question.choices:
        row = {_header(sheet, "list_name"): name, _header(sheet, "name"): value}
        sheet.rows.append(row | _texts(book, sheet, {"label": labels}))
    return name


def _same(present: Sequence[Choice], wanted: Sequence[tuple[str, Mapping[str, str]]]) -> bool:
    """Whether a list offers the same under the same words, in the languages that both speak."""
    if [each.name for each in present] != [name for name, _labels in wanted]:
        return False
    return all(
        each.labels[code] == labels[code]
        for each, (_name, labels) in zip(present, wanted, strict=True)
        for code in set(each.labels) & set(labels)
    )


def _header(sheet: Sheet, base: str) -> str:
    return sheet.header(base) or sheet.add_column(base)


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    return free
