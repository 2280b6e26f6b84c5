"""Answers as rows: one for the submission, one for each repetition of each repeat. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from barzan.answers.core.columns import Layout, Table
from barzan.persian import search_key

LONGEST_SOUGHT = 4000


@dataclass(slots=True)
class Row:
    """``name`` is where it stands (``member[2]``; ``""`` for the submission), ``parent`` the row around."""

    table: str
    name: str
    parent: str
    cells: dict[str, str] = field(default_factory=dict)


def rows(answers: Mapping[str, Any]) -> list[Row]:
    """All rows of the answers of a submission, the submission's own first."""
    found = [Row("", "", "")]
    _walk(answers, found[0], "", "", found)
    return found


def _walk(answers: Mapping[str, Any], row: Row, path: str, place: str, found: list[Row]) -> None:
    cells = row.cells
    for name, value in answers.items():
        here = path + name
        if type(value) is str:
            cells[here] = value
        elif type(value) is dict:
            _walk(value, row, here + "/", f"{place}{name}/", found)
        elif type(value) is list:
            for number, each in enumerate(value, start=1):
                repetition = Row(here, f"{place}{name}[{number}]", row.name)
                found.append(repetition)
                _walk(each, repetition, here + "/", f"{repetition.name}/", found)


def sought(table: Table, cells: Mapping[str, str]) -> str:
    """The text answers of a row as the search compares them."""
    texts = (cells.get(column.path, "") for column in table.columns if column.kind == "text")
    return search_key(" ".join(text for text in texts if text)[:LONGEST_SOUGHT])


def answered(layout: Layout, answers: Mapping[str, Any]) -> Iterator[tuple[Table, Row]]:
    """The rows of the answers whose tables the form has, each with its table."""
    for row in rows(answers):
        if table := layout.by_path.get(row.table):
            yield table, row
