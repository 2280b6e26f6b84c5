"""One element changes, the rest of the file stays letter by letter."""

from __future__ import annotations

import pytest

from barzan.bpmn import editing
from barzan.bpmn.document import Document
from barzan.bpmn.findings import Refused
from barzan.bpmn.model import Field, Text, Work
from barzan.bpmn.reading import read
from barzan.bpmn.tests.test_reading import FILE
from barzan.clock.core.values import Terms

DOCUMENT = read(FILE.encode())


def changed_lines(document: Document) -> list[str]:
    before, after = DOCUMENT.write().decode().split("\n"), document.write().decode().split("\n")
    return [line for line in after if line not in before]


def test_a_lane_gets_its_work_and_nothing_else_changes() -> None:
    document = editing.with_work(DOCUMENT, "office", Work(unit="MUN", body="C100"))
    assert document.process().lanes[0].work == Work(unit="MUN", body="C100")
    assert len(changed_lines(document)) == 1
    assert DOCUMENT.process().lanes[0].work == Work(unit="QZ-SOC")
    assert editing.with_work(document, "office", Work(unit="QZ-SOC")).write() == DOCUMENT.write()


def test_a_task_gets_a_deadline_questions_a_decision_and_names() -> None:
    document = editing.with_deadline(DOCUMENT, "script", Terms("P3D"))
    document = editing.with_fields(document, "script", (Field("x", Text("ایکس")),))
    document = editing.with_name(document, "call", Text("بایگانی", "Archive"))
    document = editing.with_decision(document, "rule", "loan", "level")
    nodes = {node.id: node for node in document.process().nodes}
    assert (nodes["call"].name, nodes["rule"].decision) == (Text("بایگانی", "Archive"), "loan")
    document = editing.with_fields(document, "fill", ())
    document = editing.with_deadline(document, "fill", None)
    fill = next(node for node in document.process().nodes if node.id == "fill")
    assert (fill.fields, fill.deadline, fill.work.body) == ((), None, "C5")


def test_the_last_statement_takes_its_holder_along() -> None:
    document = editing.with_work(DOCUMENT, "office", Work())
    assert document.process().lanes[0].work == Work()
    lane = document.write().decode().split('id="office"')[1].split("childLaneSet")[0]
    assert "extensionElements" not in lane


def test_a_name_goes() -> None:
    document = editing.with_name(DOCUMENT, "permit", Text())
    assert document.process().name == Text()


def test_an_element_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused, match="ghost"):
        editing.with_work(DOCUMENT, "ghost", Work())
