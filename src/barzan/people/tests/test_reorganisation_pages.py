"""The pages of reorganisations: a plan is written step by step, previewed, ordered, and said in words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from barzan.access import Role
from barzan.people.models import Reorganisation, Unit
from barzan.people.tests.factories import make_post, make_unit, make_user
from barzan.persian.jalali import Jalali

pytestmark = pytest.mark.django_db


@pytest.fixture
def top() -> Unit:
    top = make_unit("top", name="استانداری نمونه")
    for code in ("a", "b", "c"):
        make_post(make_unit(code, top, name=f"دفتر {code}"), Role.OFFICER, code=f"post-{code}")
    return top


@pytest.fixture
def admin(client: Client, top: Unit) -> Client:
    client.force_login(make_user(Role.ADMINISTRATOR, top))
    return client


def dated(name: str, day) -> dict[str, str]:
    jalali = Jalali.from_gregorian(day)
    parts = {"year": jalali.year, "month": jalali.month, "day": jalali.day}
    return {f"{name}_{part}": str(value) for part, value in parts.items()}


def a_plan(admin: Client, on=None, **said: str) -> Reorganisation:
    today = timezone.localdate()
    given = {"title": "نظم نو", "order_number": "۱۲", **said}
    form = given | dated("on", on or today) | dated("order_date", today)
    answer = admin.post(reverse("people:draft-reorganisation", args=["org"]), form)
    plan = Reorganisation.objects.get()
    assert answer["Location"] == reverse("people:reorganisation", args=[plan.pk])
    return plan


def add(admin: Client, plan: Reorganisation, kind: str, /, **said: object) -> None:
    answer = admin.post(reverse("people:add-step", args=[plan.pk, kind]), said)
    assert answer.status_code == 302, answer.context["form"].errors


def page(admin: Client, plan: Reorganisation) -> str:
    return admin.get(reverse("people:reorganisation", args=[plan.pk])).content.decode()


def act(admin: Client, plan: Reorganisation, name: str, **said: str):
    return admin.post(reverse(f"people:{name}", args=[plan.pk]), said)


def test_a_plan_is_written_previewed_and_carried_out(admin, top) -> None:
    plan = a_plan(admin)
    add(admin, plan, "rename", unit="b", name="دفتر یگانه", name_en="", kind="office")
    add(admin, plan, "merge", units=["a"], into="b")
    new = {"code": "n", "name": "دفتر نو", "name_en": "", "kind": "office", "parent": "top"}
    add(admin, plan, "split", unit="b", posts=["post-b"], **new)
    add(admin, plan, "move", unit="c", parent="b")
    said = page(admin, plan)
    assert "«دفتر a» در «دفتر b» ادغام می‌شود" in said
    assert "پایان می‌یابد" in said
    assert said.count('<svg class="org-chart"') == 2
    assert act(admin, plan, "order-reorganisation").status_code == 302
    plan.refresh_from_db()
    assert plan.state == "done"
    assert Unit.objects.get(code="c").parent.code == "b"
    done = page(admin, plan)
    assert "از این پس «دفتر یگانه» خوانده می‌شود" in done
    assert "دفتر نو" in done
    unit = admin.get(reverse("people:unit", args=["a"])).content.decode()
    assert reverse("people:unit", args=["b"]) in unit
    assert act(admin, plan, "turn-back").status_code == 302
    back = Reorganisation.objects.exclude(pk=plan.pk).get()
    assert {step["step"] for step in back.steps} == {"rename", "move", "split", "close"}


def test_troubles_stand_beside_their_steps_and_keep_it_from_an_order(admin) -> None:
    plan = a_plan(admin)
    add(admin, plan, "close", unit="a", to="")
    said = page(admin, plan)
    assert "بنویسید کدام واحد جانشین آن می‌شود" in said
    assert reverse("people:order-reorganisation", args=[plan.pk]) not in said
    answer = act(admin, plan, "order-reorganisation")
    assert answer.status_code == 422
    assert Reorganisation.objects.get().state == "draft"
    admin.post(reverse("people:remove-step", args=[plan.pk, 1]))
    assert Reorganisation.objects.get().steps == []


def test_a_plan_for_a_coming_day_can_be_cancelled_and_reopened(admin) -> None:
    plan = a_plan(admin, on=timezone.localdate() + timedelta(5))
    add(admin, plan, "merge-new", units=["a", "b"], code="ab", name="نو", kind="office", parent="top")
    act(admin, plan, "order-reorganisation")
    assert Reorganisation.objects.get().state == "ordered"
    assert act(admin, plan, "carry-out").status_code == 422
    act(admin, plan, "reopen-reorganisation", why="تاریخ عوض شد")
    assert Reorganisation.objects.get().state == "draft"
    act(admin, plan, "cancel-reorganisation", why="پس گرفته شد")
    assert Reorganisation.objects.get().state == "cancelled"
    assert "چیزی عوض نشد" in page(admin, plan)
    assert act(admin, plan, "order-reorganisation").status_code == 422


def test_what_was_held_up_is_said_on_its_page_and_on_the_desk(admin) -> None:
    plan = a_plan(admin, on=timezone.localdate() + timedelta(1))
    add(admin, plan, "merge", units=["a"], into="b")
    act(admin, plan, "order-reorganisation")
    Reorganisation.objects.update(on=timezone.localdate())
    Unit.objects.filter(code="b").update(valid_to=timezone.localdate())
    assert act(admin, plan, "carry-out").status_code == 302
    assert "در روز خود اجرا نشد" in page(admin, plan)
    assert "تجدید سازمان‌های مانده" in admin.get("/staff/").content.decode()


def test_an_unknown_kind_of_step_or_plan_is_not_found(admin) -> None:
    plan = a_plan(admin)
    assert admin.get(reverse("people:add-step", args=[plan.pk, "explode"])).status_code == 404
    assert admin.get(reverse("people:reorganisation", args=[999])).status_code == 404


def test_the_page_of_a_plan_takes_few_queries(admin, top, django_assert_max_num_queries) -> None:
    for number in range(60):
        make_post(make_unit(f"u{number}", top), Role.OFFICER)
    plan = a_plan(admin)
    add(admin, plan, "merge", units=["u1", "u2"], into="u3")
    page(admin, plan)
    with django_assert_max_num_queries(19):  # each room that follows a unit asks one
        page(admin, plan)


@pytest.mark.parametrize("at", ["", "1403/1/1", "۱۴۰۵/۱۳/۴۰"])
def test_the_picture_is_of_the_day_that_was_asked_for(admin, top, at) -> None:
    answer = admin.get(reverse("people:picture"), {"at": at})
    said = answer.content.decode()
    assert "<svg" in said
    assert ('aria-invalid="true"' in said) == (at == "۱۴۰۵/۱۳/۴۰")
    file = admin.get(reverse("people:picture"), {"as": "file"})
    assert file["Content-Type"].startswith("image/svg+xml")
    assert "استانداری نمونه" in file.content.decode()


def test_the_drawing_escapes_what_people_write(admin, top) -> None:
    Unit.objects.filter(pk=top.pk).update(name="<script>")
    top.standings.update(name="<script>alert(1)</script>")
    said = admin.get(reverse("people:picture")).content.decode()
    assert "<script>alert" not in said


def test_an_earlier_day_before_all_units_says_so(admin) -> None:
    said = admin.get(reverse("people:picture"), {"at": "1390/1/1"}).content.decode()
    assert "در آن روز واحدی نبود" in said
