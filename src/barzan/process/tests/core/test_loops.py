"""Standard loops and multi-instances; subprocesses, called processes, actions, decisions."""

from datetime import datetime
from random import Random

import pytest

from barzan.bpmn.model import Kind, MultiInstance, StandardLoop, Trigger
from barzan.decisions.core.reading import read
from barzan.process import advance, compile
from barzan.process.core.values import (
    CloseTask,
    Done,
    EngineError,
    Log,
    OpenTask,
    RunAction,
    Start,
    StartChild,
    State,
)
from barzan.process.tests.core.building import (
    assigned,
    boundary,
    duration,
    end,
    node,
    process,
    script,
    start,
    subprocess,
    user,
)
from barzan.process.tests.core.playing import Play


def effects(step, kind):
    return [effect for effect in step.effects if isinstance(effect, kind)]


def looped(loop, **more):
    return process(start(), user("a", "v", loop=loop, **more), end(), flows="start a end")


# --- standard loop (10.3.8, 13.3.6) ---


@pytest.mark.parametrize(
    ("loop", "answers", "left"),
    [
        (StandardLoop("v < 3"), [1, 2, 3], 3),
        (StandardLoop("v < 3", maximum=2), [1, 1], 1),
        (StandardLoop("loopCounter < 3"), [7, 8, 9], 9),
        (StandardLoop("", maximum=2), [4, 5], 5),
    ],
)
def test_a_loop_runs_while_its_condition_holds(loop, answers, left):
    play = Play(looped(loop))
    for number, answer in enumerate(answers, start=1):
        assert effects(play.last, OpenTask)[0].local == {"loopCounter": number}
        play.done("a", v=answer)
    assert play.ended
    assert play.data == {"v": left}


def test_a_loop_that_asks_first_may_not_run_at_all():
    play = Play(looped(StandardLoop("n > 0", test_before=True)), n=0)
    assert play.ended
    assert play.visits["a"] == 1


def test_a_border_event_belongs_to_the_whole_loop():
    model = process(
        start(),
        user("a", loop=StandardLoop("true", maximum=3)),
        boundary("t", "a", **duration("P1D")),
        end(),
        end("e2"),
        flows="start a end; t e2",
    )
    play = Play(model)
    (timer,) = play.at("t")
    play.done("a")
    assert play.at("t") == [timer]
    assert effects(play.fire("t"), CloseTask)
    assert play.ended.node == "e2"


# --- multi-instance (10.3.8, 13.3.7) ---


def test_parallel_runs_are_open_at_once_and_their_outputs_stand_in_order():
    play = Play(
        looped(MultiInstance(False, collection="[10, 20, 30]", item="x", output="v + x", result="found_all"))
    )
    assert [each.local for each in effects(play.last, OpenTask)] == [
        {"loopCounter": number, "x": 10 * number} for number in (1, 2, 3)
    ]
    for number in (2, 0, 0):
        play.done("a", number, v=number)
    assert play.ended
    assert play.data == {"found_all": (10, 20, 32)}


def test_sequential_runs_are_open_one_after_the_other():
    play = Play(
        looped(MultiInstance(True, collection="names", output="v", result="found_all")), names=["x", "y"]
    )
    assert play.standing == ["a"]
    assert effects(play.last, OpenTask)[0].local == {"loopCounter": 1, "item": "x"}
    assert effects(play.done("a", v=1), OpenTask)[0].local == {"loopCounter": 2, "item": "y"}
    play.done("a", v=2)
    assert play.data == {"names": ("x", "y"), "found_all": (1, 2)}


def test_enough_ends_the_others():
    """The completion condition is asked whenever a run is over; the others are then cancelled."""
    loop = MultiInstance(
        False, cardinality="4", output="v", result="votes",
        until="count(votes[item = true]) >= 2 or numberOfActiveInstances = 0",
    )  # fmt: skip
    play = Play(looped(loop))
    play.done("a", v=True)
    play.done("a", v=False)
    step = play.done("a", 1, v=True)
    assert len(effects(step, CloseTask)) == 1
    assert play.data == {"votes": (True, False, True)}


