"""Files that mean harm, or are simply too much, are refused in bounded time with a place and a reason."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from barzan.bpmn.findings import Finding, Refused
from barzan.bpmn.intake import Limits
from barzan.bpmn.model import BPMN
from barzan.bpmn.names import BPMNDI, DC
from barzan.bpmn.picture import svg
from barzan.bpmn.reading import read
from barzan.bpmn.source import MOST

HEAD = f'<definitions xmlns="{BPMN}" targetNamespace="urn:t">'
SMALL = Limits(size=1_000_000, depth=20, text=1_000, elements=200, flow_elements=20, attributes=10)


def refusal(data: bytes, limits: Limits | None = None) -> Finding:
    with pytest.raises(Refused) as caught:
        read(data, limits or Limits())
    return caught.value.findings[0]


def wrapped(inside: str) -> bytes:
    return f'{HEAD}<process id="p">{inside}</process></definitions>'.encode()


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return (
        f'<!DOCTYPE d [<!ENTITY l0 "ha">{entities}]><definitions xmlns="{BPMN}">&l9;</definitions>'.encode()
    )


DOCTYPES = {
    "billion laughs": laughs(),
    "a file of the machine": f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>{HEAD}&x;</definitions>'.encode(),
    "a page of the network": f'<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d.dtd">{HEAD}</definitions>'.encode(),
    "a parameter entity": f'<!DOCTYPE d [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x">%x;]>{HEAD}</definitions>'.encode(),
    "an attribute": f'<!DOCTYPE d [<!ENTITY x "y">]><definitions xmlns="{BPMN}" id="&x;"/>'.encode(),
    "in another encoding": f'<!DOCTYPE d [<!ENTITY x "y">]>{HEAD}</definitions>'.encode("utf-16"),
    "an empty one": f"<!DOCTYPE definitions>{HEAD}</definitions>".encode(),
}


@pytest.mark.parametrize("data", DOCTYPES.values(), ids=DOCTYPES)
def test_a_document_type_is_refused_before_anything_is_made_of_it(data: bytes) -> None:
    found = refusal(data)
    assert (found.code, found.line) == ("doctype", 1)
    assert "DOCTYPE" in found.fa
    assert "DOCTYPE" in found.en


EXCESSES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "size": ("size", lambda: b" " * 1_000_001),
    "nesting": ("depth", lambda: wrapped('<subProcess id="deep">' * 40_000)),
    "text": ("text", lambda: wrapped(f'<task id="long"><documentation>{"x" * 1_001}</documentation></task>')),
    "text in pieces": (
        "text",
        lambda: wrapped(f'<task id="a"><documentation>{"x&amp;" * 600}</documentation></task>'),
    ),
    "attribute": ("text", lambda: wrapped(f'<task id="a" name="{"x" * 1_001}"/>')),
    "comment": ("text", lambda: wrapped(f"<!--{'x' * 1_001}-->")),
    "instruction": ("text", lambda: wrapped(f"<?x {'x' * 1_001}?>")),
    "elements": ("elements", lambda: wrapped("<x/>" * 300)),
    "flow elements": ("flow-elements", lambda: wrapped('<task id="a"/>' * 30)),
    "attributes": ("attributes", lambda: wrapped("<task " + " ".join(f'a{n}="x"' for n in range(20)) + "/>")),
}


@pytest.mark.parametrize(("code", "make"), EXCESSES.values(), ids=EXCESSES)
def test_what_is_too_much_is_refused(code: str, make: Callable[[], bytes]) -> None:
    found = refusal(make(), SMALL)
    assert found.code == code
    assert found.fa
    assert found.en


def test_a_refusal_names_the_nearest_element_and_its_line() -> None:
    data = wrapped(
        '\n<task id="a"/>\n<userTask id="long"><documentation>' + "x" * 1_001 + "</documentation></userTask>"
    )
    found = refusal(data, SMALL)
    assert (found.element, found.line) == ("long", 3)
    assert "long" in found.fa


def test_more_than_ten_thousand_elements_are_refused_in_a_moment() -> None:
    nodes = "".join(
        f'<userTask id="t{n}"/><sequenceFlow id="f{n}" sourceRef="t{n}" targetRef="t{n + 1}"/>'
        for n in range(6_000)
    )
    began = time.process_time()
    found = refusal(wrapped(nodes))
    assert time.process_time() - began < 3
    assert found.code == "flow-elements"
    assert found.element == "t5000"


def test_ten_thousand_elements_are_read_in_seconds() -> None:
    nodes = (
        "".join(
            f'<userTask id="t{n}" name="کار"/><sequenceFlow id="f{n}" sourceRef="t{n}" targetRef="t{n + 1}"/>'
            for n in range(4_999)
        )
        + '<userTask id="t4999"/>'
    )
    began = time.process_time()
    document = read(wrapped(nodes))
    assert time.process_time() - began < 8
    assert len(document.processes[0].nodes) == 5_000


def test_a_file_made_to_have_many_faults_gets_a_bounded_answer() -> None:
    began = time.process_time()
    document = read(wrapped('<userTask id="a">' + "<incoming>ghost</incoming>" * 50_000 + "</userTask>"))
    assert time.process_time() - began < 8
    assert len(document.findings) == MOST
    twice = read(wrapped('<property id="a"/>' * 20_000))
    assert len(twice.findings) == MOST


def test_a_file_with_many_lanes_is_drawn_or_refused_in_bounded_time() -> None:
    lanes = "".join(f'<lane id="l{n}"><flowNodeRef>a</flowNodeRef></lane>' for n in range(2_000))
    shapes = "".join(
        f'<di:BPMNShape bpmnElement="l{n}"><dc:Bounds x="0" y="{n}" width="9" height="9"/></di:BPMNShape>'
        for n in range(2_000)
    )
    text = wrapped(f'<laneSet>{lanes}</laneSet><userTask id="a"/>').decode()
    plane = (
        f'<di:BPMNDiagram xmlns:di="{BPMNDI}" xmlns:dc="{DC}"><di:BPMNPlane bpmnElement="p">{shapes}'
        "</di:BPMNPlane></di:BPMNDiagram></definitions>"
    )
    began = time.process_time()
    assert svg(read(text.encode())).count("bpmn-lane") == 2_000
    assert svg(read(text.replace("</definitions>", plane).encode())).startswith("<svg")
    assert time.process_time() - began < 15


NOT_XML = {
    "nothing": (b"", "xml"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "xml"),
    "an open element": (f"{HEAD}<process>".encode(), "xml"),
    "an unknown prefix": (f"{HEAD}<x:process/></definitions>".encode(), "xml"),
    "an entity that is not there": (f"{HEAD}&nothing;</definitions>".encode(), "xml"),
    "a control character": (f"{HEAD}&#1;</definitions>".encode(), "xml"),
    "an attribute twice": (b'<a b="1" b="2"/>', "xml"),
    "bytes that are no UTF-8": (b'<?xml version="1.0" encoding="UTF-8"?><a b="\xff\xfe"/>', "xml"),
    "an encoding of several bytes": (b'<?xml version="1.0" encoding="GB18030"?><a/>', "encoding"),
    "an encoding that is none": (b'<?xml version="1.0" encoding="x-none"?><a/>', "encoding"),
    "another language of XML": (b'<html xmlns="http://www.w3.org/1999/xhtml"/>', "not-bpmn"),
    "definitions of nobody": (b"<definitions/>", "not-bpmn"),
}


@pytest.mark.parametrize(("data", "code"), NOT_XML.values(), ids=NOT_XML)
def test_what_is_no_bpmn_is_refused(data: bytes, code: str) -> None:
    found = refusal(data)
    assert found.code == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-6", "windows-1256"])
def test_encodings_that_editors_write_are_read(encoding: str) -> None:
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    text = f'<?xml version="1.0" encoding="{declared}"?>{HEAD}<process id="p" name="سلام"/></definitions>'
    if encoding == "windows-1256":
        text = text.replace("سلام", "سلام پدر")
    document = read(text.encode(encoding))
    assert document.processes[0].name.fa.startswith("سلام")
    assert read(document.write()).processes == document.processes


def test_an_inclusion_is_kept_and_never_followed() -> None:
    include = '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'
    document = read(wrapped(f"<extensionElements>{include}</extensionElements>"))
    assert b"root:" not in document.write()
    assert b"/etc/passwd" in document.write()
