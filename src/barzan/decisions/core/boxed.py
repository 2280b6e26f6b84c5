"""Reads boxed expressions (DMN 1.5, 7.3 and 8.3, 10.2.2) out of their elements."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

from barzan.decisions.core.findings import Finding, Severity
from barzan.decisions.core.model import (
    Aggregation,
    Boxed,
    Conditional,
    Context,
    DecisionTable,
    Entry,
    Filter,
    Function,
    HitPolicy,
    Input,
    Invocation,
    Items,
    Iteration,
    Literal,
    Output,
    Relation,
    Rule,
    Test,
    Variable,
)
from barzan.decisions.core.names import names_in, within
from barzan.decisions.core.nodes import (
    Element,
    attribute,
    child,
    children,
    expression_in,
    id_of,
    local,
    text_in,
    title_of,
    type_ref,
)
from barzan.feel import FeelError, parse, parse_unary
from barzan.feel.nodes import TypeName
from barzan.feel.values import Value, YearsMonths

_FEEL_LANGUAGE = ("", "feel", "http://www.omg.org/spec/feel")
_EMPTY = Literal("", "")


class Reader:
    """Reads the expressions of one file; ``findings`` grows where one cannot be read."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = self._everywhere = names
        self.findings: list[Finding] = []
        self.types: dict[str, TypeName] = {}
        self.owner = ""

    def begin(self, owner: Element) -> None:
        """What is read next belongs to ``owner``, whose own names count too."""
        self.owner = id_of(owner)
        self._names = (*self._everywhere, *names_in(owner, own=True))

    def problem(self, element: Element, code: str, fa: str, en: str) -> None:
        self.findings.append(
            Finding(
                id_of(element), code, fa, en, Severity.ERROR, line=element.sourceline, decision=self.owner
            )
        )

    # --- FEEL ---

    def literal(self, element: Element | None) -> Literal:
        """The expression in ``element``; one that is not FEEL is told of and left out."""
        if element is None:
            return _EMPTY
        text = text_in(element)
        plain = Literal(id_of(element), text.strip(), type_ref(element), element.sourceline)
        if child(element, "importedValues") is not None:
            fa = "مقدارهای واردشده از فایل دیگر پشتیبانی نمی‌شود؛ عبارت را همین‌جا بنویسید."
            self.problem(element, "import.values", fa, "Imported values are not supported; write them here.")
            return plain
        if not plain.text or not self._is_feel(element):
            return plain
        try:
            feel = parse(plain.text, names=within(self._names, plain.text), types=self.types)
        except FeelError as error:
            self.problem(element, error.code, error.fa, error.en)
            return plain
        return Literal(plain.element, plain.text, plain.type, plain.line, feel)

    def test(self, element: Element | None) -> Test | None:
        """The unary tests in ``element``; None where there is none."""
        if element is None:
            return None
        plain = Test(id_of(element), text_in(element).strip(), element.sourceline)
        if plain.any or not self._is_feel(element):
            return plain
        try:
            feel = parse_unary(plain.text, names=within(self._names, plain.text), types=self.types)
        except FeelError as error:
            self.problem(element, error.code, error.fa, error.en)
            return plain
        return Test(plain.element, plain.text, plain.line, feel, _listed(plain.text))

    def _is_feel(self, element: Element) -> bool:
        language = attribute(element, "expressionLanguage").lower()
        if language in _FEEL_LANGUAGE or "feel" in language or "/dmn/" in language:
            return True
        fa = f"زبان «{language}» پشتیبانی نمی‌شود؛ عبارت را با FEEL بنویسید."
        self.problem(element, "language", fa, f"The language “{language}” is not supported; write FEEL.")
        return False

    # --- boxed expressions ---

    def within(self, element: Element | None) -> Boxed:
        """The boxed expression within ``element``; an empty literal where there is none."""
        found = expression_in(element)
        return _EMPTY if found is None else self.boxed(found)

    def boxed(self, element: Element) -> Boxed:
        """A boxed expression of any kind."""
        match local(element):
            case "literalExpression":
                return self.literal(element)
            case "decisionTable":
                return self.table(element)
            case "context":
                return self._context(element)
            case "invocation":
                return self._invocation(element)
            case "list":
                return Items(id_of(element), self._expressions(element), type_ref(element))
            case "relation":
                return self._relation(element)
            case "functionDefinition":
                return self.function(element)
            case _:
                return self._chosen(element)

    def _chosen(self, element: Element) -> Boxed:
        """Conditional, filter and iterations (since DMN 1.4)."""
        id, type_name = id_of(element), type_ref(element)

        def part(name: str) -> Boxed:
            return self.within(child(element, name))

        match local(element):
            case "conditional":
                return Conditional(id, part("if"), part("then"), part("else"), type_name)
            case "filter":
                return Filter(id, part("in"), part("match"), type_name)
            case kind:
                variable = Variable(attribute(element, "iteratorVariable"))
                body = part("return" if kind == "for" else "satisfies")
                return Iteration(id, kind, variable, part("in"), body, type_name)

    def _expressions(self, element: Element) -> tuple[Boxed, ...]:
        return tuple(self.boxed(each) for each in element if expression_in([each]) is not None)

    def _context(self, element: Element) -> Context:
        entries = tuple(self._entry(each, "variable") for each in children(element, "contextEntry"))
        return Context(id_of(element), entries, type_ref(element))

    def _entry(self, element: Element, name: str) -> Entry:
        return Entry(variable_in(element, name), self.within(element))

    def _invocation(self, element: Element) -> Invocation:
        bindings = tuple(self._entry(each, "parameter") for each in children(element, "binding"))
        return Invocation(id_of(element), self.within(element), bindings, type_ref(element))

    def _relation(self, element: Element) -> Relation:
        columns = tuple(
            Variable(attribute(each, "name"), type_ref(each)) for each in children(element, "column")
        )
        rows = tuple(self._expressions(each) for each in children(element, "row"))
        return Relation(id_of(element), columns, rows, type_ref(element))

    def function(self, element: Element) -> Function:
        """A function of FEEL; one of another language is told of and has no body."""
        parameters = tuple(
            Variable(attribute(each, "name"), type_ref(each)) for each in children(element, "formalParameter")
        )
        kind = attribute(element, "kind") or "FEEL"
        body: Boxed | None = None
        if kind == "FEEL":
            body = self.within(element)
        else:
            fa = f"تابع بیرونی از نوع {kind} اجرا نمی‌شود؛ آن را با FEEL بنویسید."
            self.problem(element, "function.external", fa, f"A {kind} function is never run; write FEEL.")
        return Function(id_of(element), parameters, body, type_ref(element))

    # --- decision tables ---

    def table(self, element: Element) -> DecisionTable:
        """A decision table; a row that misses a cell gets an empty one and is told of."""
        inputs = tuple(self._input(each) for each in children(element, "input"))
        outputs = tuple(self._output(each) for each in children(element, "output"))
        rules = tuple(
            self._rule(each, number, len(inputs), len(outputs))
            for number, each in enumerate(children(element, "rule"), start=1)
        )
        return DecisionTable(
            id_of(element),
            self._policy(element),
            self._aggregation(element),
            inputs,
            outputs,
            rules,
            tuple(attribute(each, "name") for each in children(element, "annotation")),
            attribute(element, "outputLabel"),
            type_ref(element),
            element.sourceline,
        )

    def _policy(self, element: Element) -> HitPolicy:
        given = attribute(element, "hitPolicy") or HitPolicy.UNIQUE.value
        try:
            return HitPolicy(given)
        except ValueError:
            known = ", ".join(HitPolicy)
            fa = f"قاعدهٔ برخورد «{given}» شناخته نیست؛ این‌ها هستند: {known}"
            self.problem(
                element, "table.policy", fa, f"The hit policy “{given}” is unknown; there are: {known}"
            )
            return HitPolicy.UNIQUE

    def _aggregation(self, element: Element) -> Aggregation:
        given = attribute(element, "aggregation")
        try:
            return Aggregation(given)
        except ValueError:
            known = ", ".join(filter(None, Aggregation))
            fa = f"تجمیع «{given}» شناخته نیست؛ این‌ها هستند: {known}"
            self.problem(
                element, "table.aggregation", fa, f"The aggregation “{given}” is unknown; there are: {known}"
            )
            return Aggregation.LIST

    def _input(self, element: Element) -> Input:
        expression = self.literal(child(element, "inputExpression"))
        title = title_of(element, expression.text)
        return Input(id_of(element), title, expression, self.test(child(element, "inputValues")))

    def _output(self, element: Element) -> Output:
        default = child(element, "defaultOutputEntry")
        return Output(
            id_of(element),
            title_of(element),
            attribute(element, "name"),
            type_ref(element),
            self.test(child(element, "outputValues")),
            None if default is None else self.literal(default),
        )

    def _rule(self, element: Element, number: int, inputs: int, outputs: int) -> Rule:
        tests = tuple(self.test(each) or Test("", "-") for each in children(element, "inputEntry"))
        results = tuple(self.literal(each) for each in children(element, "outputEntry"))
        if (len(tests), len(results)) != (inputs, outputs):
            fa = "شمار خانه‌های این ردیف با ستون‌های جدول یکی نیست؛ خانه‌های کم یا افزون را درست کنید."
            en = "This row has not as many cells as the table has columns; add or remove cells."
            self.problem(element, "rule.cells", fa, en)
        tests = (*tests, *[Test("", "-")] * inputs)[:inputs]
        results = (*results, *[_EMPTY] * outputs)[:outputs]
        notes = tuple(text_in(each) for each in children(element, "annotationEntry"))
        return Rule(id_of(element), number, tests, results, notes)


def variable_in(element: Element, name: str = "variable", fallback: str = "") -> Variable:
    """The variable that a child gives; called ``fallback`` where there is none."""
    found = child(element, name)
    given = attribute(found, "name") or fallback
    return Variable(" ".join(given.split()), type_ref(found))


def _listed(text: str) -> tuple[Value, ...]:
    """The values of a plain list of constants; none where the text is anything else."""
    try:
        formula = parse(f"[{text}]")
        value = () if formula.names else formula.evaluate({})
    except FeelError:
        return ()
    plain = all(isinstance(each, (Decimal, str, bool, date, time, timedelta, YearsMonths)) for each in value)
    return tuple(value) if plain else ()
