"""Persons: who holds which post when, who may read them, and that reading leaves an event."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from barzan.access import Forbidden, Role
from barzan.people import actions, queries
from barzan.people.actors import actor_of
from barzan.people.errors import PeopleRefused
from barzan.people.models import Holding, Person, Personal
from barzan.people.tests.factories import (
    make_actor,
    make_person,
    make_place,
    make_post,
    make_unit,
    make_user,
)
from barzan.persian.errors import PersianError
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db
SPRING, SUMMER = date(2024, 3, 20), date(2024, 6, 21)


@pytest.fixture
def admin():
    return make_actor(Role.ADMINISTRATOR)


def refused(code: str):
    return pytest.raises(PeopleRefused, check=lambda error: error.code == code)


def test_a_single_seat_has_one_holder_at_a_time(admin) -> None:
    post, one, two = make_post(make_unit("u"), Role.OFFICER), make_person(), make_person()
    first = actions.appoint(admin, one, post, since=SPRING)
    with refused("holding.taken"):
        actions.appoint(admin, two, post, since=SUMMER)
    with refused("holding.taken"):
        actions.appoint(admin, two, post, since=SPRING - timedelta(9), until=SPRING + timedelta(1))
    actions.end_holding(admin, first, until=SUMMER)
    actions.appoint(admin, two, post, since=SUMMER)
    assert [holding.person for holding in post.holdings.all()] == [two, one]


def test_a_national_id_is_checked_kept_in_latin_digits_and_unique(admin) -> None:
    person = actions.add_person(admin, given_name="علي", family_name="آزمون", national_id="۰۱۸۳۳۸۲۳۹۰")
    assert (person.given_name, person.national_id) == ("علی", "0183382390")
    with pytest.raises(PersianError, match="check digit"):
        actions.add_person(admin, given_name="الف", family_name="ب", national_id="0183382391")
    with refused("person.national_id"):
        actions.add_person(admin, given_name="الف", family_name="ب", national_id="0183382390")
    assert Person.objects.filter(family_name="ب").count() == 0


def test_events_about_persons_carry_no_names(admin) -> None:
    person = actions.add_person(admin, given_name="پنهان", family_name="آشکار", national_id="0183382390")
    actions.change_person(admin, person, given_name="پیدا", family_name="آشکار")
    queries.persons(admin, "آشکار")
    told = " ".join(str(vars(event)) for event in Event.objects.all())
    assert not any(secret in told for secret in ("پنهان", "پیدا", "آشکار", "0183382390"))
    assert Event.objects.get(verb="person.changed").details == {"fields": ["given_name", "national_id"]}


def test_a_head_reads_the_persons_of_their_subtree_and_each_reading_is_an_event() -> None:
    top = make_unit("top")
    head = make_actor(Role.UNIT_HEAD, top)
    inside = make_user(Role.OFFICER, make_unit("leaf", top)).person
    outside = make_user(Role.OFFICER, make_unit("elsewhere")).person
    listed = set(queries.persons(head))
    assert inside in listed
    assert outside not in listed
    assert queries.person(head, inside.pk) == inside
    with pytest.raises(Person.DoesNotExist):
        queries.person(head, outside.pk)
    verbs = Event.objects.values_list("verb", "key")
    assert list(verbs.order_by("pk")) == [("person-list.read", "all"), ("person.read", str(inside.pk))]


def test_a_head_bounded_to_a_place_reads_only_those_who_serve_there() -> None:
    unit, here = make_unit("u"), make_place("here")
    head = make_actor(Role.UNIT_HEAD, unit, here)
    inside = make_user(Role.OFFICER, unit, make_place("below", here)).person
    make_user(Role.OFFICER, unit, make_place("there"))
    make_user(Role.OFFICER, unit)
    assert set(queries.persons(head)) == {inside, Person.objects.get(pk=head.person)}


def test_everybody_reads_their_own_record_without_an_event() -> None:
    citizen = make_actor(Role.CITIZEN)
    assert queries.person(citizen, citizen.person).pk == citizen.person
    assert not Event.objects.exists()
    with pytest.raises(Forbidden):
        queries.persons(citizen)


def test_one_lends_ones_own_post_and_a_head_lends_those_of_the_unit() -> None:
    unit, today = make_unit("u"), timezone.localdate()
    user, deputy = make_user(Role.SECRETARY, unit), make_person()
    post = Holding.objects.get(person=user.person).post
    absence = {"absent": user.person, "deputy": deputy, "since": today, "until": today + timedelta(3)}
    actions.delegate(actor_of(user, today), post, **absence)
    actions.delegate(make_actor(Role.UNIT_HEAD, unit), post, **absence)
    for role, where in ((Role.UNIT_HEAD, make_unit("other")), (Role.OFFICER, unit), (Role.AUDITOR, unit)):
        with pytest.raises(Forbidden):
            actions.delegate(make_actor(role, where), post, **absence)
    with refused("delegation.self"):
        actions.delegate(actor_of(user, today), post, **(absence | {"deputy": user.person}))


def test_a_post_that_one_does_not_hold_cannot_be_lent(admin) -> None:
    post = make_post(make_unit("u"), Role.OFFICER)
    with refused("delegation.held"):
        actions.delegate(admin, post, absent=make_person(), deputy=make_person(), since=SPRING, until=SUMMER)


def test_an_auditor_lends_not_even_their_own_post() -> None:
    user = make_user(Role.AUDITOR, make_unit("u"))
    post, today = Holding.objects.get(person=user.person).post, timezone.localdate()
    with pytest.raises(Forbidden):
        actions.delegate(
            actor_of(user, today),
            post,
            absent=user.person,
            deputy=make_person(),
            since=today,
            until=today + timedelta(1),
        )


def test_what_a_deputy_does_says_on_whose_behalf() -> None:
    unit, today = make_unit("u"), timezone.localdate()
    head, deputy = make_user(Role.UNIT_HEAD, unit), make_user(Role.CITIZEN)
    post = Holding.objects.get(person=head.person).post
    absence = {"absent": head.person, "deputy": deputy.person, "since": today}
    actions.delegate(actor_of(head, today), post, until=today + timedelta(2), **absence)
    queries.person(actor_of(deputy, today), head.person_id)
    (held,) = Event.objects.get(verb="person.read").held
    assert held == {"role": "unit_head", "post": post.pk, "for": head.person_id}


def test_personal_data_sits_in_marked_tables_only() -> None:
    assert {model._meta.label for model in Personal.__subclasses__()} == {
        *("people.Person", "people.User", "upkeep.Proposer", "registers.EntryPersonal"),
        *(f"submissions.{name}" for name in ("Draft", "Personal", "Unread", "Upload")),
    }
