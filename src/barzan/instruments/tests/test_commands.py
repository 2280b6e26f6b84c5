"""What the commands promise: who may, what is recorded, what a bad input gets; nothing is half saved."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from barzan.access import Forbidden, Role
from barzan.documents.errors import DocumentRefused
from barzan.instruments import actions, queries
from barzan.instruments.actions import Description
from barzan.instruments.errors import InstrumentError
from barzan.instruments.models import Instrument, Relation
from barzan.instruments.tests.factories import STEWARD, make_instrument
from barzan.people.tests.factories import ROLES, make_actor, make_unit
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db
ON = date(2020, 1, 1)


def test_codes_go_up_and_are_never_given_twice() -> None:
    first, second = make_instrument(), make_instrument()
    assert int(second.code[2:]) == int(first.code[2:]) + 1
    with pytest.raises(InstrumentError) as refused:
        actions.add(STEWARD, Description("act", "قانون دیگر"), code=first.code)
    assert "دوباره داده نمی‌شود" in refused.value.fa


@pytest.mark.parametrize("role", ROLES)
def test_only_stewards_write_and_secretaries_do_so_everywhere(role: Role) -> None:
    actor = make_actor(role, make_unit("somewhere"))
    if role in (Role.SECRETARY, Role.ADMINISTRATOR):
        assert actions.add(actor, Description("act", "قانون آب")).title == "قانون آب"
    else:
        with pytest.raises(Forbidden):
            actions.add(actor, Description("act", "قانون آب"))
        assert not Instrument.objects.exists()


def test_a_date_in_the_future_is_refused_unless_it_is_the_day_in_force() -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(InstrumentError) as refused:
        actions.add(STEWARD, Description("act", "قانون آب", date=tomorrow))
    assert "لازم‌الاجرا از" in refused.value.fa
    assert "day in force" in refused.value.en
    made = actions.add(STEWARD, Description("act", "قانون آب", effective_on=tomorrow))
    assert queries.standing_of(STEWARD, made).state == "not_yet"
    with pytest.raises(InstrumentError):
        actions.add(STEWARD, Description("act", "قانون خاک", date=ON, effective_on=date(2019, 1, 1)))


def test_the_same_kind_number_and_date_is_asked_about_once() -> None:
    made = make_instrument("قانون آب", number="12/34", date=ON)
    with pytest.raises(InstrumentError) as refused:
        actions.add(STEWARD, Description("act", "قانون آب و خاک", number="۱۲/۳۴", date=ON))
    assert made.code in refused.value.fa
    assert made.title in refused.value.en
    another = actions.add(STEWARD, Description("act", "قانون خاک", number="12/34", date=ON), another=True)
    assert another.code != made.code
    assert actions.add(STEWARD, Description("letter", "نامهٔ آب", number="12/34", date=ON))


def test_a_correction_leaves_what_stood_before() -> None:
    made = make_instrument("قانون اب", number="5", date=ON)
    given = Description("act", "قانون آب", number="5", date=ON)
    actions.correct(STEWARD, made, given, why="غلط چاپی")
    event = Event.objects.filter(verb="instrument.corrected").get()
    assert json.loads(event.detail) == {"before": {"title": "قانون اب"}}
    actions.correct(STEWARD, made, given)
    assert Event.objects.filter(verb="instrument.corrected").count() == 1


def test_no_instrument_ends_itself_directly_or_in_a_ring() -> None:
    a, b, c = (make_instrument() for _ in range(3))
    with pytest.raises(InstrumentError):
        actions.relate(STEWARD, "replaces", a, a, on=ON)
    actions.relate(STEWARD, "replaces", b, a, on=ON)
    actions.relate(STEWARD, "repeals", c, b, on=ON)
    with pytest.raises(InstrumentError) as refused:
        actions.relate(STEWARD, "replaces", a, c, on=ON)
    assert refused.value.code == "source.cycle"
    assert Relation.objects.count() == 2


def test_a_relation_needs_its_day_not_before_the_date_and_only_once() -> None:
    old, new = make_instrument(date=ON), make_instrument()
    for on, code in ((None, "on.missing"), (date(2019, 12, 31), "on.early")):
        with pytest.raises(InstrumentError) as refused:
            actions.relate(STEWARD, "amends", new, old, on=on)
        assert refused.value.code == code
    actions.relate(STEWARD, "amends", new, old, on=ON)
    with pytest.raises(InstrumentError) as refused:
        actions.relate(STEWARD, "amends", new, old, on=ON)
    assert refused.value.code == "source.recorded"
    actions.relate(STEWARD, "cites", new, old)


def test_a_withdrawn_relation_stays_and_counts_no_more() -> None:
    old, new = make_instrument(), make_instrument()
    relation = actions.relate(STEWARD, "repeals", new, old, on=ON)
    assert queries.standing_of(STEWARD, old).state == "repealed"
    with pytest.raises(InstrumentError):
        actions.withdraw(STEWARD, relation, why=" ")
    actions.withdraw(STEWARD, relation, why="سند دیگری بود")
    assert queries.standing_of(STEWARD, old).state == "in_force"
    assert [each.withdrawal.why for each in queries.relations_of(STEWARD, old)] == ["سند دیگری بود"]
    with pytest.raises(InstrumentError):
        actions.withdraw(STEWARD, relation, why="دوباره")
    actions.relate(STEWARD, "replaces", old, new, on=ON)  # the ring is open again


def test_the_database_refuses_to_change_a_relation() -> None:
    relation = actions.relate(STEWARD, "repeals", make_instrument(), make_instrument(), on=ON)
    with pytest.raises(DatabaseError), transaction.atomic():
        Relation.objects.filter(pk=relation.pk).update(on=date(2021, 1, 1))
    with pytest.raises(DatabaseError), transaction.atomic():
        Relation.objects.filter(pk=relation.pk).delete()


def test_a_text_is_kept_in_versions_and_a_hostile_one_refused() -> None:
    made = make_instrument()
    for actor in (make_actor(Role.SECRETARY, make_unit("reform")), make_actor(Role.ADMINISTRATOR)):
        actions.attach_text(actor, made, "act.txt", "متن".encode())
        made.refresh_from_db()
    first = made.document
    with pytest.raises(DocumentRefused):
        actions.attach_text(STEWARD, made, "act.pdf", b"MZ\x90\x00" + bytes(200))
    made.refresh_from_db()
    assert made.document == first
    assert actions.attach_text(STEWARD, made, "act.txt", "متن اصلاح‌شده".encode()).number == 2
