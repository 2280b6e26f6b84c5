"""What a blueprint is made of, what is wrong with one, and what it would change. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NoReturn

from barzan.persian.errors import BilingualError

Progress = Callable[[int, int, str], None]
Kind = Literal["add", "change", "remove", "keep"]


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a file: ``number`` as a spreadsheet counts (the header is 1; a line in YAML).

    ``cells`` holds every column of the file by its name; the texts are normalised, an empty cell is ``""``.
    """

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell of ``column``; ``""`` where the file leaves an optional column out."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a file, where, and how to cure it; ``row`` 0 and ``column`` "" mean the whole."""

    file: str
    row: int
    column: str
    fa: str
    en: str

    def sentence(self, language: str) -> str:
        """The sentence in ``language`` (Persian for any but English)."""
        return self.en if language.startswith("en") else self.fa


@dataclass(frozen=True, slots=True)
class Change:
    """What would become of one record; ``fields`` names those that differ."""

    kind: Kind
    key: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a provider may know beside its rows: the blueprint, its own file, and the rows of all files.

    ``together`` maps the name of a provider to the rows that the blueprints of this load give it, so that a
    row may name a record that an earlier file is about to make. ``contents`` holds the files that cells of
    its rows name (``Columns.files``).
    """

    blueprint: str
    file: str
    together: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    contents: Mapping[str, bytes] = field(default_factory=dict)

    def content(self, name: str) -> bytes:
        """The bytes of the file that a cell names; none where the cell is empty."""
        return self.contents.get(name, b"")

    def rows_of(self, provider: str) -> tuple[Row, ...]:
        """All rows of this load for ``provider``; none where no file loads it."""
        return self.together.get(provider, ())

    def problem(self, row: Row | int, column: str, fa: str, en: str) -> Problem:
        """A problem at ``row`` of the provider's own file."""
        return Problem(self.file, row if isinstance(row, int) else row.number, column, fa, en)


@dataclass(frozen=True, slots=True)
class FilePlan:
    """What one file would change."""

    blueprint: str
    file: str
    provider: str
    changes: tuple[Change, ...]

    @property
    def changes_something(self) -> bool:
        return any(change.kind != "keep" for change in self.changes)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a load would change, file by file; ``applied`` says whether it has."""

    name: str
    files: tuple[FilePlan, ...]
    applied: bool = False

    def counts(self) -> Counter[Kind]:
        """How many records are added, changed, removed, kept."""
        return Counter(change.kind for file in self.files for change in file.changes)

    @property
    def changes_something(self) -> bool:
        return any(file.changes_something for file in self.files)


class BlueprintRefused(BilingualError):
    """Nothing was changed; ``problems`` are all that was found, in the order of the files."""

    def __init__(self, problems: list[Problem]) -> None:
        first = problems[0]
        super().__init__(
            "blueprint.refused",
            f"چیزی بار نشد؛ {len(problems)} ایراد پیدا شد. نخستین: {first.fa}",
            f"Nothing was loaded; {len(problems)} problems were found. The first: {first.en}",
            file=first.file,
            row=first.row,
            column=first.column,
        )
        self.problems = tuple(problems)


def refuse(file: str, row: int, column: str, fa: str, en: str) -> NoReturn:
    """Raises ``BlueprintRefused`` with one problem."""
    raise BlueprintRefused([Problem(file, row, column, fa, en)])
