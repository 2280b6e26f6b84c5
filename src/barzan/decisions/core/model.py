"""A decision model (DMN 1.1 to 1.5) as plain values: what can be evaluated, analysed and shown. Pure.

Names are those of the standard where it has short ones. ``element`` is the id in the file (an element
without one gets the path of its place). Whatever else a file says is kept in its tree (``document``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from barzan.decisions.core.findings import Finding
from barzan.feel import Expression, UnaryTests
from barzan.feel.values import Value


class HitPolicy(StrEnum):
    """How many rules may hit and what then counts (DMN 1.5, 8.2.8)."""

    UNIQUE = "UNIQUE"
    ANY = "ANY"
    PRIORITY = "PRIORITY"
    FIRST = "FIRST"
    COLLECT = "COLLECT"
    OUTPUT_ORDER = "OUTPUT ORDER"
    RULE_ORDER = "RULE ORDER"

    @property
    def single(self) -> bool:
        """Whether one rule gives the result."""
        return self in (HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.PRIORITY, HitPolicy.FIRST)


class Aggregation(StrEnum):
    """What COLLECT makes of the outputs; ``LIST`` leaves them as they are."""

    LIST = ""
    SUM = "SUM"
    MIN = "MIN"
    MAX = "MAX"
    COUNT = "COUNT"


@dataclass(frozen=True, slots=True)
class Title:
    """A name for people in both languages; ``en`` may be empty."""

    fa: str = ""
    en: str = ""

    def in_language(self, language: str) -> str:
        return (self.en or self.fa) if language.startswith("en") else (self.fa or self.en)


@dataclass(frozen=True, slots=True)
class Variable:
    """A named value of a type ("" any)."""

    name: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Literal:
    """An expression of FEEL; ``feel`` is None where the text is empty or could not be parsed."""

    element: str
    text: str
    type: str = ""
    line: int | None = None
    feel: Expression | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Test:
    """Unary tests of FEEL: a cell of a condition, or allowed values; ``-`` and nothing allow all.

    ``listed`` are the values where the text is a plain list of constants, in its order.
    """

    __test__ = False  # no test of pytest

    element: str
    text: str
    line: int | None = None
    feel: UnaryTests | None = field(default=None, compare=False, repr=False)
    listed: tuple[Value, ...] = field(default=(), compare=False, repr=False)

    @property
    def any(self) -> bool:
        return self.text.strip() in ("", "-")


@dataclass(frozen=True, slots=True)
class Input:
    """A column of conditions."""

    element: str
    title: Title
    expression: Literal
    values: Test | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """A column of results. ``values`` lists what is allowed, the highest priority first."""

    element: str
    title: Title
    name: str = ""
    type: str = ""
    values: Test | None = None
    default: Literal | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A row; ``number`` counts from 1."""

    element: str
    number: int
    tests: tuple[Test, ...]
    outputs: tuple[Literal, ...]
    annotations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionTable:
    element: str
    policy: HitPolicy
    aggregation: Aggregation
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    annotations: tuple[str, ...] = ()
    output_label: str = ""
    type: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A named part of a context; without a name it is the result."""

    variable: Variable
    value: Boxed


@dataclass(frozen=True, slots=True)
class Context:
    element: str
    entries: tuple[Entry, ...]
    type: str = ""


@dataclass(frozen=True, slots=True)
class Invocation:
    """Calls the function that ``called`` gives, with named arguments."""

    element: str
    called: Boxed
    bindings: tuple[Entry, ...]
    type: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A boxed list."""

    element: str
    items: tuple[Boxed, ...]
    type: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A list of contexts, written as a table."""

    element: str
    columns: tuple[Variable, ...]
    rows: tuple[tuple[Boxed, ...], ...]
    type: str = ""


@dataclass(frozen=True, slots=True)
class Function:
    element: str
    parameters: tuple[Variable, ...]
    body: Boxed | None
    type: str = ""


@dataclass(frozen=True, slots=True)
class Conditional:
    element: str
    condition: Boxed
    then: Boxed
    otherwise: Boxed
    type: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    element: str
    source: Boxed
    match: Boxed
    type: str = ""


@dataclass(frozen=True, slots=True)
class Iteration:
    """``kind`` is ``for``, ``some`` or ``every``."""

    element: str
    kind: str
    variable: Variable
    source: Boxed
    body: Boxed
    type: str = ""


Boxed = (
    Literal | DecisionTable | Context | Invocation | Items | Relation | Function | Conditional | Filter
    | Iteration
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class InputData:
    element: str
    name: str
    title: Title
    variable: Variable
    description: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """``decisions``, ``inputs`` and ``knowledge`` are the ids of what it requires."""

    element: str
    name: str
    title: Title
    variable: Variable
    logic: Boxed | None
    decisions: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    knowledge: tuple[str, ...] = ()
    question: str = ""
    answers: str = ""
    description: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A business knowledge model: a function with a name."""

    element: str
    name: str
    title: Title
    variable: Variable
    logic: Function | None
    knowledge: tuple[str, ...] = ()
    description: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """A decision service: some decisions as one function of inputs."""

    element: str
    name: str
    variable: Variable
    outputs: tuple[str, ...]
    encapsulated: tuple[str, ...]
    input_decisions: tuple[str, ...]
    input_data: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemDefinition:
    """A type: another one (``type``) with allowed values, or components; ``collection``: a list of it."""

    element: str
    name: str
    type: str = ""
    collection: bool = False
    allowed: Test | None = None
    constraint: Test | None = None
    components: tuple[ItemDefinition, ...] = ()
    function: bool = False


