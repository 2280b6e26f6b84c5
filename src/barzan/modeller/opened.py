"""A file of a definition opened for a page: its document, the process that runs, its picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from barzan.bpmn.document import Document
from barzan.bpmn.findings import Finding, Refused, Severity
from barzan.bpmn.layout import laid_out
from barzan.bpmn.model import Process
from barzan.bpmn.picture import svg
from barzan.bpmn.reading import read
from barzan.process import checked


@dataclass(frozen=True, slots=True)
class Opened:
    """``process`` is None where the file cannot be read, or holds none that runs: ``refused`` says why."""

    document: Document | None
    process: Process | None
    refused: tuple[Finding, ...] = ()

    def picture(self, marks: Mapping[str, str] | None = None) -> str:
        """The drawing as SVG in the reader's language; "" where there is none."""
        if self.document is None or self.process is None:
            return ""
        try:
            return svg(self.document, self.process.id, language(), marks or {})
        except KeyError:  # a process without a single element
            return ""


def opened(xml: bytes, key: str) -> Opened:
    """Reads a file and lays out what has no diagram; never raises for what is wrong with the file."""
    try:
        document = laid_out(read(xml))
    except Refused as refused:
        return Opened(None, None, refused.findings)
    try:
        return Opened(document, checked.chosen(document.processes, key))
    except Refused as refused:
        return Opened(document, document.processes[0] if document.processes else None, refused.findings)


def told(finding: Finding) -> dict[str, str]:
    """A finding as the designer's page takes it, in the reader's language."""
    return {
        "element": finding.element,
        "code": finding.code,
        "severity": finding.severity.value,
        "sentence": finding.sentence(language()),
    }


def ordered(findings: tuple[Finding, ...]) -> list[Finding]:
    """Errors first."""
    return sorted(findings, key=lambda each: each.severity is not Severity.ERROR)


def language() -> str:
    return get_language() or "fa"
