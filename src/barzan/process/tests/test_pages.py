"""The pages of running processes: what they show, to whom, in how many questions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from barzan.access import Role
from barzan.jobs import worker
from barzan.people import called
from barzan.people.models import Unit
from barzan.people.tests.factories import make_user
from barzan.process import actions
from barzan.process.models import Instance
from barzan.process.registry import Subject
from barzan.process.tests.factories import END, START, bpmn, designer, flows, office, publish, task
from barzan.tasks.actions.completing import complete
from barzan.tasks.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return office()


@pytest.fixture
def reader(client: Client, unit: Unit) -> Client:
    client.force_login(make_user(Role.UNIT_HEAD, unit), backend="django.contrib.auth.backends.ModelBackend")
    return client


def started(unit: Unit, subject: str = "نامهٔ ۱۲") -> Instance:
    return actions.start(designer(unit), "test", unit=unit, subject=Subject("letter", "12", subject))


def test_the_list_finds_by_state_subject_and_number(reader: Client, unit: Unit) -> None:
    publish(unit)
    one, other = started(unit), started(unit, "درخواست خرید")
    Task.objects.filter(key__startswith=f"{other.pk}:").update(due_at=timezone.now() - timedelta(1))
    assert reader.get("/staff/running/").content.decode().count("/staff/running/") >= 2
    for query, found in (
        ("state=overdue", {other}),
        ("q=خرید", {other}),
        (f"q={one.pk}", {each for each in (one, other) if str(one.pk) in (str(each.pk), each.subject_key)}),
        ("state=ended", set()),
        ("process=test&unit=office", {one, other}),
    ):
        page = reader.get(f"/staff/running/?{query}").context["page"]
        assert set(page.object_list) == found, query
    rows = reader.get("/staff/running/list.csv?state=overdue").content.decode().splitlines()
    assert len(rows) == 2
    assert rows[1].endswith("yes")


def test_the_page_says_where_it_stands_and_a_steerer_cancels_it(reader: Client, unit: Unit) -> None:
    publish(unit)
    made = started(unit)
    page = reader.get(f"/staff/running/{made.pk}/").content.decode()
    assert "بررسی" in page
    assert "<svg" in page
    assert "bpmn-now" in page
    assert reader.post(f"/staff/running/{made.pk}/cancel/", {"why": ""}).status_code == 422
    assert reader.post(f"/staff/running/{made.pk}/cancel/", {"why": "انصراف"}).status_code == 302
    made.refresh_from_db()
    assert made.outcome == "cancelled"
    assert Task.objects.get().state == "cancelled"
    assert "انصراف" in reader.get(f"/staff/running/{made.pk}/").content.decode()


def test_a_process_is_started_by_hand(reader: Client, unit: Unit) -> None:
    publish(unit)
    given = {"key": "test", "unit": unit.code, "subject": "پروندهٔ ۵"}
    offered = reader.get("/staff/running/start/").content.decode()
    assert f'value="{unit.code}"' in offered
    assert reader.post("/staff/running/start/", {**given, "unit": "?"}).status_code == 422
    assert reader.post("/staff/running/start/", given).status_code == 302
    assert Instance.objects.get().subject == "پروندهٔ ۵"


@pytest.mark.parametrize("size", [2, 60])
def test_pages_ask_a_fixed_number_of_questions(
    reader: Client, unit: Unit, django_assert_max_num_queries: Callable, size: int
) -> None:
    publish(unit)
    for number in range(size):
        started(unit, f"نامهٔ {number}")
    called.forget()
    pk = Instance.objects.first().pk
    reader.get(f"/staff/running/{pk}/")
    for path in (
        "/staff/running/",
        "/staff/running/?state=overdue",
        f"/staff/running/{pk}/",
        "/staff/running/start/",
    ):
        with django_assert_max_num_queries(12, info=path):
            assert reader.get(path).status_code == 200, path


def test_a_move_is_tried_begun_watched_and_taken_back(reader: Client, unit: Unit) -> None:
    publish(unit)
    made = started(unit)
    publish(unit, bpmn(START + task("z", "گام تازه") + END + flows("start z", "z end")))
    assert "/move/1/2/" in reader.get("/staff/running/versions/test/").content.decode()
    address = "/staff/running/versions/test/move/1/2/"
    tried = reader.get(address)
    assert (tried.context["tried"].going, len(tried.context["staying"])) == (0, 1)
    chosen = reader.get(f"{address}?to-a=z")
    assert chosen.context["tried"].going == 1
    assert reader.post(address, {"to-a": "z", "why": ""}).status_code == 422
    answer = reader.post(address, {"to-a": "z", "why": "گام نو"})
    assert answer.status_code == 302
    while worker.run_one():
        pass
    made.refresh_from_db()
    assert made.version.number == 2
    page = reader.get(answer.headers["Location"])
    assert page.context["going"] == 1
    back = reader.post(f"{answer.headers['Location']}undo/", {"why": "اشتباه"})
    assert back.status_code == 302
    while worker.run_one():
        pass
    made.refresh_from_db()
    assert made.version.number == 1
    assert reader.get("/staff/running/versions/test/move/1/9/").status_code == 404


def test_the_api_reads_instances_and_delivers(reader: Client, unit: Unit) -> None:
    publish(unit)
    made = started(unit)
    (row,) = reader.get("/api/v1/processes/instances?state=running&process=test").json()
    assert (row["id"], row["state"], row["subject"]) == (made.pk, "running", "نامهٔ ۱۲")
    assert reader.get(f"/api/v1/processes/instances?before={made.pk}").json() == []
    assert reader.get(f"/api/v1/processes/instances/{made.pk}").json()["data"] == {}
    answer = reader.post("/api/v1/processes/messages", {"message": "none"}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (409, "process.nobody_waits")


def test_the_page_tells_what_was_answered_and_names_no_end_by_its_id(reader: Client, unit: Unit) -> None:
    asked = (
        '<barzan:field name="paper" title="گزارش" type="document" required="false"/>'
        '<barzan:field name="about" title="موضوع" type="text" required="false"/>'
    )
    publish(
        unit,
        bpmn(START + task("a", "بررسی", asked) + '<bpmn:endEvent id="end"/>' + flows("start a", "a end")),
    )
    made = actions.start(designer(unit), "test", unit=unit, inputs={"way": "quotations"})
    made.data["paper"], made.data["about"] = "12", "میز"
    made.save(update_fields=["data"])
    page = reader.get(f"/staff/running/{made.pk}/")
    assert [each.title for each in page.context["answers"]] == ["گزارش", "موضوع"]
    assert 'href="/staff/documents/12/"' in page.content.decode()
    assert [each.title for each in page.context["reckoned"]] == ["way"]
    complete(designer(unit), Task.objects.get().pk, {}, seen=0)
    log = reader.get(f"/staff/running/{made.pk}/").context["log"]
    assert log[0].title == "فرایند پایان یافت"
