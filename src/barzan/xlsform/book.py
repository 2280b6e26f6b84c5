"""The sheets of a workbook of XLSForm, as pyxform counts them: the first row names the columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from barzan.xlsform.findings import Finding, Severity
from barzan.xlsform.sentences import SENTENCES

MAX_FINDINGS = 300  # errors, and as many warnings


class Sayings:
    """Collects findings; what is said of a cell twice with one code is said once."""

    def __init__(self, book: Book | None = None) -> None:
        self.book = book
        self.findings: list[Finding] = []
        self._seen: set[tuple[str, int, str, str]] = set()
        self._count: Counter[Severity] = Counter()

    def error(self, code: str, sheet: str = "", row: int = 0, column: str = "", **more: object) -> None:
        """An error at a place; ``more`` fills the sentence of ``code``."""
        self.add(Severity.ERROR, code, sheet, row, column, more)

    def warn(self, code: str, sheet: str = "", row: int = 0, column: str = "", **more: object) -> None:
        """A warning at a place."""
        self.add(Severity.WARNING, code, sheet, row, column, more)

    @property
    def failed(self) -> bool:
        """Whether any finding is an error."""
        return any(each.severity is Severity.ERROR for each in self.findings)

    def has(self, sheet: str, row: int, column: str = "") -> bool:
        """Whether an error is known at this place: of the row, or of the column where one is named."""
        named = self._name(sheet)
        return any(
            each.severity is Severity.ERROR
            and (each.sheet, each.row) == (named, row)
            and (not column or not each.column or each.column == column)
            for each in self.findings
        )

    def add(
        self, severity: Severity, code: str, sheet: str, row: int, column: str, more: Mapping[str, object]
    ) -> None:
        """A finding at a place."""
        key = (sheet, row, column, code)
        if key in self._seen or self._count[severity] > MAX_FINDINGS:
            return
        self._seen.add(key)
        self._count[severity] += 1
        if self._count[severity] > MAX_FINDINGS:
            sheet, row, column, code, more = "", 0, "", "too_many_findings", {"limit": MAX_FINDINGS}
        of_sheet = self.book.sheets.get(sheet) if self.book else None
        fields = {"sheet": sheet, "row": row, "column": column, **more}
        fa, en, cure_fa, cure_en = (each.format_map(fields) for each in SENTENCES[code])
        self.findings.append(
            Finding(
                self._name(sheet),
                row,
                column,
                code,
                fa,
                en,
                cure_fa,
                cure_en,
                severity,
                of_sheet.letters.get(column, "") if of_sheet else "",
            )
        )

    def _name(self, sheet: str) -> str:
        """What the workbook calls the sheet."""
        of_sheet = self.book.sheets.get(sheet) if self.book else None
        return of_sheet.name if of_sheet else sheet


@dataclass(slots=True)
class Sheet:
    """``rows[0]`` is what the spreadsheet shows as row 2; blank rows are empty. ``letters`` gives the letters
    of the columns by their headers, in their order.
    """

    key: str
    name: str
    letters: dict[str, str] = field(default_factory=dict)
    rows: list[dict[str, str]] = field(default_factory=list)

    def numbered(self) -> Iterator[tuple[int, dict[str, str]]]:
        """The rows that hold anything, each with its number."""
        for number, row in enumerate(self.rows, start=2):
            if row:
                yield number, row


@dataclass(slots=True)
class Book:
    """``sheets`` are those that XLSForm knows, by key; ``names`` are all sheets as they are called."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    def sheet(self, key: str) -> Sheet:
        """The sheet; an empty one where the workbook has none."""
        return self.sheets.get(key) or Sheet(key, key)

    def as_definition(self) -> dict[str, object]:
        """What pyxform takes for a workbook that was read (``DefinitionData``)."""
        told: dict[str, object] = {"sheet_names": self.names}
        for key, sheet in self.sheets.items():
            told[key] = sheet.rows
            told[f"{key}_header"] = [dict.fromkeys(sheet.letters)] if sheet.letters else []
        return told
