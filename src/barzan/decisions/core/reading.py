"""Reads a decision model from a file of DMN 1.1 to 1.5.

    read(data) -> Model

A file that is no DMN, hostile or too large is ``Refused``; whatever in it cannot be evaluated stands in
``Model.findings`` with the id of its element.
"""

from __future__ import annotations

from collections.abc import Iterator

from barzan.decisions.core.boxed import Reader, variable_in
from barzan.decisions.core.findings import Finding, refused
from barzan.decisions.core.model import (
    Decision,
    InputData,
    ItemDefinition,
    Knowledge,
    Model,
    Service,
)
from barzan.decisions.core.names import names_in
from barzan.decisions.core.nodes import (
    VERSIONS,
    Element,
    attribute,
    child,
    children,
    expression_in,
    href,
    id_of,
    text_in,
    title_of,
    type_ref,
)
from barzan.decisions.core.typenames import type_names
from barzan.decisions.core.xml import LIMITS, XmlLimits, read_xml


def read(data: bytes, limits: XmlLimits = LIMITS) -> Model:
    """The model in a file; raises ``Refused`` where it is none."""
    return model_of(read_xml(data, limits).getroot())


def model_of(root: Element) -> Model:
    """The model under the root element of a tree."""
    namespace = root.tag[1:].partition("}")[0] if root.tag.startswith("{") else ""
    if namespace not in VERSIONS or not root.tag.endswith("}definitions"):
        raise refused(
            "dmn.unknown",
            "این فایل DMN نسخهٔ ۱٫۱ تا ۱٫۵ نیست؛ آن را از ابزارتان با یکی از این نسخه‌ها ذخیره کنید.",
            "This is no DMN file of version 1.1 to 1.5; save it in one of these from your tool.",
            line=root.sourceline,
        )
    reader = Reader(names_in(root))
    types = tuple(_item(reader, each) for each in children(root, "itemDefinition"))
    reader.types = type_names(types)
    inputs = tuple(_input_data(each) for each in children(root, "inputData"))
    decisions = tuple(_decision(reader, each) for each in children(root, "decision"))
    knowledge = tuple(_knowledge(reader, each) for each in children(root, "businessKnowledgeModel"))
    services = tuple(_service(each) for each in children(root, "decisionService"))
    findings = (*reader.findings, *_imports(root), *_doubled(root))
    return Model(
        attribute(root, "name"), attribute(root, "namespace"), VERSIONS[namespace],
        inputs, decisions, knowledge, services, types, findings,
    )  # fmt: skip


def _input_data(element: Element) -> InputData:
    name = attribute(element, "name")
    description = text_in(element, "description").strip()
    return InputData(
        id_of(element), name, title_of(element), variable_in(element, fallback=name), description
    )


def _decision(reader: Reader, element: Element) -> Decision:
    reader.begin(element)
    name = attribute(element, "name")
    required = list(children(element, "informationRequirement"))
    logic = expression_in(element)
    return Decision(
        reader.owner,
        name,
        title_of(element),
        variable_in(element, fallback=name),
        None if logic is None else reader.boxed(logic),
        tuple(id for each in required for id in href(each, "requiredDecision")),
        tuple(id for each in required for id in href(each, "requiredInput")),
        _required_knowledge(element),
        text_in(element, "question").strip(),
        text_in(element, "allowedAnswers").strip(),
        text_in(element, "description").strip(),
        element.sourceline,
    )


def _knowledge(reader: Reader, element: Element) -> Knowledge:
    reader.begin(element)
    name = attribute(element, "name")
    logic = child(element, "encapsulatedLogic")
    return Knowledge(
        reader.owner,
        name,
        title_of(element),
        variable_in(element, fallback=name),
        None if logic is None else reader.function(logic),
        _required_knowledge(element),
        text_in(element, "description").strip(),
        element.sourceline,
    )


def _required_knowledge(element: Element) -> tuple[str, ...]:
    required = children(element, "knowledgeRequirement")
    return tuple(id for each in required for id in href(each, "requiredKnowledge"))


def _service(element: Element) -> Service:
    name = attribute(element, "name")
    return Service(
        id_of(element),
        name,
        variable_in(element, fallback=name),
        tuple(href(element, "outputDecision")),
        tuple(href(element, "encapsulatedDecision")),
        tuple(href(element, "inputDecision")),
        tuple(href(element, "inputData")),
    )


def _item(reader: Reader, element: Element) -> ItemDefinition:
    reader.owner = id_of(element)
    return ItemDefinition(
        reader.owner,
        attribute(element, "name"),
        type_ref(element),
        attribute(element, "isCollection") == "true",
        reader.test(child(element, "allowedValues")),
        reader.test(child(element, "typeConstraint")),
        tuple(_item(reader, each) for each in children(element, "itemComponent")),
        child(element, "functionItem") is not None,
    )


def _imports(root: Element) -> Iterator[Finding]:
    for each in children(root, "import"):
        name = attribute(each, "name") or attribute(each, "namespace")
        yield Finding(
            id_of(each),
            "import",
            f"واردکردن مدل دیگر («{name}») پشتیبانی نمی‌شود؛ عنصرهایش را در همین فایل بیاورید.",
            f"Importing another model (“{name}”) is not supported; bring its elements into this file.",
            line=each.sourceline,
        )


def _doubled(root: Element) -> Iterator[Finding]:
    """Ids that stand twice: a finding or a change could then mean either."""
    seen: set[str] = set()
    for element in root.iter("*"):
        id = element.get("id")
        if id and id in seen:
            yield Finding(
                id,
                "id.doubled",
                f"شناسهٔ «{id}» دو بار آمده است؛ یکی را عوض کنید.",
                f"The id “{id}” stands twice; change one.",
                line=element.sourceline,
            )
        seen.add(id)
