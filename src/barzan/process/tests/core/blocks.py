"""Random block-structured processes as a tree of blocks.

A block writes variables of its own only, and reads those that are surely written before it, so that what
comes out does not hang on the order in which parallel work is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random


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
        kinds = [self.choice, self.again, self.within, self.seq]
        if not (self.plain and self.alone):
            kinds += [self.all, self.all, self.some]
        if not self.plain:
            kinds += [self.race, self.each, self.each]
        return self.random.choice([self.leaf, *kinds, *kinds])(depth - 1)

    def apart(self, make: Callable[..., Block], *args: int) -> Block:
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