@pytest.mark.parametrize(
    "loop",
    [MultiInstance(False, cardinality="0", result="r"), MultiInstance(True, collection="[]", result="r")],
)
def test_no_element_no_run(loop):
    play = Play(looped(loop))
    assert play.ended
    assert play.data == {"r": ()}


@pytest.mark.parametrize("amount", ["-1", "1.5", "null", '"3"', "5001", "true"])
def test_a_number_of_runs_that_is_none_is_refused(amount):
    with pytest.raises(EngineError) as refused:
        Play(looped(MultiInstance(False, cardinality=amount, result="r")))
    assert refused.value.code == "wrong-collection"


def test_what_a_run_writes_stays_in_the_run():
    loop = MultiInstance(False, collection="names", item="name", output="name + total", result="found_all")
    model = process(
        start(),
        subprocess("s", loop=loop),
        end(),
        start("s1", "s"),
        user("a", "v", "s"),
        script("b", "total", 'if v > 1 then "!" else "?"', "s"),
        user("c", parent="s"),
        end("e1", "s"),
        flows="start s end; s1 a b c e1",
    )
    play = Play(model, names=["x", "y"])
    play.done("a", 0, v=1)
    play.done("a", 0, v=2)
    assert "total" not in play.data
    assert effects(play.last, OpenTask)[0].local == {"loopCounter": 2, "name": "y", "v": 2, "total": "!"}
    play.done("c")
    play.done("c")
    assert play.data == {"names": ("x", "y"), "found_all": ("x?", "y!")}


def test_loops_in_loops():
    inner = MultiInstance(False, cardinality="2", output="10 * outer + v", result="found")
    outer = MultiInstance(True, collection="[1, 2]", item="outer", output="found", result="found_all")
    model = process(
        start(), subprocess("s", loop=outer), end(),
        start("s1", "s"), user("a", "v", "s", loop=inner), end("e1", "s"), flows="start s end; s1 a e1",
    )  # fmt: skip
    play = Play(model)
    for number in (1, 2, 3, 4):
        assert play.path(play.at("a")[0]) == (1 if number < 3 else 2, 1 if number % 2 else 2)
        play.done("a", v=number)
    assert play.data == {"found_all": ((11, 12), (23, 24))}


def test_runs_without_work_of_people_are_over_at_once():
    loop = MultiInstance(False, cardinality="1000", output="loopCounter * 2", result="found_all")
    play = Play(process(start(), script("s", "x", "loopCounter", loop=loop), end(), flows="start s end"))
    assert play.ended
    assert play.data["found_all"][-1] == 2000
    assert "x" not in play.data


def test_an_error_in_one_run_ends_them_all():
    model = process(
        start(), node(Kind.SERVICE, "a", action="x", loop=MultiInstance(False, cardinality="3")),
        boundary("e", "a", trigger=Trigger.ERROR), end(), end("e2"), flows="start a end; e e2",
    )  # fmt: skip
    play = Play(model)
    play.fail("a", "any", 1)
    assert play.ended.node == "e2"


# --- subprocess, call, action, decision ---


def test_a_subprocess_is_over_when_nothing_is_left_in_it():
    model = process(
        start(),
        subprocess("s"),
        user("z"),
        end(),
        start("s1", "s"),
        user("a", parent="s"),
        user("b", parent="s"),
        user("c", parent="s"),
        end("e1", "s"),
        end("e2", "s"),
        flows="start s z end; s1 a b e1; a c e2",
    )
    play = Play(model)
    play.done("a")
    play.done("c")
    assert play.standing == ["b"]
    play.done("b")
    assert play.standing == ["z"]


