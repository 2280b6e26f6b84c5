"""Doubles are proposed by names, ids and places, merged by a person field by field, and taken apart again."""

from __future__ import annotations

import pytest

from barzan.access import Forbidden, Role
from barzan.people.models import Unit
from barzan.people.tests.factories import make_actor, make_unit
from barzan.registers import actions
from barzan.registers.actions import doubles
from barzan.registers.errors import EntryError
from barzan.registers.models import Entry, Proposal, Register
from barzan.registers.tests.factories import MAKER, answers, fresh, make_entry, make_register

pytestmark = pytest.mark.django_db


@pytest.fixture
def register() -> Register:
    return make_register(make_unit("office"))


def proposed(register: Register) -> list[tuple[str, str, list[str]]]:
    doubles.propose(fresh(register))
    rows = Proposal.objects.filter(register=register).select_related("first", "second").order_by("pk")
    return [(each.first.title, each.second.title, each.reasons) for each in rows]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (
            {"name": "کارگاه سرمایه گذاری", "holder_id": ""},
            {"name": "کارگاه سرمایه‌گذاری", "holder_id": ""},
            True,
        ),
        ({"name": "خیاطی لاله", "holder_id": ""}, {"name": "خیاطی لالە", "holder_id": ""}, True),
        ({"name": "خیاطی لاله", "holder_id": ""}, {"name": "قالی بهار", "holder_id": ""}, False),
        (
            {"name": "یک نام", "holder_id": "0012345679"},
            {"name": "نام دیگر", "holder_id": "۰۰۱۲۳۴۵۶۷۹"},
            True,
        ),
        (
            {"name": "یک نام", "holder_id": "0012345679"},
            {"name": "یک نام دیگر", "holder_id": "0499370899"},
            False,
        ),
    ],
)
def test_pairs_are_proposed_by_names_and_ids(
    register: Register, one: dict[str, str], other: dict[str, str], alike: bool
) -> None:
    make_entry(register, **one)
    make_entry(register, **other)
    assert bool(proposed(register)) is alike
    assert doubles.propose(fresh(register)) == 0


def test_a_key_that_a_crowd_shares_says_nothing(register: Register) -> None:
    for _ in range(doubles.CROWD + 1):
        make_entry(register, name="فروشگاه", holder_id="")
    assert proposed(register) == []


def test_a_merge_is_field_by_field_and_reversible(register: Register) -> None:
    one, other = make_entry(register, workers="3"), make_entry(register, trade="carpet", workers="9")
    proposed(register)
    found = doubles.merge(MAKER, one, other, {"workers": True, "trade": False}, why="یک کارگاه است")
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.current.answers["workers"], one.current.answers["trade"]) == ("9", "sewing")
    assert other.hidden
    assert other.merged_into == one
    assert not Proposal.objects.filter(verdict="open").exists()
    with pytest.raises(EntryError, match="merged"):
        actions.change(MAKER, other, answers(), base=1)
    actions.change(MAKER, one, {**answers(workers="9"), "name": "نام درست"}, base=2)
    doubles.unmerge(MAKER, found, why="دو کارگاه‌اند")
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.title, one.current.answers["workers"]) == ("نام درست", "3")
    assert not other.hidden
    assert doubles.propose(fresh(register)) == 0


def test_what_is_kept_apart_is_not_proposed_again(register: Register) -> None:
    make_entry(register)
    make_entry(register)
    proposed(register)
    doubles.keep_apart(MAKER, Proposal.objects.get())
    assert doubles.propose(fresh(register)) == 0
    assert Proposal.objects.get().verdict == "different"


def test_only_heads_of_both_units_merge(register: Register) -> None:
    unit: Unit = register.unit
    one, other = make_entry(register), make_entry(register, unit=make_unit("part", unit))
    with pytest.raises(Forbidden):
        doubles.merge(make_actor(Role.UNIT_HEAD, other.unit), one, other, {}, why="همان است")
    with pytest.raises(Forbidden):
        doubles.merge(make_actor(Role.OFFICER, unit), one, other, {}, why="همان است")
    doubles.merge(make_actor(Role.UNIT_HEAD, unit), one, other, {}, why="همان است")
    assert Entry.objects.filter(hidden=True).count() == 1
