"""Random processes of the subset: every value that a file can hold, in the order in which a file holds it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from barzan.bpmn.model import (
    ACTIVITIES,
    Choice,
    Field,
    FieldType,
    Flow,
    Kind,
    Lane,
    Mapping,
    Message,
    MultiInstance,
    Node,
    Process,
    StandardLoop,
    Text,
    Timer,
    TimerKind,
    Trigger,
    Work,
)
from barzan.bpmn.subset import TRIGGERS
from barzan.clock.core.values import Counting, RunsFrom, Silence, Terms

LETTERS = "abcنامهٔ‌۱2 <&>\"'"
words = st.text(LETTERS, max_size=12)
names = st.text("abcdنامه", min_size=1, max_size=8)
# What stands in the text of an element is read without the space around it.
expressions = st.text(LETTERS, max_size=12).map(str.strip)
some = expressions.filter(bool)
texts = st.builds(Text, words, words)
works = st.builds(Work, words, words, words, st.booleans())
terms = st.builds(
    Terms, words, st.sampled_from(Counting), st.sampled_from(RunsFrom), words, words,
    st.sampled_from(Silence), words,
)  # fmt: skip
timers = st.builds(Timer, st.sampled_from(TimerKind), some, st.sampled_from(Counting), words, words)
mappings = st.lists(st.builds(Mapping, words, words), max_size=2).map(tuple)
fields = st.lists(
    st.builds(
        Field, words, texts, st.sampled_from(FieldType), st.booleans(),
        st.lists(st.builds(Choice, words, texts), max_size=2).map(tuple),
    ),
    max_size=2,
).map(tuple)  # fmt: skip
loops = st.one_of(
    st.none(),
    st.builds(StandardLoop, expressions, st.booleans(), st.none() | st.integers(0, 999)),
    st.builds(MultiInstance, st.booleans(), words, words, expressions, words, words, expressions),
)
received = st.none() | st.builds(Message, names, words)
sent = st.none() | st.builds(Message, names, words, mappings)
CHOOSING = ACTIVITIES | {Kind.EXCLUSIVE, Kind.INCLUSIVE}  # what may have a default flow
RARE = 3  # one node in so many is a subprocess, at most so deep


@st.composite
def processes(draw: st.DrawFn, size: int = 8) -> Process:
    """A process of the subset with up to ``size`` nodes in each container; it need not make sense to run."""
    lanes = draw(_lanes())
    maker = _Maker(draw, size, [lane.id for lane in lanes])
    maker.fill("p", 0, "")
    return Process(
        "p",
        draw(texts),
        draw(expressions),
        draw(st.booleans()),
        tuple(maker.nodes),
        tuple(maker.flows),
        lanes,
    )


@st.composite
def _lanes(draw: st.DrawFn) -> tuple[Lane, ...]:
    count = draw(st.integers(0, 3))
    if not count:
        return ()
    inner = [
        Lane(f"lane0{number}", draw(texts), draw(works), "lane0") for number in range(draw(st.integers(0, 2)))
    ]
    outer = [Lane(f"lane{number}", draw(texts), draw(works)) for number in range(count)]
    return (outer[0], *inner, *outer[1:])


class _Maker:
    def __init__(self, draw: st.DrawFn, size: int, lanes: list[str]) -> None:
        self.draw, self.size, self.lanes = draw, size, lanes
        self.nodes: list[Node] = []
        self.flows: list[Flow] = []

    def fill(self, parent: str, depth: int, inherited: str) -> None:
        here: list[Node] = []
        for number in range(self.draw(st.integers(1, self.size))):
            kind = self.draw(st.sampled_from(self.kinds(here, depth)))
            node = self.node(f"{parent}_{number}", kind, parent, here, inherited)
            here.append(node)
            self.nodes.append(node)
            if kind is Kind.SUBPROCESS:
                self.fill(node.id, depth + 1, node.lane)
        sources = [node.id for node in here if node.kind is not Kind.END]
        targets = [node.id for node in here if node.kind not in (Kind.START, Kind.BOUNDARY)]
        if sources and targets:
            for number in range(self.draw(st.integers(0, 2 * len(here)))):
                ends = self.draw(st.sampled_from(sources)), self.draw(st.sampled_from(targets))
                self.flows.append(
                    Flow(f"f_{parent}_{number}", *ends, parent, self.draw(texts), self.draw(expressions))
                )

        self.choose_defaults(parent)

    def choose_defaults(self, parent: str) -> None:
        leaving: dict[str, list[str]] = {}
        for flow in self.flows:
            if flow.parent == parent:
                leaving.setdefault(flow.source, []).append(flow.id)
        for place, node in enumerate(self.nodes):
            if node.id in leaving and node.kind in CHOOSING and self.draw(st.booleans()):
                self.nodes[place] = replace(node, default=self.draw(st.sampled_from(leaving[node.id])))

    def kinds(self, here: list[Node], depth: int) -> list[Kind]:
        hosts = any(node.kind in ACTIVITIES for node in here)
        left_out = {Kind.SUBPROCESS} if depth >= RARE else set()
        return [kind for kind in Kind if kind not in left_out and (hosts or kind is not Kind.BOUNDARY)]

    def node(self, id_: str, kind: Kind, parent: str, here: list[Node], inherited: str) -> Node:
        host = self.draw(st.sampled_from([node for node in here if node.kind in ACTIVITIES])) if (
            kind is Kind.BOUNDARY
        ) else None  # fmt: skip
        lane = host.lane if host else inherited
        if self.lanes and not host:
            lane = self.draw(st.sampled_from([*self.lanes, lane]))
        values = self.event(kind, parent, host) if kind in TRIGGERS else self.activity(kind)
        return Node(
            id_,
            kind,
            parent,
            self.draw(texts),
            self.draw(expressions),
            lane,
            outputs=self.draw(mappings),
            **values,
        )

    def event(self, kind: Kind, parent: str, host: Node | None) -> dict[str, Any]:
        allowed = TRIGGERS[kind]
        if kind is Kind.START and parent != "p":
            allowed = frozenset({Trigger.NONE})
        trigger = self.draw(st.sampled_from(sorted(allowed)))
        values: dict[str, Any] = {"trigger": trigger}
        if trigger is Trigger.TIMER:
            values["timer"] = self.draw(timers)
        elif trigger is Trigger.MESSAGE:
            values["message"] = self.draw(sent if kind in (Kind.END, Kind.THROW) else received)
        elif trigger is Trigger.ERROR:
            values["error"] = self.draw(words)
        if host:
            values["attached_to"] = host.id
            values["interrupting"] = trigger is Trigger.ERROR or self.draw(st.booleans())
        if kind not in (Kind.END, Kind.THROW):
            values["inputs"] = self.draw(mappings)
        return values

    def activity(self, kind: Kind) -> dict[str, Any]:
        draw = self.draw
        values: dict[str, Any] = {} if kind is Kind.SEND else {"inputs": draw(mappings)}
        if kind in ACTIVITIES:
            values["loop"] = draw(loops)
        if kind in (Kind.USER, Kind.MANUAL):
            values |= {"work": draw(works), "deadline": draw(st.none() | terms), "fields": draw(fields)}
        elif kind in (Kind.SEND, Kind.RECEIVE):
            values["message"] = draw(sent if kind is Kind.SEND else received)
        elif kind is Kind.SCRIPT:
            values |= {"script": draw(expressions), "result": draw(words)}
        elif kind is Kind.RULE:
            values |= {"decision": draw(names), "result": draw(words)}
        elif kind is Kind.SERVICE:
            values["action"] = draw(words)
        elif kind is Kind.CALL:
            values["called"] = draw(names)
        return values
