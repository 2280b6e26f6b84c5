"""Whether play reaches every end: games are searched that enter what no game entered yet. Pure.

Best first by what is new, bounded by the number of moves tried, so that the same process gives the same
answer on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count, islice, product

from barzan.bpmn.model import Node, Process
from barzan.modeller.core.hints import Hints
from barzan.modeller.core.playing import (
    Deed,
    Move,
    Position,
    Waiting,
    Waits,
    ends_of,
    errors_of,
    opening,
    play,
    starts_of,
)
from barzan.persian.errors import BilingualError
from barzan.process.core.definition import Definition
from barzan.process.core.values import Value

MOST_TRIES = 4_000
MOST_ANSWERS = 24  # combinations of answers to one task
LONGEST = 120  # moves of one game


@dataclass(frozen=True, slots=True)
class Explored:
    """``ends`` gives for each end event the shortest game found that reaches it, None where none was.

    ``missed`` are nodes that no game entered; ``faults`` what the engine refused, once each, with the game;
    ``whole`` is False where the search was given up for its length.
    """

    ends: Mapping[str, tuple[Move, ...] | None]
    missed: tuple[str, ...]
    faults: tuple[tuple[BilingualError, tuple[Move, ...]], ...]
    tried: int
    whole: bool

    @property
    def complete(self) -> bool:
        return all(game is not None for game in self.ends.values())


class _Search:
    def __init__(self, definition: Definition, process: Process, hints: Hints) -> None:
        self.definition, self.hints = definition, hints
        self.nodes = {node.id: node for node in process.nodes}
        self.errors = {node.id: errors_of(process, node.id) for node in process.nodes}
        self.ends: dict[str, tuple[Move, ...] | None] = dict.fromkeys(ends_of(process))
        self.starts = starts_of(process)
        self.entered: set[str] = set()
        self.known: set[object] = set()
        self.faults: dict[str, tuple[BilingualError, tuple[Move, ...]]] = {}
        self.heap: list[tuple[int, int, int, Position, tuple[Move, ...]]] = []
        self.number, self.tried = count(), 0

    def run(self) -> None:
        before = opening(self.definition)
        for name in self.starts:
            for values in self._given(self.hints.free):
                self._try(before, (), Move(Deed.START, name=name, values=values))
        while self.heap and self.tried < MOST_TRIES and not self._over():
            *_, position, game = heappop(self.heap)
            if len(game) < LONGEST:
                for move in self._moves(position):
                    self._try(position, game, move)

    def _over(self) -> bool:
        return all(self.ends.values()) and self.entered >= self.nodes.keys()

    def _try(self, position: Position, game: tuple[Move, ...], move: Move) -> None:
        self.tried += 1
        longer = (*game, move)
        try:
            after = play(self.definition, position, move)
        except BilingualError as fault:
            self.faults.setdefault(f"{fault.code}@{fault.place.get('element', '')}", (fault, longer))
            return
        entered = after.entered
        new = entered - self.entered
        self.entered |= new
        for end in entered & self.ends.keys():
            kept = self.ends[end]
            if kept is None or len(longer) < len(kept):
                self.ends[end] = longer
        mark = self._mark(after)
        if after.ended or mark in self.known:
            return
        self.known.add(mark)
        heappush(self.heap, (-len(new), len(longer), next(self.number), after, longer))

    def _mark(self, position: Position) -> object:
        """What makes two positions the same for what may come: where tokens stand, and the variables that
        expressions use. Ids of tokens count up and say nothing.
        """
        standing = sorted((waiting.waits, waiting.node) for waiting in position.waiting.values())
        tokens = sorted((token.node, token.count) for token in position.state.tokens)
        used = sorted(
            (name, repr(position.data[name])) for name in self.hints.values if name in position.data
        )
        return (tuple(standing), tuple(tokens), tuple(used))

    def _moves(self, position: Position) -> Iterator[Move]:
        for waiting in position.waiting.values():
            node = self.nodes[waiting.node]
            if waiting.waits is Waits.TIMER:
                yield Move(Deed.FIRE, waiting.token)
            elif waiting.waits is Waits.MESSAGE:
                yield from (
                    Move(Deed.RECEIVE, waiting.token, values=each) for each in self._given(self.hints.free)
                )
            else:
                yield from (
                    Move(Deed.DONE, waiting.token, values=each) for each in self._answers(waiting, node)
                )
                yield from (Move(Deed.FAIL, waiting.token, code) for code in self.errors[node.id])

    def _answers(self, waiting: Waiting, node: Node) -> Iterator[dict[str, Value]]:
        if waiting.waits is Waits.TASK:
            return _combined({field.name: self.hints.of_field(field) for field in node.fields})
        names = [name for each in node.outputs for name in self.hints.values if name in each.source.split()]
        return self._given(names)

    def _given(self, names: Sequence[str]) -> Iterator[dict[str, Value]]:
        return _combined({name: self.hints.of(name) for name in names if self.hints.of(name)})


def explore(definition: Definition, process: Process, hints: Hints) -> Explored:
    """Searches games to every end and every node of the process."""
    search = _Search(definition, process, hints)
    search.run()
    missed = tuple(node for node in search.nodes if node not in search.entered)
    whole = search.tried < MOST_TRIES
    return Explored(search.ends, missed, tuple(search.faults.values()), search.tried, whole)


def _combined(candidates: Mapping[str, Sequence[Value]]) -> Iterator[dict[str, Value]]:
    """Answers in every combination while those are few; else each question varied by itself."""
    names = list(candidates)
    if _size(candidates) <= MOST_ANSWERS:
        yield from (dict(zip(names, values, strict=True)) for values in product(*candidates.values()))
        return
    plain = {name: values[0] for name, values in candidates.items()}
    yield plain
    varied = ({**plain, name: value} for name, values in candidates.items() for value in values[1:])
    yield from islice(varied, MOST_ANSWERS)


def _size(candidates: Mapping[str, Sequence[Value]]) -> int:
    size = 1
    for values in candidates.values():
        size *= len(values)
    return size
