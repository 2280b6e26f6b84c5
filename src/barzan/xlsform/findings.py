"""What is said of a cell of a workbook: its place, a code, a sentence and a cure in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

from barzan.persian.errors import BilingualError


class Severity(StrEnum):
    """An error keeps a workbook from becoming a form; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """``row`` is the row as the spreadsheet shows it (0: the sheet as a whole), ``column`` the name in the
    header and ``letter`` the letters of the column ("": the row as a whole); ``sheet`` "" means the file.
    ``code`` is stable English.
    """

    sheet: str
    row: int
    column: str
    code: str
    fa: str
    en: str
    cure_fa: str
    cure_en: str
    severity: Severity = Severity.ERROR
    letter: str = ""

    def sentence(self, language: str) -> str:
        """What is wrong, in ``language`` (Persian for any but English)."""
        return self.en if language.startswith("en") else self.fa

    def cure(self, language: str) -> str:
        """What to do about it, in ``language`` (Persian for any but English)."""
        return self.cure_en if language.startswith("en") else self.cure_fa

    def place(self, language: str) -> str:
        """Where it stands, in words: sheet, row, column and cell."""
        english = language.startswith("en")
        named = (("sheet", "برگهٔ"), ("row", "ردیف"), ("column", "ستون"))
        words = [
            f"{en if english else fa} {value}"
            for (en, fa), value in zip(named, (self.sheet, self.row, self._column()), strict=True)
            if value
        ]
        if words:
            return (", " if english else "، ").join(words)
        return "the file" if english else "فایل"

    def as_value(self) -> dict[str, str | int]:
        """Plain JSON."""
        return asdict(self)

    def _column(self) -> str:
        if self.column and self.letter and self.column != self.letter:
            return f"{self.letter} ({self.column})"
        return self.column or self.letter


class NotConverted(BilingualError):
    """The workbook is no form: every finding, errors first; the first gives the sentence."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings, key=lambda each: each.severity is not Severity.ERROR))
        first = self.findings[0]
        super().__init__(
            f"xlsform.{first.code}",
            f"{first.place('fa')}: {first.fa} {first.cure_fa}",
            f"{first.place('en')}: {first.en} {first.cure_en}",
            sheet=first.sheet,
            row=first.row,
            column=first.column,
        )
