"""What the providers of places and people share: checks of rows against what is known, and the difference.

Files hold stable English codes, Latin digits and ISO dates; a row names its parent by a code that stands
above it in the file, in another file of the load, or in the database.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from barzan.blueprints.registry import Change, Context, Problem, Row
from barzan.persian.errors import PersianError
from barzan.persian.jalali import Jalali

Fields = Mapping[str, Any]

# From when a row without ``valid_from`` holds: 1 Farvardin 1300, before any record here begins.
ALWAYS = date(1921, 3, 21)


@dataclass(slots=True)
class Checks:
    """Collects the problems of one file."""

    context: Context
    rows: Sequence[Row]
    found: list[Problem] = field(default_factory=list)

    def once(self, column: str) -> Checks:
        """No two rows share the value of ``column``."""
        seen: set[str] = set()
        for row in self.rows:
            if row[column] in seen:
                self._add(row, column, f"«{row[column]}» دو بار آمده است.", f"“{row[column]}” stands twice.")
            seen.add(row[column])
        return self

    def codes(self, column: str) -> Checks:
        """As ``once``; and each can stand in an address as it is: Latin letters, digits, - and _."""
        for row in self.rows:
            if not re.fullmatch("[A-Za-z0-9_-]*", row[column]):
                self._add(
                    row,
                    column,
                    f"«{row[column]}» کد نیست؛ تنها حرف لاتین، رقم، - و _ بنویسید.",
                    f"“{row[column]}” is no code; write Latin letters, digits, - and _ only.",
                )
        return self.once(column)

    def one_of(self, column: str, allowed: Sequence[str]) -> Checks:
        """Every word of ``column`` is one of ``allowed``."""
        for row in self.rows:
            for word in row[column].split():
                if word not in allowed:
                    listed = ", ".join(allowed)
                    self._add(
                        row,
                        column,
                        f"«{word}» شناخته نیست؛ یکی از این‌ها را بنویسید: {listed}",
                        f"“{word}” is unknown; write one of: {listed}",
                    )
        return self

    def dates(self, column: str) -> Checks:
        """``column`` is empty or an ISO date that the calendar of the screen knows."""
        for row in self.rows:
            try:
                Jalali.from_gregorian(day(row, column) or ALWAYS)
            except (ValueError, PersianError):
                self._add(
                    row,
                    column,
                    f"«{row[column]}» تاریخ نیست؛ مانند 2026-03-21 بنویسید.",
                    f"“{row[column]}” is no date; write it like 2026-03-21.",
                )
        return self

    def numbers(self, column: str) -> Checks:
        """``column`` is empty or a whole number of at most nine Latin digits."""
        for row in self.rows:
            if not re.fullmatch("[0-9]{0,9}", row[column]):
                self._add(row, column, f"«{row[column]}» عدد نیست.", f"“{row[column]}” is no whole number.")
        return self

    def names(self, column: str, provider: str, stored: Iterable[str]) -> Checks:
        """Every word of ``column`` is the code of a stored record or of a row loaded for ``provider``."""
        known = set(stored) | {row["code"] for row in self.context.rows_of(provider)}
        for row in self.rows:
            self._all_known(row, column, known)
        return self

    def parents(self, column: str, provider: str, stored: Iterable[str]) -> Checks:
        """As ``names``, where ``provider`` is the file's own: a new parent stands above its children."""
        known = set(stored)
        own = {row["code"] for row in self.rows}
        known |= {row["code"] for row in self.context.rows_of(provider)} - own
        for row in self.rows:
            self._all_known(row, column, known)
            known.add(row["code"])
        return self

    def _all_known(self, row: Row, column: str, known: set[str]) -> None:
        for word in row[column].split():
            if word not in known:
                self._add(
                    row,
                    column,
                    f"کد «{word}» شناخته نیست؛ ردیف آن را پیش از این ردیف بیاورید.",
                    f"The code “{word}” is unknown; put its row before this one.",
                )

    def _add(self, row: Row, column: str, fa: str, en: str) -> None:
        self.found.append(self.context.problem(row, column, fa, en))


def day(row: Row, column: str) -> date | None:
    """The ISO date of a cell, None where it is empty. Raises ``ValueError``."""
    return date.fromisoformat(row[column]) if row[column] else None


def differences(
    rows: Sequence[Row], key: str, wanted: Callable[[Row], Fields], stored: Mapping[str, Fields]
) -> list[Change]:
    """What would become of each row's record: added, changed in the named fields, or kept."""
    return [_difference(row[key], wanted(row), stored.get(row[key])) for row in rows]


def _difference(key: str, wanted: Fields, stored: Fields | None) -> Change:
    if stored is None:
        return Change("add", key)
    changed = tuple(name for name, value in wanted.items() if stored[name] != value)
    return Change("change" if changed else "keep", key, changed)
