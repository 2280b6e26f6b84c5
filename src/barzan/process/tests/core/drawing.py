"""Blocks drawn as BPMN, and a jump across them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from barzan.bpmn.model import Flow, Kind, MultiInstance, Node, Process, StandardLoop, Text, Trigger
from barzan.process.tests.core.blocks import (
    Again,
    All,
    Ask,
    Block,
    Choice,
    Count,
    Each,
    Race,
    Seq,
    Some,
    Within,
)
from barzan.process.tests.core.building import (
    LANE,
    PROCESS,
    duration,
    end,
    message,
    node,
    script,
    start,
    user,
)


@dataclass
class Drawing:
    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    parent: str = PROCESS

    def flow(self, source: str, target: str, condition: str = "") -> str:
        name = f"f{len(self.flows)}"
        self.flows.append(Flow(name, source, target, self.parent, condition=condition))
        return name

    def add(self, made: Node) -> str:
        self.nodes.append(replace(made, parent=self.parent))
        return made.id

    def default(self, gateway: str, flow: str) -> None:
        self.nodes = [replace(each, default=flow) if each.id == gateway else each for each in self.nodes]

    def draw(self, block: Block, before: str, condition: str = "") -> tuple[str, str]:
        """Draws ``block`` behind ``before``; the flow into it, and the node that it ends with."""
        return getattr(self, f"_{type(block).__name__.lower()}")(block, before, condition)

    def behind(self, blocks: tuple[Block, ...], before: str) -> str:
        for each in blocks:
            _, before = self.draw(each, before)
        return before

    def finish(self, before: str, name: str, **more: object) -> None:
        self.flow(before, self.add(end(name, **more)))

    def _seq(self, block: Seq, before: str, condition: str) -> tuple[str, str]:
        flow, last = self.draw(block.parts[0], before, condition)
        return flow, self.behind(block.parts[1:], last)

    def _count(self, block: Count, before: str, condition: str) -> tuple[str, str]:
        name = self.add(script(block.id, f"v_{block.id}", block.text))
        return self.flow(before, name, condition), name

    def _ask(self, block: Ask, before: str, condition: str) -> tuple[str, str]:
        name = self.add(user(block.id, f"v_{block.id}"))
        flow = self.flow(before, name, condition)
        if block.beside is not None:
            event = self.add(
                node(Kind.BOUNDARY, f"{name}_beside", attached_to=name, interrupting=False, **duration("P1D"))
            )
            self.finish(self.behind((block.beside,), event), f"{name}_aside")
        if block.late is not None:
            event = self.add(node(Kind.BOUNDARY, f"{name}_late", attached_to=name, **duration("P2D")))
            merge = self.add(node(Kind.EXCLUSIVE, f"{name}_merge"))
            self.flow(name, merge)
            self.flow(self.behind((block.late,), event), merge)
            name = merge
        return flow, name

    def _fork(self, kind: Kind, block: Choice | Some, before: str, condition: str) -> tuple[str, str]:
        split, join = self.add(node(kind, block.id)), f"{block.id}_join"
        flow, last = self.flow(before, split, condition), len(block.branches) - 1
        ends = []
        for number, (asked, branch) in enumerate(block.branches):
            way, exit = self.draw(branch, split, asked if number < last else "")
            ends.append(exit)
        self.default(split, way)
        self.add(node(kind, join))
        for exit in ends:
            self.flow(exit, join)
        return flow, join

    def _choice(self, block: Choice, before: str, condition: str) -> tuple[str, str]:
        return self._fork(Kind.EXCLUSIVE, block, before, condition)

    def _some(self, block: Some, before: str, condition: str) -> tuple[str, str]:
        return self._fork(Kind.INCLUSIVE, block, before, condition)

    def _all(self, block: All, before: str, condition: str) -> tuple[str, str]:
        split = self.add(node(Kind.PARALLEL, block.id))
        flow = self.flow(before, split, condition)
        ends = [self.behind((branch,), split) for branch in block.branches]
        join = self.add(node(Kind.PARALLEL, f"{block.id}_join"))
        for exit in ends:
            self.flow(exit, join)
        return flow, join

    def _race(self, block: Race, before: str, condition: str) -> tuple[str, str]:
        gateway = self.add(node(Kind.EVENT_BASED, block.id))
        flow = self.flow(before, gateway, condition)
        events = [
            self.add(node(Kind.CATCH, f"{block.id}_early", **message("go"))),
            self.add(node(Kind.CATCH, f"{block.id}_late", **duration("P1D"))),
        ]
        merge = self.add(node(Kind.EXCLUSIVE, f"{block.id}_join"))
        for event, branch in zip(events, (block.early, block.late), strict=True):
            self.flow(gateway, event)
            self.flow(self.behind((branch,), event), merge)
        return flow, merge

    def _again(self, block: Again, before: str, condition: str) -> tuple[str, str]:
        merge = self.add(node(Kind.EXCLUSIVE, block.id))
        flow = self.flow(before, merge, condition)
        counted = self.add(script(f"{block.id}_count", f"n_{block.id}", f"n_{block.id} + 1"))
        self.flow(self.behind((block.body,), merge), counted)
        back = self.add(node(Kind.EXCLUSIVE, f"{block.id}_back"))
        self.flow(counted, back)
        self.flow(back, merge, f"n_{block.id} < {block.times}")
        after = self.add(node(Kind.THROW, f"{block.id}_after"))
        self.default(back, self.flow(back, after))
        return flow, after

    def _subprocess(self, block: Within, loop: StandardLoop | MultiInstance | None = None) -> str:
        name, outside = self.add(node(Kind.SUBPROCESS, block.id, loop=loop)), self.parent
        self.parent = block.id
        last = self.behind((block.body,), self.add(start(f"{name}_start")))
        if block.fails:
            gate = self.add(node(Kind.EXCLUSIVE, f"{name}_gate"))
            self.flow(last, gate)
            wrong = self.add(end(f"{name}_wrong", trigger=Trigger.ERROR, error="wrong"))
            self.flow(gate, wrong, block.fails)
            right = self.add(end(f"{name}_end"))
            self.default(gate, self.flow(gate, right))
        else:
            self.finish(last, f"{name}_end")
        self.parent = outside
        return name

    def _within(self, block: Within, before: str, condition: str) -> tuple[str, str]:
        name = self._subprocess(block)
        flow = self.flow(before, name, condition)
        if not block.fails:
            return flow, name
        caught = self.add(node(Kind.BOUNDARY, f"{name}_caught", attached_to=name, trigger=Trigger.ERROR))
        merge = self.add(node(Kind.EXCLUSIVE, f"{name}_merge"))
        self.flow(name, merge)
        self.flow(caught, merge)
        return flow, merge

    def _each(self, block: Each, before: str, condition: str) -> tuple[str, str]:
        loop: StandardLoop | MultiInstance
        if block.how == "standard":
            loop = StandardLoop(f"loopCounter < {block.times}", test_before=True)
        else:
            until = f"numberOfCompletedInstances >= {block.enough}" if block.enough else ""
            sequential = block.how == "sequential"
            loop = MultiInstance(
                sequential,
                cardinality=str(block.times),
                output=block.output,
                result=f"r_{block.id}",
                until=until,
            )
        if isinstance(block.body, Within):
            name = self._subprocess(block.body, loop)
        else:
            name = self.add(replace(user(block.body.id, f"v_{block.body.id}"), loop=loop))
        return self.flow(before, name, condition), name


def drawn(block: Block) -> Process:
    drawing = Drawing()
    drawing.finish(drawing.behind((block,), drawing.add(start())), "end")
    return Process(
        PROCESS, Text("بخت", "Chance"), nodes=tuple(drawing.nodes), flows=tuple(drawing.flows), lanes=(LANE,)
    )


def with_jump(process: Process, random: Random) -> Process:
    """A way from the middle of one flow to that of another of the same scope, taken at most twice: after
    it the process is seldom a block any more, and often unsound.
    """
    scope = random.choice(sorted({flow.parent for flow in process.flows}))
    one, other = random.choices([flow for flow in process.flows if flow.parent == scope], k=2)
    if one is other:
        return process
    made = (
        replace(node(Kind.EXCLUSIVE, "jump"), parent=scope, default="jump-on"),
        replace(script("jumped", "jumps", "jumps + 1"), parent=scope),
        replace(node(Kind.EXCLUSIVE, "land"), parent=scope),
    )
    changed = {one.id: replace(one, target="jump"), other.id: replace(other, target="land")}
    flows = [changed.get(flow.id, flow) for flow in process.flows]
    flows += [
        Flow("jump-off", "jump", "jumped", scope, condition="jumps < 2"),
        Flow("jump-on", "jump", one.target, scope),
        Flow("jump-land", "jumped", "land", scope),
        Flow("land-on", "land", other.target, scope),
    ]
    return replace(process, nodes=process.nodes + made, flows=tuple(flows))
