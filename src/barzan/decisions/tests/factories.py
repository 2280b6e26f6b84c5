"""Files of DMN for the tests, written from a few words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from barzan.decisions.core.evaluating import Outcome, decide
from barzan.decisions.core.model import DecisionTable, Model
from barzan.decisions.core.reading import read

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"
Row = Sequence[str]


def definitions(inside: str, namespace: str = NAMESPACE) -> bytes:
    """A file around some elements."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    root = f'<definitions xmlns="{namespace}" id="d" name="test" namespace="urn:test">'
    return f"{head}{root}{inside}</definitions>".encode()


def literal(text: str, tag: str = "literalExpression", more: str = "") -> str:
    return f"<{tag}{more}><text>{escape(text)}</text></{tag}>"


def variable(name: str, type_name: str = "") -> str:
    typed = f" typeRef={quoteattr(type_name)}" if type_name else ""
    return f"<variable name={quoteattr(name)}{typed}/>"


def input_data(name: str, type_name: str = "") -> str:
    """Input data with the id ``i_NAME``."""
    head = f"<inputData id={quoteattr('i_' + name)} name={quoteattr(name)}>"
    return f"{head}{variable(name, type_name)}</inputData>"


def decision(
    name: str, logic: str, *, inputs: Row = (), decisions: Row = (), knowledge: Row = (), type_name: str = ""
) -> str:
    """A decision with the id ``d_NAME``; what it requires by name."""
    needs = [_needs("information", "requiredInput", f"i_{each}") for each in inputs]
    needs += [_needs("information", "requiredDecision", f"d_{each}") for each in decisions]
    needs += [_needs("knowledge", "requiredKnowledge", f"k_{each}") for each in knowledge]
    head = f"<decision id={quoteattr('d_' + name)} name={quoteattr(name)}>{variable(name, type_name)}"
    return f"{head}{''.join(needs)}{logic}</decision>"


def knowledge(name: str, parameters: Row, body: str, needs: Row = ()) -> str:
    """A business knowledge model with the id ``k_NAME``."""
    given = "".join(f"<formalParameter name={quoteattr(each)}/>" for each in parameters)
    required = "".join(_needs("knowledge", "requiredKnowledge", f"k_{each}") for each in needs)
    head = f"<businessKnowledgeModel id={quoteattr('k_' + name)} name={quoteattr(name)}>{variable(name)}"
    return f"{head}<encapsulatedLogic>{given}{body}</encapsulatedLogic>{required}</businessKnowledgeModel>"


def _needs(kind: str, tag: str, id: str) -> str:
    return f"<{kind}Requirement><{tag} href={quoteattr('#' + id)}/></{kind}Requirement>"


def table(
    rows: Sequence[Row],
    *,
    inputs: Sequence[tuple[str, str]],
    policy: str = "UNIQUE",
    aggregation: str = "",
    outputs: Row = ("result",),
    allowed: Row = (),
    input_values: Row = (),
    default: str = "",
) -> str:
    """A decision table: each row has a cell for every input and every output; ``inputs`` are (text, type)."""
    columns = "".join(
        f'<input id="c{n}">{literal(text, "inputExpression", f" typeRef={quoteattr(kind)}" if kind else "")}'
        f"{literal(input_values[n], 'inputValues') if input_values else ''}</input>"
        for n, (text, kind) in enumerate(inputs)
    )
    results = "".join(
        f'<output id="o{n}" name="{name}">{literal(allowed[n], "outputValues") if allowed else ""}'
        f"{literal(default, 'defaultOutputEntry') if default else ''}</output>"
        for n, name in enumerate(outputs)
    )
    rules = "".join(_rule(number, row, len(inputs)) for number, row in enumerate(rows, start=1))
    more = f' aggregation="{aggregation}"' if aggregation else ""
    return f'<decisionTable id="t" hitPolicy="{policy}"{more}>{columns}{results}{rules}</decisionTable>'


def _rule(number: int, row: Row, inputs: int) -> str:
    tests = "".join(
        literal(cell, "inputEntry", f' id="r{number}i{n}"') for n, cell in enumerate(row[:inputs])
    )
    cells = "".join(
        literal(cell, "outputEntry", f' id="r{number}o{n}"') for n, cell in enumerate(row[inputs:])
    )
    return f'<rule id="r{number}">{tests}{cells}</rule>'


def table_file(
    rows: Sequence[Row], *, inputs: Sequence[tuple[str, str]], name: str = "Answer", **more: object
) -> bytes:
    """A file with one decision, ``Answer``, that is a table over its inputs."""
    logic = table(rows, inputs=inputs, **more)  # type: ignore[arg-type]
    data = "".join(input_data(name, kind) for name, kind in inputs)
    return definitions(data + decision(name, logic, inputs=[name for name, _ in inputs]))


def table_model(rows: Sequence[Row], *, inputs: Sequence[tuple[str, str]], **more: object) -> Model:
    return read(table_file(rows, inputs=inputs, **more))


def only_table(model: Model) -> DecisionTable:
    ((_, found),) = model.tables
    return found


def answer(model: Model, **inputs: object) -> Outcome:
    """What the model answers; whole numbers become decimals."""
    given = {name: Decimal(value) if type(value) is int else value for name, value in inputs.items()}
    return decide(model, "", given)


PURCHASE = table_file(
    [
        ('"کالا"', "<= 150000000", '"خرید مستقیم"'),
        ('"کالا"', "> 150000000", '"مناقصه"'),
        ('"خدمت"', "-", '"قرارداد"'),
    ],
    inputs=[("نوع خرید", "string"), ("مبلغ", "number")],
    input_values=('"کالا", "خدمت"', ">= 0"),
    name="راه خرید",
)
