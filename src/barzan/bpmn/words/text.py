"""A process in words as plain text, for the command line and for letters. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from barzan.bpmn.model import Text
from barzan.bpmn.words.phrases import both
from barzan.bpmn.words.values import Branch, Jump, Step, Told
from barzan.persian import persian_digits

INDENT = "   "


def as_text(told: Told, language: str) -> str:
    """The whole, one step a line and its particulars under it."""
    return "\n".join(_Writer(not language.startswith("en")).lines(told)) + "\n"


class _Writer:
    def __init__(self, persian: bool) -> None:
        self._persian = persian

    def lines(self, told: Told) -> Iterator[str]:
        yield self._said(told.name)
        for start in told.starts:
            yield ""
            yield from self._branch(start, "")

    def _branch(self, branch: Branch, indent: str) -> Iterator[str]:
        inner = indent + INDENT
        if not branch.steps and branch.jump:
            yield f"{indent}– {self._said(branch.label)}: {self._jump(branch.jump)}"
            return
        yield f"{indent}– {self._said(branch.label)}:" if indent else f"{self._said(branch.label)}:"
        for step in branch.steps:
            yield from self._step(step, inner)
        if branch.jump:
            yield f"{inner}{self._jump(branch.jump)}"

    def _step(self, step: Step, indent: str) -> Iterator[str]:
        yield f"{indent}{self._number(step.number)}. {self._said(step.what)}"
        inner = indent + INDENT
        for label, value in ((("کننده", "Who"), step.who), (("مهلت", "By when"), step.until)):
            if value.fa:
                yield f"{inner}{label[0] if self._persian else label[1]}: {self._said(value)}"
        if step.asks:
            label = "پرسش‌ها" if self._persian else "Asked"
            mark = "؛ " if self._persian else "; "
            yield f"{inner}{label}: {mark.join(self._said(each) for each in step.asks)}"
        for note in step.notes:
            yield f"{inner}{self._said(note)}"
        for branch in step.branches:
            yield from self._branch(branch, inner)

    def _jump(self, jump: Jump) -> str:
        number = self._number(jump.number)
        return f"ادامه از گام {number}" if self._persian else f"go on with step {number}"

    def _number(self, number: int) -> str:
        return persian_digits(str(number)) if self._persian else str(number)

    def _said(self, text: Text) -> str:
        return both(text).fa if self._persian else both(text).en
