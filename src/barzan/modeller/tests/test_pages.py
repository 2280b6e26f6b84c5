"""Pages of definitions: found, made, filled from a file, published, compared, printed."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from barzan.access import Role
from barzan.bpmn.model import Text
from barzan.modeller.core import starting
from barzan.modeller.tests.world import WRITER, make_definition, publish
from barzan.people.tests.factories import make_unit, make_user
from barzan.process.actions import definitions as actions
from barzan.process.models import Definition, Draft, Version

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit("office", name="دفتر نمونه")


@pytest.fixture
def secretary(client: Any, unit: Any) -> Any:
    client.force_login(make_user(Role.SECRETARY, unit))
    return client


def page(client: Any, name: str, *args: Any, query: str = "") -> str:
    answer = client.get(reverse(f"modeller:{name}", args=args) + query)
    assert answer.status_code == 200, answer
    return unescape(answer.content.decode())


def broken(key: str) -> bytes:
    """A drawing whose question lost the way that is taken otherwise."""
    return starting.general(key, Text("ن")).replace(b' default="F_Approved_Refuse"', b"")


def test_the_list_narrows_by_text_and_state(secretary: Any, unit: Any) -> None:
    make_definition(unit, key="one", published=True)
    make_definition(unit, key="two")
    make_definition(key="elsewhere")
    shown = page(secretary, "list")
    assert "one" in shown
    assert "two" in shown
    assert "elsewhere" not in shown
    assert "/two/" not in page(secretary, "list", query="?state=published")
    assert "/one/" not in page(secretary, "list", query="?state=draft")
    assert "فرایندی از این پالایه‌ها نمی‌گذرد" in page(secretary, "list", query="?q=هیچ‌کدام")


def test_an_officer_reads_and_may_not_draw(client: Any, unit: Any) -> None:
    made = make_definition(unit, published=True)
    client.force_login(make_user(Role.OFFICER, unit))
    shown = page(client, "definition", made.key)
    assert "آوردن فایل" not in shown
    for name in ("draw", "publish", "describe", "new"):
        args = [] if name == "new" else [made.key]
        assert client.get(reverse(f"modeller:{name}", args=args)).status_code == 403


@pytest.mark.parametrize("begin", ["general", "empty", "file"])
def test_a_new_definition_begins_with_a_drawing_or_a_file(secretary: Any, unit: Any, begin: str) -> None:
    file = SimpleUploadedFile("x.bpmn", starting.general("x", Text("ن")))
    given = {"title": "خرید", "title_en": "Purchase", "key": "purchase", "unit": unit.pk, "begin": begin}
    answer = secretary.post(reverse("modeller:new"), given | ({"file": file} if begin == "file" else {}))
    assert answer.status_code == 302, answer.content.decode()
    assert Draft.objects.get(definition__key="purchase").seen == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"key": "Bad Key"}, "حرف لاتین"),
        ({"key": "new"}, "حرف لاتین"),
        ({"key": "taken"}, "«taken» هست"),
        ({"begin": "file"}, "فایلی نفرستاده‌اید"),
        ({"begin": "file", "file": b"<x/>"}, "BPMN"),
    ],
)
def test_what_is_wrong_with_a_new_definition_is_said_and_nothing_is_made(
    secretary: Any, unit: Any, wrong: dict[str, Any], said: str
) -> None:
    make_definition(unit, key="taken")
    if isinstance(wrong.get("file"), bytes):
        wrong = wrong | {"file": SimpleUploadedFile("x.bpmn", wrong["file"])}
    given = {"title": "خرید", "key": "purchase", "unit": unit.pk, "begin": "empty"} | wrong
    answer = secretary.post(reverse("modeller:new"), given)
    assert answer.status_code == 422
    assert said in unescape(answer.content.decode())
    assert Definition.objects.count() == 1


def test_the_page_of_a_definition_shows_picture_words_and_versions(
    secretary: Any, unit: Any, django_assert_max_num_queries: Any
) -> None:
    made = make_definition(unit, published=True)
    page(secretary, "list")  # the first page of a session writes it down
    with django_assert_max_num_queries(12):
        shown = page(secretary, "definition", made.key)
    assert "bpmn-picture" in shown
    assert "بررسی مدارک" in shown
    assert "نسخهٔ ۱" in shown
    assert "style=" not in shown
    english = secretary.get(f"/en/staff/processes/{made.key}/").content.decode()
    assert "Check the documents" in english


def test_a_file_becomes_the_draft_without_scripts(secretary: Any, unit: Any) -> None:
    made = make_definition(unit, published=True)
    file = SimpleUploadedFile("x.bpmn", starting.empty(made.key, Text("تازه")))
    answer = secretary.post(reverse("modeller:upload", args=[made.key]), {"file": file, "seen": "0"})
    assert answer.url == reverse("modeller:publish", args=[made.key])
    assert b"\xd8\xaa\xd8\xa7\xd8\xb2\xd9\x87" in bytes(Draft.objects.get(definition=made).xml)


@pytest.mark.parametrize(("content", "seen"), [(b"<!DOCTYPE x><x/>", "0"), (b"", "0"), (None, "7")])
def test_a_file_that_is_none_or_comes_late_changes_nothing(
    secretary: Any, unit: Any, content: bytes | None, seen: str
) -> None:
    made = make_definition(unit, published=True)
    content = starting.empty(made.key, Text("ن")) if content is None else content
    sent = {"file": SimpleUploadedFile("x.bpmn", content), "seen": seen}
    answer = secretary.post(reverse("modeller:upload", args=[made.key]), sent, follow=True)
    assert "alert-anar" in answer.content.decode() or "alert" in answer.content.decode()
    assert not Draft.objects.exists()


def test_errors_keep_a_draft_from_being_published(secretary: Any, unit: Any) -> None:
    made = make_definition(unit, key="broken", xml=broken("broken"))
    shown = page(secretary, "publish", made.key)
    assert "موافقت شد؟" in shown
    assert 'name="why"' not in shown
    secretary.post(reverse("modeller:publish", args=[made.key]), {"why": "چون", "seen": "1"})
    assert not Version.objects.exists()


def test_publishing_wants_a_reason_and_the_draft_that_was_looked_at(secretary: Any, unit: Any) -> None:
    made = make_definition(unit)
    url = reverse("modeller:publish", args=[made.key])
    assert secretary.post(url, {"why": "", "seen": "1"}).status_code == 422
    assert secretary.post(url, {"why": "مصوبه ۱۲", "seen": "9"}).status_code == 422
    assert secretary.post(url, {"why": "مصوبه ۱۲", "seen": "1"}).status_code == 302
    version = Version.objects.get()
    assert version.why == "مصوبه ۱۲"
    assert not Draft.objects.exists()
    assert secretary.get(url).status_code == 302


def test_each_warning_wants_its_own_reason(secretary: Any, unit: Any) -> None:
    xml = starting.empty("warned", Text("ن")).replace(b"bpmn:userTask", b"bpmn:task")
    made = make_definition(unit, key="warned", xml=xml)
    url = reverse("modeller:publish", args=[made.key])
    assert "هشدار" in page(secretary, "publish", made.key)
    assert secretary.post(url, {"why": "چون", "seen": "1"}).status_code == 422
    assert secretary.post(url, {"why": "چون", "seen": "1", "accept-0": "کار ساده است"}).status_code == 302
    assert [each["reason"] for each in Version.objects.get().accepted] == ["کار ساده است"]
    assert "کار ساده است" in page(secretary, "definition", made.key)


def test_two_versions_are_compared_in_words_and_pictures(secretary: Any, unit: Any) -> None:
    made = make_definition(unit, key="compared", published=True)
    xml = starting.general("compared", Text("رسیدگی به درخواست", "Handling a request"))
    xml = xml.replace("دریافت و ثبت درخواست".encode(), "گرفتن درخواست".encode()).replace(
        b'"complete = true"', b'"x"'
    )
    xml = xml.replace(b">complete = true<", b">complete<")
    actions.save_draft(WRITER, made, xml, 0)
    shown = page(secretary, "compare", made.key)
    assert "۲ تفاوت" in shown
    assert "از «دریافت و ثبت درخواست» به «گرفتن درخواست»" in shown
    assert "از «complete = true» به «complete»" in shown
    assert shown.count("bpmn-changed") == 4
    publish(made)
    assert "۲ تفاوت" in page(secretary, "compare", made.key, query="?old=1&new=2")
    assert "هر دو یک چیز می‌گویند" in page(secretary, "compare", made.key, query="?old=2&new=2")
    for query in ("?old=9&new=1", "?old=x&new=1"):
        assert secretary.get(reverse("modeller:compare", args=[made.key]) + query).status_code == 404


def test_a_draft_begins_anew_from_an_old_version(secretary: Any, unit: Any) -> None:
    made = make_definition(unit, published=True)
    answer = secretary.post(reverse("modeller:take-up", args=[made.key, 1]))
    assert answer.url == reverse("modeller:draw", args=[made.key])
    assert Draft.objects.get().based_on == 1
    assert secretary.post(reverse("modeller:take-up", args=[made.key, 5])).status_code == 404


def test_picture_and_file_of_a_draft_and_a_version(secretary: Any, unit: Any) -> None:
    made = make_definition(unit, published=True)
    assert "bpmn-picture" in page(secretary, "picture", made.key)
    answer = secretary.get(reverse("modeller:file", args=[made.key, "1"]))
    assert answer["Content-Disposition"] == f'attachment; filename="{made.key}-1.bpmn"'
    assert answer.content == bytes(Version.objects.get().xml)
    assert secretary.get(reverse("modeller:file", args=[made.key, "draft"])).status_code == 404


def test_a_definition_without_any_drawing_says_what_to_do(secretary: Any, unit: Any) -> None:
    actions.create(WRITER, "bare", "تهی", unit)
    assert "هنوز چیزی طراحی نشده است" in page(secretary, "definition", "bare")
    assert "modeller-config" in page(secretary, "draw", "bare")
    assert secretary.get(reverse("modeller:play", args=["bare"])).status_code == 404


def test_a_file_that_cannot_be_read_is_shown_with_its_reason(secretary: Any, unit: Any) -> None:
    made = actions.create(WRITER, "odd", "کژ", unit)
    actions.save_draft(WRITER, made, b"<not-bpmn/>", 0)
    for name in ("definition", "draw", "play", "publish"):
        assert "BPMN" in page(secretary, name, "odd", query="?of=draft")


def test_names_and_unit_can_be_corrected(secretary: Any, unit: Any) -> None:
    made = make_definition(unit)
    given = {"title": "نام نو", "title_en": "New name", "unit": unit.pk}
    assert secretary.post(reverse("modeller:describe", args=[made.key]), given).status_code == 302
    made.refresh_from_db()
    assert made.title == "نام نو"
