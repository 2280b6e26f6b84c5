"""The checks: what is found, where, and that it takes a bounded time."""

from dataclasses import replace

import pytest

from barzan.bpmn.findings import Refused
from barzan.bpmn.model import Flow, Kind, MultiInstance, StandardLoop, Trigger
from barzan.clock.core.values import Terms
from barzan.process import compile
from barzan.process.core.checking import check
from barzan.process.tests.core.building import (
    boundary,
    chain,
    codes,
    duration,
    end,
    errors,
    exclusive,
    inclusive,
    node,
    parallel,
    process,
    script,
    start,
    subprocess,
    user,
)


def test_a_process_in_order_has_no_findings():
    assert check(chain(user("a", "x"), script("s", "y", "x + 1"))) == []


def test_findings_are_bilingual_and_name_their_element():
    found = check(process(start(), user("lost"), end(), flows="start end"))
    assert {each.element for each in found} == {"lost"}
    for each in found:
        assert "lost" in each.fa
        assert "lost" in each.en


def test_compile_refuses_with_every_error():
    with pytest.raises(Refused) as refused:
        compile(process(start(), user("a"), user("b"), end(), flows="start a"))
    assert {each.element for each in refused.value.findings} >= {"a", "b", "end"}


# --- reach ---


def test_unreachable_and_endless_elements():
    model = process(
        start(), user("a"), user("b"), exclusive("m"), user("c"), exclusive("g", "g-m"), end(),
        flows="start a m c g m; b end; g m",
    )  # fmt: skip
    found = errors(model)
    assert {("b", "unreachable"), ("end", "unreachable")} <= found
    assert {("a", "no-end"), ("m", "no-end"), ("c", "no-end"), ("g", "no-end")} <= found


# --- joins ---


def test_a_join_after_a_choice_can_never_fire():
    model = process(
        start(),
        exclusive("g", "g-b"),
        user("a"),
        user("b"),
        parallel("j"),
        end(),
        flows="start g a j end; g b j",
        conditions={"g-a": "true"},
    )
    assert errors(model) == {("j", "join-never-fires")}


def test_a_join_that_may_wait_for_ever():
    model = process(
        start(), parallel("p"), user("a"), exclusive("g", "g-b"), user("b"), parallel("j"), end(), end("e2"),
        flows="start p a j end; p g b j; g e2", conditions={"g-e2": "true"},
    )  # fmt: skip
    assert errors(model) == {("j", "deadlock")}


def test_an_interrupting_timer_that_leads_past_the_join():
    model = process(
        start(),
        parallel("p"),
        user("a"),
        user("b"),
        boundary("t", "b", **duration("P1D")),
        parallel("j"),
        end(),
        end("e2"),
        flows="start p a j end; p b j; t e2",
    )
    assert errors(model) == {("j", "deadlock")}


def test_an_error_end_inside_a_parallel_block_is_no_deadlock():
    model = process(
        start(), parallel("p"), user("a"), exclusive("g", "g-b"), user("b"), parallel("j"), end(),
        end("bad", trigger=Trigger.ERROR, error="x"), flows="start p a j end; p g b j; g bad",
        conditions={"g-bad": "true"},
    )  # fmt: skip
    assert errors(model) == set()


def test_two_tokens_on_one_flow_of_a_join():
    model = process(
        start(), parallel("p"), user("a"), user("b"), user("c"), exclusive("m"), parallel("j"), end(),
        flows="start p a m j end; p b m; p c j",
    )  # fmt: skip
    assert ("j", "excess-token") in errors(model)


def test_branches_that_merge_without_a_join_are_warned_of():
    model = process(
        start(), parallel("p"), user("a"), user("b"), exclusive("m"), user("c"), end(),
        flows="start p a m c end; p b m",
    )  # fmt: skip
    assert errors(model) == set()
    assert "runs-twice" in {code for _, code in codes(model)}


