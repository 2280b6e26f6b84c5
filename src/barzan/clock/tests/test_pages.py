"""The pages of deadlines, of the calendar and of plans: what they show and do, in few questions."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from barzan.access import Role
from barzan.clock import actions
from barzan.clock.core import Counting, RunsFrom, Silence, Terms
from barzan.clock.core.plans import Plan
from barzan.clock.models import Closure, Deadline, EscalationPlan, State
from barzan.clock.tests.factories import SYSTEM, ago, start
from barzan.people.tests.factories import make_unit, make_user
from barzan.persian import Jalali

pytestmark = pytest.mark.django_db
MOST = 12


@pytest.fixture
def unit():
    return make_unit("U")


def day(name: str, on) -> dict[str, str]:
    jalali = Jalali.from_gregorian(on)
    return {
        f"{name}_day": str(jalali.day),
        f"{name}_month": str(jalali.month),
        f"{name}_year": str(jalali.year),
    }


def test_the_list_shows_the_reader_their_units_by_urgency(client, unit, django_assert_max_num_queries):
    client.force_login(make_user(Role.OFFICER, unit))
    start(make_unit("other"), "90")
    start(unit, "1", since=ago(days=40))
    start(unit, "2", Terms("P3D"))
    start(unit, "3", Terms("P3D", runs_from=RunsFrom.NOTICE))
    actions.suspend(SYSTEM, start(unit, "4"), why="توقف")
    actions.meet_many(SYSTEM, [actions.Owner("test", "2")])
    for number in range(5, 25):
        start(unit, str(number))
    client.get(reverse("clock:deadlines"))
    with django_assert_max_num_queries(MOST):
        page = client.get(reverse("clock:deadlines"))
    assert page.context["counts"] == {
        "all": 23, "overdue": 1, "today": 0, "week": 0, "later": 20, "suspended": 1, "waiting": 1,
    }  # fmt: skip
    for which, keys in (("overdue", ["1"]), ("suspended", ["4"]), ("waiting", ["3"]), ("ended", ["2"])):
        rows = client.get(reverse("clock:deadlines"), {"which": which}).context["page"].object_list
        assert [row.owner_key for row in rows] == keys
    assert "مهلتی" in client.get(reverse("clock:deadlines"), {"q": "چیز دیگر"}).content.decode()


def test_a_deadline_explains_itself_and_tells_its_history(client, unit, django_assert_max_num_queries):
    client.force_login(make_user(Role.UNIT_HEAD, unit))
    made = start(unit, terms=Terms("P10D", Counting.WORKING_DAYS, article="مادهٔ ۷", silence=Silence.CONSENT))
    actions.extend(SYSTEM, made, "P2D", why="مدارک ناقص بود")
    client.get(reverse("clock:deadline", args=[made.pk]))
    with django_assert_max_num_queries(MOST):
        page = client.get(reverse("clock:deadline", args=[made.pk]))
    text = page.content.decode()
    for said in ("مادهٔ ۷", "مدارک ناقص بود", "موافقت", "ruler-last", "۱۰ روز کاری"):
        assert said in text
    english = client.get("/en" + reverse("clock:deadline", args=[made.pk])).content.decode()
    assert "silence until then means consent" in english


def test_a_head_suspends_resumes_and_extends_by_the_page(client, unit):
    client.force_login(make_user(Role.UNIT_HEAD, unit))
    made, today = start(unit), timezone.localdate()

    def post(name: str, **given: str):
        return client.post(reverse(f"clock:{name}", args=[made.pk]), given)

    assert post("extend", amount="ده روز", why="x").status_code == 422
    assert post("extend", amount="p30d", why="x").status_code == 422
    assert post("extend", amount="p3d", why="مدارک").status_code == 302
    assert post("suspend", **day("on", today)).status_code == 422
    assert post("suspend", **day("on", today), why="توقف").status_code == 302
    assert Deadline.objects.get().state == State.SUSPENDED
    assert post("resume", **day("on", today)).status_code == 302
    assert Deadline.objects.get().state == State.RUNNING


@pytest.mark.parametrize("runs_from", [RunsFrom.NOTICE, RunsFrom.COMPLETE])
def test_what_waits_begins_by_the_page(client, unit, runs_from):
    client.force_login(make_user(Role.SECRETARY, unit))
    made = start(unit, terms=Terms("P3D", runs_from=runs_from))
    address = reverse("clock:begin", args=[made.pk])
    assert "ثبت" in client.get(reverse("clock:deadline", args=[made.pk])).content.decode()
    assert client.post(address, {**day("on", timezone.localdate()), "why": "نامهٔ ۱۲"}).status_code == 302
    assert Deadline.objects.get().state == State.RUNNING
    assert client.post(address, day("on", timezone.localdate())).status_code == 422


def test_an_officer_reads_and_is_offered_no_commands(client, unit):
    client.force_login(make_user(Role.OFFICER, unit))
    page = client.get(reverse("clock:deadline", args=[start(unit).pk]))
    assert page.context["forms"] == {}
    assert client.get(reverse("clock:deadline", args=[10**9])).status_code == 404


def test_the_calendar_of_a_year_and_its_closures(client, unit, django_assert_max_num_queries):
    client.force_login(make_user(Role.SECRETARY, unit))
    address = reverse("clock:year", args=[1405])
    assert client.get(reverse("clock:calendar")).status_code == 302
    with django_assert_max_num_queries(MOST):
        page = client.get(address)
    assert len(page.context["months"]) == 12
    assert sum(len(month.weeks) for month in page.context["months"]) > 52
    closed = Jalali(1405, 10, 6).to_gregorian()
    declare = reverse("clock:declare", args=[1405])
    given = {**day("first", closed), "organisation": "org", "why": "سرما"}
    assert client.post(declare, {**given, "why": ""}).status_code == 422
    assert client.post(declare, given).status_code == 302
    assert "سرما" in client.get(address).content.decode()
    withdraw = reverse("clock:withdraw", args=[Closure.objects.get().pk])
    client.post(withdraw, {"why": ""})
    client.post(withdraw, {"why": "هوا گرم شد"})
    assert Closure.objects.get().withdrawal.why == "هوا گرم شد"
    assert client.get(reverse("clock:year", args=[900])).status_code == 404
    assert client.get(reverse("clock:year", args=[1499])).status_code == 200


def test_a_plan_is_made_and_changed(client, unit):
    client.force_login(make_user(Role.ADMINISTRATOR, unit))
    given = {"code": "quick", "title": "تند", "counting": "hours", "remind": "PT2H"}
    assert client.post(reverse("clock:new-plan"), {**given, "remind": "زود"}).status_code == 422
    assert client.post(reverse("clock:new-plan"), given).status_code == 302
    assert client.post(reverse("clock:new-plan"), given).status_code == 422
    assert client.get(reverse("clock:plan", args=["quick"])).status_code == 200
    changed = {**given, "superior": "pt1h", "code": "another"}
    assert client.post(reverse("clock:plan", args=["quick"]), changed).status_code == 302
    assert EscalationPlan.objects.get().superior == "PT1H"
    actions.save_plan(SYSTEM, Plan("default", "P2D"), title="سه گام")
    start(unit)
    assert "۲ روز کاری" in client.get(reverse("clock:plans")).content.decode()
    assert client.get(reverse("clock:plan", args=["none"])).status_code == 404
