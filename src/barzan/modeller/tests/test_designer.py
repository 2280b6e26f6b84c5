"""What the designer's script asks: its page, saving over what was seen, checking, reading expressions."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse

from barzan.access import Role
from barzan.access.values import system_actor
from barzan.bpmn.model import Text
from barzan.instruments.tests.factories import make_instrument
from barzan.modeller.core import starting
from barzan.modeller.picks import picks
from barzan.modeller.tests.test_pages import broken
from barzan.modeller.tests.world import make_definition
from barzan.people.tests.factories import make_post, make_unit, make_user
from barzan.process.models import Draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit("office", name="دفتر نمونه")


@pytest.fixture
def secretary(client: Any, unit: Any) -> Any:
    client.force_login(make_user(Role.SECRETARY, unit))
    return client


def post(client: Any, name: str, key: str, **given: Any) -> tuple[int, dict[str, Any]]:
    answer = client.post(reverse(f"modeller:{name}", args=[key]), given)
    return answer.status_code, answer.json()


def config(client: Any, key: str) -> dict[str, Any]:
    shown = client.get(reverse("modeller:draw", args=[key])).content.decode()
    text = shown.split('id="modeller-config" type="application/json">')[1].split("</script>")[0]
    return json.loads(text)


def test_the_page_holds_the_drawing_and_what_to_choose_from(
    secretary: Any, unit: Any, django_assert_max_num_queries: Any
) -> None:
    make_definition(unit, key="called", published=True)
    made = make_definition(unit)
    secretary.get(reverse("modeller:list"))
    with django_assert_max_num_queries(12):
        told = config(secretary, made.key)
    with django_assert_max_num_queries(16):
        picked = secretary.get(told["urls"]["picks"]).json()
    assert told["seen"] == 1
    assert told["xml"].startswith("<?xml")
    assert {each["value"] for each in picked["units"]} >= {"@owner", "office"}
    assert [each["value"] for each in picked["processes"]] == ["called"]
    assert set(told["urls"]) == {"save", "check", "feel", "picks"}


def test_pick_lists_name_units_posts_and_instruments(unit: Any) -> None:
    make_post(unit, Role.OFFICER, code="expert")
    act = make_instrument()
    told = picks(system_actor("test"))
    assert {"value": "office", "label": "دفتر نمونه"} in told["units"]
    assert {"value": "expert", "label": "پست expert", "note": "دفتر نمونه"} in told["posts"]
    assert act.code in {each["value"] for each in told["instruments"]}
    assert told["escalations"][-1]["value"] == "none"


def test_a_drawing_is_saved_over_what_was_seen(secretary: Any, unit: Any) -> None:
    made = make_definition(unit)
    xml = starting.empty(made.key, Text("نو")).decode()
    status, told = post(secretary, "save", made.key, xml=xml.replace("\n", "\r\n"), seen=1)
    assert (status, told["seen"]) == (200, 2)
    assert told["said"].startswith("ذخیره شد")
    assert bytes(Draft.objects.get().xml) == xml.encode()


def test_the_second_of_two_editors_is_given_the_others_drawing_and_the_difference(
    secretary: Any, unit: Any
) -> None:
    made = make_definition(unit)
    mine = starting.general(made.key, Text("رسیدگی به درخواست", "Handling a request"))
    theirs = mine.replace("بررسی مدارک".encode(), "وارسی مدارک".encode())
    assert post(secretary, "save", made.key, xml=theirs.decode(), seen=1)[0] == 200
    status, told = post(secretary, "save", made.key, xml=mine.decode(), seen=1)
    assert status == 409
    assert told["seen"] == 2
    assert "وارسی مدارک" in told["xml"]
    assert "وارسی مدارک" in " ".join(told["differences"])
    assert bytes(Draft.objects.get().xml) == theirs
    assert post(secretary, "save", made.key, xml=mine.decode(), seen=told["seen"])[0] == 200


def test_what_was_published_meanwhile_is_said(secretary: Any, unit: Any) -> None:
    made = make_definition(unit, published=True)
    xml = starting.general(made.key, Text("ن")).decode()
    status, told = post(secretary, "save", made.key, xml=xml, seen=1)
    assert (status, told["seen"]) == (409, 0)
    assert "منتشر شده" in told["said"]


@pytest.mark.parametrize("xml", ["", "<x/>", "no xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'])
def test_a_drawing_that_cannot_be_read_is_not_saved(secretary: Any, unit: Any, xml: str) -> None:
    made = make_definition(unit)
    status, told = post(secretary, "save", made.key, xml=xml, seen=1)
    assert status == 422
    assert told["error"]
    assert Draft.objects.get().seen == 1


def test_findings_name_their_element(secretary: Any, unit: Any) -> None:
    made = make_definition(unit)
    assert post(secretary, "check", made.key, xml=starting.general(made.key, Text("ن")).decode())[1] == {
        "findings": []
    }
    _, told = post(secretary, "check", made.key, xml=broken(made.key).decode())
    assert ("Approved", "error") in {(each["element"], each["severity"]) for each in told["findings"]}
    _, told = post(secretary, "check", made.key, xml="<x/>")
    assert told["findings"][0]["severity"] == "error"
    assert Draft.objects.get().seen == 1


def test_an_expression_is_read_while_it_is_written(secretary: Any, unit: Any) -> None:
    made = make_definition(unit)
    assert post(secretary, "feel", made.key, text="amount > 5 and approved")[1] == {
        "names": ["amount", "approved"]
    }
    _, told = post(secretary, "feel", made.key, text="amount >")
    assert "ستون" in told["error"]
    assert told["line"] == 1


def test_who_may_not_draw_may_not_ask(client: Any, unit: Any) -> None:
    made = make_definition(unit)
    client.force_login(make_user(Role.OFFICER, unit))
    for name in ("save", "check", "feel"):
        assert (
            client.post(reverse(f"modeller:{name}", args=[made.key]), {"xml": "", "seen": 1}).status_code
            == 403
        )
