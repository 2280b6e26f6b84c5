"""Entries pass from state to state: by whom, with what, by the clock; undone by a new fact."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from barzan.access import Forbidden, Role
from barzan.clock import timers
from barzan.clock.core import TEHRAN
from barzan.clock.models import Timer
from barzan.people.models import Unit
from barzan.people.tests.factories import make_actor, make_unit
from barzan.registers import actions, followers, queries
from barzan.registers.actions import Handed
from barzan.registers.errors import EntryError, EntryRefused, RegisterError
from barzan.registers.models import Entry, Passage
from barzan.registers.tests.factories import MAKER, make_entry, make_register

pytestmark = pytest.mark.django_db
LETTER = Handed(files={"letter": ("letter.txt", "نامه".encode())})


@pytest.fixture
def unit() -> Unit:
    return make_unit("office")


def issued(unit: Unit, **changes: object) -> Entry:
    entry = make_entry(make_register(unit, **changes))
    actions.pass_(MAKER, entry, "issue", LETTER)
    return Entry.objects.get(pk=entry.pk)


def test_a_passage_is_a_fact_with_actor_document_and_validity(unit: Unit) -> None:
    head, entry = make_actor(Role.UNIT_HEAD, unit), make_entry(make_register(unit))
    passage = actions.pass_(head, entry, "issue", LETTER)
    entry.refresh_from_db()
    assert (entry.state, passage.source, passage.target) == ("valid", "asked", "valid")
    assert passage.post_id
    assert passage.user_id == head.user
    assert passage.documents.get().name == "letter"
    assert entry.valid_from == timezone.localdate()
    assert entry.valid_to > timezone.localdate() + timedelta(360)
    assert entry.renew_from
    assert entry.renew_from < entry.valid_to
    assert entry.expiry_month


def test_everything_that_is_missing_is_said_at_once(unit: Unit) -> None:
    entry = make_entry(make_register(unit), trade="", workers="30")
    with pytest.raises(EntryRefused) as refused:
        actions.pass_(MAKER, entry, "issue")
    codes = {finding.code for finding in refused.value.findings}
    assert codes == {"entry.field", "entry.document", "entry.condition"}
    assert not Passage.objects.exists()


def test_only_those_whom_the_register_names_may(unit: Unit) -> None:
    entry, officer = make_entry(make_register(unit)), make_actor(Role.OFFICER, unit)
    with pytest.raises(EntryError, match="another role"):
        actions.pass_(officer, entry, "issue", LETTER)
    with pytest.raises(Forbidden):
        actions.pass_(make_actor(Role.UNIT_HEAD, make_unit("other")), entry, "issue", LETTER)
    assert [one.key for one in queries.transitions(officer, entry)] == []
    head = make_actor(Role.UNIT_HEAD, unit)
    assert [one.key for one in queries.transitions(head, entry)] == ["issue", "close"]


def test_a_transition_leads_on_from_its_states_only(unit: Unit) -> None:
    entry = issued(unit)
    with pytest.raises(EntryError):
        actions.pass_(MAKER, entry, "issue", LETTER)
    with pytest.raises(EntryError, match="by hand"):
        actions.pass_(MAKER, entry, "expire")
    with pytest.raises(EntryRefused, match="reason"):
        actions.pass_(MAKER, entry, "suspend")


def test_who_saw_an_older_entry_does_not_pass_it_on(unit: Unit) -> None:
    entry = make_entry(make_register(unit))
    actions.pass_(MAKER, entry, "issue", LETTER, seen=1)
    with pytest.raises(RegisterError):
        actions.pass_(MAKER, entry, "close", Handed("پایان"), seen=1)


def test_undo_is_a_new_fact_and_brings_state_and_validity_back(unit: Unit) -> None:
    entry = issued(unit)
    actions.pass_(MAKER, entry, "suspend", Handed("شکایت"))
    undone = actions.undo(MAKER, entry, why="شکایت پس گرفته شد")
    entry.refresh_from_db()
    assert entry.state == "valid"
    assert entry.valid_to
    assert undone.undoes is not None
    actions.undo(MAKER, entry, why="صدور نادرست بود")
    entry.refresh_from_db()
    assert entry.state == "asked"
    assert entry.valid_to is None
    with pytest.raises(EntryError):
        actions.undo(MAKER, entry, why="باز هم")
    assert Passage.objects.filter(entry=entry).count() == 4


def test_an_undo_brings_back_the_validity_of_an_entry_that_was_taken_over(unit: Unit) -> None:
    today = timezone.localdate()
    period = (today - timedelta(350), today + timedelta(15))
    entry = make_entry(make_register(unit), unit, state="valid", valid=period)
    actions.pass_(MAKER, entry, "renew")
    assert Entry.objects.get(pk=entry.pk).valid_to > period[1]
    actions.undo(MAKER, entry, why="اشتباه بود")
    found = Entry.objects.get(pk=entry.pk)
    assert (found.state, found.valid_from, found.valid_to) == ("valid", *period)
    assert found.renew_from <= today


def test_a_renewal_goes_on_from_the_last_valid_day(unit: Unit) -> None:
    entry = issued(unit)
    with pytest.raises(EntryRefused):
        actions.pass_(MAKER, entry, "renew")
    Entry.objects.filter(pk=entry.pk).update(
        valid_from=timezone.localdate() - timedelta(350),
        valid_to=timezone.localdate() + timedelta(10),
        renew_from=timezone.localdate() - timedelta(20),
    )
    before = Entry.objects.get(pk=entry.pk).valid_to
    actions.pass_(MAKER, entry, "renew")
    entry.refresh_from_db()
    assert entry.valid_to > before + timedelta(360)


def test_the_clock_expires_an_entry_on_the_day_after_its_last_one(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = issued(unit)
    timer = Timer.objects.get(kind="registers.expiry", key=str(entry.pk))
    assert timer.due_at == datetime.combine(entry.valid_to + timedelta(1), datetime.min.time(), TEHRAN)
    assert timers.fire(0.2) == 0
    later = timer.due_at + timedelta(hours=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    timers.fire(0.2)
    entry.refresh_from_db()
    assert entry.state == "expired"
    assert Passage.objects.filter(transition="expire", user=None).exists()


def test_a_suspended_entry_is_not_expired_by_the_clock(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = issued(unit)
    actions.pass_(MAKER, entry, "suspend", Handed("شکایت"))
    assert not Timer.objects.filter(kind="registers.expiry").exists()


def test_rooms_above_hear_of_it_in_the_same_transaction(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[followers.Happened] = []
    monkeypatch.setattr(followers, "_followers", [lambda actor, happened: told.extend(happened)])
    entry = issued(unit)
    assert [(each.version is not None, each.transition and each.transition.key) for each in told] == [
        (True, None), (False, "issue"),
    ]  # fmt: skip
    assert told[1].entry == entry
    assert told[1].passage is not None


def test_what_a_follower_refuses_did_not_happen(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = make_entry(make_register(unit))

    def refuse(actor: object, happened: object) -> None:
        raise RegisterError.stale()

    monkeypatch.setattr(followers, "_followers", [refuse])
    with pytest.raises(RegisterError):
        actions.pass_(MAKER, entry, "issue", LETTER)
    entry.refresh_from_db()
    assert entry.state == "asked"
    assert not Passage.objects.exists()
