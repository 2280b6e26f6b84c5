"""What is written is read again as it was."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from barzan.bpmn.layout import laid_out
from barzan.bpmn.model import Process
from barzan.bpmn.reading import read
from barzan.bpmn.tests.examples import inquiry, permit
from barzan.bpmn.tests.processes import processes
from barzan.bpmn.writing import written
from barzan.config.proof import count


@pytest.mark.proof
@settings(max_examples=count(2_000), deadline=None)
@given(processes())
def test_any_process_of_the_subset_is_written_and_read_as_it_was(process: Process) -> None:
    document = written(process)
    assert document.processes == (process,)
    assert read(document.write()).processes == (process,)
    assert [each for each in document.by_process["p"] if each.code != "duplicate-id"] == []


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """The schema of BPMN 2.0, which SpiffWorkflow brings along."""
    folder = Path(next(iter(find_spec("SpiffWorkflow").submodule_search_locations)))  # type: ignore[union-attr, arg-type]
    return etree.XMLSchema(etree.parse(folder / "bpmn" / "parser" / "schema" / "BPMN20.xsd"))


@pytest.mark.proof
@settings(max_examples=count(1_000), deadline=None)
@given(process=processes())
def test_what_is_written_and_laid_out_keeps_to_the_schema(process: Process, schema: etree.XMLSchema) -> None:
    schema.assertValid(etree.fromstring(laid_out(written(process)).write()))


def test_the_same_values_give_the_same_bytes() -> None:
    assert written(permit()).write() == written(permit()).write()


def test_several_processes_stand_in_one_file_and_share_messages() -> None:
    document = written(permit(), inquiry())
    assert document.processes == (permit(), inquiry())
    assert document.findings == ()
    assert document.write().count(b"<bpmn:error id=") == 1


def test_a_process_that_does_not_run_says_so() -> None:
    document = written(replace(permit(), executable=False))
    assert [each.code for each in document.findings] == ["nothing-runs"]


def test_a_letter_that_xml_has_not_is_refused() -> None:
    with pytest.raises(ValueError, match="XML"):
        written(Process("p", documentation="\x00"))
