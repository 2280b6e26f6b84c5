"""All that is to be said of a model before it is published. Pure.

    check(model) -> tuple[Finding, ...]      errors first

An error keeps it from being published; a warning asks for a reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from barzan.decisions.core.findings import Finding, Severity
from barzan.decisions.core.model import (
    Boxed,
    Context,
    Function,
    Invocation,
    ItemDefinition,
    Literal,
    Model,
    parts,
)
from barzan.decisions.core.requiring import requirements, ring
from barzan.decisions.core.scoping import unknown_names, visible
from barzan.decisions.core.tablechecks import table_findings
from barzan.decisions.core.types import type_problem

MOST = 200


def check(model: Model) -> tuple[Finding, ...]:
    """The findings of a model, errors first, at most ``MOST``."""
    found = [*model.findings, *_graph(model), *_names(model), *_types(model)]
    if not any(each.is_error for each in found):
        for owner, table in model.tables:
            found += table_findings(model, owner.element, table)
    return tuple(sorted(found, key=lambda finding: not finding.is_error)[:MOST])


def _graph(model: Model) -> Iterator[Finding]:
    if not model.decisions:
        yield _error("", "model.empty", "فایل هیچ تصمیمی ندارد.", "The file holds no decision.")
    for id, element in model.elements.items():
        for target in requirements(model, id):
            if target not in model.elements:
                yield _error(
                    id,
                    "requirement.missing",
                    f"«{element.name}» به عنصر «{target}» نیاز دارد که در فایل نیست.",
                    f"“{element.name}” requires the element “{target}”, which is not in the file.",
                )
    if found := ring(model):
        names = " ← ".join(found)
        yield _error(
            found[0],
            "requirement.ring",
            f"تصمیم‌ها دور خود می‌گردند: {names}. یکی از نیازها را بردارید.",
            f"Decisions require each other in a ring: {names}. Remove one of the requirements.",
        )
    for decision in model.decisions:
        if decision.logic is None:
            yield _error(
                decision.element,
                "decision.no_logic",
                f"تصمیم «{decision.name}» هیچ جدول یا عبارتی ندارد؛ یکی بیفزایید.",
                f"The decision “{decision.name}” has neither a table nor an expression; add one.",
            )


def _names(model: Model) -> Iterator[Finding]:
    names = Counter(each.variable.name for each in model.elements.values())
    for element in model.elements.values():
        if names[element.variable.name] > 1:
            yield _error(
                element.element,
                "name.doubled",
                f"نام «{element.variable.name}» به دو عنصر داده شده است؛ یکی را عوض کنید.",
                f"The name “{element.variable.name}” is given to two elements; change one.",
            )
    for owner in model.owners:
        for unknown in unknown_names(owner.logic, visible(model, owner)) if owner.logic else ():
            yield Finding(
                unknown.used_by.element,
                "name.unknown",
                f"نام «{unknown.name}» این‌جا شناخته نیست؛ املایش را وارسی کنید یا آن را "
                f"به نیازهای «{owner.name}» بیفزایید.",
                f"The name “{unknown.name}” is not known here: check its spelling or add it "
                f"to what “{owner.name}” requires.",
                line=unknown.used_by.line,
                decision=owner.element,
            )


def _types(model: Model) -> Iterator[Finding]:
    for definition in model.types:
        for each in _definitions(definition):
            yield from _unknown_type(model, each.element, each.type)
    for element in model.elements.values():
        yield from _unknown_type(model, element.element, element.variable.type)
    for owner in model.owners:
        for part in parts(owner.logic) if owner.logic else ():
            for name in _types_of(part):
                yield from _unknown_type(model, part.element, name, owner.element)


def _definitions(definition: ItemDefinition) -> Iterator[ItemDefinition]:
    yield definition
    for part in definition.components:
        yield from _definitions(part)


def _types_of(part: Boxed) -> Iterator[str]:
    yield part.type
    match part:
        case Context(entries=entries) | Invocation(bindings=entries):
            yield from (entry.variable.type for entry in entries)
        case Function(parameters=parameters):
            yield from (each.type for each in parameters)
        case Literal():
            return
        case _:
            yield from ()


def _unknown_type(model: Model, element: str, name: str, owner: str = "") -> Iterator[Finding]:
    if type_problem(name, model):
        yield Finding(
            element,
            "type.unknown",
            f"نوع «{name}» تعریف نشده است؛ املایش را وارسی کنید یا آن را تعریف کنید.",
            f"The type “{name}” is not defined: check its spelling or define it.",
            decision=owner,
        )


def _error(element: str, code: str, fa: str, en: str) -> Finding:
    return Finding(element, code, fa, en, Severity.ERROR)
