"""A service has a process: shown on its sheet, begun from there; what it was is never rewritten."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from barzan.access import Forbidden, Role
from barzan.access.values import ANONYMOUS
from barzan.catalogue.models import Service
from barzan.catalogue.tests.factories import make_service
from barzan.people.models import Unit
from barzan.people.tests.factories import make_actor, make_unit, make_user
from barzan.procedures import actions, queries
from barzan.procedures.actions import assign, begin
from barzan.procedures.errors import ProcedureRefused
from barzan.procedures.models import Assignment
from barzan.procedures.values import Settings
from barzan.process.actions import create
from barzan.process.models import Definition, Instance
from barzan.process.tests.factories import APPROVED, END, START, bpmn, flows, publish, task
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make_unit("office", make_unit("root"))


@pytest.fixture
def service(unit: Unit) -> Service:
    return make_service("AZ-0001", unit)


@pytest.fixture
def process(unit: Unit) -> Definition:
    xml = bpmn(
        START
        + task("a", "بررسی مدارک", APPROVED)
        + task("b", "بایگانی")
        + END
        + flows("start a", "a b", "b end"),
        "asks",
    )
    return publish(unit, xml, "asks")


def head(unit: Unit):
    return make_actor(Role.UNIT_HEAD, unit)


def test_a_service_gets_a_process_and_another_one_later(unit, service, process):
    assign(head(unit), [service], process, Settings(("ثبت احوال",), 10), why="نامهٔ ۱۲")
    assert queries.current(ANONYMOUS, [service])[service.pk].settings == {
        "authorities": ["ثبت احوال"],
        "standard_days": 10,
    }
    assign(head(unit), [service], None)
    assert queries.current(ANONYMOUS, [service]) == {}
    assert [row.definition_id for row in queries.history(head(unit), service)] == [None, process.pk]
    assert Event.objects.filter(verb="service-process.assigned").count() == 2


def test_only_heads_of_its_unit_choose(unit, service, process):
    for actor in (make_actor(Role.OFFICER, unit), head(make_unit("other", make_unit("r2")))):
        with pytest.raises(Forbidden):
            assign(actor, [service], process)


def test_a_process_that_is_not_published_carries_nothing(unit, service):
    draft = create(head(unit), "draft", "پیش‌نویس", unit)
    with pytest.raises(ProcedureRefused) as refused:
        assign(head(unit), [service], draft)
    assert "draft" in refused.value.sentence("fa")
    assert not Assignment.objects.exists()


def test_it_begins_with_the_settings_of_the_service(unit, service, process):
    assign(head(unit), [service], process, Settings(("ثبت احوال",), 10))
    instance = begin(make_actor(Role.OFFICER, unit), service, about="نامهٔ ۲۵")
    assert instance.subject.startswith("نامهٔ ۲۵ – ")
    assert (instance.subject_kind, instance.subject_key) == ("catalogue.service", "AZ-0001")
    assert instance.data["standard_days"] == 10
    assert instance.data["inquiry"] is True
    assert queries.running(head(unit), ["AZ-0001"]) == {"AZ-0001": 1}


def test_a_service_without_a_process_or_retired_does_not_begin(unit, service, process):
    with pytest.raises(ProcedureRefused, match="no process"):
        begin(head(unit), service, about="نامه")
    assign(head(unit), [service], process)
    service.retired_at = service.current_version.published_at
    with pytest.raises(ProcedureRefused, match="no longer offered"):
        begin(head(unit), service, about="نامه")
    assert not Instance.objects.exists()


def test_what_carried_a_service_never_changes(unit, service, process):
    assign(head(unit), [service], process)
    with pytest.raises(DatabaseError), transaction.atomic():
        Assignment.objects.update(definition=None)


def test_everybody_sees_the_process_on_the_sheet_and_staff_begin_it(
    unit, service, process, django_assert_max_num_queries
):
    assign(head(unit), [service], process)
    address = reverse("catalogue:service", args=[service.code])
    visitor, officer = Client(), Client()
    officer.force_login(make_user(Role.OFFICER, unit))
    assert "کار چگونه پیش می‌رود؟" in visitor.get(address).content.decode()
    with django_assert_max_num_queries(12):
        page = visitor.get(address).content.decode()
    assert "بررسی مدارک" in page
    assert "<svg" in page
    assert "آغاز یک درخواست" not in page
    assert "آغاز یک درخواست" in officer.get(address).content.decode()


def test_the_way_from_the_list_to_a_running_process_on_pages(unit, service, process):
    client = Client()
    client.force_login(make_user(Role.UNIT_HEAD, unit))
    listing = client.get(reverse("procedures:list")).content.decode()
    assert "بدون فرایند" in listing
    given = {
        "service": service.code,
        "process": "asks",
        "standard_days": "15",
        "authorities": "ثبت احوال؛ انتظامی",
    }
    page = client.post(reverse("procedures:assign"), given, follow=True).content.decode()
    assert "<bdi>ثبت احوال</bdi>، <bdi>انتظامی</bdi>" in page
    begun = client.post(reverse("procedures:begin", args=[service.code]), {"about": "نامهٔ ۳۰"})
    assert begun.status_code == 302
    assert Instance.objects.get().subject.startswith("نامهٔ ۳۰")


def test_nothing_is_chosen_and_too_many_days_are_said_on_the_page(unit, service, process):
    client = Client()
    client.force_login(make_user(Role.UNIT_HEAD, unit))
    nothing = client.post(
        reverse("procedures:assign"), {"process": "asks", "standard_days": "5"}, follow=True
    )
    assert "دست‌کم یک خدمت" in nothing.content.decode()
    given = {"service": service.code, "process": "asks", "standard_days": "99999"}
    again = client.post(reverse("procedures:assign"), given)
    assert again.status_code == 422
    assert f'value="{service.code}" checked' in again.content.decode()
    assert not Assignment.objects.exists()


def test_no_process_is_taken_away_unsaid(unit, service, process):
    assign(head(unit), [service], process)
    client = Client()
    client.force_login(make_user(Role.UNIT_HEAD, unit))
    given = {"service": service.code, "standard_days": "30"}
    assert client.post(reverse("procedures:assign"), given).status_code == 422
    assert queries.current(ANONYMOUS, [service])
    client.post(reverse("procedures:assign"), {**given, "process": queries.NONE})
    assert not queries.current(ANONYMOUS, [service])


def test_the_list_stays_within_twelve_questions(unit, process, django_assert_max_num_queries):
    made = [make_service(f"AZ-{number:04}", unit) for number in range(2, 20)]
    actions.assign(head(unit), made, process)
    client = Client()
    client.force_login(make_user(Role.UNIT_HEAD, unit))
    client.get(reverse("procedures:list"))  # the first page of a session writes it down
    with django_assert_max_num_queries(12):
        client.get(reverse("procedures:list"), {"process": "asks", "q": "پروانه"})


def test_settings_are_read_from_lines_and_semicolons():
    assert Settings.read("الف\n ب ؛ الف;ج\n", None) == Settings(("الف", "ب", "ج"), 30)
    assert Settings.from_value(Settings(("الف",), 7).as_value()) == Settings(("الف",), 7)
    assert Settings().inputs()["inquiry"] is False
