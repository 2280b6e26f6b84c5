"""The drawn chart: no box touches another, all are inside, every line leads from a unit to one below it."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from barzan.config.proof import count
from barzan.people.drawing import WIDEST, Box, Drawing, Node, drawn, trimmed, wrapped

LABELS = st.text("ابپتثجچ نوسازی‌شهری", min_size=1, max_size=90)


@st.composite
def charts(draw: st.DrawFn) -> list[Node]:
    """One to three trees of up to forty units together."""
    size = draw(st.integers(1, 40))
    parents = [draw(st.integers(-1 if number % 15 == 0 else 0, number - 1)) for number in range(size)]
    labels = [draw(LABELS) for _ in range(size)]
    notes = [draw(st.sampled_from(["", "۲ پست"])) for _ in range(size)]

    def node(number: int) -> Node:
        below = tuple(node(each) for each in range(number + 1, size) if parents[each] == number)
        return Node(f"n{number}", labels[number], notes[number], mark=notes[-1], below=below)

    return [node(number) for number in range(size) if parents[number] < 0]


def touch(one: Box, other: Box) -> bool:
    beside = one.start + one.width <= other.start or other.start + other.width <= one.start
    return not (beside or one.bottom <= other.top or other.bottom <= one.top)


def crosses(line: tuple[tuple[float, float], tuple[float, float]], box: Box) -> bool:
    (x, y), (to_x, to_y) = line
    inside_x = min(x, to_x) < box.start + box.width and max(x, to_x) > box.start
    return inside_x and min(y, to_y) < box.bottom and max(y, to_y) > box.top


@pytest.mark.proof
@settings(max_examples=count(20_000), deadline=None)
@given(charts(), st.sampled_from([500, WIDEST, 3_000]), st.booleans())
def test_no_box_touches_another_and_no_line_crosses_one(
    roots: list[Node], widest: float, mirrored: bool
) -> None:
    drawing = drawn(roots, widest)
    drawing = drawing.mirrored() if mirrored else drawing
    for one, other in combinations(drawing.boxes, 2):
        assert not touch(one, other)
    for box in drawing.boxes:
        assert box.start >= 0
        assert box.start + box.width <= drawing.width
        assert box.top >= 0
        assert box.bottom <= drawing.height
    for line in drawing.lines:
        for part in zip(line.points, line.points[1:], strict=False):
            assert not any(crosses(part, box) for box in drawing.boxes)


@settings(max_examples=100, deadline=None)
@given(charts())
def test_every_unit_is_drawn_once(roots: list[Node]) -> None:
    def keys(nodes: list[Node] | tuple[Node, ...]) -> list[str]:
        return [key for node in nodes for key in (node.key, *keys(node.below))]

    assert sorted(box.node.key for box in drawn(roots).boxes) == sorted(keys(roots))


def test_two_hundred_units_keep_to_the_width_of_a_page() -> None:
    deputies = [
        Node(
            f"d{number}",
            "معاونت هماهنگی امور عمرانی",
            below=tuple(Node(f"d{number}-{each}", "دفتر فنی و امور عمرانی") for each in range(19)),
        )
        for number in range(10)
    ]
    drawing = drawn([Node("top", "استانداری نمونه", below=tuple(deputies))])
    assert len(drawing.boxes) == 201
    assert drawing.width <= WIDEST


def test_a_lone_unit_is_a_drawing_too() -> None:
    (box,) = drawn([Node("top", "استانداری")]).boxes
    assert box.head
    assert drawn([]) == Drawing(0.0, 4.0, (), ())


@given(LABELS, st.integers(4, 30))
def test_words_stay_whole_where_they_fit(text: str, letters: int) -> None:
    lines = wrapped(text, letters, most=100)
    assert all(len(line) <= letters for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_what_is_too_long_is_cut_with_a_mark() -> None:
    lines = wrapped("نام " * 60, 20)
    assert len(lines) == 3
    assert lines[-1].endswith("…")


def test_a_trimmed_chart_counts_what_it_leaves_out() -> None:
    inner = Node("b", "ب", below=(Node("c", "پ"), Node("d", "ت")))
    root = trimmed(Node("a", "آ", below=(inner, Node("e", "ث"))), {"c"}, "{} دیگر".format)
    kept, others = root.below
    assert (kept.key, others.label) == ("b", "1 دیگر")
    assert [each.label for each in kept.below] == ["پ", "1 دیگر"]
