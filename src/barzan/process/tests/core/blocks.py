"""Random block-structured processes: a tree of blocks, and how to draw it as BPMN.

A block writes variables of its own only, and reads those that are surely written before it, so that what
comes out does not hang on the order in which parallel work is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random

from barzan.bpmn.model import Flow, Kind, MultiInstance, Node, Process, StandardLoop, Text, Trigger
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


@dataclass(frozen=True)
class Block:
    id: str


@dataclass(frozen=True)
class Ask(Block):
    """A user task that sets the variable ``v_<id>``; with ``late``, a timer may interrupt it and another
    way is gone; with ``beside``, one may begin something that runs beside all else.
    """

    late: Block | None = None
    beside: Block | None = None


@dataclass(frozen=True)
class Count(Block):
    """A script that sets ``v_<id>``."""

    text: str


@dataclass(frozen=True)
class Seq(Block):
    parts: tuple[Block, ...]


@dataclass(frozen=True)
class Choice(Block):
    """One branch: the first whose condition holds, the last where none does."""

    branches: tuple[tuple[str, Block], ...]


@dataclass(frozen=True)
class Some(Block):
    """Every branch whose condition holds, the last where none does."""

    branches: tuple[tuple[str, Block], ...]


@dataclass(frozen=True)
class All(Block):
    branches: tuple[Block, ...]


@dataclass(frozen=True)
class Race(Block):
    """An event-based gateway: a timer or a message, and what follows each."""

    early: Block
    late: Block


@dataclass(frozen=True)
class Again(Block):
    """Gateways that lead back: the body runs ``times`` times, counted by the variable ``n_<id>``."""

    body: Block
    times: int


@dataclass(frozen=True)
class Within(Block):
    """A subprocess; where ``fails`` holds at its end it throws an error, caught at its border."""

    body: Block
    fails: str = ""


@dataclass(frozen=True)
class Each(Block):
    """A loop of an activity: ``how`` is ``parallel``, ``sequential`` or ``standard``. The body is a task or
    a subprocess; a multi-instance collects ``output`` in ``r_<id>``.
    """

    body: Block
    how: str
    times: int
    output: str = ""
    enough: int = 0


# --- at random ---


@dataclass
class Maker:
    """Draws a tree. ``plain``: only what SpiffWorkflow understands in the same words."""

    random: Random
    size: int = 12
    plain: bool = False
    last: int = 0
    alone: bool = False  # nothing runs beside: an error would end it somewhere, a loop begin it again
    sure: list[str] = field(default_factory=lambda: ["x0", "x1"])

    def make(self) -> Block:
        return self.seq(3)

    def name(self, kind: str) -> str:
        self.last += 1
        self.size -= 1
        return f"{kind}{self.last}"

    def seq(self, depth: int) -> Block:
        return Seq(self.name("q"), tuple(self.block(depth) for _ in range(self.random.randint(1, 3))))

    def block(self, depth: int) -> Block:
        if depth == 0 or self.size <= 0:
            return self.leaf()
        kinds = [self.choice, self.all, self.all, self.some, self.again, self.within, self.seq]
        if not self.plain:
            kinds += [self.race, self.each, self.each]
        return self.random.choice([self.leaf, *kinds, *kinds])(depth - 1)

    def apart(self, make, *args) -> Block:
        """A block whose variables are not surely written for what follows."""
        before = list(self.sure)
        made = make(*args)
        self.sure = before
        return made

    def leaf(self, depth: int = 0) -> Block:
        name = self.name("t")
        if self.random.random() < 0.3:
            made: Block = Count(name, f"{self.value()} + {self.random.randint(1, 5)}")
        else:
            late = beside = None
            if not self.plain and self.random.random() < 0.3:
                late = self.apart(self.leaf)
            if not self.plain and not self.alone and self.random.random() < 0.2:
                beside = self.apart(self.leaf)
            made = Ask(name, late, beside)
        if not (isinstance(made, Ask) and made.late):
            self.sure.append(f"v_{name}")
        return made

    def value(self) -> str:
        return self.random.choice(self.sure)

    def condition(self) -> str:
        return f"{self.value()} {self.random.choice('<>')} {self.random.randint(2, 8)}"

    def branches(self, depth: int, most: int) -> tuple[tuple[str, Block], ...]:
        return tuple(
            (self.condition(), self.apart(self.seq, depth)) for _ in range(self.random.randint(2, most))
        )

    def choice(self, depth: int) -> Block:
        return Choice(self.name("x"), self.branches(depth, 3))

    def some(self, depth: int) -> Block:
        return Some(self.name("o"), self.branches(depth, 4))

    def all(self, depth: int) -> Block:
        name, before, after = self.name("a"), list(self.sure), []
        branches = []
        for _ in range(self.random.randint(2, 4)):
            branches.append(self.seq(depth))
            after += self.sure[len(before) :]
            self.sure = list(before)
        self.sure = before + after
        return All(name, tuple(branches))

    def race(self, depth: int) -> Block:
        return Race(self.name("e"), self.apart(self.seq, depth), self.apart(self.seq, depth))

    def again(self, depth: int) -> Block:
        name, before, self.alone = self.name("l"), self.alone, True
        body = self.apart(self.seq, depth)
        self.alone = before
        return Again(name, body, self.random.randint(1, 3))

    def within(self, depth: int) -> Block:
        name = self.name("s")
        if self.plain or self.random.random() < 0.5:
            return Within(name, self.seq(depth))
        before, self.alone = self.alone, True
        body = self.apart(self.seq, depth)
        self.alone = before
        return Within(name, body, self.condition())

    def each(self, depth: int) -> Block:
        name, before = self.name("m"), list(self.sure)
        how = self.random.choice(["parallel", "sequential", "standard"])
        inner = self.name("t")
        if self.random.random() < 0.5:
            body: Block = Ask(inner)
            self.sure.append(f"v_{inner}")
        else:
            body = Within(inner, self.seq(depth))
        output, times = f"{self.value()} + loopCounter", self.random.randint(0, 4)
        self.sure = before
        enough = self.random.randint(1, 3) if how == "sequential" and self.random.random() < 0.5 else 0
        return Each(name, body, how, times, output, enough)


# --- as BPMN ---


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


def counters(block: Block) -> Iterator[str]:
    """The variables that count the turns of loops: they begin at nought."""
    if isinstance(block, Again):
        yield f"n_{block.id}"
    for inner in inside(block):
        yield from counters(inner)


def inside(block: Block) -> Iterator[Block]:
    """The blocks within a block."""
    match block:
        case Seq():
            yield from block.parts
        case Choice() | Some():
            yield from (branch for _, branch in block.branches)
        case All():
            yield from block.branches
        case Race():
            yield from (block.early, block.late)
        case Again() | Within() | Each():
            yield block.body
        case Ask():
            yield from (each for each in (block.late, block.beside) if each is not None)