def test_unstructured_but_sound_joins_are_found_sound():
    """Not a block: b needs a, c needs a and b's sibling; sound all the same."""
    model = process(
        start(), parallel("p"), user("a"), user("b"), parallel("q"), user("c"), parallel("r"), user("d"),
        parallel("j"), end(), flows="start p a q c j end; p b r d j; q r",
    )  # fmt: skip
    assert check(model) == []


def test_a_loop_back_into_a_parallel_block():
    model = process(
        start(),
        parallel("p"),
        exclusive("m"),
        user("a"),
        exclusive("g", "g-j"),
        user("b"),
        exclusive("g2", "g2-j"),
        parallel("j"),
        end(),
        flows="start p m a g j end; p b g2 j; g m; g2 m",
        conditions={"g-m": "true", "g2-m": "true"},
    )
    assert {code for _, code in errors(model)} >= {"deadlock"}


# --- inclusive blocks ---


OR = {"g-a": "true", "h-c": "true"}


@pytest.mark.parametrize(
    ("nodes", "flows"),
    [
        ([parallel("j")], "start g a j end; g b j"),  # joined by another kind
        ([inclusive("j"), end("e2")], "start g a j end; g b e2"),  # one branch ends by itself
        (
            [inclusive("j"), inclusive("h", "h-d"), user("c"), user("d")],
            "start g a j end; g b h c j; h d j",
        ),  # one join
        (
            [inclusive("j"), exclusive("x", "x-j"), exclusive("m")],
            "start m g a x j end; g b j; x m",
        ),  # out of the block
        ([exclusive("x")], "start g a x end; g b x"),  # no join
    ],
)
def test_inclusive_gateways_that_are_no_block(nodes, flows):
    model = process(
        start(), inclusive("g", "g-b"), user("a"), user("b"), *nodes, end(), flows=flows,
        conditions={**OR, "x-m": "true"},
    )  # fmt: skip
    assert "inclusive-not-a-block" in {code for _, code in errors(model)}


@pytest.mark.parametrize(("aside", "in_order"), [("t c e2", True), ("t c b", False), ("t c j", False)])
def test_what_runs_beside_an_inclusive_block_stays_outside(aside, in_order):
    model = process(
        start(), inclusive("g", "g-b"), user("a"), boundary("t", "a", interrupting=False, **duration("P1D")),
        user("b"), user("c"), inclusive("j"), end(), *([end("e2")] if in_order else []),
        flows=f"start g a j end; g b j; {aside}", conditions=OR,
    )  # fmt: skip
    assert ("inclusive-not-a-block" not in {code for _, code in errors(model)}) is in_order


def test_a_branch_of_an_inclusive_block_that_sends_two_tokens():
    model = process(
        start(), inclusive("g", "g-b"), parallel("p"), user("a"), user("c"), user("b"), inclusive("j"), end(),
        flows="start g p a j end; p c j; g b j", conditions={"g-p": "true"},
    )  # fmt: skip
    assert ("j", "excess-token") in errors(model)


def test_a_join_can_be_the_next_split():
    model = process(
        start(),
        inclusive("g", "g-b"),
        user("a"),
        user("b"),
        inclusive("h", "h-d"),
        user("c"),
        user("d"),
        inclusive("j"),
        end(),
        flows="start g a h c j end; g b h d j",
        conditions=OR,
    )
    assert check(model) == []


# --- questions ---


def test_questions():
    model = process(
        start(), exclusive("g"), exclusive("q"), user("a"), user("b"), exclusive("m"), end(),
        flows="start g a m q end; g b m", conditions={"g-a": "true"},
    )  # fmt: skip
    assert errors(model) == {
        ("g", "exclusive-without-default"),
        ("g-b", "flow-without-condition"),
        ("q", "question-without-both-answers"),
    }


def test_a_condition_where_nobody_asks():
    assert errors(chain(user("a"), conditions={"a-end": "true"})) == {("a-end", "condition-astray")}


