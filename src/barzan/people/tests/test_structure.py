"""The tree of units: codes are never reused, a move carries the subtree, what is used is not closed."""

from datetime import date

import pytest

from barzan.access import Forbidden, Role
from barzan.people import actions, queries
from barzan.people.errors import PeopleRefused
from barzan.people.models import Organisation, Unit
from barzan.people.tests.factories import LONG_AGO, make_actor, make_post, make_unit
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db
SPRING = date(2024, 3, 20)


@pytest.fixture
def admin():
    return make_actor(Role.ADMINISTRATOR)


def refused(code: str):
    return pytest.raises(PeopleRefused, check=lambda error: error.code == code)


def test_a_code_is_never_given_again(admin) -> None:
    unit = make_unit("u")
    actions.close_unit(admin, unit, on=SPRING)
    with refused("people.code"):
        actions.add_unit(admin, unit.organisation, code="u", name="واحد", valid_from=SPRING)


def test_a_move_carries_the_subtree(admin) -> None:
    one, two = make_unit("one"), make_unit("two")
    middle = make_unit("middle", one)
    leaf = make_unit("leaf", middle)
    actions.move_unit(admin, middle, parent=two, why="new chart")
    leaf.refresh_from_db()
    assert leaf.path == f"/{two.pk}/{middle.pk}/{leaf.pk}/"
    assert queries.ancestors(admin, leaf) == [two, middle]
    assert Event.objects.get(verb="unit.moved").details == {
        "from": f"/{one.pk}/{middle.pk}/",
        "to": f"/{two.pk}/{middle.pk}/",
    }


def test_no_unit_lies_under_itself_or_in_another_organisation(admin) -> None:
    top = make_unit("top")
    leaf = make_unit("leaf", top)
    with refused("unit.cycle"):
        actions.move_unit(admin, top, parent=leaf)
    other = Organisation.objects.create(code="other", name="دیگر")
    with refused("unit.organisation"):
        actions.add_unit(admin, other, code="x", name="واحد", parent=top, valid_from=SPRING)


def test_a_unit_in_use_is_not_closed(admin) -> None:
    top = make_unit("top")
    post = make_post(make_unit("leaf", top), Role.OFFICER)
    with refused("unit.used"):
        actions.close_unit(admin, top, on=SPRING)
    with refused("unit.used"):
        actions.close_unit(admin, post.unit, on=SPRING)
    actions.close_post(admin, post, on=SPRING)
    actions.close_unit(admin, post.unit, on=SPRING)
    assert not queries.units(admin).filter(code="leaf").exists()
    assert queries.units(admin, at=LONG_AGO).filter(code="leaf").exists()


def test_an_unknown_role_is_refused(admin) -> None:
    with refused("post.role"):
        actions.add_post(admin, make_unit("u"), code="p", title="پست", roles=["king"], valid_from=SPRING)


def test_the_chart_takes_two_queries(admin, django_assert_num_queries) -> None:
    top = make_unit("top")
    for number in range(20):
        make_post(make_unit(f"u{number}", top), Role.OFFICER)
    with django_assert_num_queries(2):
        branches = {branch.unit.code: branch for branch in queries.chart(admin)}
    assert len(branches["top"].branches) == 20
    assert (branches["top"].branches[0].posts, branches["top"].branches[0].held) == (1, 0)


@pytest.mark.parametrize("role", [Role.UNIT_HEAD, Role.AUDITOR])
def test_only_administrators_change_the_structure(role) -> None:
    unit = make_unit("u")
    with pytest.raises(Forbidden):
        actions.rename_unit(make_actor(role, unit), unit, name="نو")
    assert Unit.objects.get(code="u").name == unit.name
