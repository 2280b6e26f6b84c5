"""Pages of people: few queries whatever the size, forms that say what is wrong, passwords shown once."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from barzan.access import Role
from barzan.people.models import Delegation, Holding, Person, Post, Unit, User
from barzan.people.tests.factories import make_person, make_place, make_post, make_unit, make_user
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db


def dated(field: str, **other: str) -> dict[str, str]:
    day = {"day": "1", "month": "1", "year": "1404"} | other
    return {f"{field}_{part}": value for part, value in day.items()}


@pytest.fixture
def top(db: None) -> Unit:
    return make_unit("top", name="استانداری نمونه")


@pytest.fixture
def admin(client: Client, top: Unit) -> Client:
    client.force_login(make_user(Role.ADMINISTRATOR, top))
    return client


@pytest.fixture
def crowd(top: Unit) -> Person:
    """Forty units with a held post each; the last holder."""
    for number in range(40):
        unit = make_unit(f"u{number}", top)
        user = make_user(Role.OFFICER, unit)
    assert user.person
    return user.person


@pytest.mark.parametrize("name", ["chart", "persons", "person", "unit", "post"])
def test_a_page_takes_few_queries(admin, crowd, name, django_assert_max_num_queries) -> None:
    arguments = {
        "person": [crowd.pk],
        "unit": ["top"],
        "post": [Holding.objects.get(person=crowd).post.code],
    }
    address = reverse(f"people:{name}", args=arguments.get(name, []))
    admin.get(address)
    with django_assert_max_num_queries(12):
        assert admin.get(address).status_code == 200


def test_a_search_of_the_chart_keeps_what_stands_above(admin, top) -> None:
    office = make_unit("b", make_unit("a", top, name="معاونت عمرانی"), name="دفتر فنی")
    make_unit("c", top, name="حوزهٔ دیگر")
    (root,) = admin.get(reverse("people:chart"), {"q": "دفتر فني"}).context["branches"]
    (deputy,) = root.branches
    assert [each.label for each in deputy.branches] == [office.name]
    assert (root.found, deputy.found, deputy.branches[0].found) == (False, False, True)
    assert "واحدی با این نام نیست" in admin.get(reverse("people:chart"), {"q": "هیچ"}).content.decode()


def test_the_desk_says_whose_it_is_and_leads_to_ones_own_account(client, top) -> None:
    user = make_user(Role.SECRETARY, top)
    client.force_login(user)
    title = Holding.objects.get(person=user.person_id).post.title
    page = client.get(reverse("people:chart")).content.decode()
    for shown in (title, top.organisation.name, user.username, reverse("mfa_index")):
        assert shown in page
    own = reverse("people:own-record")
    assert own in page
    assert client.get(own)["Location"] == reverse("people:person", args=[user.person_id])


def test_the_whole_tree_of_places_is_shown_while_it_fits(admin, monkeypatch) -> None:
    top = make_place("top")
    for number in range(3):
        make_place(f"below-{number}", make_place(f"middle-{number}", top))
    (root,) = admin.get(reverse("places:tree")).context["branches"]
    assert root.under == 6
    monkeypatch.setattr("barzan.places.web.SHOWN", 5)
    (root,) = admin.get(reverse("places:tree")).context["branches"]
    assert root.under == 3, "levels are whole or not there"


def test_a_unit_and_its_post_are_added_by_forms(admin, top) -> None:
    address = reverse("people:add-unit", args=["org"]) + "?parent=top"
    unit = {"code": "dev", "name": "معاونت عمرانی", "kind": "deputy", "order": "1", **dated("valid_from")}
    assert admin.post(address, unit)["Location"] == reverse("people:unit", args=["top"])
    assert Unit.objects.get(code="dev").parent == top
    again = admin.post(address, unit)
    assert again.status_code == 422
    assert "پیش‌تر به کار رفته است" in again.content.decode()
    post = {"code": "d", "title": "معاون", "roles": ["unit_head"], "single_seat": "on", **dated("valid_from")}
    admin.post(reverse("people:add-post", args=["dev"]), post)
    assert Post.objects.get(code="d").roles == ["unit_head"]


def test_a_wrong_national_id_is_said_beside_the_field_and_nothing_is_lost(admin) -> None:
    given = {"given_name": "آزمون", "family_name": "نمونه", "national_id": "۰۱۸۳۳۸۲۳۹۱"}
    answer = admin.post(reverse("people:add-person"), given)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"national_id"}
    assert "۰۱۸۳۳۸۲۳۹۱" in answer.content.decode()
    assert not Person.objects.filter(family_name="نمونه").exists()


def test_a_person_is_appointed_and_lends_the_post_to_a_deputy(admin, top) -> None:
    post, holder = make_post(top, Role.SECRETARY, code="sec"), make_user(Role.CITIZEN)
    deputy = make_user(Role.CITIZEN)
    appoint = reverse("people:appoint", args=[holder.person_id])
    assert admin.post(appoint, {"post": "nothing", **dated("since")}).status_code == 422
    assert admin.post(appoint, {"post": "sec", **dated("since")}).status_code == 302
    held = Holding.objects.get(post=post)
    own = Client()
    own.force_login(holder)
    lend = {"deputy": deputy.username, **dated("since"), **dated("until", day="9")}
    assert own.post(reverse("people:delegate", args=[held.pk]), lend).status_code == 302
    lent = Delegation.objects.get()
    assert lent.deputy == deputy.person
    end = reverse("people:end-delegation", args=[lent.pk])
    assert own.post(end, dated("until", day="4")).status_code == 302
    lent.refresh_from_db()
    assert (lent.until - lent.since).days == 3


def test_a_first_password_is_shown_once_and_opens_the_account(admin) -> None:
    person = make_person()
    address = reverse("people:add-account", args=[person.pk])
    answer = admin.post(address, {"username": "clerk"})
    user = User.objects.get(username="clerk")
    assert user.check_password(answer.context["password"])
    assert "no-store" in answer["Cache-Control"]
    assert (
        answer.context["password"]
        not in admin.get(reverse("people:person", args=[person.pk])).content.decode()
    )
    again = admin.post(address, {"username": "clerk"})
    assert again.context["form"].errors.keys() == {"username"}


def test_an_account_is_closed_and_opened_with_a_reason(admin) -> None:
    user = make_user(Role.OFFICER)
    for name, active in (("deactivate", False), ("activate", True)):
        admin.post(reverse(f"people:{name}", args=[user.pk]), {"why": "letter 12"})
        user.refresh_from_db()
        assert user.is_active is active
    whys = Event.objects.filter(kind="user", key=str(user.pk), why="letter 12")
    assert whys.count() == 2


def test_names_stay_with_those_who_may_read_persons(client, top) -> None:
    holder = make_user(Role.OFFICER, top)
    assert holder.person
    post = Holding.objects.get(person=holder.person).post
    for role, shown in ((Role.ANALYST, False), (Role.UNIT_HEAD, True)):
        client.force_login(make_user(role, top))
        page = client.get(reverse("people:post", args=[post.code])).content.decode()
        assert (str(holder.person) in page) is shown
    assert Event.objects.filter(verb="post-holders.read").count() == 1


@pytest.mark.parametrize("name", ["rename", "move", "close"])
def test_a_place_is_changed_by_forms(admin, name) -> None:
    place, other = make_place("a"), make_place("b")
    given = {"name": "نو", "parent": "b", **dated("on")}
    answer = admin.post(reverse(f"places:{name}", args=[place.pk]), given)
    assert answer["Location"] == reverse("places:place", args=[place.pk])
    place.refresh_from_db()
    told = {"rename": place.name == "نو", "move": place.parent == other, "close": bool(place.valid_to)}
    assert told[name]
    later = given | {"parent": ""} | dated("on", year="1499")
    future = admin.post(reverse(f"places:{name}", args=[other.pk]), later)
    assert future.status_code == 422
    assert "هنوز نرسیده" in future.content.decode()


def test_places_are_found_by_name_and_asked_as_they_were(admin) -> None:
    top = make_place("top", name="شهر نمونه")
    place = make_place("a", top, name="محلهٔ کهن")
    admin.post(reverse("places:rename", args=[place.pk]), {"name": "محلهٔ نو", **dated("on")})
    tree = reverse("places:tree")
    for asked in ("محله نو", "a"):
        assert "محلهٔ نو" in admin.get(tree, {"q": asked}).content.decode()
    page = reverse("places:place", args=[top.pk])
    assert "محلهٔ کهن" in admin.get(page, {"at": "1403/12/29"}).content.decode()
    assert "محلهٔ کهن" not in admin.get(page).content.decode()
