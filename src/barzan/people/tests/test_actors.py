"""An actor's grants come from the posts held today, and from those held for the absent."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from barzan.access import Role
from barzan.people.actors import actor_of
from barzan.people.models import Delegation, Holding, Unit
from barzan.people.tests.factories import (
    LONG_AGO,
    make_actor,
    make_place,
    make_post,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db


def today() -> date:
    return timezone.localdate()


def days(number: int) -> date:
    return today() + timedelta(days=number)


def test_a_post_grants_its_roles_over_its_unit_and_place() -> None:
    unit, place = make_unit("u"), make_place("p")
    user = make_user(Role.OFFICER, unit, place)
    (grant,) = actor_of(user, today()).grants
    assert (grant.role, grant.unit_path, grant.place_path) == (Role.OFFICER, unit.path, place.path)
    assert grant.delegated_by is None


def test_a_citizen_holds_no_grant_but_the_role() -> None:
    actor = make_actor(Role.CITIZEN)
    assert actor.grants == ()
    assert actor.roles == {Role.CITIZEN}


def test_a_post_counts_from_its_first_day_to_the_day_before_its_last() -> None:
    user = make_user(Role.OFFICER, make_unit("u"))
    Holding.objects.filter(person=user.person).update(since=days(-5), until=days(5))
    held = [bool(actor_of(user, days(n)).grants) for n in (-6, -5, 0, 4, 5)]
    assert held == [False, True, True, True, False]


def test_a_closed_unit_grants_nothing() -> None:
    unit = make_unit("u")
    user = make_user(Role.UNIT_HEAD, unit)
    Unit.objects.filter(pk=unit.pk).update(valid_to=today())
    assert actor_of(user, today()).grants == ()


def test_a_deputy_acts_for_the_absent_between_the_dates_only() -> None:
    unit = make_unit("u")
    head, deputy = make_user(Role.UNIT_HEAD, unit), make_user(Role.CITIZEN)
    post = Holding.objects.get(person=head.person).post
    Delegation.objects.create(
        absent=head.person, deputy=deputy.person, post=post, since=today(), until=days(3)
    )
    (grant,) = actor_of(deputy, today()).grants
    assert (grant.role, grant.unit_path, grant.delegated_by) == (Role.UNIT_HEAD, unit.path, head.person_id)
    assert actor_of(deputy, days(-1)).grants == ()
    assert actor_of(deputy, days(3)).grants == ()


def test_a_delegation_ends_with_the_holding_of_the_absent() -> None:
    head, deputy = make_user(Role.UNIT_HEAD, make_unit("u")), make_user(Role.CITIZEN)
    holding = Holding.objects.get(person=head.person)
    Delegation.objects.create(
        absent=head.person, deputy=deputy.person, post=holding.post, since=LONG_AGO, until=days(9)
    )
    Holding.objects.filter(pk=holding.pk).update(until=today())
    assert actor_of(deputy, today()).grants == ()


def test_an_actor_is_built_in_one_query(django_assert_num_queries) -> None:
    unit = make_unit("u")
    user = make_user(Role.OFFICER, unit)
    for _ in range(4):
        Holding.objects.create(
            person=user.person, post=make_post(unit, Role.OFFICER, Role.ANALYST), since=LONG_AGO
        )
    with django_assert_num_queries(1):
        assert len(actor_of(user, today()).grants) == 9
