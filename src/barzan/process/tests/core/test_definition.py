"""The compiled form: immutable, hashed over what the process says, stored and made again."""

from dataclasses import FrozenInstanceError, replace

import pytest

from barzan.bpmn.model import Choice, Field, FieldType, Kind, Lane, MultiInstance, StandardLoop, Text, Work
from barzan.clock.core.values import Counting, Silence, Terms
from barzan.process import compile
from barzan.process.core.compiling import from_value
from barzan.process.core.stored import dumped, loaded
from barzan.process.tests.core.building import boundary, duration, end, message, node, process, start, user
from barzan.process.tests.core.playing import restored

RICH = process(
    start(),
    user(
        "a",
        fields="",
        name=Text("الف", "A"),
        deadline=Terms("P5D", Counting.WORKING_DAYS, silence=Silence.CONSENT),
        loop=MultiInstance(False, collection="[1]", result="r"),
    ),
    user("b", loop=StandardLoop("x > 1", maximum=3)),
    replace(
        user("c"),
        fields=(Field("way", Text("راه"), FieldType.CHOICE, False, (Choice("one", Text("یک", "One")),)),),
        work=Work(body="council"),
    ),
    node(Kind.CATCH, "m", **message("x", "way", a="1")),
    boundary("t", "c", **duration("P1D")),
    end(),
    flows="start a b c m end; t m",
)


def test_a_definition_is_what_it_was_when_it_is_loaded_again():
    definition = compile(RICH)
    again = restored(definition)
    assert [each.index for each in again.places] == [each.index for each in definition.places]
    assert again.keys == definition.keys
    assert definition.hash.startswith("v1:")


def test_the_hash_is_over_what_the_process_says():
    one = compile(RICH)
    assert compile(replace(RICH)).hash == one.hash
    assert compile(replace(RICH, documentation="other")).hash != one.hash


def test_a_definition_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        compile(RICH).hash = ""


def test_fields_at_their_default_are_left_out():
    assert dumped(process(start(), end(), flows="start end"))["process"]["nodes"][0] == {
        "id": "start", "kind": "startEvent", "parent": "process", "lane": "lane",
    }  # fmt: skip


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"format": 2, "process": {}},
        {"format": 1},
        {"format": 1, "process": {}},
        {"format": 1, "process": {"id": "p", "nodes": [{"id": "x"}]}},
        {"format": 1, "process": {"id": "p", "nodes": [{"id": "x", "kind": "?", "parent": "p"}]}},
        {
            "format": 1,
            "process": {"id": "p", "nodes": [{"id": "x", "kind": "task", "parent": "p", "loop": {}}]},
        },
        {"format": 1, "process": {"id": "p", "more": 1}},
        {"format": 1, "process": []},
    ],
)
def test_another_value_is_refused(value):
    with pytest.raises(ValueError):
        from_value(value)
    with pytest.raises(ValueError):
        loaded(value)


def test_who_works_is_the_node_itself_or_the_nearest_lane_that_names_somebody():
    lanes = (
        Lane("outer", Text(), Work("office", "head")),
        Lane("inner", Text(), parent="outer"),
        Lane("other", Text(), Work("store"), parent="outer"),
    )
    model = replace(
        process(
            start(),
            replace(user("a"), lane="inner"),
            replace(user("b"), lane="other"),
            replace(user("c"), lane="other", work=Work(body="council")),
            end(),
            flows="start a b c end",
        ),
        lanes=lanes,
    )
    definition = compile(model)
    assert definition.work("a") == Work("office", "head")
    assert definition.work("b") == Work("store")
    assert definition.work("c") == Work(body="council")
    assert definition.node("c").kind is Kind.USER
