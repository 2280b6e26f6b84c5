"""A file of BPMN in memory: its tree of elements, whole, and the values that the engine knows."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from barzan.bpmn.findings import Finding, Severity
from barzan.bpmn.model import Process
from barzan.bpmn.names import BPMNDI, Element, children
from barzan.bpmn.processes import process_of
from barzan.bpmn.references import check, demanded, identified
from barzan.bpmn.sentences import finding
from barzan.bpmn.source import Source


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A file that was read. Immutable: what changes it gives another one.

    ``processes`` hold what of each process is in the subset; ``findings`` say what is not, for the processes
    that would run (``isExecutable`` is not false), and what is wrong with the file as a whole.
    ``by_process`` has the findings of every process, executable or not, by its id.
    """

    tree: Element = field(repr=False)
    processes: tuple[Process, ...]
    findings: tuple[Finding, ...]
    by_process: dict[str, tuple[Finding, ...]] = field(repr=False)

    def write(self) -> bytes:
        """The file, in UTF-8: nothing that was read is left out, in the order in which it stood."""
        alone = self.tree.docinfo.standalone
        return bytes(etree.tostring(self.tree, encoding="UTF-8", xml_declaration=True, standalone=alone))

    def process(self, id_: str = "") -> Process:
        """The process of that id; without one, the first that runs, else the first.

        Raises KeyError where there is none.
        """
        for each in self.processes:
            if each.id == id_ or (not id_ and each.executable):
                return each
        if id_ or not self.processes:
            raise KeyError(id_)
        return self.processes[0]

    @property
    def drawn(self) -> frozenset[str]:
        """The ids of all elements that the diagrams of the file draw."""
        tags = (f"{{{BPMNDI}}}BPMNShape", f"{{{BPMNDI}}}BPMNEdge")
        return frozenset(
            (each.get("bpmnElement") or "").rpartition(":")[2] for each in self.tree.getroot().iter(*tags)
        )


def of_tree(tree: Element) -> Document:
    """The document of a tree whose root is ``definitions``."""
    root = tree.getroot()
    by_id, found = identified(root)
    found += demanded(root)
    processes: list[Process] = []
    by_process: dict[str, tuple[Finding, ...]] = {}
    for element in children(root, "process"):
        source = Source(root, by_id)
        process = process_of(source, element)
        check(source, element)
        processes.append(process)
        by_process[process.id] = _sorted(source.findings)
        if process.executable:
            found += source.findings
    if not any(process.executable for process in processes):
        found.append(finding("nothing-runs"))
    return Document(tree, tuple(processes), _sorted(found), by_process)


def _sorted(findings: list[Finding]) -> tuple[Finding, ...]:
    """Errors first, then by line."""
    return tuple(sorted(findings, key=lambda each: (each.severity is not Severity.ERROR, each.line or 0)))
