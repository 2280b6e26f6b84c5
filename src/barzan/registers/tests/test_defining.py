"""Registers are drafted, checked and published; lives that lead nowhere are refused with place and cure."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from barzan.access import Forbidden, Role
from barzan.people.models import Unit
from barzan.people.tests.factories import make_actor, make_unit
from barzan.registers import actions
from barzan.registers.core import Refused
from barzan.registers.errors import RegisterError
from barzan.registers.models import Entry, RegisterVersion
from barzan.registers.tests.factories import MAKER, fresh, life, make_draft, make_entry, make_register

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make_unit("office")


def test_what_is_published_has_a_number_and_a_hash_of_its_own(unit: Unit) -> None:
    register = make_register(unit)
    first = register.current
    assert first.number == 1
    assert first.content_hash.startswith("v1:")
    actions.save_draft(MAKER, register, life(public=["name"]), seen=0)
    second = actions.publish(MAKER, register, why="بازنگری")
    assert second.number == 2
    assert second.content_hash != first.content_hash
    assert RegisterVersion.objects.get(number=1).life.public == ("name", "trade")


@pytest.mark.parametrize(
    ("change", "place", "code"),
    [
        (
            {"states": [{"key": "a", "title": "الف", "start": True}], "transitions": []},
            "states.a",
            "dead-end",
        ),
        ({"states": [], "transitions": []}, "states", "no-states"),
        ({"numbering": "H-{year}"}, "numbering", "numbering.number"),
        ({"public": ["holder_id"]}, "public", "personal"),
        ({"columns": ["nothing"]}, "columns", "field"),
        ({"validity": None}, "transitions.issue.validity", "no-validity"),
        ({"point": "trade"}, "point", "point"),
    ],
)
def test_a_life_that_leads_nowhere_is_refused_with_its_place(
    unit: Unit, change: dict[str, Any], place: str, code: str
) -> None:
    register = make_draft(unit, **change)
    with pytest.raises(Refused) as refused:
        actions.publish(MAKER, register, why="آزمون")
    assert (place, f"register.{code}") in {(each.place, each.code) for each in refused.value.findings}
    assert fresh(register).current is None


def test_the_same_again_is_no_new_version_and_a_reason_is_asked_for(unit: Unit) -> None:
    register = make_register(unit)
    actions.save_draft(MAKER, register, life(), seen=0)
    with pytest.raises(RegisterError, match="same as version 1"):
        actions.publish(MAKER, register, why="هیچ")
    with pytest.raises(RegisterError, match="reason"):
        actions.publish(MAKER, register, why=" ")


def test_two_who_write_the_draft_do_not_overwrite_each_other(unit: Unit) -> None:
    register = make_draft(unit)
    actions.save_draft(MAKER, register, life(public=[]), seen=1)
    with pytest.raises(RegisterError):
        actions.save_draft(MAKER, register, life(columns=[]), seen=1)


def test_heads_define_for_their_units_only(unit: Unit) -> None:
    head = make_actor(Role.UNIT_HEAD, unit)
    assert make_draft(unit, actor=head).unit == unit
    with pytest.raises(Forbidden), transaction.atomic():
        make_draft(make_unit("other"), actor=head)
    with pytest.raises(Forbidden), transaction.atomic():
        make_draft(unit, actor=make_actor(Role.OFFICER, unit))


@pytest.mark.parametrize("key", ["", "New", "a b", "new", "x" * 61])
def test_keys_are_shaped_and_never_reused(unit: Unit, key: str) -> None:
    register = make_register(unit)
    named = {"title": "دفتر", "unit": unit, "form": register.form, "definition": life()}
    with pytest.raises(RegisterError):
        actions.define(MAKER, key, **named)
    with pytest.raises(RegisterError):
        actions.define(MAKER, register.key, **named)


def test_entries_keep_their_version_until_they_are_moved(unit: Unit) -> None:
    register = make_register(unit)
    one, two = make_entry(register), make_entry(register)
    Entry.objects.filter(pk=two.pk).update(state="suspended")
    states = [each for each in life()["states"] if each["key"] != "suspended"]
    ways = [each for each in life()["transitions"] if each["key"] not in ("suspend", "resume")]
    ways[-1] = {**ways[-1], "from": ["asked", "valid", "expired"]}
    actions.save_draft(MAKER, register, life(states=states, transitions=ways), seen=0)
    second = actions.publish(MAKER, register, why="بازنگری")
    would = actions.move_entries(MAKER, register, dry_run=True)
    assert would.count == 1
    assert would.stuck[0].title == "تعلیق"
    assert not Entry.objects.filter(version=second).exists()
    actions.move_entries(MAKER, register, why="مصوبه")
    assert list(Entry.objects.filter(version=second)) == [one]
