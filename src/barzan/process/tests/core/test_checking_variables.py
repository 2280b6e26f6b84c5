"""The checks of variables and of what a process names: who writes, who reads, what is not there."""

import pytest

from barzan.bpmn.model import Field, Kind, MultiInstance, Text
from barzan.process.core.checking import check
from barzan.process.tests.core.building import (
    assigned,
    boundary,
    chain,
    codes,
    duration,
    end,
    errors,
    exclusive,
    node,
    parallel,
    process,
    script,
    start,
    subprocess,
    user,
)

# --- what is not there ---


def test_unknown_keys():
    model = chain(
        node(Kind.SERVICE, "a", action="x"),
        node(Kind.RULE, "b", decision="y", result="v"),
        node(Kind.CALL, "c", called="z"),
    )
    assert errors(model) == set()
    assert errors(model, decisions=(), called={}, actions=()) == {
        ("a", "unknown-action"), ("b", "unknown-decision"), ("c", "unknown-called"),
    }  # fmt: skip
    assert errors(model, decisions={"y"}, called={"z": ()}, actions={"x"}) == set()


@pytest.mark.parametrize(
    ("called", "key"),
    [
        ({"process": ["process"]}, "process"),
        ({"x": ["y"], "y": ["process"]}, "x"),
        ({"x": ["y"], "y": ["z"], "z": ["y"]}, "x"),
        ({"x": ["x"]}, "x"),
    ],
)
def test_called_processes_that_call_each_other(called, key):
    assert ("c", "calls-itself") in errors(chain(node(Kind.CALL, "c", called=key)), called=called)


# --- variables ---


def test_parallel_branches_that_write_one_variable():
    model = process(
        start(),
        parallel("p"),
        user("a", "x y"),
        user("b"),
        script("c", "x", "1"),
        parallel("j"),
        user("d", "x"),
        end(),
        flows="start p a j d end; p b c j",
    )
    found = [each for each in check(model) if each.code == "parallel-writes"]
    assert [(each.element, "“a”" in each.en, "“x”" in each.en) for each in found] == [("c", True, True)]


def test_branches_of_a_choice_may_write_one_variable():
    model = process(
        start(), exclusive("g", "g-b"), user("a", "x"), user("b", "x"), exclusive("m"), end(),
        flows="start g a m end; g b m", conditions={"g-a": "true"},
    )  # fmt: skip
    assert check(model) == []


@pytest.mark.parametrize("beside", [boundary("t", "a", interrupting=False, **duration("P1D")), None])
def test_what_runs_beside_collides_with_all_that_follows(beside):
    model = process(
        start(), user("a"), user("c", "x"), user("b", "x"), end(), end("e2"),
        beside or boundary("t", "a", **duration("P1D")), flows="start a c end; t b e2",
    )  # fmt: skip
    assert ("parallel-writes" in {code for _, code in errors(model)}) is (beside is not None)


def test_a_subprocess_collides_by_what_it_holds_a_multi_instance_by_its_result():
    loop = MultiInstance(False, cardinality="2", result="r")
    for held, collides in ((None, True), (loop, False)):
        model = process(
            start(), parallel("p"), user("a", "x"), subprocess("s", loop=held), parallel("j"), end(),
            start("s1", "s"), user("b", "x", "s"), end("e1", "s"), flows="start p a j end; p s j; s1 b e1",
        )  # fmt: skip
        assert ("parallel-writes" in {code for _, code in errors(model)}) is collides


def test_variables_that_nobody_writes_are_warned_of():
    loop = MultiInstance(False, collection="names", item="name", output="name + v + loopCounter", result="r")
    model = chain(
        user("a", "v", loop=loop),
        node(
            Kind.SERVICE,
            "b",
            action="x",
            inputs=assigned({"i": "r"}),
            outputs=assigned({"names": "whatever"}),
        ),
        script("s", "y", "nobody + y"),
    )
    assert codes(model) == {("s", "unwritten-variable")}


def test_the_first_form_writes_what_it_asks():
    asked = start(fields=(Field("x", Text("", "")),))
    assert check(process(asked, script("s", "y", "x"), end(), flows="start s end")) == []


def test_answers_of_many_that_nobody_collects_are_warned_of():
    assert codes(chain(user("a", "v", loop=MultiInstance(False, cardinality="2")))) == {("a", "answers-lost")}
