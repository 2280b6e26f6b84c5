"""Paths: a prefix is a subtree, and a move carries it whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barzan.places.tree import child_path, depth, is_under, nodes, rebased

ids = st.lists(st.integers(1, 400), min_size=1, max_size=6)


def path_of(numbers: list[int]) -> str:
    path = ""
    for number in numbers:
        path = child_path(path, number)
    return path


@given(ids)
def test_a_path_tells_its_nodes(numbers: list[int]) -> None:
    assert nodes(path_of(numbers)) == numbers
    assert depth(path_of(numbers)) == len(numbers) - 1


@given(ids, ids)
def test_lying_under_is_having_the_same_first_nodes(one: list[int], other: list[int]) -> None:
    assert is_under(path_of(one), path_of(other)) == (one[: len(other)] == other)


@given(ids, ids, ids)
def test_a_moved_subtree_keeps_its_shape(old: list[int], new: list[int], rest: list[int]) -> None:
    moved = rebased(path_of(old + rest), path_of(old), path_of(new))
    assert moved == path_of(new + rest)


def test_what_lies_elsewhere_is_not_moved() -> None:
    with pytest.raises(ValueError):
        rebased("/12/3/", "/1/", "/7/")
