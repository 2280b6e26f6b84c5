"""Events: messages, timers, errors, terminate; at borders, between and behind event-based gateways."""

from datetime import timedelta
from decimal import Decimal

import pytest

from barzan.bpmn.model import Kind, TimerKind, Trigger
from barzan.clock.core.values import Terms
from barzan.process.core.values import (
    CancelAction,
    CancelTimer,
    CloseTask,
    EngineError,
    OpenTask,
    Outcome,
    Publish,
    SetTimer,
    Start,
    Subscribe,
    Unsubscribe,
)
from barzan.process.tests.core.building import (
    assigned,
    boundary,
    duration,
    end,
    exclusive,
    message,
    node,
    parallel,
    process,
    start,
    subprocess,
    user,
)
from barzan.process.tests.core.playing import Play


def effects(step, kind):
    return [effect for effect in step.effects if isinstance(effect, kind)]


# --- between ---


def test_a_message_is_awaited_under_its_key_and_brings_what_is_mapped():
    model = process(
        start(),
        node(Kind.CATCH, "m", **message("reply", '"N-" + code'), outputs=assigned({"answer": "text"})),
        end(),
        flows="start m end",
    )
    play = Play(model, code="7")
    (wait,) = effects(play.last, Subscribe)
    assert (wait.message, wait.correlation) == ("reply", "N-7")
    play.receive("m", text="yes", secret="not taken")
    assert play.data == {"code": "7", "answer": "yes"}
    assert play.ended


def test_a_key_without_value_is_refused():
    model = process(start(), node(Kind.CATCH, "m", **message("reply", "code")), end(), flows="start m end")
    with pytest.raises(EngineError) as refused:
        Play(model)
    assert refused.value.code == "no-correlation"
    assert refused.value.place["element"] == "m"


def test_messages_are_sent_with_their_payload():
    model = process(
        start(),
        node(Kind.THROW, "t", **message("told", x="a + 1")),
        node(Kind.SEND, "s", message=message("sent")["message"], inputs=assigned({"y": "a"})),
        end(**message("over")),
        flows="start t s end",
    )
    play = Play(model, a=Decimal(1))
    assert effects(play.last, Publish) == [
        Publish("told", "", {"x": Decimal(2)}),
        Publish("sent", "", {"y": Decimal(1)}),
        Publish("over", "", {}),
    ]
    assert play.ended.node == "end"


@pytest.mark.parametrize(
    ("timer", "inputs", "kind", "value"),
    [
        (duration("P5D"), {}, TimerKind.DURATION, "P5D"),
        (duration("wait"), {"wait": timedelta(days=1, hours=2)}, TimerKind.DURATION, "P1DT7200S"),
        (duration("wait"), {"wait": "P2M"}, TimerKind.DURATION, "P2M"),
        (duration('duration("P1Y2M")'), {}, TimerKind.DURATION, "P14M"),
        (duration("2026-03-21", TimerKind.DATE), {}, TimerKind.DATE, "2026-03-21"),
        (duration('date("2026-03-21")', TimerKind.DATE), {}, TimerKind.DATE, "2026-03-21"),
        (duration("R3/P1D", TimerKind.CYCLE), {}, TimerKind.DURATION, "P1D"),
        (duration("R/2026-03-21T08:00:00/PT1H", TimerKind.CYCLE), {}, TimerKind.DATE, "2026-03-21T08:00:00"),
    ],
)
def test_timers_are_evaluated(timer, inputs, kind, value):
    play = Play(process(start(), node(Kind.CATCH, "t", **timer), end(), flows="start t end"), **inputs)
    (wait,) = effects(play.last, SetTimer)
    assert (wait.kind, wait.value) == (kind, value)
    play.fire("t")
    assert play.ended


@pytest.mark.parametrize("wait", [None, "soon", Decimal(3), timedelta(days=-1), True])
def test_a_time_that_is_none_is_refused(wait):
    with pytest.raises(EngineError) as refused:
        Play(
            process(start(), node(Kind.CATCH, "t", **duration("wait")), end(), flows="start t end"), wait=wait
        )
    assert refused.value.code == "not-a-time"


def test_a_receive_task_waits_as_an_event_does():
    model = process(
        start(), node(Kind.RECEIVE, "r", message=message("m")["message"]),
        boundary("late", "r", **duration("P1D")), end(), end("e2"), flows="start r end; late e2",
    )  # fmt: skip
    play = Play(model)
    assert play.standing == ["r", "late"]
    play.receive("r")
    assert play.ended.node == "end"
    play = Play(model)
    assert effects(play.fire("late"), Unsubscribe)
    assert play.ended.node == "e2"


# --- starts ---


STARTS = process(
    start("s"), start("sm", **message("call")), start("st", **duration("R/P1D", TimerKind.CYCLE)),
    exclusive("m"), user("a"), end(), flows="s m a end; sm m; st m",
)  # fmt: skip


