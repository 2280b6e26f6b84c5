"""How fast processes advance, beside SpiffWorkflow with the same BPMN text, without a database.

    python benchmarks/engine.py [--rounds 5] [--profile]

Every engine completes whatever is open, the oldest first, until the process ends. A step is one completion,
with all that runs by itself behind it. Barzan's steps are measured twice: as values in memory, as the peer
runs, and with the state packed and unpacked and the variables written and read as JSON at each step, as the
database does it; the peer's state is not saved. Flat: the median of the last 100 steps beside that of the
first 100. A round is one run of either engine in turn; the times are medians over the rounds.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import platform
import pstats
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from barzan.bpmn.model import (
    Field,
    FieldType,
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
    Work,
)
from barzan.bpmn.reading import read
from barzan.bpmn.writing import written
from barzan.feel import stored
from barzan.process import advance, compile
from barzan.process.core.packing import pack, unpack
from barzan.process.core.values import CloseTask, Done, OpenTask, Start, State

PROCESS = "bench"
LANE = Lane("lane", Text("واحد", "Unit"), Work("unit"))
EDGE = 100  # steps compared at either end
Run = Callable[[bytes, int], list[float]]


@dataclass(frozen=True)
class Case:
    """``turns``: how often a loop turns; each completion answers with the turns that are left. ``repeated``:
    runs in a round, for a process of few steps.
    """

    name: str
    process: Process
    turns: int = 0
    repeated: int = 1


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--profile", action="store_true", help="show where Barzan spends its time")
    chosen = options.parse_args()
    peer = version("SpiffWorkflow")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, SpiffWorkflow {peer}")
    print(f"median of {chosen.rounds} rounds; a step is one completion; times of the processor")
    head = ("model", "steps", "a step", "stored", "peer", "faster", "stored", "flat", "peer")
    print("| " + " | ".join(head) + " |")
    print("|---" * len(head) + "|")
    profiler = cProfile.Profile()
    for case in cases():
        print(measured(case, chosen.rounds, profiler if chosen.profile else None))
    if chosen.profile:
        pstats.Stats(profiler).sort_stats("tottime").print_stats(30)


def measured(case: Case, rounds: int, profiler: cProfile.Profile | None) -> str:
    """A row: step in memory, stored, of the peer; both ratios; flatness of ours and the peer's."""
    xml = written(case.process).write()
    runs: tuple[Run, ...] = (ours, ours_stored, peers)
    took: list[list[list[float]]] = [[] for _ in runs]
    for _ in range(rounds * case.repeated):
        for kept, run in zip(took, runs, strict=True):
            if profiler and run is not peers:
                profiler.enable()
            kept.append(run(xml, case.turns))
            if profiler:
                profiler.disable()
    steps = len(took[0][0])
    assert all(len(times) == steps for kept in took for times in kept), "every engine takes the same steps"
    memory, saved, peer = (statistics.median(sum(times) / steps for times in kept) for kept in took)
    flat, other = (flatness(kept) for kept in (took[1], took[2]))
    cells = [
        case.name, f"{steps:,}", _time(memory), _time(saved), _time(peer), f"{peer / memory:,.0f} times",
        f"{peer / saved:,.0f} times", flat, other,
    ]  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def flatness(rounds: list[list[float]]) -> str:
    """Median of the last steps beside the first ones, the median over the rounds."""
    if len(rounds[0]) < 2 * EDGE:
        return "–"
    ratios = [statistics.median(times[-EDGE:]) / statistics.median(times[:EDGE]) for times in rounds]
    return f"{statistics.median(ratios):.2f}"


def _time(seconds: float) -> str:
    return f"{seconds * 1e6:,.1f} µs" if seconds < 1e-3 else f"{seconds * 1e3:,.1f} ms"


# --- Barzan ---


def ours(xml: bytes, turns: int) -> list[float]:
    """State and variables stay values in memory."""
    definition = compile(read(xml).processes[0])
    step = advance(definition, State(definition.hash), {}, Start())
    data, open_tasks, times = step.applied({}), _opened(step.effects, {}), []
    state = step.state
    while not state.ended:
        token = next(iter(open_tasks))
        begun = time.process_time()
        step = advance(definition, state, data, Done(token, _answers(turns, len(times))))
        state = step.state
        data = step.applied(data)
        times.append(time.process_time() - begun)
        del open_tasks[token]
        _opened(step.effects, open_tasks)
    return times


def ours_stored(xml: bytes, turns: int) -> list[float]:
    """State and variables are bytes and JSON between the steps."""
    definition = compile(read(xml).processes[0])
    step = advance(definition, State(definition.hash), {}, Start())
    packed, text = pack(step.state), _dumped(step.applied({}))
    open_tasks, times, ended = _opened(step.effects, {}), [], step.state.ended
    while not ended:
        token = next(iter(open_tasks))
        begun = time.process_time()
        data = {name: stored.load(value) for name, value in json.loads(text).items()}
        step = advance(definition, unpack(packed), data, Done(token, _answers(turns, len(times))))
        packed, text = pack(step.state), _dumped(step.applied(data))
        times.append(time.process_time() - begun)
        ended = step.state.ended
        del open_tasks[token]
        _opened(step.effects, open_tasks)
    return times


