"""Entries: opened under numbers without gaps, changed as versions, conflicts shown, related by facts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from barzan.access import Forbidden, Role
from barzan.people.models import Unit
from barzan.people.tests.factories import make_actor, make_place, make_unit
from barzan.registers import actions
from barzan.registers.errors import Conflict, EntryError, EntryRefused, RegisterError
from barzan.registers.formed import judged
from barzan.registers.models import Counter, Entry, EntryVersion, Word
from barzan.registers.tests.factories import MAKER, answers, make_entry, make_form, make_register, workbook
from barzan.trail.models import Event
from barzan.xlsform.tests.building import question

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make_unit("office")


def test_an_entry_gets_the_next_number_and_the_first_state(unit: Unit) -> None:
    register = make_register(unit)
    first, second = make_entry(register), make_entry(register, name="کارگاه دوم")
    assert first.number.endswith("-0001")
    assert second.number.endswith("-0002")
    assert first.state == "asked"
    assert first.title == "کارگاه نمونه"
    assert Event.objects.filter(verb="entry.opened", key=str(first.pk)).exists()


def test_personal_answers_lie_apart(unit: Unit) -> None:
    entry = make_entry(make_register(unit))
    assert "holder_id" not in entry.current.answers
    assert entry.current.personal.answers == {"holder_id": "0012345679"}
    assert not Word.objects.filter(word__contains="0012345679").exists()


def test_what_breaks_the_form_is_refused_with_its_place_and_gives_no_number_away(unit: Unit) -> None:
    register = make_register(unit)
    with pytest.raises(EntryRefused) as refused:
        make_entry(register, workers="99")
    assert refused.value.findings[0].place == "/data/workers"
    assert make_entry(register).number.endswith("-0001")


def test_numbers_are_counted_for_each_organisation_and_year(unit: Unit) -> None:
    register = make_register(unit)
    make_entry(register)
    counter = Counter.objects.get()
    assert counter.organisation == unit.organisation
    assert counter.series.startswith("year=14")


def test_an_entry_taken_over_keeps_its_number_and_the_next_follows_it(unit: Unit) -> None:
    register = make_register(unit)
    year = make_entry(register).number.split("-")[1]
    old = make_entry(register, number=f"H-{year}-0040", state="valid")
    assert old.state == "valid"
    assert make_entry(register).number == f"H-{year}-0041"


def test_one_origin_opens_one_entry(unit: Unit) -> None:
    register = make_register(unit)
    make_entry(register, origin="blueprint:1")
    with pytest.raises(DatabaseError), transaction.atomic():
        make_entry(register, origin="blueprint:1")


def test_an_officer_opens_in_their_unit_only(unit: Unit) -> None:
    register, other = make_register(unit), make_unit("other")
    officer = make_actor(Role.OFFICER, unit)
    assert make_entry(register, unit, actor=officer).current.post_id is not None
    with pytest.raises(Forbidden):
        make_entry(register, other, actor=officer)


def test_a_change_is_a_version_and_the_same_answers_are_none(unit: Unit) -> None:
    entry = make_entry(make_register(unit))
    changed = actions.change(MAKER, entry, answers(workers="5"), base=1, why="بازدید")
    assert changed.number == 2
    assert EntryVersion.objects.get(entry=entry, number=1).answers["workers"] == "3"
    assert actions.change(MAKER, entry, answers(workers="5"), base=2) == changed
    event = Event.objects.get(verb="entry.changed")
    assert "workers" in event.detail
    assert '"5"' not in event.detail


def test_two_editors_are_shown_to_each_other_and_nothing_is_overwritten(unit: Unit) -> None:
    entry = make_entry(make_register(unit))
    actions.change(MAKER, entry, answers(workers="5"), base=1)
    with pytest.raises(Conflict) as conflict:
        actions.change(MAKER, entry, answers(workers="7"), base=1)
    assert conflict.value.base.answers["workers"] == "3"
    assert conflict.value.current.answers["workers"] == "5"
    assert Entry.objects.get(pk=entry.pk).current.answers["workers"] == "5"


def test_who_may_not_see_personal_fields_leaves_them_as_they_are(unit: Unit) -> None:
    entry = make_entry(make_register(unit))
    officer = make_actor(Role.OFFICER, unit)
    shown = dict(entry.current.answers)
    actions.change(officer, entry, {**shown, "name": "نام تازه", "holder_id": "0012345679"}, base=1)
    entry.refresh_from_db()
    assert entry.title == "نام تازه"
    assert entry.current.personal.answers["holder_id"] == "0012345679"


def test_the_place_of_an_entry_comes_from_its_answer(unit: Unit) -> None:
    place = make_place("N-1")
    register = make_register(unit, place="place_code")
    assert make_entry(register, place_code="N-1").place == place
    with pytest.raises(EntryError):
        make_entry(register, place_code="N-9")


def test_facts_are_never_changed_in_the_database(unit: Unit) -> None:
    entry = make_entry(make_register(unit))
    for table in ("registers_entryversion", "registers_registerversion", "registers_entrypersonal"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET id = id + 1")
    assert entry.versions.count() == 1


def test_a_closed_register_takes_no_entries(unit: Unit) -> None:
    register = make_register(unit)
    actions.close(MAKER, register, why="پایان طرح")
    with pytest.raises(RegisterError):
        make_entry(register)
    actions.reopen(MAKER, register, why="آغاز دوباره")
    assert make_entry(register).pk


def test_relations_are_facts_of_the_kinds_that_the_register_knows(unit: Unit) -> None:
    register = make_register(unit)
    one, other, place = make_entry(register), make_entry(register), make_place("N-2")
    related = actions.relate(MAKER, one, "branch", other)
    actions.relate(MAKER, one, "seat", place)
    for kind, thing in (
        ("branch", make_entry(register)),
        ("branch", place),
        ("seat", place),
        ("none", other),
    ):
        with pytest.raises(EntryError):
            actions.relate(MAKER, one, kind, thing)
    actions.unrelate(MAKER, related, why="جدا شدند")
    assert actions.relate(MAKER, one, "branch", make_entry(register)).pk


def test_whoever_works_in_one_place_opens_entries_there(unit: Unit) -> None:
    place = make_place("N-3")
    officer = make_actor(Role.OFFICER, unit, place)
    assert make_entry(make_register(unit), actor=officer).place == place


def test_after_midnight_today_is_that_of_the_house(unit: Unit) -> None:
    asked = question("date", "seen", "دیده شد", "Seen on", constraint=". <= today()")
    form = make_form(unit, data=workbook(asked))
    at_night = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)  # 01:00 of the 21st in Tehran
    assert judged(form.current, answers(seen="2026-11-21"), at_night)["seen"] == "2026-11-21"
    with pytest.raises(EntryRefused):
        judged(form.current, answers(seen="2026-11-22"), at_night)
