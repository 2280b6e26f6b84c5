"""A place that posts and organisations name is not closed under them: they go on with another place."""

from __future__ import annotations

from datetime import date

import pytest

from barzan.access import Role
from barzan.people.models import Organisation, Post
from barzan.people.tests.factories import make_actor, make_place, make_post, make_unit
from barzan.places import actions
from barzan.places.errors import PlaceRefused
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db
SPRING = date(2024, 3, 20)


def test_posts_and_organisations_follow_a_place_that_is_merged() -> None:
    admin, old, new = make_actor(Role.ADMINISTRATOR), make_place("old"), make_place("new")
    make_post(make_unit("u"), Role.OFFICER, code="p", place=old)
    Organisation.objects.update(place=old)
    with pytest.raises(PlaceRefused) as refused:
        actions.close(admin, old, on=SPRING)
    assert refused.value.place["field"] == "into"
    with pytest.raises(PlaceRefused):
        actions.close(admin, old, on=SPRING, into=old)
    actions.close(admin, old, on=SPRING, into=new, why="ادغام")
    assert Post.objects.get(code="p").place == new
    assert set(Organisation.objects.values_list("place", flat=True)) == {new.pk}
    told = Event.objects.filter(verb__endswith=".placed").values_list("verb", "why")
    assert set(told) == {("post.placed", "ادغام"), ("organisation.placed", "ادغام")}
    assert Event.objects.get(verb="place.closed").details["into"] == new.pk
