"""A sample of random processes ends as SpiffWorkflow ends it, from the same BPMN text.

SpiffWorkflow (LGPL, a dependency of the tests alone) evaluates Python, so the sample keeps to expressions
that are the same in both, and scripts become assignments for it. A branch of SpiffWorkflow carries a copy of
all variables, and the last to arrive at a join overwrites with its old copies what the others wrote: so there
are no parallel branches within loops, and the counters of loops, that all branches know, are not compared.
"""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from barzan.bpmn.model import Process
from barzan.bpmn.writing import written
from barzan.config.proof import count, seed
from barzan.process import compile
from barzan.process.tests.core.blocks import Maker, counters
from barzan.process.tests.core.drawing import drawn
from barzan.process.tests.core.oracle import Fate
from barzan.process.tests.core.playing import Play
from barzan.process.tests.core.test_random_processes import Schedule


def peer(model: Process, inputs: dict, fate: Fate, random: Random) -> tuple[Counter, dict]:
    """The completed tasks and the variables after a run in SpiffWorkflow."""
    nodes = tuple(
        replace(each, script=f"{each.result} = {each.script}") if each.script else each
        for each in model.nodes
    )
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.fromstring(written(replace(model, nodes=nodes)).write()))
    workflow = BpmnWorkflow(parser.get_spec(model.id), parser.get_subprocess_specs(model.id))
    workflow.get_next_task().data.update(inputs)
    workflow.do_engine_steps()
    tasks: Counter = Counter()
    while not workflow.is_completed():
        ready = sorted(
            workflow.get_tasks(state=TaskState.READY, manual=True), key=lambda task: task.task_spec.bpmn_id
        )
        task = random.choice(ready)
        name = task.task_spec.bpmn_id
        tasks[name, ()] += 1
        task.data[f"v_{name}"] = fate.number(name, (), tasks[name, ()])
        task.run()
        workflow.do_engine_steps()
    return tasks, workflow.last_task.data


@pytest.mark.proof
def test_random_processes_end_as_spiffworkflow_ends_them():
    first, compared = seed() * 1_000_000 + 900_000, 0
    for number in range(first, first + count(200)):
        random, fate = Random(number), Fate(number)
        block = Maker(random, plain=True).make()
        model = drawn(block)
        inputs = {"x0": 5, "x1": 2, **dict.fromkeys(counters(block), 0)}
        play = Play(compile(model), **inputs)
        schedule = Schedule(play, fate, random)
        schedule.run()
        tasks, data = peer(model, inputs, fate, random)
        assert schedule.tasks == tasks
        assert play.data.keys() == data.keys()
        assert {name for name in data if play.data[name] != data[name]} <= set(counters(block))
        compared += sum(tasks.values())
    assert compared