# --- single elements ---


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (replace(user("a"), lane=""), "task-without-lane"),
        (node(Kind.MANUAL, "a"), None),
        (node(Kind.SERVICE, "a"), "no-action"),
        (node(Kind.RULE, "a"), "no-decision"),
        (node(Kind.CALL, "a"), "no-called"),
        (node(Kind.SCRIPT, "a", result="x"), "no-script"),
        (node(Kind.SCRIPT, "a", script="1"), "no-result"),
        (node(Kind.SEND, "a"), "no-message"),
        (node(Kind.RECEIVE, "a"), "no-message"),
        (node(Kind.CATCH, "a", trigger=Trigger.MESSAGE), "no-message"),
        (node(Kind.CATCH, "a", trigger=Trigger.TIMER), "no-timer"),
        (node(Kind.CATCH, "a"), "wrong-trigger"),
        (node(Kind.THROW, "a", **duration("P1D")), "wrong-trigger"),
        (node(Kind.CATCH, "a", **duration("P1X")), "unreadable-time"),
        (node(Kind.CATCH, "a", **duration("1404-01-01")), "unreadable-time"),
        (node(Kind.CATCH, "a", **duration("")), "unreadable-time"),
        (user("a", deadline=Terms("P")), "unreadable-time"),
        (user("a", deadline=Terms("((")), "unreadable"),
        (script("a", "x", "1 +"), "unreadable"),
        (script("a", "x y-", "1"), "wrong-name"),
        (user("a", loop=StandardLoop("")), "endless-loop"),
        (user("a", loop=MultiInstance(False)), "no-collection"),
        (user("a", loop=MultiInstance(False, collection="x", cardinality="2")), "no-collection"),
        (node(Kind.EVENT_BASED, "a"), "race-of-one"),
        (subprocess("a"), "no-start"),
    ],
)
def test_what_an_element_must_have(made, code):
    found = {each for element, each in errors(chain(made)) if element in ("a", "a-end")}
    assert found >= {code} if code else found == set()


def test_an_expression_that_cannot_be_read_says_where():
    (found,) = [each for each in check(chain(script("s", "x", "1 +\n* 2"))) if each.code == "unreadable"]
    assert "Line 2" in found.en
    assert "سطر" in found.fa


def test_starts_and_ends():
    model = process(
        start(),
        start("s2"),
        end("e"),
        end("e2", trigger=Trigger.ERROR),
        user("a"),
        boundary("b", "nobody", **duration("P1D")),
        boundary("x", "a", trigger=Trigger.ERROR, interrupting=False),
        subprocess("s"),
        start("s3", "s", **duration("P1D")),
        end("e3", "s"),
        flows="start a s e; s2 e2; e s2; b e; x e; s3 e3",
    )
    assert errors(model) >= {
        ("s2", "several-starts"),
        ("s2", "flow-into-start"),
        ("e", "flow-out-of-end"),
        ("e2", "no-error-code"),
        ("b", "boundary-astray"),
        ("x", "error-not-interrupting"),
        ("s3", "start-in-subprocess"),
    }


def test_a_flow_that_leaves_its_subprocess():
    model = process(
        start(), subprocess("s"), end(), start("s1", "s"), end("e1", "s"), flows="start s end; s1 e1"
    )
    model = replace(
        model, flows=(*model.flows, Flow("out", "s1", "end", "s"), Flow("no", "x", "end", "process"))
    )
    assert {("out", "flow-astray"), ("no", "flow-astray")} <= errors(model)


def test_an_event_based_gateway_leads_to_events_alone():
    model = process(
        start(), node(Kind.EVENT_BASED, "g"), user("a"), node(Kind.CATCH, "t", **duration("P1D")), end(),
        flows="start g a end; g t end",
    )  # fmt: skip
    assert errors(model) == {("a", "wrong-race")}
