"""What is wrong with the logic of a form before anybody fills it."""

from __future__ import annotations

from dataclasses import dataclass

from barzan.xforms.model import Form


@dataclass(frozen=True, slots=True)
class Finding:
    """``attribute`` (relevant, calculate, label …) of the node at ``path``; ``code``: syntax, function, path,
    cycle, list, arguments; ``fa`` and ``en`` say what and how to cure it."""

    path: str
    attribute: str
    code: str
    fa: str
    en: str

    @property
    def reason(self) -> str:
        return self.en


def analyse(form: Form) -> list[Finding]:
    """Unknown functions, unknown paths, unreadable expressions, calculations that depend on themselves."""
    raise NotImplementedError
