"""Random block-structured processes: no token is stuck or lost, and everything is as the oracle says."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from barzan.bpmn.findings import Severity
from barzan.bpmn.model import Process
from barzan.config.proof import count, seed
from barzan.process import compile
from barzan.process.core.checking import check
from barzan.process.core.graph import Graph
from barzan.process.core.matching import joins_of
from barzan.process.core.moving import Plan, mapping, move
from barzan.process.core.net import play
from barzan.process.core.packing import pack
from barzan.process.core.soundness import net_of
from barzan.process.core.values import Done, Fired, OpenTask, Outcome, Received, SetTimer
from barzan.process.tests.core.blocks import Block, Maker, counters
from barzan.process.tests.core.drawing import drawn, with_jump
from barzan.process.tests.core.oracle import Fate, Oracle
from barzan.process.tests.core.playing import Play

MOST_STEPS = 3_000


class Schedule:
    """Does what is open in a random order; answers and events are those of fate."""

    def __init__(self, play: Play, fate: Fate, random: Random) -> None:
        self.play, self.fate, self.random = play, fate, random
        self.tasks: Counter[tuple[str, tuple[int, ...]]] = Counter()
        self.visit: dict[int, int] = {}
        self.visits: Counter[tuple[str, tuple[int, ...]]] = Counter()
        self.fired: set[int] = set()

    def run(self, plans: tuple[Plan, Plan] | None = None) -> None:
        """To the end; with ``plans`` the instance goes to another version and back between all steps."""
        for number in range(MOST_STEPS):
            if self.play.ended:
                return
            if plans:
                self._move(plans[number % 2])
            self._meet()
            self._do(self.random.choice(self._able()))
        raise AssertionError("the process does not end")

    def _move(self, plan: Plan) -> None:
        moved = move(plan, self.play.state)
        assert moved.unmapped == ()
        self.play.definition, self.play.packed = plan.new, pack(moved.state)

    def _meet(self) -> None:
        """Numbers the visits of what has come to be open; runs of one task on one path follow each other."""
        for token, effect in sorted(self.play.open.items()):
            name = effect.node.removesuffix("_early").removesuffix("_late").removesuffix("_beside")
            task = isinstance(effect, OpenTask)
            if token not in self.visit and (task or name.startswith("e")):
                key = (name, self.play.path(token))
                if task or effect.node.endswith("_early"):
                    self.visits[key] += 1
                self.visit[token] = self.visits[key]

    def _able(self) -> list[tuple[str, int]]:
        """What may be done now: what fate interrupts is not completed, what it does not is never late."""
        able = []
        for token, effect in self.play.open.items():
            if isinstance(effect, OpenTask):
                able += self._of_task(token, effect.node)
            elif effect.node.startswith("e"):
                late = self.fate.happens(
                    effect.node[: effect.node.index("_")] + "_late", self.play.path(token), self.visit[token]
                )
                if effect.node.endswith("_late") == late:
                    able.append(("fire" if late else "receive", token))
        return able

    def _of_task(self, token: int, node: str) -> list[tuple[str, int]]:
        path, visit = self.play.path(token), self.visit[token]
        timers = {
            effect.node: timer
            for timer, effect in self.play.open.items()
            if isinstance(effect, SetTimer)
            and effect.node in (f"{node}_late", f"{node}_beside")
            and timer - token in (1, 2)
        }
        for event in (f"{node}_beside", f"{node}_late"):
            if event in timers and self.fate.happens(event, path, visit):
                return [("fire", timers[event])]
        return [("done", token)]

    def _do(self, deed: tuple[str, int]) -> None:
        kind, token = deed
        node = self.play.open[token].node
        if kind == "done":
            path = self.play.path(token)
            self.tasks[node, path] += 1
            self.play.step(Done(token, {f"v_{node}": self.fate.number(node, path, self.visit[token])}))
        elif kind == "fire":
            self.play.step(Fired(token))
        else:
            self.play.step(Received(token))


def compare(block: Block, number: int) -> None:
    inputs = {"x0": 5, "x1": 2, **dict.fromkeys(counters(block), 0)}
    fate = Fate(number)
    oracle = Oracle(fate, dict(inputs))
    oracle.run(block, oracle.data)
    definition = compile(drawn(block))
    other = compile(replace(definition.process, documentation="another version"))
    plans = mapping(definition, other), mapping(other, definition)
    for order in range(2):
        play = Play(definition, **inputs)
        schedule = Schedule(play, fate, Random(number * 7 + order))
        schedule.run(plans if order else None)
        assert play.ended.outcome is Outcome.COMPLETED
        assert schedule.tasks == oracle.tasks
        assert play.data == oracle.data


@pytest.mark.proof
def test_random_processes_end_as_the_oracle_says():
    first = seed() * 1_000_000
    for number in range(first, first + count(10_000)):
        compare(Maker(Random(number)).make(), number)


@pytest.mark.proof
def test_random_processes_are_found_sound():
    """The check finds no error in a block-structured process, by its rules of reduction alone."""
    first = seed() * 1_000_000 + 500_000
    for number in range(first, first + count(2_000)):
        found = check(drawn(Maker(Random(number), size=30).make()))
        assert [each for each in found if each.severity is Severity.ERROR] == []
        assert "check-bounded" not in {each.code for each in found}


@pytest.mark.proof
def test_what_is_found_sound_runs_and_what_is_not_was_rightly_refused():
    """Blocks with a jump across them. The verdict of the reduced net is that of the whole one; where it is
    good, no run is stuck and none has a token too many.
    """
    first, sound, unsound = seed() * 1_000_000 + 700_000, 0, 0
    for number in range(first, first + count(5_000)):
        random = Random(number)
        block = Maker(random, size=8).make()
        model = with_jump(drawn(block), random)
        errors = {each.code for each in check(model) if each.severity is Severity.ERROR}
        whole = None if errors - {"deadlock", "join-never-fires", "excess-token"} else verdict(model)
        if whole is None:
            continue
        assert bool(errors) is whole
        unsound += bool(errors)
        if not errors:
            sound += 1
            inputs = {"x0": 5, "x1": 2, "jumps": 0, **dict.fromkeys(counters(block), 0)}
            inputs |= {f"v_{each.id}": 3 for each in model.nodes}
            play = Play(compile(model), **inputs)
            Schedule(play, Fate(number), random).run()
            assert play.ended.outcome is Outcome.COMPLETED
    assert sound
    assert unsound


def verdict(model: Process) -> bool | None:
    """Whether the token game on the whole net finds a fault; None where that takes too long."""
    graph = Graph(model)
    joins = joins_of(graph)
    nets = [net_of(graph, [each.id], "", joins) for scope in graph.scopes for each in graph.starts(scope)]
    for split, join in joins.items():
        targets = [flow.target for flow in graph.outgoing[split] if flow.target != join]
        nets += [net_of(graph, [target], join, joins) for target in targets]
    played = [play(each, 3_000) for each in nets]
    if not all(each.whole for each in played):
        return None
    return any(each.stuck or each.excess or each.never for each in played)
