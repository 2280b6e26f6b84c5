"""Sequences, tasks and gateways: what each step does and asks for."""

from decimal import Decimal

import pytest

from barzan.process.core.values import EngineError, Outcome
from barzan.process.tests.core.building import (
    end,
    exclusive,
    inclusive,
    parallel,
    process,
    script,
    start,
    user,
)
from barzan.process.tests.core.playing import Play


def test_a_sequence_runs_from_start_to_end():
    play = Play(
        process(start(), user("a", "x"), script("s", "y", "x * 2"), user("b"), end(), flows="start a s b end")
    )
    assert play.standing == ["a"]
    play.done("a", x=Decimal(4))
    assert play.standing == ["b"]
    assert play.data == {"x": 4, "y": 8}
    play.done("b")
    assert play.ended.outcome is Outcome.COMPLETED
    assert play.ended.node == "end"


def test_several_flows_out_of_a_task_run_all_at_once():
    """BPMN 2.0.2, 13.2 and 13.3: each flow gets a token, each end takes one."""
    play = Play(
        process(start(), user("a"), user("b"), user("c"), end("e1"), end("e2"), flows="start a b e1; a c e2")
    )
    play.done("a")
    assert play.standing == ["b", "c"]
    play.done("b")
    assert play.ended is None
    play.done("c")
    assert play.ended.node == "e2"


QUESTION = process(
    start(), exclusive("big", "big-c"), user("a"), user("b"), user("c"), end("e"), exclusive("m"),
    flows="start big a m e; big b m; big c m",
    conditions={"big-a": "x > 10", "big-b": "x > 5"},
)  # fmt: skip


@pytest.mark.parametrize(("x", "taken"), [(11, "a"), (6, "b"), (1, "c")])
def test_an_exclusive_gateway_takes_the_first_flow_that_holds_or_the_default(x, taken):
    play = Play(QUESTION, x=Decimal(x))
    assert play.standing == [taken]
    assert f"big-{taken}" in [getattr(effect, "flow", "") for effect in play.last.effects]
    play.done(taken)
    assert play.ended


@pytest.mark.parametrize("x", [None, "eleven"])
def test_a_condition_that_is_not_boolean_is_refused_with_its_flow(x):
    with pytest.raises(EngineError) as refused:
        Play(QUESTION, x=x)
    assert refused.value.code == "condition-not-boolean"
    assert refused.value.place["element"] == "big-a"


def test_a_parallel_join_waits_for_every_flow():
    play = Play(
        process(
            start(), parallel("g"), user("a"), user("b"), parallel("j"), end(), flows="start g a j end; g b j"
        )
    )
    assert play.standing == ["a", "b"]
    play.done("b")
    assert play.standing == ["a"]
    play.done("a")
    assert play.ended
    assert play.visits["j"] == 1


def test_a_join_of_a_hundred_flows_holds_its_arrivals_in_few_tokens():
    names = [f"t{number}" for number in range(100)]
    model = process(
        start(), parallel("g"), parallel("j"), end(), *map(user, names),
        flows="start g; j end;" + ";".join(f"g {name} j" for name in names),
    )  # fmt: skip
    play = Play(model)
    for number, name in enumerate(names, start=1):
        play.done(name)
        assert len(play.state.tokens) <= 100 - number + 4
    assert play.ended
    assert play.visits["j"] == 1


EITHER = process(
    start(), inclusive("g", "g-c"), user("a"), user("b"), user("c"), inclusive("j"), user("z"), end(),
    flows="start g a j z end; g b j; g c j", conditions={"g-a": "x > 1", "g-b": "x > 2"},
)  # fmt: skip


@pytest.mark.parametrize(("x", "taken"), [(0, ["c"]), (2, ["a"]), (3, ["a", "b"])])
def test_an_inclusive_join_waits_for_those_that_were_sent(x, taken):
    play = Play(EITHER, x=Decimal(x))
    assert play.standing == taken
    for name in reversed(taken):
        assert "z" not in play.standing
        play.done(name)
    assert play.standing == ["z"]


def test_two_tasks_merge_without_a_join_and_what_follows_runs_twice():
    """Allowed by BPMN (13.4.2, exclusive gateway as a merge); the check warns of it."""
    play = Play(
        process(
            start(),
            parallel("g"),
            user("a"),
            user("b"),
            exclusive("m"),
            user("c"),
            end(),
            flows="start g a m c end; g b m",
        )
    )
    play.done("a")
    play.done("b")
    assert play.standing == ["c", "c"]
    play.done("c")
    assert not play.ended
    play.done("c")
    assert play.ended


def test_a_loop_of_gateways_comes_back():
    model = process(
        start(), exclusive("m"), user("a", "again"), exclusive("g", "g-end"), end(),
        flows="start m a g end; g m", conditions={"g-m": "again"},
    )  # fmt: skip
    play = Play(model)
    for _ in range(5):
        play.done("a", again=True)
        assert len(play.state.tokens) == 1
    play.done("a", again=False)
    assert play.ended
    assert play.visits["a"] == 6


def test_an_endless_loop_of_scripts_is_refused_with_an_element():
    model = process(
        start(), exclusive("m"), script("s", "x", "1"), exclusive("g", "g-end"), end(),
        flows="start m s g end; g m", conditions={"g-m": "x = 1"},
    )  # fmt: skip
    with pytest.raises(EngineError) as refused:
        Play(model)
    assert refused.value.code == "endless"
    assert refused.value.place["element"] in {"m", "s", "g"}
