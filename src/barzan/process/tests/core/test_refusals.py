"""What has no place is refused with its element, and nothing is changed; states are bytes."""

import pytest

from barzan.bpmn.model import Kind
from barzan.process import advance, compile
from barzan.process.core.packing import HEADER, pack, unpack
from barzan.process.core.values import Done, EngineError, Failed, Fired, Received, Start, State, Token
from barzan.process.tests.core.building import (
    boundary,
    duration,
    end,
    inclusive,
    message,
    node,
    parallel,
    process,
    start,
    user,
)
from barzan.process.tests.core.playing import Play

WAITING = process(
    start(),
    parallel("g"),
    user("a", "x"),
    node(Kind.CATCH, "t", **duration("P1D")),
    node(Kind.CATCH, "m", **message("m")),
    boundary("b", "a", interrupting=False, **duration("P1D")),
    parallel("j"),
    end(),
    end("e2"),
    flows="start g a j end; g t j; g m j; b e2",
)


@pytest.mark.parametrize(
    ("event", "code", "element"),
    [
        (Start(), "begun", ""),
        (Done(99), "no-such-token", ""),
        (Done(0), "no-such-token", ""),
        (Done(-1), "no-such-token", ""),
        (Done(2**40), "no-such-token", ""),
        (Fired(1), "wrong-event", "a"),
        (Received(1), "wrong-event", "a"),
        (Done(2), "wrong-event", "b"),
        (Failed(2, "x"), "wrong-event", "b"),
        (Done(3), "wrong-event", "t"),
        (Received(3), "wrong-event", "t"),
        (Fired(4), "wrong-event", "m"),
        (Done(1, {"y": 1}), "unknown-answer", "a"),
        (Done(1, {"#1": 1}), "wrong-name", ""),
    ],
)
def test_an_event_without_a_place_is_refused(event, code, element):
    play = Play(WAITING)
    before = play.packed, play.stored
    with pytest.raises(EngineError) as refused:
        play.step(event)
    assert refused.value.code == code
    assert refused.value.place["element"] == element
    assert refused.value.sentence("fa") != refused.value.sentence("en")
    assert (play.packed, play.stored) == before
    play.done("a", x=1)


def test_a_token_is_done_once():
    play = Play(WAITING)
    (token,) = play.at("a")
    play.step(Done(token))
    with pytest.raises(EngineError, match="not open"):
        play.step(Done(token))


def test_an_instance_that_ended_takes_nothing():
    play = Play(process(start(), end(), flows="start end"))
    with pytest.raises(EngineError) as refused:
        advance(play.definition, play.state, {}, Start())
    assert refused.value.code == "ended"


def test_a_state_of_another_version_is_refused():
    play = Play(WAITING)
    other = compile(process(start(), end(), flows="start end"))
    with pytest.raises(EngineError) as refused:
        advance(other, play.state, {}, Done(1))
    assert refused.value.code == "other-version"


# States that no sound process comes to; they are made by hand.


def placed(definition, *tokens):
    numbered = [
        Token(number, definition.keys[key], 0, count) for number, (key, count) in enumerate(tokens, start=1)
    ]
    return State(definition.hash, next_id=len(tokens) + 1).with_tokens(numbered)


JOIN = process(
    start(), parallel("g"), user("a"), user("b"), parallel("j"), end(), flows="start g a j end; g b j"
)


@pytest.mark.parametrize(
    ("tokens", "code"),
    [
        ([(("a", ""), 0), (("j", ""), 0b01)], "excess-token"),
        ([(("a", ""), 0)], "deadlock"),
    ],
)
def test_a_token_too_many_or_too_few_is_refused(tokens, code):
    definition = compile(JOIN)
    with pytest.raises(EngineError) as refused:
        advance(definition, placed(definition, *tokens), {}, Done(1))
    assert refused.value.code == code
    assert refused.value.place["element"] == "j"


def test_a_token_too_many_for_an_inclusive_join_is_refused():
    model = process(
        start(),
        inclusive("g", "g-b"),
        user("a"),
        user("b"),
        inclusive("j"),
        end(),
        flows="start g a j end; g b j",
        conditions={"g-a": "true"},
    )
    definition = compile(model)
    with pytest.raises(EngineError) as refused:
        advance(definition, placed(definition, (("a", ""), 0)), {}, Done(1))
    assert refused.value.code == "excess-token"


def test_no_flow_taken_is_refused():
    model = process(
        start(), inclusive("g"), user("a"), user("b"), inclusive("j"), end(), flows="start g a j end; g b j",
        conditions={"g-a": "x > 1", "g-b": "x > 2"},
    )  # fmt: skip
    with pytest.raises(EngineError) as refused:
        Play(model, x=0)
    assert refused.value.code == "no-flow-taken"
    assert refused.value.place["element"] == "g"


def test_an_expression_that_grows_is_refused_with_its_element():
    from barzan.process.tests.core.building import script

    model = process(
        start(),
        script("s", "x", "for a in 1..100000, b in 1..100000 return a * b"),
        end(),
        flows="start s end",
    )
    with pytest.raises(EngineError) as refused:
        Play(model)
    assert refused.value.place["element"] == "s"


# --- packing ---


def test_a_packed_state_has_a_small_header_and_16_bytes_a_token():
    state = State("v1:" + "ab" * 32, next_id=2**32 - 1, ended=True).with_tokens(
        [Token(7, 1, 3, 2**32 - 1), Token(3, 2)]
    )
    assert HEADER <= 1024
    assert len(pack(state)) == HEADER + 2 * 16
    assert unpack(pack(state)) == state
    assert state.tokens == (Token(3, 2), Token(7, 1, 3, 2**32 - 1))


@pytest.mark.parametrize("data", [b"", b"x" * 48, b"x" * 10])
def test_other_bytes_are_refused(data):
    with pytest.raises(ValueError):
        unpack(data)


def test_a_state_cut_short_is_refused():
    packed = pack(State("v1:" + "ab" * 32).with_tokens([Token(1, 1)]))
    for wrong in (packed[:-1], packed + b"\0", packed[:-16], packed + bytes(16)):
        with pytest.raises(ValueError):
            unpack(wrong)


@pytest.mark.parametrize("version", ["", "v2:00", "v1:00", "v1:xx"])
def test_a_version_that_is_no_hash_is_refused(version):
    with pytest.raises(ValueError):
        pack(State(version))