@pytest.mark.parametrize(
    ("event", "entered"), [(Start(), "s"), (Start(message="call"), "sm"), (Start(timer=True), "st")]
)
def test_a_process_begins_where_it_was_begun(event, entered):
    play = Play(STARTS, event=event)
    assert play.visits == {entered: 1, "m": 1, "a": 1}


def test_no_start_for_this_beginning():
    with pytest.raises(EngineError) as refused:
        Play(STARTS, event=Start(message="other"))
    assert refused.value.code == "no-start"


# --- at the border ---


BORDER = process(
    start(), user("a"), boundary("late", "a", **duration("P3D")), boundary("call", "a", **message("stop")),
    user("b"), end(), end("e2"), end("e3"), flows="start a end; late b e2; call e3",
)  # fmt: skip


def test_a_task_that_is_done_takes_its_border_events_along():
    play = Play(BORDER)
    assert play.standing == ["a", "late", "call"]
    step = play.done("a")
    assert [type(each) for each in step.effects if isinstance(each, CancelTimer | Unsubscribe)] == [
        CancelTimer, Unsubscribe,
    ]  # fmt: skip
    assert play.ended.node == "end"


def test_an_interrupting_event_closes_the_task():
    play = Play(BORDER)
    step = play.fire("late")
    assert effects(step, CloseTask)
    assert effects(step, Unsubscribe)
    assert not effects(step, CancelTimer), "what fired is not cancelled"
    assert play.standing == ["b"]
    play.done("b")
    assert play.ended.node == "e2"


def test_an_event_that_does_not_interrupt_runs_beside():
    model = process(
        start(), user("a"), boundary("late", "a", interrupting=False, **duration("P3D")),
        boundary("ask", "a", interrupting=False, **message("ask")), user("b"), user("c"),
        end(), end("e2"), end("e3"), flows="start a end; late b e2; ask c e3",
    )  # fmt: skip
    play = Play(model)
    play.fire("late")
    assert play.standing == ["a", "ask", "b"]
    play.receive("ask")
    play.receive("ask")
    assert play.standing == ["a", "ask", "b", "c", "c"], "a message may come again"
    play.done("a")
    assert play.standing == ["b", "c", "c"]
    play.done("b")
    play.done("c")
    play.done("c")
    assert play.ended


def test_a_cycle_fires_as_often_as_it_says():
    timer = duration("R3/P1D", TimerKind.CYCLE)
    model = process(
        start(), user("a"), boundary("t", "a", interrupting=False, **timer), user("b"), end(), end("e2"),
        flows="start a end; t b e2",
    )  # fmt: skip
    play = Play(model)
    for number in range(3):
        (token,) = play.at("t")
        step = play.fire("t")
        again = effects(step, SetTimer)
        assert [(each.token, each.again) for each in again] == ([(token, True)] if number < 2 else [])
    assert play.standing == ["a", "b", "b", "b"]


@pytest.mark.parametrize(("error", "ended"), [("late", "e2"), ("other", "e3")])
def test_an_error_goes_to_the_event_that_names_it_or_to_one_for_any(error, ended):
    model = process(
        start(),
        node(Kind.SERVICE, "a", action="x"),
        boundary("any", "a", trigger=Trigger.ERROR),
        boundary("one", "a", trigger=Trigger.ERROR, error="late"),
        end(),
        end("e2"),
        end("e3"),
        flows="start a end; one e2; any e3",
    )
    play = Play(model)
    step = play.fail("a", error)
    assert not effects(step, CancelAction)
    assert play.ended.node == ended


def test_an_error_that_nobody_takes_ends_the_instance():
    model = process(
        start(), parallel("g"), node(Kind.SERVICE, "a", action="x"), user("b"), parallel("j"), end(),
        flows="start g a j end; g b j",
    )  # fmt: skip
    play = Play(model)
    step = play.fail("a", "broken")
    assert effects(step, CloseTask)
    assert play.ended.outcome is Outcome.FAILED
    assert (play.ended.node, play.ended.error) == ("a", "broken")


# --- behind an event-based gateway ---


RACE = process(
    start(),
    node(Kind.EVENT_BASED, "g"),
    node(Kind.CATCH, "m", **message("yes"), outputs=assigned({"v": "v"})),
    node(Kind.CATCH, "t", **duration("P1D")),
    node(Kind.RECEIVE, "r", message=message("no")["message"]),
    user("a"),
    end(),
    end("e2"),
    end("e3"),
    flows="start g m a end; g t e2; g r e3",
)


def test_the_first_event_takes_the_token_and_the_others_go():
    play = Play(RACE)
    assert play.standing == ["m", "t", "r"]
    step = play.receive("m", v=Decimal(3))
    assert effects(step, CancelTimer)
    assert effects(step, Unsubscribe)
    assert play.standing == ["a"]
    assert play.data == {"v": 3}
    play = Play(RACE)
    play.fire("t")
    assert play.ended.node == "e2"
    play = Play(RACE)
    play.receive("r")
    assert play.ended.node == "e3"


# --- terminate ---


