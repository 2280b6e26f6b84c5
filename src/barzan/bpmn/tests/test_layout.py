"""The layout: nothing covers anything, lines end where they should, lanes hold what is theirs."""

from __future__ import annotations

import time
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings

from barzan.bpmn.document import Document
from barzan.bpmn.findings import Refused
from barzan.bpmn.geometry import Diagram, diagrams_of
from barzan.bpmn.graph import Graph, Guest, Link, Vertex
from barzan.bpmn.layout import laid_out
from barzan.bpmn.model import Flow, Kind, Node, Process
from barzan.bpmn.placing import Bounds, Point, drawing_of
from barzan.bpmn.reading import read
from barzan.bpmn.tests.examples import inquiry, permit
from barzan.bpmn.tests.processes import processes
from barzan.bpmn.writing import written
from barzan.config.proof import count

NEAR = 0.11  # px: what is written is rounded to tenths


def overlap(one: Bounds, other: Bounds) -> bool:
    return (
        one.x < other.right - NEAR and other.x < one.right - NEAR
        and one.y < other.bottom - NEAR and other.y < one.bottom - NEAR
    )  # fmt: skip


def inside(inner: Bounds, outer: Bounds) -> bool:
    return (
        inner.x >= outer.x - NEAR and inner.right <= outer.right + NEAR
        and inner.y >= outer.y - NEAR and inner.bottom <= outer.bottom + NEAR
    )  # fmt: skip


def on_border(point: Point, box: Bounds) -> bool:
    x, y = point
    beside = min(abs(x - box.x), abs(x - box.right)) < NEAR and box.y - NEAR <= y <= box.bottom + NEAR
    above = min(abs(y - box.y), abs(y - box.bottom)) < NEAR and box.x - NEAR <= x <= box.right + NEAR
    return beside or above


def crosses(one: Point, other: Point, box: Bounds) -> bool:
    """Whether a level or upright line goes through the inside of a box."""
    left, right = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    return left < box.right - 1 and right > box.x + 1 and top < box.bottom - 1 and bottom > box.y + 1


def check(process: Process, document: Document) -> Diagram:
    """All that holds for every layout."""
    diagram = next(
        each for each in diagrams_of(document.tree.getroot()) if process.nodes[0].id in each.shapes
    )
    box = {id_: shape.bounds for id_, shape in diagram.shapes.items()}
    groups: dict[str, list[Node]] = {}
    for node in process.nodes:
        groups.setdefault(node.parent, []).append(node)
    for parent, nodes in groups.items():
        solid = [node for node in nodes if node.kind is not Kind.BOUNDARY]
        for one, other in combinations(solid, 2):
            assert not overlap(box[one.id], box[other.id]), (one.id, other.id)
        for node in solid:
            assert parent not in box or inside(box[node.id], box[parent]), node.id
        for node in nodes:
            if node.kind is Kind.BOUNDARY:
                assert on_border(box[node.id].middle, box[node.attached_to]), node.id
        for flow in (flow for flow in process.flows if flow.parent == parent):
            check_line(flow, diagram, solid)
    for node in process.nodes:
        if node.lane and node.parent == process.id and node.kind is not Kind.BOUNDARY:
            assert inside(box[node.id], box[node.lane]), node.id
    for one, other in combinations([lane for lane in process.lanes if not lane.parent], 2):
        assert not overlap(box[one.id], box[other.id])
    return diagram


def check_line(flow: Flow, diagram: Diagram, solid: list[Node]) -> None:
    points = diagram.edges[flow.id].points
    assert on_border(points[0], diagram.shapes[flow.source].bounds), flow.id
    assert on_border(points[-1], diagram.shapes[flow.target].bounds), flow.id
    for one, other in pairwise(points):
        assert one[0] == other[0] or one[1] == other[1], flow.id
        for node in solid:
            assert not crosses(one, other, diagram.shapes[node.id].bounds), (flow.id, node.id)


def together(one: tuple[Point, ...], other: tuple[Point, ...]) -> bool:
    """Whether two lines run on top of one another."""
    for a, b in pairwise(one):
        for c, d in pairwise(other):
            for axis in (0, 1):
                along = 1 - axis
                if abs(a[axis] - b[axis]) + abs(c[axis] - d[axis]) < NEAR and abs(a[axis] - c[axis]) < 1:
                    low = max(min(a[along], b[along]), min(c[along], d[along]))
                    if min(max(a[along], b[along]), max(c[along], d[along])) - low > 1:
                        return True
    return False


def check_apart(process: Process, diagram: Diagram) -> None:
    """Only flows that begin or end together run together."""
    for one, other in combinations(process.flows, 2):
        if one.source != other.source and one.target != other.target:
            lines = diagram.edges[one.id].points, diagram.edges[other.id].points
            assert not together(*lines), (one.id, other.id)


@pytest.mark.proof
@settings(max_examples=count(2_000), deadline=None)
@given(processes(size=10))
def test_any_process_is_laid_out_without_overlap(process: Process) -> None:
    check_apart(process, check(process, laid_out(written(process))))


def test_a_loop_from_above_and_one_from_below_do_not_meet_between_two_rows() -> None:
    nodes = tuple(Node(f"n{n}", Kind.USER, "p") for n in range(3))
    ends = ("n0", "n2"), ("n2", "n0"), ("n1", "n1"), ("n1", "n1")
    flows = tuple(Flow(f"f{n}", *pair, "p") for n, pair in enumerate(ends))
    process = Process("p", nodes=nodes, flows=flows)
    check_apart(process, check(process, laid_out(written(process))))