def _answers(turns: int, done: int) -> dict[str, int]:
    return {"n": turns - done - 1} if turns else {}


def _dumped(data: dict[str, Any]) -> str:
    return json.dumps({name: stored.dump(value) for name, value in data.items()})


def _opened(effects: tuple[Any, ...], tasks: dict[int, None]) -> dict[int, None]:
    for effect in effects:
        if isinstance(effect, OpenTask):
            tasks[effect.token] = None
        elif isinstance(effect, CloseTask):
            del tasks[effect.token]
    return tasks


# --- SpiffWorkflow ---


def peers(xml: bytes, turns: int) -> list[float]:
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.fromstring(xml))
    workflow = BpmnWorkflow(parser.get_spec(PROCESS), parser.get_subprocess_specs(PROCESS))
    workflow.do_engine_steps()
    times: list[float] = []
    while not workflow.is_completed():
        task = _oldest(workflow)
        answers = _answers(turns, len(times))
        begun = time.process_time()
        task.data.update(answers)
        task.run()
        workflow.do_engine_steps()
        times.append(time.process_time() - begun)
    return times


def _oldest(workflow: BpmnWorkflow) -> Any:
    """The first open task; finding it is not measured."""
    ready = workflow.get_tasks(state=TaskState.READY, manual=True)
    return next(iter(ready))


# --- models ---


def cases() -> list[Case]:
    return [
        Case("12 tasks with timers", chain(12), repeated=20),
        Case("100 tasks with timers", chain(100)),
        Case("a loop of 400 turns", loop(), 400),
        Case("100 branches at once", wide(100)),
        Case("multi-instance of 1,000", multi(1_000)),
    ]


def chain(tasks: int) -> Process:
    """Tasks one after the other, each with an interrupting timer that leads to an end of its own."""
    nodes, flows = [_node(Kind.START, "start")], []
    before = "start"
    for number in range(tasks):
        task, late, over = f"t{number}", f"late{number}", f"over{number}"
        timer = Timer(TimerKind.DURATION, '"P5D"')  # the peer takes an expression alone
        nodes += [
            _task(task),
            _node(Kind.BOUNDARY, late, attached_to=task, trigger=Trigger.TIMER, timer=timer),
            _node(Kind.END, over),
        ]
        flows += [(before, task, ""), (late, over, "")]
        before = task
    nodes.append(_node(Kind.END, "end"))
    return _process(nodes, [*flows, (before, "end", "")])


def loop() -> Process:
    """A task that sets how many turns are left, and a question that leads back to it.

    Two nodes a turn and no more: the peer looks for open tasks 1,000 nodes deep, and takes a process that
    went further for completed.
    """
    field = Field("n", Text("باقی", "Left"), FieldType.NUMBER)
    nodes = [
        _node(Kind.START, "start"), _task("task", fields=(field,)),
        _node(Kind.EXCLUSIVE, "more", default="f3"), _node(Kind.END, "end"),
    ]  # fmt: skip
    flows = [("start", "task", ""), ("task", "more", ""), ("more", "task", "n > 0"), ("more", "end", "")]
    return _process(nodes, flows)


def wide(branches: int) -> Process:
    """A parallel gateway, one task in each branch, a join."""
    nodes = [_node(Kind.START, "start"), _node(Kind.PARALLEL, "split")]
    flows = [("start", "split", "")]
    for number in range(branches):
        nodes.append(_task(f"t{number}"))
        flows += [("split", f"t{number}", ""), (f"t{number}", "join", "")]
    nodes += [_node(Kind.PARALLEL, "join"), _node(Kind.END, "end")]
    return _process(nodes, [*flows, ("join", "end", "")])


def multi(runs: int) -> Process:
    """One task, open many times at once."""
    repeated = MultiInstance(False, cardinality=str(runs))
    nodes = [_node(Kind.START, "start"), _task("task", loop=repeated), _node(Kind.END, "end")]
    return _process(nodes, [("start", "task", ""), ("task", "end", "")])


def _node(kind: Kind, id: str, **more: Any) -> Node:
    return Node(id, kind, PROCESS, lane=LANE.id, **more)


def _task(id: str, **more: Any) -> Node:
    return _node(Kind.USER, id, **more)


def _process(nodes: list[Node], flows: list[tuple[str, str, str]]) -> Process:
    made = tuple(
        Flow(f"f{number}", source, target, PROCESS, condition=condition)
        for number, (source, target, condition) in enumerate(flows)
    )
    return Process(PROCESS, Text("سنجش", "Benchmark"), nodes=tuple(nodes), flows=made, lanes=(LANE,))


if __name__ == "__main__":
    main()
