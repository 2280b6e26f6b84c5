"""A game is its moves: played, taken back, packed, and searched for every end."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from barzan.bpmn.model import (
    Field,
    FieldType,
    Flow,
    Kind,
    Lane,
    Message,
    Node,
    Process,
    Text,
    Timer,
    TimerKind,
    Trigger,
    Work,
)
from barzan.bpmn.reading import read
from barzan.modeller.core.exploring import explore
from barzan.modeller.core.hints import hints
from barzan.modeller.core.packing import pack, unpack
from barzan.modeller.core.playing import Deed, Move, opening, play, replay
from barzan.modeller.core.starting import empty, general
from barzan.persian.errors import BilingualError
from barzan.process.core.compiling import compile as compiled

START = Move(Deed.START)


def of_file(xml: bytes):
    process = read(xml).processes[0]
    return compiled(process), process


@pytest.fixture(scope="module")
def course():
    return of_file(general("course", Text("روال", "Course")))


def net(nodes: list[Node], ways: list[tuple[str, ...]], default: str = ""):
    """A process of nodes in one lane; ``ways`` are source, target and, where there is one, a condition."""
    flows = tuple(
        Flow(f"{way[0]}_{way[1]}", way[0], way[1], "p", condition=way[2] if way[2:] else "") for way in ways
    )
    process = Process(
        "p", nodes=tuple(nodes), flows=flows, lanes=(Lane("l", Text("ل"), Work(unit="@owner")),)
    )
    return compiled(process), process


def node(id_: str, kind: Kind, **more) -> Node:
    return Node(id_, kind, "p", Text(id_), lane="l", **more)


def token(position, name: str) -> int:
    return next(each.token for each in position.waiting.values() if each.node == name)


def test_each_move_brings_the_process_on_to_its_end(course) -> None:
    definition, _ = course
    position = opening(definition)
    for move in (
        START,
        Move(Deed.DONE, 1),
        Move(Deed.DONE, 2, values={"complete": True}),
        Move(Deed.DONE, 3, values={"approved": False, "reason": "ناقص"}),
    ):
        waiting = next(iter(position.waiting.values()), None)
        position = play(
            definition, position, Move(move.deed, waiting.token if waiting else 0, values=move.values)
        )
    assert {each.node for each in position.waiting.values()} == {"Refuse"}
    position = play(definition, position, Move(Deed.DONE, token(position, "Refuse")))
    assert position.ended is not None
    assert position.ended.node == "Refused"
    assert position.data["reason"] == "ناقص"
    assert not position.waiting
    assert position.entered >= {"Receive", "Check", "Decide", "Refuse", "Refused"}


def test_a_move_that_fits_no_more_ends_the_game_there_and_says_so(course) -> None:
    definition, _ = course
    position = replay(definition, [START, Move(Deed.DONE, 99), Move(Deed.DONE, 1)])
    assert position.played == 1
    assert position.refused is not None
    assert position.refused.code == "play.gone"


def test_a_move_never_changes_the_position_it_was_made_from(course) -> None:
    definition, _ = course
    before = play(definition, opening(definition), START)
    kept = (before.state, dict(before.data), dict(before.waiting), before.log)
    play(definition, before, Move(Deed.DONE, token(before, "Receive")))
    assert (before.state, dict(before.data), dict(before.waiting), before.log) == kept


def test_the_search_finds_the_shortest_way_to_every_end(course) -> None:
    definition, process = course
    found = explore(definition, process, hints(process))
    assert found.complete
    assert found.missed == ()
    assert found.faults == ()
    assert {len(game) for game in found.ends.values() if game} == {5}
    for end, game in found.ends.items():
        position = replay(definition, game or ())
        assert end in position.entered
        assert position.ended


def test_the_search_tries_what_lies_on_both_sides_of_a_threshold() -> None:
    amount = Field("amount", Text("مبلغ"), FieldType.MONEY)
    definition, process = net(
        [
            node("s", Kind.START),
            node("ask", Kind.USER, fields=(amount,)),
            node("x", Kind.EXCLUSIVE, default="x_small"),
            node("big", Kind.END),
            node("small", Kind.END),
            node("exact", Kind.END),
        ],
        [
            ("s", "ask"),
            ("ask", "x"),
            ("x", "big", "amount > 1500000000"),
            ("x", "exact", "amount = 1500000000"),
            ("x", "small"),
        ],
    )
    assert explore(definition, process, hints(process)).complete


def test_the_search_fires_timers_receives_messages_and_gives_what_nobody_asks() -> None:
    definition, process = net(
        [
            node("s", Kind.START),
            node("work", Kind.USER),
            node(
                "late",
                Kind.BOUNDARY,
                attached_to="work",
                trigger=Trigger.TIMER,
                timer=Timer(TimerKind.DURATION, "P1D"),
            ),
            node("told", Kind.CATCH, trigger=Trigger.MESSAGE, message=Message("answer")),
            node("x", Kind.EXCLUSIVE, default="x_no"),
            node("yes", Kind.END),
            node("no", Kind.END),
            node("over", Kind.END),
        ],
        [
            ("s", "work"),
            ("work", "told"),
            ("told", "x"),
            ("x", "yes", 'answer = "yes"'),
            ("x", "no"),
            ("late", "over"),
        ],
    )
    found = explore(definition, process, hints(process))
    assert found.complete
    assert any(move.deed is Deed.FIRE for move in found.ends["over"] or ())


def test_the_search_lets_fail_what_stands_in_a_border() -> None:
    def inner(id_: str, kind: Kind) -> Node:
        return Node(id_, kind, "sub", Text(id_), lane="l")

    nodes = (
        node("s", Kind.START),
        node("sub", Kind.SUBPROCESS),
        node("fail", Kind.BOUNDARY, attached_to="sub", trigger=Trigger.ERROR, error="bad"),
        node("ok", Kind.END),
        node("ko", Kind.END),
        inner("begin", Kind.START),
        inner("work", Kind.USER),
        inner("over", Kind.END),
    )
    ways = [("s", "sub", "p"), ("sub", "ok", "p"), ("fail", "ko", "p"), ("begin", "work", "sub")]
    flows = tuple(Flow(f"{a}_{b}", a, b, parent) for a, b, parent in [*ways, ("work", "over", "sub")])
    process = Process("p", nodes=nodes, flows=flows, lanes=(Lane("l", Text("ل"), Work(unit="@owner")),))
    assert explore(compiled(process), process, hints(process)).complete


def test_an_end_that_no_answer_reaches_is_named() -> None:
    ask = Field("n", Text("عدد"), FieldType.NUMBER)
    definition, process = net(
        [
            node("s", Kind.START),
            node("ask", Kind.USER, fields=(ask,)),
            node("x", Kind.EXCLUSIVE, default="x_a"),
            node("a", Kind.END),
            node("b", Kind.END),
        ],
        [("s", "ask"), ("ask", "x"), ("x", "a"), ("x", "b", "n > 3 and n < 2")],
    )
    found = explore(definition, process, hints(process))
    assert not found.complete
    assert found.ends["b"] is None
    assert found.missed == ("b",)


def test_a_search_that_has_no_end_is_bounded() -> None:
    definition, process = net(
        [
            node("s", Kind.START),
            node("again", Kind.USER, fields=(Field("n", Text("عدد"), FieldType.NUMBER),)),
            node("add", Kind.SCRIPT, script="count(list) + n", result="total"),
            node("x", Kind.EXCLUSIVE, default="x_again"),
            node("e", Kind.END),
        ],
        [("s", "again"), ("again", "add"), ("add", "x"), ("x", "again"), ("x", "e", "total > 900000")],
    )
    found = explore(definition, process, hints(process))
    assert found.tried < 4_100


def test_hints_are_what_expressions_compare_with() -> None:
    _, process = of_file(general("g", Text("گ")))
    told = hints(process, [("kind", '"goods", "service"'), ("day", 'date("2026-03-21")')])
    assert told.of("kind") == ("goods", "service", "…")
    assert date(2026, 3, 22) in told.of("day")
    assert told.of("complete") == (True, False)
    assert told.free == ("day", "kind")


values = st.one_of(
    st.booleans(),
    st.text(max_size=20),
    st.none(),
    st.dates(),
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9),
)
moves = st.builds(
    Move,
    st.sampled_from(Deed),
    st.integers(0, 2**32 - 1),
    st.text(max_size=20),
    st.dictionaries(st.text(min_size=1, max_size=10), values, max_size=4),
)


@settings(max_examples=30)
@given(st.lists(moves, max_size=4))
def test_a_packed_game_is_the_same_when_unpacked(game) -> None:
    assert unpack(pack(game)) == tuple(game)


@settings(max_examples=50)
@given(st.text(max_size=200))
def test_what_is_no_packed_game_is_no_game(text: str) -> None:
    assert isinstance(unpack(text), tuple)


def test_a_game_that_inflates_without_bound_is_no_game() -> None:
    import zlib
    from base64 import urlsafe_b64encode

    bomb = urlsafe_b64encode(zlib.compress(b"[" + b" " * 5_000_000 + b"]")).decode()
    assert unpack(bomb) == ()


def test_both_beginnings_of_a_drawing_can_be_published() -> None:
    for make in (empty, general):
        definition, process = of_file(make("a-key", Text("نام", "Name")))
        assert process.id == "a-key"
        assert explore(definition, process, hints(process)).complete


def test_a_game_has_an_end() -> None:
    definition, _ = of_file(empty("e", Text("ن")))
    position = opening(definition)
    full = type(position)(position.state, played=400)
    with pytest.raises(BilingualError, match="400 moves"):
        play(definition, full, START)


def test_numbers_stay_exact_on_their_way(course) -> None:
    game = (Move(Deed.DONE, 1, values={"amount": Decimal("1500000000.125")}),)
    assert str(unpack(pack(game))[0].values["amount"]) == "1500000000.125"
