"""What can be wrong with an expression: refused with a place and a cure, or null with a notice."""

from __future__ import annotations

from dataclasses import dataclass

from barzan.persian.errors import BilingualError
from barzan.persian.text import persian_digits


class FeelError(BilingualError):
    """An expression that cannot be read, or one that spent its budget.

    ``line`` and ``column`` count from one and name the place in the text; both sentences begin with it and
    end with the cure. ``code`` is ``feel.syntax``, ``feel.size`` (text, nesting, value) or ``feel.steps``.
    """

    def __init__(self, code: str, fa: str, en: str, line: int = 1, column: int = 1) -> None:
        place_fa = f"سطر {persian_digits(str(line))}، ستون {persian_digits(str(column))}: "
        super().__init__(code, place_fa + fa, f"Line {line}, column {column}: {en}", line=line, column=column)
        self.line, self.column = line, column


class Failing(Exception):
    """An operation that the standard answers with null: the evaluator notes why and goes on (10.3.2.13.1)."""

    def __init__(self, fa: str, en: str) -> None:
        super().__init__(en)
        self.fa, self.en = fa, en


class Spent(Exception):
    """The budget of an evaluation is spent; the expression turns it into a ``FeelError`` with the place."""

    def __init__(self, code: str, fa: str, en: str) -> None:
        super().__init__(en)
        self.code, self.fa, self.en = code, fa, en


@dataclass(frozen=True, slots=True)
class Notice:
    """Why a part of an expression gave null; ``line`` and ``column`` count from one."""

    line: int
    column: int
    fa: str
    en: str

    def sentence(self, language: str) -> str:
        """The sentence in ``language``, Persian for any but English, with its place."""
        if language.startswith("en"):
            return f"Line {self.line}, column {self.column}: {self.en}"
        line, column = persian_digits(str(self.line)), persian_digits(str(self.column))
        return f"سطر {line}، ستون {column}: {self.fa}"


def line_and_column(text: str, at: int) -> tuple[int, int]:
    """The line and column of offset ``at``, both from one."""
    before = text[:at]
    return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1
