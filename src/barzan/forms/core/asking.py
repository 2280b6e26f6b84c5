"""What a book asks: its rows as questions, with their words, logic and choices. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from barzan.forms.core.books import Book, Row, Sheet
from barzan.forms.core.columns import code_of
from barzan.persian import normalise

ROOT = "/data"
_BEGIN = {"begin_group": "group", "begin_repeat": "repeat", "begin_loop": "repeat"}
_PROPERTIES = "start end today deviceid username email phonenumber simserial subscriberid audit"
_SILENT = frozenset(
    f"note calculate hidden {_PROPERTIES} start-geopoint background-audio background-geopoint "
    "csv-external xml-external".split(" ")
)
_SELECTS = frozenset({"select_one", "select_multiple", "rank", "select_one_external"})
_FROM_FILE = frozenset({"select_one_from_file", "select_multiple_from_file"})
_TYPES = {
    "string": "text",
    "int": "integer",
    "photo": "image",
    "select1": "select_one",
    "select_all_that_apply": "select_multiple",
    "trigger": "acknowledge",
    "datetime": "dateTime",
    "location": "geopoint",
    "gps": "geopoint",
}
_YES = frozenset({"yes", "true", "true()", "بله", "بلی"})
LOGIC = (
    "relevant",
    "required",
    "constraint",
    "calculation",
    "choice_filter",
    "default",
    "readonly",
    "trigger",
)
Words = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that is offered, with its label by language code."""

    name: str
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the survey: ``words`` are texts by column and language code, ``cells`` the other cells."""

    row: int
    path: str
    name: str
    type: str
    level: int
    words: Words
    cells: Mapping[str, str]
    list_name: str = ""
    choices: tuple[Choice, ...] = ()
    opens: bool = False

    @property
    def is_asked(self) -> bool:
        """Whether somebody answers it."""
        return not self.opens and self.type not in _SILENT

    @property
    def is_personal(self) -> bool:
        return is_yes(self.cells.get("personal", ""))

    def logic(self) -> list[tuple[str, str]]:
        """Its logic by column, as it is written."""
        return [(name, self.cells[name]) for name in LOGIC if self.cells.get(name)]

    def label(self, language: str) -> str:
        """Its label in a language, else in any; "" where it has none."""
        return said(self.words.get("label", {}), language)


def said(texts: Mapping[str, str], language: str) -> str:
    """A text in a language, else the first there is."""
    return texts.get(language) or next((text for text in texts.values() if text), "")


def is_yes(cell: str) -> bool:
    """Whether a cell says yes."""
    return cell.strip().lower() in _YES


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a sheet by what they hold, found once for all its rows."""

    name: str
    texts: tuple[tuple[str, str, str], ...]
    others: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, sheet: Sheet, default: str) -> Layout:
        """The layout of a sheet whose columns without a language are written in ``default``."""
        columns = sheet.columns()
        texts = tuple(
            (each.header, each.base, code_of(each.language, default)) for each in columns if each.is_text
        )
        others = tuple(
            (each.header, each.base)
            for each in columns
            if not each.is_text and each.base not in ("name", "type")
        )
        return cls(sheet.header("name"), texts, others)

    def words(self, row: Row) -> dict[str, dict[str, str]]:
        """The texts of a row by column and language code."""
        found: dict[str, dict[str, str]] = {}
        for header, base, code in self.texts:
            if text := row.get(header, "").strip():
                found.setdefault(base, {})[code] = text
        return found

    def cells(self, row: Row) -> dict[str, str]:
        """The other cells of a row by column."""
        return {base: row[header].strip() for header, base in self.others if row.get(header, "").strip()}


def items(book: Book) -> list[Item]:
    """All rows of the survey that name something, in their order."""
    default = default_code(book)
    lists = choices_of(book, default)
    groups, found = list[str](), list[Item]()
    layout, types = Layout.of(book.survey, default), book.survey.header("type")
    for number, row in enumerate(book.survey.rows):
        kind, list_name = kind_of(row.get(types, ""))
        if kind.startswith("end_"):
            del groups[-1:]
        elif kind:
            item = _item(layout, row, number, groups, kind, list_name)
            found.append(replace(item, choices=lists.get(list_name, ())) if list_name else item)
            if item.opens:
                groups.append(item.name)
    return found


def _item(layout: Layout, row: Row, number: int, groups: Sequence[str], kind: str, list_name: str) -> Item:
    name = row.get(layout.name, "").strip()
    return Item(
        row=number,
        path="/".join((ROOT, *groups, name)),
        name=name,
        type=_BEGIN.get(kind, kind),
        level=len(groups),
        words=layout.words(row),
        cells=layout.cells(row),
        list_name=list_name,
        opens=kind in _BEGIN,
    )


def asked(book: Book) -> list[Item]:
    """The questions that somebody answers."""
    return [item for item in items(book) if item.is_asked]


def kind_of(cell: str) -> tuple[str, str]:
    """The type of a cell and its list: ``select_one yes_no or_other`` is (select_one, yes_no)."""
    words = cell.strip().split()
    if not words:
        return "", ""
    first = words[0].lower()
    if first in ("begin", "end") and len(words) > 1:
        return f"{first}_{words[1].lower()}", ""
    if first in _SELECTS | _FROM_FILE | {"select1"} and len(words) > 1:
        return _TYPES.get(first, first), words[1]
    kind = "_".join(words).lower() if first not in _TYPES else first
    return _TYPES.get(kind, "dateTime" if kind == "datetime" else kind), ""


def choices_of(book: Book, default: str) -> dict[str, tuple[Choice, ...]]:
    """The choices of each list."""
    sheet, found = book.choices, dict[str, list[Choice]]()
    layout, lists = Layout.of(sheet, default), sheet.header("list_name")
    for row in sheet.rows:
        if list_name := row.get(lists, "").strip():
            labels = layout.words(row).get("label", {})
            found.setdefault(list_name, []).append(Choice(row.get(layout.name, "").strip(), labels))
    return {list_name: tuple(each) for list_name, each in found.items()}


def default_code(book: Book) -> str:
    """The code of the language in which columns without one are written."""
    return code_of(book.settings.get("default_language", ""), "fa")


def wording(item: Item) -> str:
    """The hash of what a question asks: its type, its label and its choices, in Persian where there is."""
    choices = [(each.name, each.labels) for each in item.choices]
    return wording_of(item.type, item.words.get("label", {}), choices)


def wording_of(type: str, label: Mapping[str, str], choices: Iterable[tuple[str, Mapping[str, str]]]) -> str:
    """The same of the parts of a question; spelling variants of letters make no difference."""
    told = [type, _plain(said(label, "fa"))]
    told += [f"{name}={_plain(said(labels, 'fa'))}" for name, labels in choices]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _plain(text: str) -> str:
    return " ".join(normalise(text).split())
