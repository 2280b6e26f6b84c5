"""A process is told whole: every node once, every way out, every jump to a step that exists."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from barzan.bpmn.model import (
    Flow,
    Kind,
    Lane,
    MultiInstance,
    Node,
    Process,
    Text,
    Timer,
    TimerKind,
    Trigger,
)
from barzan.bpmn.words import Branch, Step, as_text, tell
from barzan.clock.core.values import RunsFrom, Terms


def made(nodes: list[Node], ways: list[tuple[str, str] | tuple[str, str, str]], **more: object) -> Process:
    flows = tuple(
        Flow(f"f{number}", way[0], way[1], "P", Text(way[2] if len(way) > 2 else ""))
        for number, way in enumerate(ways)
    )
    return Process("P", Text("رسیدگی به شکایت"), nodes=tuple(nodes), flows=flows, **more)  # type: ignore[arg-type]


def user(id_: str, name: str, **more: object) -> Node:
    return Node(id_, Kind.USER, "P", Text(name), lane="office", **more)  # type: ignore[arg-type]


COMPLAINT = made(
    [
        Node("start", Kind.START, "P"),
        user("check", "بررسی نخستین شکایت", deadline=Terms("P5D", runs_from=RunsFrom.COMPLETE)),
        Node("ok", Kind.EXCLUSIVE, "P", Text("آیا شکایت پذیرفته است؟")),
        user("refuse", "پاسخ کتبی به شاکی", deadline=Terms("P3D")),
        user("fix", "کامل کردن مدارک"),
        user("inspect", "بازرسی"),
        Node("end", Kind.END, "P", Text("بایگانی")),
    ],
    [
        ("start", "check"),
        ("check", "ok"),
        ("ok", "inspect", "بلی"),
        ("ok", "refuse", "خیر"),
        ("ok", "fix", "ناقص"),
        ("fix", "check"),
        ("refuse", "end"),
        ("inspect", "end"),
    ],
    lanes=(Lane("office", Text("دفتر بازرسی")),),
)


def test_a_complaint_in_persian():
    assert as_text(tell(COMPLAINT), "fa") == (
        "رسیدگی به شکایت\n"
        "\n"
        "آغاز:\n"
        "   ۱. بررسی نخستین شکایت\n"
        "      کننده: دفتر بازرسی\n"
        "      مهلت: ۵ روز از دریافت مدارک کامل\n"
        "   ۲. آیا شکایت پذیرفته است؟\n"
        "      – بلی:\n"
        "         ۳. بازرسی\n"
        "            کننده: دفتر بازرسی\n"
        "         ادامه از گام ۶\n"
        "      – خیر:\n"
        "         ۴. پاسخ کتبی به شاکی\n"
        "            کننده: دفتر بازرسی\n"
        "            مهلت: ۳ روز\n"
        "         ادامه از گام ۶\n"
        "      – ناقص:\n"
        "         ۵. کامل کردن مدارک\n"
        "            کننده: دفتر بازرسی\n"
        "         ادامه از گام ۱\n"
        "   ۶. پایان: «بایگانی»\n"
    )


def test_what_interrupts_a_step_is_a_branch_of_it():
    late = Node(
        "late",
        Kind.BOUNDARY,
        "P",
        trigger=Trigger.TIMER,
        attached_to="do",
        timer=Timer(TimerKind.DURATION, "P7D"),
    )
    process = made(
        [
            Node("s", Kind.START, "P"),
            user("do", "بازدید"),
            late,
            user("tell", "خبر"),
            Node("e", Kind.END, "P"),
        ],
        [("s", "do"), ("do", "e"), ("late", "tell"), ("tell", "e")],
    )
    told = tell(process).starts[0]
    branch = told.steps[0].branches[0]
    assert branch.label.fa == "اگر پس از ۷ روز پایان نیافته باشد، کار رها می‌شود"
    assert branch.label.en == "If it is not done after 7 days, the work is broken off"
    assert [step.element for step in branch.steps] == ["tell"]
    assert branch.jump
    assert branch.jump.element == "e"


def test_a_subprocess_is_told_inside_its_step_and_a_loop_says_how_often():
    each = MultiInstance(sequential=False, collection="authorities", item="authority")
    inner = (Node("is", Kind.START, "S"), Node("ask", Kind.USER, "S", Text("استعلام"), loop=each))
    process = Process(
        "P",
        nodes=(Node("s", Kind.START, "P"), Node("S", Kind.SUBPROCESS, "P", Text("استعلام‌ها")), *inner),
        flows=(Flow("f", "s", "S", "P"), Flow("g", "is", "ask", "S")),
    )
    step = tell(process).starts[0].steps[0]
    asked = step.branches[0].steps[0]
    assert (asked.number, asked.notes[0].en) == (2, "For each of authorities, at the same time")


def every(branches: tuple[Branch, ...]) -> Iterator[Step | Branch]:
    for branch in branches:
        yield branch
        for step in branch.steps:
            yield step
            yield from every(step.branches)


@st.composite
def graphs(draw: st.DrawFn) -> Process:
    """Any graph at all, from one start: also with loops, and without an end."""
    count = draw(st.integers(1, 12))
    kinds = st.sampled_from([Kind.USER, Kind.EXCLUSIVE, Kind.PARALLEL, Kind.END])
    nodes = [Node("n0", Kind.START, "P"), *(Node(f"n{i}", draw(kinds), "P") for i in range(1, count + 1))]
    places = st.integers(1, count)
    pairs = draw(st.lists(st.tuples(st.integers(0, count), places), max_size=24))
    ends = {node.id for node in nodes if node.kind is Kind.END}
    return made(nodes, [(f"n{a}", f"n{b}") for a, b in pairs if f"n{a}" not in ends])


@given(graphs())
def test_any_graph_is_told_once_and_whole(process: Process):
    told = list(every(tell(process).starts))
    steps = [each for each in told if isinstance(each, Step)]
    numbers = {step.element: step.number for step in steps}
    assert len(numbers) == len(steps) == len(set(numbers.values()))
    for each in told:
        if isinstance(each, Branch) and each.jump:
            assert numbers[each.jump.element] == each.jump.number
    joins = {
        node.id
        for node in process.nodes
        if node.kind in (Kind.EXCLUSIVE, Kind.PARALLEL)
        and sum(flow.source == node.id for flow in process.flows) == 1
    }
    assert reachable(process) - joins - {"n0"} <= set(numbers)


def reachable(process: Process) -> set[str]:
    """What a token can reach when only the first way out of a start is taken."""
    first = next((flow.target for flow in process.flows if flow.source == "n0"), None)
    seen, stack = set(), [first] if first else []
    while stack:
        at = stack.pop()
        if at not in seen:
            seen.add(at)
            stack += [flow.target for flow in process.flows if flow.source == at]
    return seen


def test_a_chain_of_ten_thousand_nested_questions_is_told():
    nodes, ways = [Node("n0", Kind.START, "P")], [("n0", "q0")]
    for number in range(3_000):
        nodes += [Node(f"q{number}", Kind.EXCLUSIVE, "P"), Node(f"e{number}", Kind.END, "P")]
        ways += [(f"q{number}", f"e{number}"), (f"q{number}", f"q{number + 1}")]
    nodes.append(Node("q3000", Kind.END, "P"))
    steps = [each for each in every(tell(made(nodes, ways)).starts) if isinstance(each, Step)]
    assert len(steps) == 6_001
