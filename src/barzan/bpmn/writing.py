"""A new file from values: BPMN 2.0 with Barzan's extension elements, without diagram (see ``layout``)."""

from __future__ import annotations

from collections import defaultdict
from hashlib import sha256

from lxml import etree

from barzan.bpmn import extending
from barzan.bpmn.document import Document
from barzan.bpmn.model import (
    BPMN,
    EXTENSION,
    Flow,
    Kind,
    Lane,
    Message,
    MultiInstance,
    Node,
    Process,
    StandardLoop,
    Text,
    Trigger,
)
from barzan.bpmn.names import BPMNDI, DC, DI, XSI, Element, bpmn
from barzan.bpmn.reading import read

NAMESPACES = {"bpmn": BPMN, "bpmndi": BPMNDI, "dc": DC, "di": DI, "xsi": XSI, "barzan": EXTENSION}
TARGET = "urn:barzan:processes"
FEEL = "https://www.omg.org/spec/DMN/20211108/FEEL/"

DEFINITIONS = {
    Trigger.MESSAGE: "messageEventDefinition",
    Trigger.TIMER: "timerEventDefinition",
    Trigger.ERROR: "errorEventDefinition",
    Trigger.TERMINATE: "terminateEventDefinition",
}


def written(*processes: Process, target: str = TARGET) -> Document:
    """The file that holds the processes; ids are those of the values, the same values give the same bytes.

    Raises ValueError where a text holds what XML cannot (control characters) and Refused where the processes
    pass the limits of a file.
    """
    root = etree.Element(bpmn("definitions"), nsmap=NAMESPACES)
    root.set("id", "Definitions_" + _short(*(process.id for process in processes)))
    root.set("targetNamespace", target)
    root.set("expressionLanguage", FEEL)
    writer = _Writer(root)
    for process in processes:
        writer.process(process)
    etree.cleanup_namespaces(root, keep_ns_prefixes=[*NAMESPACES])
    etree.indent(root)
    return read(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


class _Writer:
    """Builds the tree; messages and errors stand once at its root, before the processes."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.shared: dict[str, Element] = {}

    def process(self, process: Process) -> None:
        element = etree.SubElement(self.root, bpmn("process"), id=process.id)
        _named(element, process.name)
        element.set("isExecutable", "true" if process.executable else "false")
        _documented(element, process.documentation)
        extending.extend(element, extending.name(process.name))
        self._lanes(element, process)
        nodes: dict[str, list[Node]] = defaultdict(list)
        flows: dict[str, list[Flow]] = defaultdict(list)
        for node in process.nodes:
            nodes[node.parent].append(node)
        for flow in process.flows:
            flows[flow.parent].append(flow)
        self._content(element, process.id, nodes, flows)

    def _content(
        self, holder: Element, id_: str, nodes: dict[str, list[Node]], flows: dict[str, list[Flow]]
    ) -> None:
        coming: dict[str, list[str]] = defaultdict(list)
        going: dict[str, list[str]] = defaultdict(list)
        for flow in flows[id_]:
            coming[flow.target].append(flow.id)
            going[flow.source].append(flow.id)
        for node in nodes[id_]:
            element = self._node(holder, node, coming[node.id], going[node.id])
            if node.kind is Kind.SUBPROCESS:
                self._content(element, node.id, nodes, flows)
        for flow in flows[id_]:
            _flow(holder, flow)

    def _node(self, holder: Element, node: Node, coming: list[str], going: list[str]) -> Element:
        element = etree.SubElement(holder, bpmn(node.kind), id=node.id)
        _named(element, node.name)
        if node.default:
            element.set("default", node.default)
        _documented(element, node.documentation)
        extending.extend(element, extending.of_node(node))
        for tag, ids in (("incoming", coming), ("outgoing", going)):
            for id_ in ids:
                etree.SubElement(element, bpmn(tag)).text = id_
        self._particulars(element, node)
        return element

    def _particulars(self, element: Element, node: Node) -> None:
        if node.kind is Kind.BOUNDARY:
            element.set("attachedToRef", node.attached_to)
            if not node.interrupting:
                element.set("cancelActivity", "false")
        if node.trigger is not Trigger.NONE:
            self._definition(element, node)
        elif node.message is not None and node.message.name:
            element.set("messageRef", self._message(node.message))
        if node.called:
            element.set("calledElement", node.called)
        _loop(element, node)
        if node.script:
            element.set("scriptFormat", FEEL)
            etree.SubElement(element, bpmn("script")).text = node.script

    def _definition(self, element: Element, node: Node) -> None:
        definition = etree.SubElement(element, bpmn(DEFINITIONS[node.trigger]))
        if node.timer is not None:
            extending.extend(definition, extending.timer(node.timer))
            _expression(definition, node.timer.kind, node.timer.value)
        if node.message is not None and node.message.name:
            definition.set("messageRef", self._message(node.message))
        if node.error:
            definition.set("errorRef", self._shared("error", node.error, errorCode=node.error).get("id"))

    def _message(self, message: Message) -> str:
        known = len(self.shared)
        element = self._shared("message", message.name, message.correlation, name=message.name)
        if message.correlation and len(self.shared) > known:
            extending.extend(element, [extending.made("subscription", correlation=message.correlation)])
        return str(element.get("id"))

    def _shared(self, tag: str, *key: str, **attributes: str) -> Element:
        id_ = f"{tag.capitalize()}_{_short(*key)}"
        if id_ not in self.shared:
            element = etree.Element(bpmn(tag), id=id_, **attributes)
            self.root.insert(len(self.shared), element)
            self.shared[id_] = element
        return self.shared[id_]

    def _lanes(self, element: Element, process: Process) -> None:
        if not process.lanes:
            return
        members: dict[str, list[str]] = defaultdict(list)
        lane_of = {node.id: node.lane for node in process.nodes}
        for node in process.nodes:
            # A boundary event is where its host is, what stands in a subprocess where that is.
            if node.lane != lane_of.get(node.attached_to or node.parent, ""):
                members[node.lane].append(node.id)
        below: dict[str, list[Lane]] = defaultdict(list)
        for lane in process.lanes:
            below[lane.parent].append(lane)
        laneset = etree.SubElement(element, bpmn("laneSet"), id=f"LaneSet_{_short(process.id)}")
        for lane in below[""]:
            _lane(laneset, lane, below, members)


def _lane(holder: Element, lane: Lane, below: dict[str, list[Lane]], members: dict[str, list[str]]) -> None:
    element = etree.SubElement(holder, bpmn("lane"), id=lane.id)
    _named(element, lane.name)
    extending.extend(element, extending.name(lane.name) + extending.work(lane.work))
    for id_ in members[lane.id]:
        etree.SubElement(element, bpmn("flowNodeRef")).text = id_
    if below[lane.id]:
        inner = etree.SubElement(element, bpmn("childLaneSet"))
        for each in below[lane.id]:
            _lane(inner, each, below, members)


def _flow(holder: Element, flow: Flow) -> None:
    element = etree.SubElement(holder, bpmn("sequenceFlow"), id=flow.id)
    _named(element, flow.name)
    element.set("sourceRef", flow.source)
    element.set("targetRef", flow.target)
    extending.extend(element, extending.name(flow.name))
    _expression(element, "conditionExpression", flow.condition)


def _loop(element: Element, node: Node) -> None:
    told = node.loop
    if isinstance(told, StandardLoop):
        loop = etree.SubElement(element, bpmn("standardLoopCharacteristics"))
        if told.test_before:
            loop.set("testBefore", "true")
        if told.maximum is not None:
            loop.set("loopMaximum", str(told.maximum))
        _expression(loop, "loopCondition", told.condition)
    elif isinstance(told, MultiInstance):
        several = etree.SubElement(element, bpmn("multiInstanceLoopCharacteristics"))
        if told.sequential:
            several.set("isSequential", "true")
        extending.extend(several, extending.each_of(told))
        _expression(several, "loopCardinality", told.cardinality)
        _expression(several, "completionCondition", told.until)


def _expression(holder: Element, tag: str, text: str) -> None:
    if text:
        element = etree.SubElement(holder, bpmn(tag))
        element.set(f"{{{XSI}}}type", "bpmn:tFormalExpression")
        element.text = text


def _named(element: Element, name: Text) -> None:
    if name.fa:
        element.set("name", name.fa)


def _documented(element: Element, text: str) -> None:
    if text:
        etree.SubElement(element, bpmn("documentation")).text = text


def _short(*words: str) -> str:
    """Eight letters that stay the same as long as the words do."""
    return sha256("\n".join(words).encode()).hexdigest()[:8]
