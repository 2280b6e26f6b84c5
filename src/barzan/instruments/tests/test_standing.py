"""Where an instrument stands on a day: the same as a naive replay of what happened, day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barzan.instruments.standing import Fact, leads_to, standing

FIRST = date(2000, 1, 1)
DAYS = st.integers(0, 30).map(lambda number: FIRST + timedelta(days=number))
FACTS = st.lists(
    st.builds(Fact, st.sampled_from(["replaces", "repeals", "amends"]), DAYS, st.sampled_from("abc")),
    max_size=6,
)


def replayed(at: date, begins: date | None, facts: list[Fact]) -> str:
    """The state after living through every day up to ``at``; an end is final."""
    state = "unknown" if begins is None else "not_yet"
    for number in range(31):
        today = FIRST + timedelta(days=number)
        if today > at:
            break
        if state in ("replaced", "repealed"):
            continue
        if begins is not None and today == begins:
            state = (
                "amended" if any(each.kind == "amends" and each.on < today for each in facts) else "in_force"
            )
        happened = {each.kind for each in facts if each.on == today}
        if "amends" in happened and state != "not_yet":
            state = "amended"
        if "repeals" in happened:
            state = "repealed"
        if "replaces" in happened:
            state = "replaced"
    return state


@given(DAYS, st.none() | DAYS, FACTS)
def test_the_state_is_that_of_a_replay_day_by_day(at: date, begins: date | None, facts: list[Fact]) -> None:
    assert standing(at, begins, facts).state == replayed(at, begins, facts)


@given(DAYS, FACTS)
def test_an_end_is_never_taken_back_by_time(begins: date, facts: list[Fact]) -> None:
    states = [standing(FIRST + timedelta(days=day), begins, facts) for day in range(31)]
    ended = [each.ended for each in states]
    assert ended == sorted(ended)


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12),
    st.integers(0, 6),
    st.integers(0, 6),
)
def test_leads_to_finds_what_a_transitive_closure_finds(
    pairs: list[tuple[int, int]], start: int, goal: int
) -> None:
    reach = {(a, b) for a, b in pairs} | {(n, n) for n in range(7)}
    for _ in range(7):
        reach |= {(a, d) for a, b in reach for c, d in reach if b == c}
    edges: dict[str, list[str]] = {}
    for a, b in pairs:
        edges.setdefault(str(a), []).append(str(b))
    assert leads_to(edges, str(start), str(goal)) == ((start, goal) in reach)


@pytest.mark.parametrize(
    ("facts", "state", "by"),
    [
        ([], "in_force", ""),
        ([Fact("amends", date(2001, 1, 1), "x"), Fact("amends", date(2002, 1, 1), "y")], "amended", "y"),
        ([Fact("repeals", date(2001, 1, 1), "x"), Fact("replaces", date(2001, 1, 1), "y")], "replaced", "y"),
        ([Fact("replaces", date(2031, 1, 1), "x")], "in_force", ""),
    ],
)
def test_examples(facts: list[Fact], state: str, by: str) -> None:
    found = standing(date(2020, 1, 1), FIRST, facts)
    assert (found.state, found.by) == (state, by)
