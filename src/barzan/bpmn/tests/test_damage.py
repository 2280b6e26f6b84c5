"""Files damaged at random are read or refused, drawn or refused: nothing else happens."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from barzan.bpmn.findings import Refused
from barzan.bpmn.layout import laid_out
from barzan.bpmn.picture import svg
from barzan.bpmn.reading import read
from barzan.bpmn.tests.examples import inquiry, permit
from barzan.bpmn.tests.test_reading import FILE
from barzan.bpmn.writing import written
from barzan.config.proof import count

FILES = [FILE.encode(), laid_out(written(permit(), inquiry())).write(), written(inquiry()).write()]
VALUES = ["", " ", "ghost", "permit", "start", "each", "true", "-1", "NaN", "x:y:z", "٣", "é" * 50]


def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    root = etree.fromstring(data)
    for _ in range(draw(st.integers(1, 8))):
        elements = [each for each in root.iter("{*}*") if each is not root]
        if not elements:
            break
        _damage(draw, elements, draw(st.sampled_from(elements)))
    return etree.tostring(root)


def _damage(draw: st.DrawFn, elements: list[Any], element: Any) -> None:
    ways = ["remove", "copy", "move", "empty", "text", "attribute", "attribute", "attribute"]
    way = draw(st.sampled_from(ways))
    parent = element.getparent()
    if way == "remove":
        parent.remove(element)
    elif way == "copy":
        parent.insert(0, deepcopy(element))
    elif way == "move":
        target = draw(st.sampled_from(elements))
        if element not in (target, *target.iterancestors()):
            target.append(element)
    elif way == "empty":
        element[:] = []
    elif way == "text":
        element.text = draw(st.sampled_from(VALUES))
    elif element.attrib:
        name = draw(st.sampled_from(sorted(element.attrib)))
        value = draw(st.none() | st.sampled_from(VALUES))
        if value is None:
            del element.attrib[name]
        else:
            element.set(name, value)


@st.composite
def damages(draw: st.DrawFn) -> bytes:
    return damaged(draw, draw(st.sampled_from(FILES)))


@pytest.mark.proof
@settings(max_examples=count(2_000), deadline=None)
@given(damages())
def test_a_damaged_file_is_read_or_refused_and_drawn_or_refused(data: bytes) -> None:
    try:
        document = read(data)
    except Refused:
        return
    again = read(document.write())
    assert again.processes == document.processes
    for process in document.processes:
        nodes = {node.id for node in process.nodes}
        assert all({flow.source, flow.target} <= nodes for flow in process.flows)
    try:
        assert svg(document).startswith("<svg")
    except KeyError:
        assert not laid_out(document).drawn
