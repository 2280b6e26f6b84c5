"""Files that answer questions: kept while the page is put right, bound to the entry, guarded."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from barzan.access import Role
from barzan.people.models import Unit
from barzan.people.tests.factories import make_unit, make_user
from barzan.registers.models import Entry, EntryFile, Register
from barzan.registers.tests.factories import make_entry, make_form, make_register, workbook
from barzan.trail.models import Event
from barzan.xlsform.tests.building import question

pytestmark = pytest.mark.django_db
ASKED = (
    question("image", "photo", "عکس", "Photo"),
    question("file", "card", "کارت", "Card", personal="yes"),
    question("begin_repeat", "helper", "کمک‌کار", "Helper"),
    question("text", "helper_name", "نام کمک‌کار", "Name"),
    question("end_repeat"),
)


@pytest.fixture
def unit() -> Unit:
    return make_unit("office")


@pytest.fixture
def register(unit: Unit) -> Register:
    return make_register(unit, make_form(unit, data=workbook(*ASKED)))


@pytest.fixture
def head(unit: Unit, client: Client) -> Client:
    client.force_login(make_user(Role.UNIT_HEAD, unit))
    return client


def picture(name: str = "shop.png") -> SimpleUploadedFile:
    data = BytesIO()
    Image.new("RGB", (4, 4), "navy").save(data, "PNG")
    return SimpleUploadedFile(name, data.getvalue(), "image/png")


def note(name: str = "card.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "کارت".encode(), "text/plain")


def send(client: Client, register: Register, unit: Unit, **given: Any) -> Any:
    data = {f"/data/{name}": value for name, value in given.items() if name not in ("token", "act")}
    data |= {"unit": unit.pk, "act": given.get("act", "keep"), "kept-files": given.get("token", "")}
    return client.post(reverse("registers:open", args=[register.key]), data)


def test_files_are_kept_while_the_page_is_put_right_and_then_bound(
    head: Client, register: Register, unit: Unit
) -> None:
    answer = send(head, register, unit, name="", photo=picture(), card=note())
    assert answer.status_code == 200
    assert not EntryFile.objects.exists()
    token, names = answer.context["kept_files"], {}
    for field in answer.context["questions"]:
        names[field.place.rpartition("/")[2]] = field.value
    answer = send(head, register, unit, name="کارگاه", photo=names["photo"], card=names["card"], token=token)
    entry = Entry.objects.get()
    assert entry.current.answers["photo"] == names["photo"]
    assert {row.name: row.file.name for row in entry.files.all()} == {
        names["photo"]: "shop.png", names["card"]: "card.txt",
    }  # fmt: skip
    page = head.get(reverse("registers:entry", args=[register.key, entry.pk])).content.decode()
    address = reverse("registers:file", args=[register.key, entry.pk, names["photo"]])
    assert f'<img src="{address}"' in page
    assert names["card"] not in page
    served = head.get(address)
    assert served["Content-Type"] == "image/png"
    assert "sandbox" in served["Content-Security-Policy"]


def test_a_personal_file_is_for_those_who_see_personal_fields_and_the_look_is_recorded(
    head: Client, client: Client, register: Register, unit: Unit
) -> None:
    send(head, register, unit, name="کارگاه", card=note())
    entry = Entry.objects.get()
    name = entry.current.personal.answers["card"]
    address = reverse("registers:file", args=[register.key, entry.pk, name])
    before = Event.objects.count()
    assert head.get(address).status_code == 200
    assert Event.objects.count() > before
    client.force_login(make_user(Role.ANALYST, unit))
    assert client.get(address).status_code == 403


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"photo": note("photo.txt")}, "تصویر نیست"),
        ({"photo": SimpleUploadedFile("run.exe", b"MZ")}, "پذیرفته"),
    ],
)
def test_what_is_no_picture_is_refused_at_its_question(
    head: Client, register: Register, unit: Unit, given: dict[str, Any], told: str
) -> None:
    answer = send(head, register, unit, name="کارگاه", **given)
    assert told in answer.context["wrong"][0].message
    assert not Entry.objects.exists()


def test_a_name_that_nobody_sent_is_no_answer(head: Client, register: Register, unit: Unit) -> None:
    send(head, register, unit, name="کارگاه", photo="photo-of-another.png", token="forged:token:x")
    entry = Entry.objects.get()
    assert "photo" not in entry.current.answers
    assert not entry.files.exists()


def test_a_file_stays_when_the_entry_is_edited(head: Client, register: Register, unit: Unit) -> None:
    send(head, register, unit, name="کارگاه", photo=picture())
    entry = Entry.objects.get()
    name = entry.current.answers["photo"]
    data = {"/data/name": "کارگاه دیگر", "/data/photo": name, "act": "keep", "base": 1, "why": "تازه شد"}
    answer = head.post(reverse("registers:change", args=[register.key, entry.pk]), data)
    assert answer.status_code == 302
    entry.refresh_from_db()
    assert (entry.title, entry.current.answers["photo"]) == ("کارگاه دیگر", name)


def test_files_are_facts(head: Client, register: Register, unit: Unit) -> None:
    send(head, register, unit, name="کارگاه", photo=picture())
    with pytest.raises(DatabaseError), transaction.atomic():
        EntryFile.objects.update(name="other.png")


def test_a_new_entry_begins_without_rows_and_shows_those_it_has(
    head: Client, register: Register, unit: Unit
) -> None:
    page = head.get(reverse("registers:open", args=[register.key])).content.decode()
    assert "helper_name" not in page
    page = send(head, register, unit, name="", act="add /data/helper").content.decode()
    assert "/data/helper[1]/helper_name" in page
    rows = {"helper|rows": "1", "helper[1]/helper_name": "کمک‌کار ۱2"}
    send(head, register, unit, name="کارگاه", **rows)
    entry = Entry.objects.get()
    assert entry.current.answers["helper"] == [{"helper_name": "کمک‌کار ۱2"}]
    page = head.get(reverse("registers:entry", args=[register.key, entry.pk])).content.decode()
    assert "نام کمک‌کار:" in page
    assert "کمک‌کار ۱۲" in page


def test_a_repeat_whose_question_must_be_answered_begins_with_a_row(head: Client, unit: Unit) -> None:
    asked = (
        question("begin_repeat", "owner", "مالک", "Owner"),
        question("text", "owner_name", "نام مالک", "Name", required="yes"),
        question("end_repeat"),
    )
    register = make_register(unit, make_form(unit, data=workbook(*asked)))
    page = head.get(reverse("registers:open", args=[register.key])).content.decode()
    assert "/data/owner[1]/owner_name" in page
    assert make_entry(register).current.answers.get("owner") is None
