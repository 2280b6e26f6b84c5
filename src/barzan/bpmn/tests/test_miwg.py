"""The reference models of the BPMN Model Interchange Working Group, if they are at hand.

``BARZAN_BPMN_MIWG`` names a folder with the ``.bpmn`` files of the suite's ``Reference`` folder
(github.com/bpmn-miwg/bpmn-miwg-test-suite); they are not part of the project.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree

from barzan.bpmn.findings import Severity
from barzan.bpmn.geometry import diagrams_of
from barzan.bpmn.layout import laid_out
from barzan.bpmn.model import Process
from barzan.bpmn.names import BPMNDI
from barzan.bpmn.picture import svg
from barzan.bpmn.reading import read
from barzan.bpmn.writing import written

FOLDER = os.environ.get("BARZAN_BPMN_MIWG", "")
MODELS = sorted(Path(FOLDER).glob("*.bpmn")) if FOLDER else []

pytestmark = pytest.mark.skipif(not MODELS, reason="BARZAN_BPMN_MIWG names no folder of reference models")
models = pytest.mark.parametrize("model", MODELS, ids=lambda path: path.stem)


def canonical(data: bytes) -> str:
    """Canonical XML 2.0 with comments."""
    return str(etree.canonicalize(etree.fromstring(data).getroottree(), with_comments=True))


@models
def test_the_model_is_written_as_it_was_read(model: Path) -> None:
    data = model.read_bytes()
    document = read(data)
    again = document.write()
    assert canonical(again) == canonical(data)
    assert read(again).processes == document.processes
    assert diagrams_of(read(again).tree.getroot()) == diagrams_of(document.tree.getroot())


@models
def test_each_process_inside_the_subset_is_written_anew_from_its_values(model: Path) -> None:
    document = read(model.read_bytes())
    for process in document.processes:
        if all(each.severity is Severity.WARNING for each in document.by_process[process.id]):
            assert _sorted(written(process).processes[0]) == _sorted(process)


@models
def test_the_model_is_drawn_as_its_diagram_says_and_laid_out_without_one(model: Path) -> None:
    document = read(model.read_bytes())
    assert svg(document, language="en").startswith("<svg")
    root = document.tree.getroot()
    for diagram in root.findall(f"{{{BPMNDI}}}BPMNDiagram"):
        root.remove(diagram)
    bare = read(etree.tostring(root))
    drawn = laid_out(bare).drawn
    for process in bare.processes:
        assert {node.id for node in process.nodes} <= drawn
        assert {flow.id for flow in process.flows} <= drawn


def _sorted(process: Process) -> tuple[object, ...]:
    """A process without the order of its flows, which are written after the nodes of their container."""
    flows = sorted(process.flows, key=lambda flow: flow.id)
    return process.name, process.documentation, process.nodes, flows, process.lanes
