"""The columns of a file: for each question one, and more where its answer has parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from barzan.answers.core.columns import Column, Layout, Table
from barzan.answers.core.names import heads, once
from barzan.answers.exporting.options import Options

Type = Literal["text", "code", "number", "whole", "flag", "day", "moment"]
TYPES: dict[str, Type] = {
    "one": "code", "number": "number", "date": "day", "moment": "moment",
}  # fmt: skip
WORDS = {
    "fa": {
        "KEY": "کلید",
        "PARENT_KEY": "کلید ردیف بالاتر",
        "latitude": "عرض جغرافیایی",
        "longitude": "طول جغرافیایی",
    },
    "en": {
        "KEY": "Key",
        "PARENT_KEY": "Key of the row around",
        "latitude": "Latitude",
        "longitude": "Longitude",
    },
}


PARTS = {1: "latitude", 2: "longitude"}


@dataclass(frozen=True, slots=True)
class Output:
    """A column of a file: ``choice`` is the one a 0/1 column stands for, ``part`` 1 latitude, 2 longitude."""

    name: str
    column: Column
    type: Type
    choice: str = ""
    part: int = 0

    def label(self, language: str) -> str:
        """What it is called: the question, then the choice or the part."""
        asked = self.column.label(language)
        if self.choice:
            return f"{asked}: {self.column.called(self.choice, language)}"
        return f"{asked}: {WORDS[language][PARTS[self.part]]}" if self.part else asked


def _worded(name: str) -> dict[str, str]:
    return {language: words[name] for language, words in WORDS.items()}


KEY = Column(".key", "text", _worded("KEY"), sources=(".key",))
PARENT = Column(".parent", "text", _worded("PARENT_KEY"), sources=(".parent",))
LONGEST_NAME = 1_000


def outputs(table: Table, options: Options) -> list[Output]:
    """The columns of a table in order: keys, facts, questions."""
    found = [Output("KEY", KEY, "text")]
    if table.path:
        found.append(Output("PARENT_KEY", PARENT, "text"))
    for column in table.columns:
        if column.path == ".key" or (column.personal and not options.personal):
            continue
        found += _of(column, _name(column, table), options)
    names = once((each.name for each in found), LONGEST_NAME)
    return [replace(each, name=name) for each, name in zip(found, names, strict=True)]


def _name(column: Column, table: Table) -> str:
    """What a column is called; a question keeps its name where a fact has the same."""
    name = column.path.removeprefix(".")
    return f"_{name}" if column.is_fact and name in table.by_path else name


def _of(column: Column, name: str, options: Options) -> Iterator[Output]:
    if not (column.kind == "many" and options.kind == "sav"):
        of_number: Type = "whole" if column.whole else "number"
        yield Output(name, column, of_number if column.kind == "number" else TYPES.get(column.kind, "text"))
    if column.kind == "many" and options.split:
        for value in column.choices:
            yield Output(f"{name}/{value}", column, "flag", value)
    if column.kind == "point" and options.split:
        for part, word in PARTS.items():
            yield Output(f"{name}-{word}", column, "number", part=part)


def heads_of(found: list[Output], options: Options) -> list[str]:
    """The heads of the columns: names, or words."""
    names = [each.name for each in found]
    return heads([each.label(options.language) for each in found], names) if options.labels else names


def codebook(layout: Layout, found: dict[str, list[Output]]) -> Iterator[tuple[str, ...]]:
    """For each column of each table what it means, in both languages; then each choice."""
    yield "table", "column", "type", "label_fa", "label_en", "choice", "choice_fa", "choice_en"
    for table in layout.tables:
        for output in found.get(table.path, ()):
            column = output.column
            yield (
                table.path,
                output.name,
                column.kind,
                column.label("fa"),
                column.label("en"),
                output.choice,
                "",
                "",
            )
            for value in () if output.choice or output.part else column.choices:
                yield (
                    table.path,
                    output.name,
                    "choice",
                    "",
                    "",
                    value,
                    column.called(value, "fa"),
                    column.called(value, "en"),
                )
