"""Editions: what stood stays readable as it stood; what changed between two is said service by service."""

from __future__ import annotations

import pytest
from django.test import Client

from barzan.access import ANONYMOUS, Role
from barzan.access.values import system_actor
from barzan.catalogue import actions as catalogue
from barzan.catalogue import queries as catalogue_queries
from barzan.catalogue.actions import Placement
from barzan.catalogue.models import ServiceGroup
from barzan.people.models import Unit
from barzan.people.tests.factories import make_actor, make_unit
from barzan.revisions import actions, editions, queries
from barzan.revisions.editions import between
from barzan.revisions.models import Edition
from barzan.revisions.tests.world import Office, make_office, signed_in

pytestmark = pytest.mark.django_db
WRITER = system_actor("test")


@pytest.fixture
def office() -> Office:
    """Two editions: between them one service changed, one moved, one ended, one came."""
    office = make_office()
    one, two, three = (office.service(f"AZ-000{n}", title=f"خدمت {n}") for n in (1, 2, 3))
    group = ServiceGroup.objects.create(code="G-1", title="خدمت مادر", national_code="11111111111")
    catalogue.place_service(WRITER, three, Placement(office.unit, group))
    actions.publish_edition(WRITER, title="ویراست یکم")
    office.publish(one, description="شرح تازه")
    there = make_unit("there", office.unit.parent, "دفتر دیگر")
    actions.move(make_actor(Role.UNIT_HEAD, office.unit.parent), two, there, why="به دفتر دیگر")
    actions.retire(office.head, three, why="پایان")
    office.service("AZ-0004", title="خدمت ۴")
    actions.publish_edition(WRITER, title="ویراست دوم")
    return office


def test_what_changed_is_told_by_kind(office: Office) -> None:
    second, first = queries.editions(ANONYMOUS)
    found = [(each.code, each.kind) for each in editions.differences(ANONYMOUS, first, second)]
    assert found == [
        ("AZ-0004", "added"),
        ("AZ-0003", "retired"),
        ("AZ-0002", "moved"),
        ("AZ-0001", "changed"),
    ]


def test_an_edition_tells_what_it_pinned_after_everything_is_renamed(office: Office, client: Client) -> None:
    Unit.objects.filter(code="office").update(name="نام دیگر")
    ServiceGroup.objects.update(title="نام دیگر")
    page = client.get("/services/editions/1/").content.decode()
    assert "واحد office" in page
    assert "نام دیگر" not in page
    assert "/services/AZ-0003/versions/1/" in page
    told = client.get("/services/editions/1.json").json()
    pinned = {row["code"]: row for row in told["entries"]}
    assert pinned["AZ-0003"]["group_title"] == "خدمت مادر"
    assert pinned["AZ-0003"]["group_code"] == "11111111111"
    assert told["content_hash"] == Edition.objects.get(number=1).content_hash
    assert [unit["code"] for unit in told["units"]] == ["office-root", "office"]


def test_its_summary_is_the_one_of_the_day(office: Office) -> None:
    now = catalogue_queries.summary(ANONYMOUS)[1]
    second, first = queries.editions(ANONYMOUS)
    units = editions.units(ANONYMOUS, second)
    assert editions.summary(ANONYMOUS, second, units)[1] == now
    rows, total = editions.summary(ANONYMOUS, first, editions.units(ANONYMOUS, first))
    assert total.cells[0].found == 3
    assert [(unit.code, line.cells[0].found) for unit, line in rows] == [("office", 3)]


def test_the_page_says_each_change_in_words(office: Office, client: Client) -> None:
    page = client.get("/services/editions/2/changes/").content.decode()
    assert "شرح خالی بود" in page
    assert "دفتر دیگر" in page
    assert client.get("/services/editions/2/changes/?kind=added").content.decode().count('difference"') == 1
    assert client.get("/services/editions/2/changes/?since=1").status_code == 200
    assert client.get("/services/editions/9/").status_code == 404
    assert client.get("/en/services/editions/2/changes/").status_code == 200


def test_the_desk_says_what_would_be_new_before_it_is_fixed(office: Office) -> None:
    top = signed_in(Role.UNIT_HEAD, office.unit.parent)
    office.publish(office.service("AZ-0005"), title="نو")
    page = top.get("/staff/services/edition/").content.decode()
    assert "AZ-0005" in page
    answer = top.post("/staff/services/edition/", {"title": "ویراست سوم", "why": "سه ماه دوم"})
    assert answer["Location"] == "/services/editions/3/"
    again = top.post("/staff/services/edition/", {"title": "دوباره", "why": "بی تغییر"})
    assert again["Location"] == "/services/editions/3/"
    assert top.post("/staff/services/edition/", {"title": "", "why": ""}).status_code == 422


def test_differences_are_those_of_the_sets() -> None:
    was, now = {"a": (1, "u"), "b": (2, "u"), "c": (3, "u")}, {"b": (2, "v"), "c": (4, "u"), "d": (5, "u")}
    assert {(each.code, each.kind) for each in between(was, now)} == {
        ("a", "retired"), ("b", "moved"), ("c", "changed"), ("d", "added"),
    }  # fmt: skip
    assert between(now, now) == []