def test_a_boundary_event_at_the_middle_of_its_host_meets_no_loop_from_below() -> None:
    guests = Guest("left", ()), Guest("middle", ())
    host = Vertex("host", "subProcess", 196.0, 100.0, guests=guests)
    tasks = (Vertex(id_, "userTask", 128.0, 80.0) for id_ in ("below", "goal"))
    vertices = {each.id: each for each in (host, *tasks)}
    loops = (Link(id_, "below", "below") for id_ in ("first", "second"))
    lines = drawing_of(Graph(vertices, (Link("out", "host", "goal", guest="middle"), *loops))).lines
    assert not together(lines["out"], lines["first"])
    assert not together(lines["out"], lines["second"])


@pytest.mark.parametrize("host", [Kind.THROW, Kind.EXCLUSIVE])
def test_a_boundary_event_where_none_may_stand_is_drawn_all_the_same(host: Kind) -> None:
    nodes = Node("host", host, "p"), Node("t", Kind.USER, "p"), Node("b", Kind.BOUNDARY, "p")
    process = Process("p", nodes=nodes, flows=(Flow("f", "b", "t", "p"),))
    text = written(process).write().replace(b'attachedToRef=""', b'attachedToRef="host"')
    assert {"host", "b", "t", "f"} <= laid_out(read(text)).drawn


@pytest.mark.parametrize("process", [permit(), inquiry()], ids=["permit", "inquiry"])
def test_a_real_process_has_no_label_on_a_node_or_on_another_label(process: Process) -> None:
    diagram = check(process, laid_out(written(process)))
    solid = [diagram.shapes[node.id].bounds for node in process.nodes if node.kind is not Kind.SUBPROCESS]
    labels = [shape.label for shape in diagram.shapes.values() if shape.label]
    labels += [edge.label for edge in diagram.edges.values() if edge.label]
    assert len(labels) >= 5
    for label in labels:
        assert not any(overlap(label, box) for box in solid)
    for one, other in combinations(labels, 2):
        assert not overlap(one, other)


def test_no_line_goes_through_the_label_of_another_element() -> None:
    process = permit()
    diagram = check(process, laid_out(written(process)))
    for edge in diagram.edges.values():
        for one, other in pairwise(edge.points):
            for id_, shape in diagram.shapes.items():
                assert not (shape.label and crosses(one, other, shape.label)), (edge.element, id_)
            for id_, line in diagram.edges.items():
                assert not (line.label and crosses(one, other, line.label)), (edge.element, id_)


def test_flows_go_from_left_to_right_and_only_loops_come_back() -> None:
    process = permit()
    diagram = check(process, laid_out(written(process)))
    back = {
        flow.id
        for flow in process.flows
        if diagram.edges[flow.id].points[-1][0] < diagram.edges[flow.id].points[0][0]
    }
    assert back == {"f_fix_receive", "f_ok_draft"}


def test_what_is_drawn_stays_as_it_is() -> None:
    document = laid_out(written(permit()))
    assert laid_out(document) is document
    both = read(document.write().replace(b"</bpmn:definitions>", _second() + b"</bpmn:definitions>"))
    again = laid_out(both)
    assert document.drawn < again.drawn
    assert diagrams_of(again.tree.getroot())[0] == diagrams_of(document.tree.getroot())[0]


def _second() -> bytes:
    text = written(inquiry()).write()
    return text[text.index(b"<bpmn:process") : text.index(b"</bpmn:definitions>")].replace(
        b'errorRef="', b'x="'
    )


def test_pools_stand_one_under_another_with_their_messages() -> None:
    text = written(permit(), inquiry()).write().decode()
    pools = (
        '<bpmn:collaboration id="c"><bpmn:participant id="one" processRef="permit"/>'
        '<bpmn:participant id="two" processRef="inquiry"/><bpmn:participant id="closed" name="مردم"/>'
        '<bpmn:messageFlow id="m" sourceRef="remind" targetRef="i_start"/>'
        '<bpmn:messageFlow id="n" sourceRef="two" targetRef="closed"/></bpmn:collaboration>'
    )
    document = laid_out(read(text.replace("<bpmn:process", pools + "<bpmn:process", 1).encode()))
    (diagram,) = diagrams_of(document.tree.getroot())
    boxes = [diagram.shapes[id_].bounds for id_ in ("one", "two", "closed")]
    assert all(one.bottom < other.y for one, other in pairwise(boxes))
    assert len({box.right for box in boxes}) == 1
    assert on_border(diagram.edges["m"].points[-1], diagram.shapes["i_start"].bounds)
    assert on_border(diagram.edges["n"].points[0], boxes[1])
    assert inside(diagram.shapes["i_end"].bounds, boxes[1])


def test_thousands_of_flows_are_laid_out_in_bounded_time() -> None:
    size = 1_600
    nodes = tuple(Node(f"n{n}", Kind.USER, "p") for n in range(size))
    flows = tuple(Flow(f"f{n}", f"n{n}", f"n{n * 7 % size}", "p") for n in range(size)) + tuple(
        Flow(f"g{n}", f"n{n}", f"n{n + 1}", "p") for n in range(size - 1)
    )
    with pytest.raises(Refused, match="laid out"):
        laid_out(written(Process("p", nodes=nodes, flows=flows)))
    document = written(
        Process(
            "p",
            nodes=nodes[:1_000],
            flows=tuple(flow for flow in flows if max(int(flow.source[1:]), int(flow.target[1:])) < 1_000),
        )
    )
    began = time.process_time()
    laid_out(document)
    assert time.process_time() - began < 15
