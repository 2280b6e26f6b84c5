"""What is said of an element of a decision model: a place, a code, a sentence in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from barzan.persian.errors import BilingualError


class Severity(StrEnum):
    """An error keeps a model from being published; a warning asks for a reason."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """``element`` is the id of the DMN element ("" where the file as a whole is meant); ``code`` is stable
    English. ``rules`` are the numbers of the rules of a table that it speaks of, ``decision`` the id of the
    decision or knowledge model that holds the element.
    """

    element: str
    code: str
    fa: str
    en: str
    severity: Severity = Severity.ERROR
    line: int | None = None
    rules: tuple[int, ...] = ()
    decision: str = ""

    @property
    def place(self) -> str:
        """What a reason for a warning is kept under: code, element and rules."""
        return ":".join((self.code, self.element, ",".join(map(str, self.rules))))

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def sentence(self, language: str) -> str:
        """The sentence in ``language`` (Persian for any but English)."""
        return self.en if language.startswith("en") else self.fa

    def as_value(self) -> dict[str, str | int | list[int] | None]:
        """Plain JSON."""
        return {
            "element": self.element,
            "code": self.code,
            "fa": self.fa,
            "en": self.en,
            "severity": self.severity.value,
            "line": self.line,
            "rules": list(self.rules),
            "decision": self.decision,
        }


class Refused(BilingualError):
    """A model that cannot be read, published or evaluated: every finding, errors first."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings, key=lambda finding: not finding.is_error))
        first = self.findings[0]
        super().__init__(first.code, first.fa, first.en, element=first.element)


def refused(code: str, fa: str, en: str, *, element: str = "", line: int | None = None) -> Refused:
    """A refusal with one finding."""
    return Refused([Finding(element, code, fa, en, line=line)])
