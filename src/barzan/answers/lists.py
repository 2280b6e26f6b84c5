"""What an address asks for, and addresses that ask for something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from barzan.answers.core.columns import Column, Table, in_language
from barzan.answers.core.filters import OF_FIGURES, OPERATORS, PRESENCE, Filter, parsed, tidy
from barzan.answers.queries import LAST_PAGE, Asked
from barzan.persian import search_key

LONGEST_TEXT = 120


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the room's pages: what is asked, and the texts that meant nothing."""

    asked: Asked
    refused: tuple[str, ...] = ()

    def to(self, **changed: object) -> str:
        """The query of an address that asks for the same with something changed; on the first page."""
        asked = replace(self.asked, **{"page": 1, **changed})  # type: ignore[arg-type]
        pairs = [
            ("table", asked.table),
            *(("f", each.text) for each in asked.filters),
            ("q", asked.text),
            ("sort", _sort(asked)),
            ("page", str(asked.page) if asked.page > 1 else ""),
        ]
        return "?" + urlencode([(name, value) for name, value in pairs if value])

    def without(self, given: Filter) -> str:
        """The query without one of its filters."""
        return self.to(filters=tuple(each for each in self.asked.filters if each != given))

    def sorted_by(self, path: str) -> str:
        """The query in the order of a column; the other way round where that is its order now."""
        same = self.asked.sort == path
        return self.to(sort=path, descending=not self.asked.descending if same else False)

    @property
    def narrowed(self) -> bool:
        return bool(self.asked.filters or self.asked.text)


def _sort(asked: Asked) -> str:
    return f"{'-' if asked.descending else ''}{asked.sort}" if asked.sort else ""


def read(given: QueryDict, table: Table) -> Address:
    """What an address asks of a table; what it cannot mean is left out and told."""
    filters, refused = parsed(given.getlist("f"), table)
    path, operator, value = (_text(given, name) for name in ("path", "op", "value"))
    if path and operator:
        column = table.by_path.get(path)
        more = tidy(column, operator, _coded(column, value))
        if more is None:
            refused.append(" ".join(each for each in (path, operator, value) if each))
        elif more not in filters:
            filters.append(more)
    sort = _text(given, "sort")
    descending = sort.startswith("-")
    column = table.by_path.get(sort.removeprefix("-"))
    sortable = column is not None and not column.personal
    return Address(
        Asked(
            table.path,
            tuple(filters),
            _text(given, "q")[:LONGEST_TEXT],
            sort.removeprefix("-") if sortable else "",
            descending if sortable else True,
            _page(given.get("page", "")),
        ),
        tuple(refused),
    )


def _text(given: QueryDict, name: str) -> str:
    return given.get(name, "")[:1000].replace("\x00", "").strip()


def _page(text: str) -> int:
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def _coded(column: Column | None, value: str) -> str:
    """The choice whose wording was typed; the value itself where it is one, or none is worded so."""
    if column is None or not column.choices or value in column.choices:
        return value
    key = search_key(value)
    named = (code for code, labels in column.choices.items() if key in map(search_key, labels.values()))
    return next(named, value)


def offered(column: Column) -> tuple[str, ...]:
    """The operators that a form offers for a question."""
    return tuple(each for each in OPERATORS[column.kind] if each not in OF_FIGURES)


def takes_value(operator: str) -> bool:
    """Whether an operator needs a value."""
    return operator not in PRESENCE


def shown_columns(table: Table, chosen: Sequence[str], most: int = 6) -> list[Column]:
    """The columns to show: those chosen, else when it came, its state and the first questions with words."""
    visible = [column for column in table.columns if not column.personal]
    if chosen:
        known = {column.path: column for column in visible}
        return [known[path] for path in chosen if path in known]
    worded = [column for column in visible if not column.is_fact and in_language(column.labels, "fa")]
    facts = [column for column in visible if column.path in (".received", ".state")]
    return [*facts[:1], *worded[:most], *facts[1:]]


def charted(table: Table) -> list[Column]:
    """The questions that charts are of: first those that somebody was asked, then what devices noted and
    forms reckoned without a word for it.
    """
    asked = [column for column in table.columns if not column.personal and not column.is_fact]
    return sorted(asked, key=lambda column: not column.labels)
