"""A model as the pages show it: tables with words in their cells, other expressions as nested parts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, gettext, pgettext

from barzan.decisions.core.evaluating import Outcome
from barzan.decisions.core.findings import Finding
from barzan.decisions.core.model import (
    Boxed,
    Conditional,
    Context,
    Decision,
    DecisionTable,
    Filter,
    Function,
    Invocation,
    Items,
    Iteration,
    Knowledge,
    Literal,
    Model,
    Relation,
    Rule,
    Test,
)
from barzan.decisions.core.showing import shown
from barzan.decisions.core.types import allowed_test
from barzan.decisions.core.wording import (
    Words,
    policy_name,
    policy_words,
    result_words,
    test_words,
    type_words,
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it asks or gives, of which type, which values it allows."""

    title: str
    output: bool
    type: str
    allowed: str


@dataclass(frozen=True, slots=True)
class Cell:
    column: Column
    words: Words
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleRow:
    number: int
    cells: tuple[Cell, ...]
    notes: tuple[str, ...]
    hit: bool = False
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableView:
    """``tried`` says that the table was asked, so that rules without a hit are shown as such."""

    element: str
    policy: str
    policy_words: str
    columns: tuple[Column, ...]
    notes: tuple[str, ...]
    rows: tuple[RuleRow, ...]
    tried: bool = False
    defaults: str = ""

    @property
    def hits(self) -> bool:
        """Whether any rule hit."""
        return any(row.hit for row in self.rows)


