"""The merge loses nothing: the laws of a three-way merge, on random lists and contents."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from barzan.catalogue.content import Placed, RequirementContent, ServiceContent
from barzan.revisions.merge import merge, merge_rows
from barzan.revisions.proposed import Proposed, differing

ROWS = st.lists(st.sampled_from("abcdefgh"), max_size=7, unique=True).map(tuple)
TEXTS = st.sampled_from(["", "یک", "دو", "سه"])


@st.composite
def proposals(draw: st.DrawFn) -> Proposed:
    days = draw(st.none() | st.integers(1, 3))
    content = ServiceContent(
        title=draw(st.sampled_from(["یک", "دو"])),
        description=draw(TEXTS),
        has_client=draw(st.none() | st.booleans()),
        standard_days=days,
        day_kind="" if days is None else draw(st.sampled_from(["calendar", "working"])),
        requirements=tuple(RequirementContent("document", text) for text in draw(ROWS)),
    )
    return Proposed(content, Placed("unit", life_events=tuple(sorted(draw(ROWS)))))


@given(ROWS, ROWS)
def test_one_change_alone_is_taken_whole(base: tuple[str, ...], mine: tuple[str, ...]) -> None:
    assert merge_rows(base, mine, base) == mine
    assert merge_rows(base, base, mine) == mine
    assert merge_rows(base, mine, mine) == mine


@given(ROWS, ROWS, ROWS)
def test_rows_added_are_there_and_rows_removed_are_gone(base, mine, theirs) -> None:
    merged = merge_rows(base, mine, theirs)
    assert merged == merge_rows(base, theirs, mine)
    if merged is None:
        return
    added = (set(mine) | set(theirs)) - set(base)
    removed = set(base) - (set(mine) & set(theirs))
    assert added <= set(merged)
    assert not removed & set(merged)


def test_rows_far_apart_are_merged() -> None:
    assert merge_rows(tuple("abcdef"), tuple("xbcdef"), tuple("abcdey")) == tuple("xbcdey")
    assert merge_rows(tuple("ab"), tuple("axb"), tuple("ayb")) is None


def test_a_row_that_one_moves_and_the_other_removes_is_theirs_to_decide() -> None:
    assert merge_rows(tuple("ga"), tuple("g"), tuple("abcdeg")) is None


@given(proposals(), proposals(), proposals())
def test_every_change_is_in_the_result_or_named_as_a_conflict(base, mine, theirs) -> None:
    merged = merge(base, mine, theirs)
    named = {conflict.field for conflict in merged.conflicts}
    if named & {"standard_days", "day_kind"}:
        named |= {"standard_days", "day_kind"}
    result = merged.proposed.fields()
    for changed_by, other in ((mine, theirs), (theirs, mine)):
        for field in set(differing(base, changed_by)) - named:
            wanted, have = changed_by.fields()[field], result[field]
            if field in ("requirements", "life_events"):
                added = set(wanted) - set(base.fields()[field])
                assert added <= set(have)
            elif field not in differing(base, other):
                assert have == wanted
    content = merged.proposed.content
    assert (content.standard_days is None) == (not content.day_kind)


@given(proposals(), proposals())
def test_the_same_change_twice_is_no_conflict(base: Proposed, mine: Proposed) -> None:
    assert merge(base, mine, mine).conflicts == ()
    assert merge(base, mine, mine).proposed == mine
    assert merge(base, base, mine).proposed == mine


@given(proposals())
def test_a_proposal_survives_its_way_through_json(proposed: Proposed) -> None:
    from barzan.revisions.actions.drafts import plain

    assert Proposed.from_value(plain(proposed.as_value())) == proposed


def test_halves_of_two_people_make_no_whole() -> None:
    base = Proposed(ServiceContent("ع", standard_days=3, day_kind="calendar"), Placed("u"))
    none = Proposed(replace(base.content, standard_days=None, day_kind=""), base.placed)
    working = Proposed(replace(base.content, day_kind="working"), base.placed)
    assert [each.field for each in merge(base, none, working).conflicts] == ["day_kind"]
