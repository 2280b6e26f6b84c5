"""Large, deep and tangled processes are checked in a bounded time."""

import time
from dataclasses import replace
from itertools import pairwise

import pytest

from barzan.bpmn.model import Flow, Kind, Node, Process
from barzan.process.core.checking import check
from barzan.process.tests.core.building import (
    LANE,
    PROCESS,
    chain,
    end,
    exclusive,
    parallel,
    process,
    start,
    subprocess,
    user,
)


def test_a_process_too_large_is_refused_at_once():
    nodes = tuple(Node(f"n{number}", Kind.USER, "p") for number in range(10_001))
    assert [each.code for each in check(Process("p", nodes=nodes))] == ["too-large"]


def test_an_id_twice_and_a_subprocess_within_itself():
    assert [each.code for each in check(chain(user("a"), replace(user("a"), id="a")))] == ["same-id"]
    looped = process(start(), subprocess("s", "s"), end(), flows="start end")
    assert [each.code for each in check(looped)] == ["too-deep"]


def spread(build):
    nodes, flows = build()
    made = tuple(
        Flow(f"f{number}", source, target, PROCESS, condition=condition)
        for number, (source, target, *rest) in enumerate(flows)
        for condition in [rest[0] if rest else ""]
    )
    return Process(PROCESS, nodes=tuple(nodes), flows=made, lanes=(LANE,))


def _long():
    names = [f"t{number}" for number in range(4_990)]
    nodes = [start(), *(user(name, f"v{number % 50}") for number, name in enumerate(names)), end()]
    ids = [each.id for each in nodes]
    return nodes, list(pairwise(ids))


def _deep():
    """Parallel blocks in one another."""
    depth = 1_200
    nodes, flows, last = [start()], [], "start"
    for number in range(depth):
        nodes += [parallel(f"p{number}"), user(f"a{number}", f"a{number}"), parallel(f"j{number}")]
        flows += [(last, f"p{number}"), (f"p{number}", f"a{number}"), (f"a{number}", f"j{number}")]
        last = f"p{number}"
    nodes += [user("core", "a0"), end()]
    flows.append((last, "core"))
    last = "core"
    for number in reversed(range(depth)):
        flows.append((last, f"j{number}"))
        last = f"j{number}"
    return nodes, [*flows, (last, "end")]


def _broad():
    """Parallel blocks side by side, each with a task that all write one variable."""
    nodes, flows, last = [start()], [], "start"
    for block in range(3):
        nodes += [parallel(f"p{block}"), parallel(f"j{block}")]
        flows.append((last, f"p{block}"))
        for number in range(900):
            name = f"t{block}-{number}"
            nodes.append(user(name, "x"))
            flows += [(f"p{block}", name), (name, f"j{block}")]
        last = f"j{block}"
    return [*nodes, end()], [*flows, (last, "end")]


def _tangled():
    """Tasks that lead to each other in any order, in many parallel branches: no block anywhere."""
    nodes, flows = [start(), parallel("p"), parallel("j"), end()], [("start", "p"), ("j", "end")]
    for row in range(60):
        names = [f"{name}{row}" for name in "abcd"]
        gates = [exclusive(f"g{name}", f"f{name}") for name in names]
        nodes += [*gates, *(user(name) for name in names)]
        flows += [("p", names[0]), *((name, f"g{name}") for name in names)]
        flows += [(f"g{name}", other, "true") for name in names for other in names if other != name]
        flows.append((f"g{names[2]}", "j", "true"))
    return nodes, flows


def _locked():
    """Pairs of joins that each need the other's branch: what is left to explore explodes."""
    nodes, flows = [start(), parallel("p"), parallel("j"), end()], [("start", "p"), ("j", "end")]
    for row in range(40):
        nodes += [parallel(f"s{row}"), exclusive(f"x{row}", ""), exclusive(f"y{row}", "")]
        nodes += [parallel(f"k{row}"), parallel(f"l{row}"), exclusive(f"m{row}")]
        flows += [("p", f"s{row}"), (f"s{row}", f"x{row}"), (f"s{row}", f"y{row}")]
        flows += [(f"{gate}{row}", f"{join}{row}", "true") for gate in "xy" for join in "kl"]
        flows += [(f"k{row}", f"m{row}"), (f"l{row}", f"m{row}"), (f"m{row}", "j")]
    return nodes, flows


@pytest.mark.parametrize("build", [_long, _deep, _broad, _tangled, _locked])
def test_ten_thousand_elements_are_checked_in_bounded_time(build):
    model = spread(build)
    begun = time.process_time()
    found = check(model)
    assert time.process_time() - begun < 20
    expected = {
        _deep: {"parallel-writes", "check-bounded"},
        _broad: {"parallel-writes"},
        _locked: {"deadlock", "check-bounded"},
    }.get(build, set())
    told = {each.code for each in found} - {"exclusive-without-default"}
    assert told == expected