@dataclass(frozen=True, slots=True)
class Box:
    """An expression that is no table: ``text`` of FEEL, or parts with their names."""

    kind: str
    text: str = ""
    parts: tuple[tuple[str, Box | TableView], ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision or a function of the model."""

    element: str
    title: str
    function: bool
    question: str
    description: str
    needs: tuple[str, ...]
    table: TableView | None
    box: Box | None
    value: str = ""


def language() -> str:
    return get_language() or "fa"


def decisions(
    model: Model, findings: Iterable[Finding] = (), outcome: Outcome | None = None
) -> list[DecisionView]:
    """All that the model decides, what nothing else requires first."""
    first = {each.element for each in model.answers}
    owners = sorted(
        model.owners, key=lambda owner: (owner.element not in first, isinstance(owner, Knowledge))
    )
    return [_decision(model, owner, tuple(findings), outcome) for owner in owners]


def _decision(
    model: Model, owner: Decision | Knowledge, findings: Sequence[Finding], outcome: Outcome | None
) -> DecisionView:
    logic = (
        owner.logic.body
        if isinstance(owner.logic, Function) and isinstance(owner, Knowledge)
        else owner.logic
    )
    required = owner.knowledge
    question = ""
    if isinstance(owner, Decision):
        required, question = (*owner.inputs, *owner.decisions, *owner.knowledge), owner.question
    table = table_view(model, logic, findings, outcome) if isinstance(logic, DecisionTable) else None
    asked = outcome is not None and owner.element in outcome.values
    return DecisionView(
        owner.element,
        owner.title.in_language(language()),
        isinstance(owner, Knowledge),
        question,
        owner.description,
        tuple(_titles(model, required)),
        table,
        _box(model, logic, outcome) if logic and table is None else None,
        shown(outcome.values[owner.element], language()) if outcome and asked else "",
    )


def _titles(model: Model, ids: Iterable[str]) -> list[str]:
    found = (model.elements.get(id) for id in ids)
    return [
        getattr(each, "title", None).in_language(language()) if hasattr(each, "title") else each.name
        for each in found
        if each
    ]


def table_view(
    model: Model, table: DecisionTable, findings: Sequence[Finding] = (), outcome: Outcome | None = None
) -> TableView:
    """A table with the rules that hit and the findings at their rules."""
    columns = columns_of(model, table)
    hits = outcome.hit(table.element) if outcome else ()
    tried = outcome is not None and any(hit.table == table.element for hit in outcome.hits)
    defaults = [each.default.text for each in table.outputs if each.default]
    return TableView(
        table.element,
        policy_name(table.policy, language()),
        policy_words(table, language()),
        columns,
        table.annotations,
        tuple(_row(rule, columns, hits, findings) for rule in table.rules),
        tried,
        "، ".join(defaults),
    )


def columns_of(model: Model, table: DecisionTable) -> tuple[Column, ...]:
    """The columns of a table, conditions first."""
    inputs = [
        Column(
            each.title.in_language(language()),
            False,
            type_words(each.expression.type, language()),
            _allowed(allowed_test(each.values, each.expression.type, model)),
        )
        for each in table.inputs
    ]
    outputs = [
        Column(
            each.title.in_language(language()) or each.name or table.output_label or gettext("Result"),
            True,
            type_words(each.type, language()) if each.type else "",
            _allowed(allowed_test(each.values, each.type, model)),
        )
        for each in table.outputs
    ]
    return *inputs, *outputs


def _allowed(test: Test | None) -> str:
    return test_words(test, language()).text if test else ""


def _row(
    rule: Rule, columns: Sequence[Column], hits: Collection[int], findings: Sequence[Finding]
) -> RuleRow:
    cells: list[Test | Literal] = [*rule.tests, *rule.outputs]
    words = [
        test_words(cell, language()) if isinstance(cell, Test) else result_words(cell, language())
        for cell in cells
    ]
    said = [at(findings, cell.element) for cell in cells]
    of_rule = tuple(
        finding.sentence(language())
        for finding in findings
        if rule.number in finding.rules and finding.element not in {cell.element for cell in cells}
    )
    made = tuple(Cell(*each) for each in zip(columns, words, said, strict=True))
    return RuleRow(rule.number, made, rule.annotations, rule.number in hits, of_rule)


def at(findings: Iterable[Finding], element: str) -> tuple[str, ...]:
    """The sentences of the findings at an element."""
    return tuple(each.sentence(language()) for each in findings if element and each.element == element)


def _box(model: Model, boxed: Boxed, outcome: Outcome | None) -> Box:  # noqa: C901 - one case a kind
    def part(name: str, inside: Boxed) -> tuple[str, Box | TableView]:
        if isinstance(inside, DecisionTable):
            return name, table_view(model, inside, (), outcome)
        return name, _box(model, inside, outcome)

    match boxed:
        case Literal():
            return Box("literal", boxed.text)
        case Context():
            parts = [part(each.variable.name or gettext("Result"), each.value) for each in boxed.entries]
        case Invocation():
            called = boxed.called.text if isinstance(boxed.called, Literal) else ""
            return Box(
                "invocation", called, tuple(part(each.variable.name, each.value) for each in boxed.bindings)
            )
        case Items():
            parts = [part(f"{n}", each) for n, each in enumerate(boxed.items, start=1)]
        case Relation():
            names = [column.name for column in boxed.columns]
            parts = [
                (f"{n}", Box("context", "", tuple(part(*each) for each in zip(names, row, strict=False))))
                for n, row in enumerate(boxed.rows, start=1)
            ]
        case Function():
            named = ", ".join(each.name for each in boxed.parameters)
            parts = [part(named, boxed.body)] if boxed.body else []
        case Conditional():
            labels = (gettext("If"), gettext("Then"), gettext("Else"))
            parts = [
                part(*each)
                for each in zip(labels, (boxed.condition, boxed.then, boxed.otherwise), strict=True)
            ]
        case Filter():
            parts = [
                part(pgettext("filter", "In"), boxed.source),
                part(pgettext("filter", "Where"), boxed.match),
            ]
        case Iteration():
            parts = [part(boxed.variable.name, boxed.source), part(boxed.kind, boxed.body)]
        case DecisionTable():
            parts = [part("", boxed)]
    return Box(type(boxed).__name__.lower(), "", tuple(parts))
