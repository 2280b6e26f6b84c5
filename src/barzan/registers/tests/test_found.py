"""Entries in the search of the house: by title, number and public fields, for those who may read them."""

from __future__ import annotations

import pytest

from barzan.access import Actor, Role
from barzan.people import followers
from barzan.people.tests.factories import make_actor, make_unit
from barzan.registers import actions, units
from barzan.registers.actions import doubles, importing
from barzan.registers.filters import Filters
from barzan.registers.found import KIND
from barzan.registers.models import Entry, Import, Register
from barzan.registers.queries import entry_list
from barzan.registers.tests.factories import MAKER, answers, make_entry, make_register
from barzan.registers.tests.test_tallies import counted, kept
from barzan.search import actions as search
from barzan.search.queries import find

pytestmark = pytest.mark.django_db


@pytest.fixture
def register() -> Register:
    return make_register(make_unit("office"), public=["name", "trade"])


def hits(actor: Actor, words: str) -> list[str]:
    return [hit.title for hit in find(actor, words, kind=KIND).hits]


def test_an_entry_is_found_by_title_number_and_public_fields_but_by_nothing_personal(
    register: Register,
) -> None:
    entry = make_entry(register, name="کارگاه نرگس", asked_on="2026-05-05")
    for words in ("کارگاه نرگس", entry.number, "خیاطی"):
        assert hits(MAKER, words) == ["کارگاه نرگس"], words
    assert hits(MAKER, "0012345679") == []


def test_it_is_found_by_those_who_may_read_it_and_follows_its_unit(register: Register) -> None:
    make_entry(register, name="کارگاه نرگس")
    other = make_unit("other")
    here, there = make_actor(Role.OFFICER, register.unit), make_actor(Role.OFFICER, other)
    assert (hits(here, "نرگس"), hits(there, "نرگس")) == (["کارگاه نرگس"], [])
    units.move(MAKER, {register.unit: other}, "ادغام")
    assert (hits(here, "نرگس"), hits(there, "نرگس")) == ([], ["کارگاه نرگس"])


def test_entries_go_where_their_unit_goes_in_the_tree(register: Register) -> None:
    entry, above = make_entry(register, name="کارگاه نرگس"), make_unit("above")
    head = make_actor(Role.UNIT_HEAD, above)
    assert (hits(head, "نرگس"), entry_list(head, register, Filters()).rows) == ([], [])
    register.unit.parent, register.unit.path = above, f"{above.path}{register.unit_id}/"
    register.unit.save()
    followers.renewed([register.unit])
    assert hits(head, "نرگس") == ["کارگاه نرگس"]
    assert [each.pk for each in entry_list(head, register, Filters()).rows] == [entry.pk]
    assert kept() == counted()


def test_what_is_changed_merged_or_taken_back_is_found_as_it_stands(register: Register) -> None:
    kept, gone = make_entry(register, name="کارگاه نرگس"), make_entry(register, name="کارگاه لاله")
    actions.change(MAKER, kept, answers(name="کارگاه یاس"), base=1)
    assert (hits(MAKER, "نرگس"), hits(MAKER, "یاس")) == ([], ["کارگاه یاس"])
    merge = doubles.merge(MAKER, kept, gone, {}, why="یکی است")
    assert hits(MAKER, "لاله") == []
    doubles.unmerge(MAKER, merge, why="دو تا بود")
    assert hits(MAKER, "لاله") == ["کارگاه لاله"]


def test_an_import_that_is_taken_back_leaves_nothing_to_find(register: Register) -> None:
    data = "نام کارگاه,رسته\nکارگاه شقایق,خیاطی\n".encode()
    made = importing.begin_import(MAKER, register, register.unit, "list.csv", data)
    importing.map_import(MAKER, made, {"نام کارگاه": "name", "رسته": "trade"})
    importing.check_rows(Import.objects.get(pk=made.pk), lambda *_: None)
    importing.start_import(MAKER, Import.objects.get(pk=made.pk))
    importing.take_rows(MAKER, Import.objects.get(pk=made.pk), lambda *_: None)
    assert hits(MAKER, "شقایق") == ["کارگاه شقایق"]
    importing.undo_import(MAKER, Import.objects.get(pk=made.pk), why="فایل دیگری بود")
    assert hits(MAKER, "شقایق") == []


def test_the_index_can_be_built_anew(register: Register) -> None:
    make_entry(register, name="کارگاه نرگس")
    Entry.objects.filter(pk=make_entry(register, name="کارگاه لاله").pk).update(hidden=True)
    search.rebuild()
    assert (hits(MAKER, "نرگس"), hits(MAKER, "لاله")) == (["کارگاه نرگس"], [])
