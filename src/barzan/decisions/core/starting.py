"""A new file with one decision table, from a few words. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.builder import ElementMaker

from barzan.decisions.core.editing import written
from barzan.decisions.core.model import HitPolicy, Variable
from barzan.decisions.core.nodes import EXTENSION

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"


@dataclass(frozen=True, slots=True)
class NewTable:
    """What a new table asks and gives. ``key`` becomes part of ids and of the namespace of the model."""

    key: str
    name: str
    inputs: Sequence[Variable]
    outputs: Sequence[Variable]
    policy: HitPolicy = HitPolicy.UNIQUE


def new_file(wanted: NewTable) -> bytes:
    """A file of DMN 1.5 with one decision, its inputs, and a table with one empty rule."""
    make = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE, "barzan": EXTENSION})
    root = make.definitions(
        id=f"model_{wanted.key}", name=wanted.name, namespace=f"urn:barzan:dmn:{wanted.key}"
    )
    decision = make.decision(id="decision", name=wanted.name)
    decision.append(make.variable(id="decision_variable", name=wanted.name))
    table = make.decisionTable(id="table", hitPolicy=wanted.policy.value)
    for number, each in enumerate(wanted.inputs, start=1):
        typed = {"typeRef": each.type} if each.type else {}
        data = make.inputData(
            make.variable(id=f"input_{number}_variable", name=each.name, **typed),
            id=f"input_{number}",
            name=each.name,
        )
        root.append(data)
        decision.append(
            make.informationRequirement(make.requiredInput(href=f"#input_{number}"), id=f"needs_{number}")
        )
        asked = make.inputExpression(make.text(each.name), id=f"column_{number}_expression", **typed)
        table.append(make.input(asked, id=f"column_{number}", label=each.name))
    for number, each in enumerate(wanted.outputs, start=1):
        typed = {"typeRef": each.type} if each.type else {}
        table.append(make.output(id=f"result_{number}", name=each.name, label=each.name, **typed))
    rule = make.rule(id="rule_1")
    for number, _ in enumerate(wanted.inputs, start=1):
        rule.append(make.inputEntry(make.text("-"), id=f"rule_1_condition_{number}"))
    for number, _ in enumerate(wanted.outputs, start=1):
        rule.append(make.outputEntry(make.text("null"), id=f"rule_1_result_{number}"))
    table.append(rule)
    decision.append(table)
    root.append(decision)
    etree.indent(root)
    return written(etree.ElementTree(root))