def test_terminate_ends_all_of_the_process():
    model = process(
        start(), parallel("g"), user("a"), user("b"), boundary("t", "b", **duration("P1D")),
        end("stop", trigger=Trigger.TERMINATE), end(), end("e2"), flows="start g a stop; g b end; t e2",
    )  # fmt: skip
    play = Play(model)
    step = play.done("a")
    assert effects(step, CloseTask)
    assert effects(step, CancelTimer)
    assert play.ended.outcome is Outcome.TERMINATED


def test_terminate_in_a_subprocess_ends_the_subprocess_alone():
    """BPMN 2.0.2, 13.5.6: the scope of the event is the subprocess that holds it."""
    model = process(
        start(), parallel("g"), subprocess("s"), user("c"), user("d"), parallel("j"), end(),
        boundary("t", "s", **duration("P9D")), exclusive("m"),
        start("s1", "s"), parallel("g1", "s"), user("a", parent="s"), user("b", parent="s"),
        end("stop", "s", trigger=Trigger.TERMINATE), end("e1", "s"),
        flows="start g s m d j end; g c j; t m; s1 g1 a stop; g1 b e1",
    )  # fmt: skip
    play = Play(model)
    assert play.standing == ["t", "c", "a", "b"]
    play.done("a")
    assert play.standing == ["c", "d"]
    play.done("c")
    play.done("d")
    assert play.ended.outcome is Outcome.COMPLETED


def test_an_error_end_leaves_the_subprocess_by_its_border():
    model = process(
        start(),
        subprocess("s"),
        boundary("x", "s", trigger=Trigger.ERROR, error="wrong"),
        user("c"),
        end(),
        end("e2"),
        start("s1", "s"),
        parallel("g1", "s"),
        user("a", parent="s"),
        user("b", parent="s"),
        end("bad", "s", trigger=Trigger.ERROR, error="wrong"),
        end("e1", "s"),
        flows="start s end; x c e2; s1 g1 a bad; g1 b e1",
    )
    play = Play(model)
    step = play.done("a")
    assert effects(step, CloseTask)
    assert play.standing == ["c"]
    play.done("c")
    assert play.ended.node == "e2"


def test_a_timer_at_the_border_of_a_subprocess_closes_all_in_it():
    model = process(
        start(), subprocess("s"), boundary("t", "s", **duration("P1D")), end(), end("e2"),
        start("s1", "s"), subprocess("i", "s"), end("e1", "s"),
        start("s2", "i"), user("a", parent="i"), boundary("ta", "a", "i", **duration("P2D")), end("e3", "i"),
        end("e4", "i"), flows="start s end; t e2; s1 i e1; s2 a e3; ta e4",
    )  # fmt: skip
    play = Play(model)
    assert len(play.state.tokens) == 5
    step = play.fire("t")
    assert len(effects(step, CloseTask)) == 1
    assert len(effects(step, CancelTimer)) == 1
    assert play.ended.node == "e2"


def test_tasks_carry_their_deadline_and_work_goes_on_without_it():
    model = process(
        start(),
        user("a", deadline=Terms("P5D")),
        user("b", deadline=Terms("wait")),
        end(),
        flows="start a b end",
    )
    play = Play(model, wait=timedelta(days=2))
    assert [each.amount for each in effects(play.last, OpenTask)] == ["P5D"]
    assert [each.amount for each in effects(play.done("a"), OpenTask)] == ["P2D"]


def test_a_deadline_that_is_no_time_is_refused():
    with pytest.raises(EngineError) as refused:
        Play(process(start(), user("a", deadline=Terms("wait")), end(), flows="start a end"), wait="soon")
    assert refused.value.code == "not-a-time"
    assert refused.value.place["element"] == "a"


@pytest.mark.parametrize(
    ("key", "text"), [(Decimal("7.00"), "7"), (7, "7"), (Decimal("1E+3"), "1000"), ("x", "x")]
)
def test_the_same_number_is_the_same_key(key, text):
    model = process(start(), node(Kind.CATCH, "m", **message("reply", "code")), end(), flows="start m end")
    assert effects(Play(model, code=key).last, Subscribe)[0].correlation == text


def test_a_cycle_may_be_an_expression():
    timer = duration('"R2/P" + string(n) + "D"', TimerKind.CYCLE)
    model = process(
        start(), user("a"), boundary("t", "a", interrupting=False, **timer), end(), end("e2"),
        flows="start a end; t e2",
    )  # fmt: skip
    play = Play(model, n=3)
    assert [each.value for each in effects(play.last, SetTimer)] == ["P3D"]
    assert [each.value for each in effects(play.fire("t"), SetTimer)] == ["P3D"]
    assert effects(play.fire("t"), SetTimer) == []
    with pytest.raises(EngineError):
        Play(model, n="x")


def test_an_event_that_does_nothing_is_passed():
    play = Play(process(start(), node(Kind.THROW, "t"), end(), flows="start t end"))
    assert play.visits["t"] == 1
    assert play.ended
