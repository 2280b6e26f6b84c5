"""Running instances move to another version: what stays, what is listed."""

from dataclasses import replace

import pytest

from barzan.bpmn.model import Kind, MultiInstance, StandardLoop
from barzan.process import advance, compile
from barzan.process.core.moving import Obstacle, mapping, move
from barzan.process.core.packing import pack, unpack
from barzan.process.core.values import Done, Fired, Received
from barzan.process.tests.core.building import (
    boundary,
    duration,
    end,
    exclusive,
    inclusive,
    message,
    node,
    parallel,
    process,
    script,
    start,
    subprocess,
    user,
)
from barzan.process.tests.core.playing import Play


def moved(play, model, chosen=None):
    """The instance goes on in the new version; its open effects stay what they are."""
    plan = mapping(play.definition, compile(model), chosen)
    there = move(plan, play.state)
    assert there.unmapped == ()
    assert {(each.id, each.scope) for each in there.state.tokens} == {
        (each.id, each.scope) for each in play.state.tokens
    }
    play.definition, play.packed = plan.new, pack(there.state)
    assert unpack(play.packed) == there.state
    return plan


def obstacles(play, model, chosen=None):
    there = move(mapping(play.definition, compile(model), chosen), play.state)
    assert there.state is None
    return {(each.element, each.obstacle) for each in there.unmapped}


OLD = process(start(), user("a", "x"), user("b"), end(), flows="start a b end")


def test_a_step_more_and_another_order_leave_open_tasks_as_they_are():
    play = Play(OLD)
    plan = moved(
        play, process(start(), user("c"), user("b"), user("a", "x y"), end(), flows="start c a b end")
    )
    assert plan.added == ("c",)
    assert plan.unmapped == ()
    (task,) = play.open
    play.done("a", x=1, y=2)
    assert task == 1
    assert play.standing == ["b"]
    play.done("b")
    assert play.ended


def test_renaming_a_later_task_touches_nothing_that_runs():
    """The fault of another engine: a running timer restarted and a draft was lost when a future task got
    another name.
    """
    timed = [boundary("t", "a", **duration("P30D")), end("late")]
    before = process(start(), user("a"), user("b"), *timed, end(), flows="start a b end; t late")
    after = process(start(), user("a"), user("z"), *timed, end(), flows="start a z end; t late")
    play = Play(before)
    open_before = dict(play.open)
    plan = moved(play, after)
    assert [each.element for each in plan.unmapped] == ["b"]
    assert play.open == open_before
    play.done("a")
    assert play.standing == ["z"]


@pytest.mark.parametrize(
    ("nodes", "flows", "obstacle"),
    [
        ([user("b")], "start b end", Obstacle.GONE),
        ([node(Kind.MANUAL, "a")], "start a end", Obstacle.KIND),
        (
            [subprocess("s"), start("s1", "s"), user("a", parent="s"), end("e1", "s")],
            "start s end; s1 a e1",
            Obstacle.SCOPE,
        ),
        ([user("a", loop=StandardLoop("", maximum=2))], "start a end", Obstacle.LOOP),
    ],
)
def test_what_cannot_be_mapped_is_listed(nodes, flows, obstacle):
    play = Play(OLD)
    before = play.packed
    assert obstacles(play, process(start(), *nodes, end(), flows=flows)) == {("a", obstacle)}
    assert play.packed == before


def test_another_id_can_be_named():
    play = Play(OLD)
    moved(play, process(start(), user("renamed"), end(), flows="start renamed end"), {"a": "renamed"})
    assert play.step(Done(1)).state.ended


def test_what_waits_for_something_else_is_listed():
    def model(**event):
        return process(start(), node(Kind.CATCH, "m", **event), end(), flows="start m end")

    play = Play(model(**message("one")))
    assert obstacles(play, model(**message("two"))) == {("m", Obstacle.WAITS)}
    assert obstacles(play, model(**message("one", '"key"'))) == {("m", Obstacle.WAITS)}
    assert obstacles(play, model(**duration("P1D"))) == {("m", Obstacle.WAITS)}
    play = Play(model(**duration("P1D")))
    moved(play, model(**duration("P9D")))
    assert play.step(Fired(1)).state.ended


def test_an_event_at_another_activity_is_listed():
    def model(host, interrupting=True):
        event = boundary("t", host, interrupting=interrupting, **duration("P1D"))
        return process(start(), user("a"), user("b"), event, end(), end("e2"), flows="start a b end; t e2")

    play = Play(model("a"))
    assert obstacles(play, model("b")) == {("t", Obstacle.SCOPE)}
    assert obstacles(play, model("a", interrupting=False)) == {("t", Obstacle.WAITS)}


