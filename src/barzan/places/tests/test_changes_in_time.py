"""Places are renamed, moved and closed at a date; the tree can be asked as it was."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from barzan.access import Forbidden, Role
from barzan.people.tests.factories import LONG_AGO, make_actor, make_place
from barzan.places import actions, queries
from barzan.places.errors import PlaceRefused
from barzan.places.models import Hierarchy, Kind, Place
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db
SPRING, SUMMER = date(2024, 3, 20), date(2024, 6, 21)


@pytest.fixture
def admin():
    return make_actor(Role.ADMINISTRATOR)


def codes(rows) -> list[str]:
    return [row.place.code for row in rows]


def refused(code: str):
    return pytest.raises(PlaceRefused, check=lambda error: error.code == code)


def test_a_renamed_place_keeps_what_it_was_called(admin) -> None:
    place = make_place("a", name="کهنه")
    actions.rename(admin, place, name="نو", on=SPRING, why="resolution 12")
    names = {
        at: queries.standing(admin, place.hierarchy, at).get().named
        for at in (LONG_AGO, SPRING - timedelta(1), SPRING)
    }
    assert list(names.values()) == ["کهنه", "کهنه", "نو"]
    assert Place.objects.get().name == "نو"
    event = Event.objects.get(verb="place.renamed")
    assert (event.kind, event.key, event.why) == ("place", str(place.pk), "resolution 12")


def test_a_move_carries_the_subtree_and_the_past_stays(admin) -> None:
    one, two = make_place("one"), make_place("two")
    middle = make_place("middle", one)
    leaf = make_place("leaf", middle)
    actions.move(admin, middle, parent=two, on=SPRING)
    leaf.refresh_from_db()
    assert leaf.path == f"/{two.pk}/{middle.pk}/{leaf.pk}/"
    home = one.hierarchy
    assert codes(queries.standing(admin, home, SPRING - timedelta(1), one)) == ["one", "middle", "leaf"]
    assert codes(queries.standing(admin, home, SPRING, one)) == ["one"]
    assert codes(queries.standing(admin, home, SPRING, two)) == ["two", "middle", "leaf"]
    assert queries.ancestors(admin, leaf) == [two, middle]
    assert queries.ancestors(admin, leaf, at=LONG_AGO) == [one, middle]


def test_a_place_stands_in_several_hierarchies(admin) -> None:
    district, quarter = make_place("district"), make_place("quarter")
    water = actions.add_hierarchy(admin, "water", name="آبفا")
    zone = actions.add(admin, water, code="zone", kind=Kind.AREA, name="ناحیهٔ آب", valid_from=LONG_AGO)
    actions.move(admin, quarter, parent=district, on=SPRING)
    actions.move(admin, quarter, parent=zone, on=SPRING, hierarchy=water)
    quarter.refresh_from_db()
    assert queries.ancestors(admin, quarter) == [district]
    assert queries.ancestors(admin, quarter, water) == [zone]
    assert quarter.path == f"/{district.pk}/{quarter.pk}/"


def test_no_place_lies_under_itself(admin) -> None:
    top = make_place("top")
    leaf = make_place("leaf", make_place("middle", top))
    for parent in (top, leaf):
        with refused("place.cycle"):
            actions.move(admin, top, parent=parent, on=SPRING)


def test_changes_come_in_order_and_not_from_the_future(admin) -> None:
    place = make_place("a")
    actions.rename(admin, place, name="نو", on=SUMMER)
    with refused("place.early"):
        actions.rename(admin, place, name="نوتر", on=SPRING)
    with refused("place.future"):
        actions.rename(admin, place, name="نوتر", on=timezone.localdate() + timedelta(1))
    assert place.namings.count() == 2


def test_a_parent_stands_in_the_same_hierarchy(admin) -> None:
    stranger = Hierarchy.objects.create(code="other", name="دیگر")
    with refused("place.parent"):
        actions.move(admin, make_place("a"), parent=make_place("b"), on=SPRING, hierarchy=stranger)


def test_a_closed_place_frees_its_code_and_is_still_found_in_the_past(admin) -> None:
    place = make_place("7")
    again = {"code": "7", "kind": Kind.AREA, "name": "هفت"}
    with refused("place.code"):
        actions.add(admin, place.hierarchy, valid_from=SPRING, **again)
    actions.close(admin, place, on=SPRING)
    with refused("place.code"):
        actions.add(admin, place.hierarchy, valid_from=LONG_AGO, **again)
    second = actions.add(admin, place.hierarchy, valid_from=SPRING, **again)
    assert list(queries.places(admin)) == [second]
    assert [p.pk for p in queries.places(admin, at=LONG_AGO)] == [place.pk]
    with refused("place.closed"):
        actions.rename(admin, place, name="نو", on=SUMMER)


def test_a_place_with_others_under_it_is_not_closed(admin) -> None:
    top = make_place("top")
    make_place("leaf", top)
    with refused("place.children"):
        actions.close(admin, top, on=SPRING)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR, Role.CITIZEN])
def test_only_administrators_change_places(role) -> None:
    place = make_place("a")
    with pytest.raises(Forbidden):
        actions.rename(make_actor(role), place, name="نو", on=SPRING)
    assert not Event.objects.exists()
