"""A delegation lends what somebody has, to whom they trust, for as long as they said: nobody grows by it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from barzan.access import Actor, Forbidden, Role
from barzan.people import actions
from barzan.people.actors import actor_of
from barzan.people.models import Delegation, Holding, Post, User
from barzan.people.tests.factories import make_actor, make_place, make_unit, make_user

pytestmark = pytest.mark.django_db
FAR = date(2099, 3, 21)


def lend(actor: Actor, owner: User, deputy: User, until: date = FAR) -> Delegation:
    return actions.delegate(
        actor,
        post_of(owner),
        absent=owner.person,
        deputy=deputy.person,
        since=timezone.localdate(),
        until=until,
    )


def post_of(user: User) -> Post:
    return Holding.objects.get(person=user.person_id).post


def acting(user: User) -> Actor:
    return actor_of(user, timezone.localdate())


def test_a_deputy_neither_lends_on_nor_stays_longer() -> None:
    head, deputy, friend = make_user(Role.UNIT_HEAD, make_unit("u")), *(make_user(Role.CITIZEN) for _ in "ab")
    lend(acting(head), head, deputy, timezone.localdate() + timedelta(2))
    for other in (deputy, friend):
        with pytest.raises(Forbidden):
            lend(acting(deputy), head, other)


@pytest.mark.parametrize("power", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_a_head_does_not_become_more_than_a_head(power: Role) -> None:
    unit = make_unit("u")
    head, powerful = make_user(Role.UNIT_HEAD, unit), make_user(power, unit)
    with pytest.raises(Forbidden):
        lend(acting(head), powerful, head)
    lend(make_actor(Role.ADMINISTRATOR), powerful, head)


def test_an_administrator_lends_the_own_post() -> None:
    administrator, deputy = make_user(Role.ADMINISTRATOR, make_unit("u")), make_user(Role.CITIZEN)
    lend(acting(administrator), administrator, deputy)


def test_the_head_of_one_place_lends_no_post_that_reaches_over_all() -> None:
    unit, here = make_unit("u"), make_place("here")
    bounded, whole = make_user(Role.UNIT_HEAD, unit, here), make_user(Role.UNIT_HEAD, unit)
    with pytest.raises(Forbidden):
        lend(acting(bounded), whole, bounded)
    below = make_user(Role.OFFICER, unit, make_place("below", here))
    lend(acting(bounded), below, whole)


def test_in_person_keeps_the_own_posts() -> None:
    unit, deputy = make_unit("u"), make_user(Role.OFFICER, make_unit("v"))
    head = make_user(Role.UNIT_HEAD, unit)
    lend(acting(head), head, deputy)
    assert {grant.role for grant in acting(deputy).grants} == {Role.UNIT_HEAD, Role.OFFICER}
    assert {grant.role for grant in acting(deputy).in_person().grants} == {Role.OFFICER}
