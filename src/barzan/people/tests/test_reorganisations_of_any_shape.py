"""Whatever the chart and the plan: what a plan without troubles leaves is a tree that holds every post."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from barzan.config.proof import count
from barzan.people.reorganising import (
    Close,
    Merge,
    Move,
    New,
    Node,
    Rename,
    Split,
    Step,
    depth,
    inverse,
    outcome,
    read,
    troubles,
    written,
)

LONG_AGO, DAY, NEXT = date(2020, 3, 20), date(2024, 3, 20), date(2024, 3, 21)
CODES = [f"u{number}" for number in range(8)]


@st.composite
def charts(draw: st.DrawFn) -> dict[str, Node]:
    """A tree of two to eight units with up to two posts each."""
    size = draw(st.integers(2, len(CODES)))
    chart = {}
    for number, code in enumerate(CODES[:size]):
        parent = draw(st.sampled_from(["", *CODES[:number]])) if number else ""
        posts = {f"{code}-{post}": draw(st.integers(0, 1)) for post in range(draw(st.integers(0, 2)))}
        chart[code] = Node(code, f"واحد {code}", "", "office", parent, LONG_AGO, LONG_AGO, number, posts)
    return chart


@st.composite
def steps_for(draw: st.DrawFn, chart: dict[str, Node]) -> list[Step]:
    unit = st.sampled_from(sorted(chart))
    found: list[Step] = []
    for number in range(draw(st.integers(1, 4))):
        new = New(f"n{number}", f"نو {number}", "", "office", draw(st.sampled_from(["", *sorted(chart)])))
        kind = draw(st.sampled_from(["rename", "move", "merge", "merge-new", "split", "close"]))
        one = draw(unit)
        if kind == "rename":
            found.append(Rename(one, f"نام {number}", "", "office"))
        elif kind == "move":
            found.append(Move(one, draw(st.sampled_from(["", *sorted(chart)]))))
        elif kind == "merge":
            found.append(Merge(tuple(draw(st.sets(unit, min_size=1, max_size=2))), one))
        elif kind == "merge-new":
            found.append(Merge(tuple(draw(st.sets(unit, min_size=2, max_size=3))), new.code, new))
        elif kind == "split":
            found.append(Split(one, new, tuple(sorted(chart[one].posts)[:1])))
        else:
            found.append(Close(one, draw(st.sampled_from(["", *sorted(chart)]))))
    return found


@st.composite
def plans(draw: st.DrawFn) -> tuple[dict[str, Node], list[Step]]:
    chart = draw(charts())
    return chart, draw(steps_for(chart))


def is_used(chart: dict[str, Node]):
    return lambda code: code in chart


@pytest.mark.proof
@settings(max_examples=count(60_000), deadline=None)
@given(plans())
def test_a_plan_without_troubles_leaves_a_tree_with_every_post(
    plan: tuple[dict[str, Node], list[Step]],
) -> None:
    chart, steps = plan
    if troubles(chart, steps, on=DAY, today=DAY, used=is_used(chart)):
        return
    after = outcome(chart, steps, DAY)
    assert after.chart
    assert not after.ended & after.chart.keys()
    for code, node in after.chart.items():
        assert node.parent == "" or node.parent in after.chart
        assert depth(after.chart, code) is not None
    before = sorted(post for node in chart.values() for post in node.posts.items())
    assert sorted(post for node in after.chart.values() for post in node.posts.items()) == before
    assert set(after.moved) <= after.ended
    assert set(after.moved.values()) <= after.chart.keys()


@settings(max_examples=300, deadline=None)
@given(plans())
def test_the_order_of_the_steps_says_nothing(plan: tuple[dict[str, Node], list[Step]]) -> None:
    chart, steps = plan
    backwards = steps[::-1]
    said = [
        {(each.fa, each.en) for each in troubles(chart, some, on=DAY, today=DAY, used=is_used(chart))}
        for some in (steps, backwards)
    ]
    assert bool(said[0]) == bool(said[1])
    if not said[0]:
        forth, back = outcome(chart, steps, DAY), outcome(chart, backwards, DAY)
        assert forth.moved == back.moved
        assert {code: (node.parent, node.name) for code, node in forth.chart.items()} == {
            code: (node.parent, node.name) for code, node in back.chart.items()
        }


@settings(max_examples=300, deadline=None)
@given(plans())
def test_steps_are_kept_as_values(plan: tuple[dict[str, Node], list[Step]]) -> None:
    assert [read(written(step)) for step in plan[1]] == plan[1]


@settings(max_examples=300, deadline=None)
@given(plans())
def test_what_was_done_is_turned_back_to_the_same_tree(plan: tuple[dict[str, Node], list[Step]]) -> None:
    """Names, places and posts come back; ended units under new codes. What cannot be is said."""
    chart, steps = plan
    if troubles(chart, steps, on=DAY, today=DAY, used=is_used(chart)):
        return
    after = outcome(chart, steps, DAY)
    used = {*chart, *after.chart}
    back = inverse(chart, steps, after, lambda code: code in used)
    if troubles(after.chart, back, on=NEXT, today=NEXT, used=lambda code: code in used):
        return
    again = outcome(after.chart, back, NEXT)

    def shape(nodes: dict[str, Node]) -> list[tuple[str, str, tuple[str, ...]]]:
        return sorted(
            (node.name, nodes[node.parent].name if node.parent else "", tuple(sorted(node.posts)))
            for node in nodes.values()
        )

    lost = {old for old in after.ended if old not in after.moved}
    if not lost:
        assert shape(again.chart) == shape(chart)