def test_border_events_in_another_order_still_go_with_their_task():
    events = [boundary("t", "a", **duration("P1D")), boundary("m", "a", **message("x"))]
    play = Play(process(start(), user("a"), *events, end(), end("e2"), flows="start a end; t e2; m e2"))
    more = boundary("n", "a", **duration("P2D"))
    moved(
        play,
        process(
            start(), user("a"), *events[::-1], more, end(), end("e2"), flows="start a end; t e2; m e2; n e2"
        ),
    )
    play.done("a")
    assert play.ended


def test_an_event_behind_a_gateway_stays_behind_it():
    race = [node(Kind.CATCH, "t", **duration("P1D")), node(Kind.CATCH, "m", **message("x"))]
    model = process(start(), node(Kind.EVENT_BASED, "g"), *race, end(), flows="start g t end; g m end")
    play = Play(model)
    assert obstacles(play, process(start(), *race, end(), flows="start t m end")) == {
        ("g", Obstacle.GONE), ("t", Obstacle.SCOPE), ("m", Obstacle.SCOPE),
    }  # fmt: skip
    moved(play, replace(model, name=model.nodes[0].name))
    play.step(Received(play.at("m")[0]))
    assert play.ended


def three(*names, more=""):
    return process(
        start(), parallel("g"), *map(user, names), parallel("j"), end(),
        flows="start g; j end;" + ";".join(f"g {name} j" for name in names) + more,
    )  # fmt: skip


def test_a_waiting_join_knows_which_flows_arrived():
    play = Play(three("a", "b", "c"))
    play.done("b")
    moved(play, three("c", "b", "a"))
    play.done("a")
    assert not play.ended
    play.done("c")
    assert play.ended


def test_a_join_that_would_wait_for_a_branch_that_never_began_is_listed():
    play = Play(three("a", "b", "c"))
    play.done("b")
    assert obstacles(play, three("a", "b", "c", "d")) == {("j", Obstacle.STUCK)}
    assert obstacles(Play(OLD), three("a", "b")) == {("j", Obstacle.STUCK)}


def test_a_join_whose_arrived_flow_is_gone_is_listed():
    play = Play(three("a", "b", "c"))
    play.done("b")
    assert obstacles(play, three("a", "c")) == {("j", Obstacle.FLOWS)}


def test_a_wide_join_moves_with_the_same_flows_alone():
    names = [f"t{number}" for number in range(40)]
    play = Play(three(*names))
    play.done("t5")
    assert obstacles(play, three(*names, "more")) == {("j", Obstacle.FLOWS)}
    moved(play, replace(three(*names), documentation="new"))
    for number, name in enumerate(names):
        if name != "t5":
            play.done(name)
        if number == 33:
            moved(play, three(*names))
    assert play.ended


def test_an_inclusive_block_that_changed_is_listed():
    def model(*more, flows=""):
        return process(
            start(), inclusive("g", "g-b"), user("a"), user("b"), *more, inclusive("j"), end(),
            flows="start g a j end; g b j;" + flows, conditions={"g-a": "true", "g-c": "true"},
        )  # fmt: skip

    play = Play(model())
    assert obstacles(play, model(user("c"), flows="g c j")) == {("j", Obstacle.FLOWS)}
    moved(play, replace(model(), documentation="new"))
    play.done("a")
    assert play.ended


def test_runs_of_a_loop_move_with_what_they_know():
    def model(*more, flows=""):
        loop = MultiInstance(False, collection="[1, 2]", item="n", output="n + v", result="r")
        return process(
            start(),
            subprocess("s", loop=loop),
            end(),
            start("s1", "s"),
            user("a", "v", "s"),
            *more,
            end("e1", "s"),
            flows="start s end;" + (flows or "s1 a e1"),
        )

    play = Play(model())
    moved(play, model(script("w", "v", "v * 10", "s"), flows="s1 a w e1"))
    play.done("a", v=1)
    play.done("a", v=2)
    assert play.data == {"r": (11, 22)}


def test_a_state_of_another_version_has_no_place_in_the_plan():
    plan = mapping(compile(OLD), compile(three("a", "b")))
    with pytest.raises(ValueError):
        move(plan, Play(three("a")).state)


def test_variables_stay():
    play = Play(OLD, n=5)
    moved(
        play,
        process(
            start(),
            user("a", "x"),
            exclusive("g", "g-b"),
            user("b"),
            end(),
            flows="start a g b end; g end",
            conditions={"g-end": "n = 5"},
        ),
    )
    step = advance(play.definition, play.state, {"n": 5}, Done(1))
    assert step.state.ended