def test_a_called_process_gets_and_gives_what_is_mapped():
    model = process(
        start(),
        node(
            Kind.CALL, "c", called="other", inputs=assigned({"n": "x + 1"}), outputs=assigned({"y": "m * 2"})
        ),
        end(),
        flows="start c end",
    )
    play = Play(model, x=1)
    (child,) = effects(play.last, StartChild)
    assert (child.called, child.inputs) == ("other", {"n": 2})
    play.done("c", m=4, rest="not taken")
    assert play.data == {"x": 1, "y": 8}


def test_an_action_gets_and_gives_what_is_mapped():
    model = process(
        start(),
        node(
            Kind.SERVICE,
            "a",
            action="letters.send",
            inputs=assigned({"to": "who"}),
            outputs=assigned({"no": "given"}),
        ),
        end(),
        flows="start a end",
    )
    play = Play(model, who="x")
    (asked,) = effects(play.last, RunAction)
    assert (asked.action, asked.inputs) == ("letters.send", {"to": "x"})
    play.done("a", given=12)
    assert play.data == {"who": "x", "no": 12}


DMN = """<?xml version="1.0"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="d" namespace="urn:test">
  <inputData id="i" name="amount"><variable name="amount" typeRef="number"/></inputData>
  <decision id="x" name="way"><variable name="way" typeRef="string"/>
    <informationRequirement id="r"><requiredInput href="#i"/></informationRequirement>
    <decisionTable id="t" hitPolicy="UNIQUE">
      <input id="c"><inputExpression id="ce" typeRef="number"><text>amount</text></inputExpression></input>
      <output id="o" typeRef="string"/>
      <rule id="r1"><inputEntry id="i1"><text>&lt; 100</text></inputEntry>
        <outputEntry id="o1"><text>"small"</text></outputEntry></rule>
      <rule id="r2"><inputEntry id="i2"><text>&gt;= 100</text></inputEntry>
        <outputEntry id="o2"><text>"large"</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>"""


def test_a_decision_sets_a_variable_and_says_which_rules_hit():
    model = process(
        start(),
        node(Kind.RULE, "r", decision="purchase", result="way", inputs=assigned({"amount": "price * 2"})),
        node(Kind.RULE, "q", decision="purchase", result="other"),
        end(),
        flows="start r q end",
    )
    play = Play(model, decisions={"purchase": read(DMN.encode())}, price=60, amount=3)
    assert play.data == {"price": 60, "amount": 3, "way": "large", "other": "small"}
    hits = [each.hits[0].rules for each in effects(play.last, Log) if each.hits]
    assert hits == [(2,), (1,)]


def test_now_is_what_the_caller_says():
    definition = compile(process(start(), script("s", "day", "today()"), end(), flows="start s end"))
    step = advance(definition, State(definition.hash), {}, Start(), now=datetime(2026, 3, 21, 8))
    assert str(step.data["day"]) == "2026-03-21"
    assert advance(definition, State(definition.hash), {}, Start()).data["day"] is None


def test_many_runs_end_in_any_order():
    loop = MultiInstance(False, cardinality="260", output="v", result="found_all")
    play = Play(looped(loop))
    order = list(range(260))
    Random(7).shuffle(order)
    tokens = play.at("a")
    for number in order:
        play.step(Done(tokens[number], {"v": number}))
    assert play.data == {"found_all": tuple(range(260))}


def test_a_decision_that_cannot_be_made_is_refused_with_the_task():
    """Two decisions that require each other."""
    ring = DMN.replace(
        '<requiredInput href="#i"/></informationRequirement>',
        '<requiredInput href="#i"/></informationRequirement>'
        '<informationRequirement id="r9"><requiredDecision href="#x"/></informationRequirement>',
    )
    model = process(start(), node(Kind.RULE, "r", decision="ring", result="way"), end(), flows="start r end")
    with pytest.raises(EngineError) as refused:
        Play(model, decisions={"ring": read(ring.encode())}, amount=1)
    assert refused.value.place["element"] == "r"
