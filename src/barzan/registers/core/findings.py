"""What is said of a register that is being defined: a place, a code, a sentence with its cure. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from barzan.persian.errors import BilingualError


class Severity(StrEnum):
    """An error keeps a register from being published; a warning is shown and does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """``place`` is where it stands in the definition: ``transitions.issue.condition``; "" is all of it."""

    place: str
    code: str
    fa: str
    en: str
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def sentence(self, language: str) -> str:
        """The sentence in ``language`` (Persian for any but English)."""
        return self.en if language.startswith("en") else self.fa

    def as_value(self) -> dict[str, str]:
        """Plain JSON."""
        return {
            "place": self.place,
            "code": self.code,
            "fa": self.fa,
            "en": self.en,
            "severity": self.severity.value,
        }


class Refused(BilingualError):
    """A definition that cannot be read or published: every finding, errors first."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings, key=lambda finding: not finding.is_error))
        first = self.findings[0]
        super().__init__(first.code, first.fa, first.en, element=first.place)