@dataclass(frozen=True)
class Model:
    """All of a file that can be evaluated; ``findings`` is what was wrong while it was read."""

    name: str
    namespace: str
    version: str
    inputs: tuple[InputData, ...] = ()
    decisions: tuple[Decision, ...] = ()
    knowledge: tuple[Knowledge, ...] = ()
    services: tuple[Service, ...] = ()
    types: tuple[ItemDefinition, ...] = ()
    findings: tuple[Finding, ...] = ()

    @cached_property
    def elements(self) -> dict[str, InputData | Decision | Knowledge | Service]:
        """Inputs, decisions, knowledge models and services by id."""
        all_of_them: tuple[InputData | Decision | Knowledge | Service, ...] = (
            *self.inputs, *self.decisions, *self.knowledge, *self.services,
        )  # fmt: skip
        return {each.element: each for each in all_of_them}

    @cached_property
    def type_of(self) -> dict[str, ItemDefinition]:
        """Item definitions by name."""
        return {each.name: each for each in self.types}

    @cached_property
    def answers(self) -> tuple[Decision, ...]:
        """The decisions that no other requires: what the model as a whole decides."""
        required = {id for decision in self.decisions for id in decision.decisions}
        return tuple(each for each in self.decisions if each.element not in required)

    def decision(self, wanted: str) -> Decision | None:
        """The decision with the id or the name ``wanted``."""
        return next((each for each in self.decisions if wanted in (each.element, each.name)), None)

    def service(self, wanted: str) -> Service | None:
        """The decision service with the id or the name ``wanted``."""
        return next((each for each in self.services if wanted in (each.element, each.name)), None)

    @property
    def owners(self) -> tuple[Decision | Knowledge, ...]:
        """Whatever holds logic."""
        return *self.decisions, *self.knowledge

    @cached_property
    def tables(self) -> tuple[tuple[Decision | Knowledge, DecisionTable], ...]:
        """Every decision table with what holds it."""
        return tuple(
            (owner, part)
            for owner in self.owners
            if owner.logic
            for part in parts(owner.logic)
            if isinstance(part, DecisionTable)
        )


def parts(boxed: Boxed) -> Iterator[Boxed]:
    """An expression and all within it, the outer first."""
    waiting: list[Boxed] = [boxed]
    while waiting:
        part = waiting.pop()
        yield part
        waiting += reversed(inner(part))


def inner(boxed: Boxed) -> tuple[Boxed, ...]:
    """The expressions directly within one."""
    match boxed:
        case Context(entries=entries):
            return tuple(entry.value for entry in entries)
        case Invocation(called=called, bindings=bindings):
            return called, *(each.value for each in bindings)
        case Items(items=items):
            return items
        case Relation(rows=rows):
            return tuple(cell for row in rows for cell in row)
        case Function(body=body):
            return (body,) if body else ()
        case Conditional(condition=condition, then=then, otherwise=otherwise):
            return condition, then, otherwise
        case Filter(source=source, match=match):
            return source, match
        case Iteration(source=source, body=body):
            return source, body
        case _:
            return ()
