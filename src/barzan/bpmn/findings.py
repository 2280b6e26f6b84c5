"""What is said of an element of a process: a place, a code, a sentence in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

from barzan.persian.errors import BilingualError


class Severity(StrEnum):
    """An error keeps a process from being published; a warning asks for a reason."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """``element`` is the id of the BPMN element ("" where the file as a whole is meant); ``code`` is stable
    English.
    """

    element: str
    code: str
    fa: str
    en: str
    severity: Severity = Severity.ERROR
    line: int | None = None

    def sentence(self, language: str) -> str:
        """The sentence in ``language`` (Persian for any but English)."""
        return self.en if language.startswith("en") else self.fa

    def as_value(self) -> dict[str, str | int | None]:
        """Plain JSON."""
        return asdict(self)


class Refused(BilingualError):
    """A process that cannot be read or run: every finding, errors first; the first gives the sentence."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings, key=lambda finding: finding.severity is not Severity.ERROR))
        first = self.findings[0]
        super().__init__(first.code, first.fa, first.en, element=first.element)
