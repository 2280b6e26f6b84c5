"""Many users from a list: every error by its place, nothing saved before it is confirmed, passwords once."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from time import perf_counter
from typing import Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from barzan.access import Forbidden, Role
from barzan.blueprints.sheets import read_workbook
from barzan.blueprints.values import BlueprintRefused
from barzan.config.proof import count
from barzan.people import actions
from barzan.people.models import Holding, Person, Post, User
from barzan.people.tests.factories import LONG_AGO, make_actor, make_person, make_post, make_unit, make_user
from barzan.people.userlist import COLUMNS, NOTES, POSTS_SHEET, read_users
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db
HEAD = [heading for heading, *_ in COLUMNS.values()]
ADDRESS = "people:bulk-users"


def workbook(*rows: list[Any], head: list[str] = HEAD) -> bytes:
    book = Workbook()
    book.active.title = "کاربران"
    for row in (head, *rows):
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def posts() -> dict[str, Post]:
    unit = make_unit("top")
    made = {code: make_post(unit, Role.OFFICER, code=code) for code in ("desk-1", "desk-2", "taken", "gone")}
    Holding.objects.create(person=make_person(), post=made["taken"], since=LONG_AGO)
    Post.objects.filter(code="gone").update(valid_to=date(2024, 1, 1))
    make_user(Role.OFFICER, unit)
    User.objects.create(username="Maryam", password="!")
    Person.objects.filter(pk=make_person().pk).update(national_id="0012345679")
    return made


@pytest.fixture
def admin(client: Client, posts) -> Client:
    client.force_login(make_user(Role.ADMINISTRATOR, posts["taken"].unit))
    return client


def sent(client: Client, data: bytes, name: str = "users.xlsx"):
    return client.post(reverse(ADDRESS), {"file": SimpleUploadedFile(name, data)})


def problems_of(client: Client, *rows: list[Any]) -> list[tuple[int, str, str]]:
    answer = sent(client, workbook(*rows))
    assert answer.status_code == 422
    assert "packed" not in answer.context or not answer.context["packed"]
    return [(each.row, each.column, each.en) for each, _ in answer.context["problems"]]


def test_the_list_is_shown_first_and_saved_when_it_is_confirmed(admin, posts) -> None:
    before = User.objects.count()
    answer = sent(
        admin,
        workbook(
            ["سارا", "نمونه", "", "sara", "desk-1 desk-2", "1403/1/1"],
            ["رضا", "آزمون", "", "reza", "", date(2024, 5, 1)],
        ),
    )
    assert answer.status_code == 200
    assert [each.username for each, fine in answer.context["rows"] if fine] == ["sara", "reza"]
    assert User.objects.count() == before
    done = admin.post(reverse("people:bulk-confirm"), {"packed": answer.context["packed"]})
    (first, second) = done.context["slips"]
    assert User.objects.get(username="sara").check_password(first.password)
    assert User.objects.get(username="sara").must_change_password
    assert first.password in done.content.decode()
    assert "no-store" in done["Cache-Control"]
    held = Holding.objects.filter(person__user__username="sara").order_by("post__code")
    assert [(each.post.code, each.since) for each in held] == [
        ("desk-1", date(2024, 3, 20)),
        ("desk-2", date(2024, 3, 20)),
    ]
    assert second.posts == ""
    assert Event.objects.filter(verb="user.added").count() == 2
    assert not Event.objects.filter(detail__contains=first.password).exists()


def test_the_same_list_twice_adds_nobody_twice(admin) -> None:
    packed = sent(admin, workbook(["سارا", "نمونه", "", "sara", "", ""])).context["packed"]
    assert admin.post(reverse("people:bulk-confirm"), {"packed": packed}).status_code == 200
    again = admin.post(reverse("people:bulk-confirm"), {"packed": packed})
    assert again.status_code == 422
    assert Person.objects.filter(given_name="سارا").count() == 1


def test_the_passwords_come_as_a_file_as_well(admin) -> None:
    packed = sent(admin, workbook(["سارا", "=نمونه", "", "sara", "desk-1", ""])).status_code
    assert packed == 422  # a text that begins with = is a formula to the spreadsheet
    packed = sent(admin, workbook(["سارا", "نمونه", "", "sara", "desk-1", ""])).context["packed"]
    answer = admin.post(reverse("people:bulk-confirm"), {"packed": packed, "as": "file"})
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[1][1] == "sara"
    assert User.objects.get(username="sara").check_password(rows[1][2])


WRONG = {
    "no name": (["", "ب", "", "u1", "", ""], "نام", "empty"),
    "an unknown post": (["ا", "ب", "", "u1", "nothing", ""], "کد پست", "no post “nothing”"),
    "a closed post": (["ا", "ب", "", "u1", "gone", ""], "کد پست", "closed"),
    "a seat that is taken": (["ا", "ب", "", "u1", "taken", ""], "کد پست", "one holder"),
    "a bad national id": (["ا", "ب", "0012345678", "u1", "", ""], "کد ملی", ""),
    "a national id without its zeros": (["ا", "ب", 12345679, "u1", "", ""], "کد ملی", "first zero"),
    "a national id that is known": (["ا", "ب", "0012345679", "u1", "", ""], "کد ملی", "Another person"),
    "a user name that is taken": (["ا", "ب", "", "maryam", "", ""], "نام کاربری", "taken"),
    "a user name with a blank": (["ا", "ب", "", "u 1", "", ""], "نام کاربری", "without blanks"),
    "a day that is none": (["ا", "ب", "", "u1", "", "1403/12/31"], "از تاریخ", "has 30 days"),
    "a formula": (["ا", "ب", "", "=A1", "", ""], "نام کاربری", "Paste special"),
    "a far too long name": (["ا" * 81, "ب", "", "u1", "", ""], "نام", "longer than 80"),
}


@pytest.mark.parametrize("name", WRONG)
def test_an_error_is_named_by_row_and_column_and_nothing_is_saved(admin, name) -> None:
    row, column, said = WRONG[name]
    before = (User.objects.count(), Person.objects.count())
    found = problems_of(admin, ["خوب", "نمونه", "", "fine", "desk-1", ""], row)
    assert [(each[0], each[1]) for each in found] == [(3, column)]
    assert said in found[0][2]
    assert (User.objects.count(), Person.objects.count()) == before


def test_what_stands_twice_in_the_list_is_named(admin) -> None:
    found = problems_of(
        admin,
        ["ا", "ب", "", "same", "desk-1", ""],
        ["پ", "ت", "", "SAME", "desk-1", ""],
    )
    assert [(row, column) for row, column, _ in found] == [(3, "نام کاربری"), (3, "کد پست")]


def test_headings_that_are_missing_or_unknown_are_named(admin) -> None:
    answer = sent(admin, workbook(["ا", "ب"], head=["نام", "سن"]))
    said = [each.en for each, _ in answer.context["problems"]]
    assert any("“سن” is unknown" in each for each in said)
    assert any("“User name” is missing" in each for each in said)


def test_a_csv_list_is_read_and_another_encoding_is_named(admin) -> None:
    text = "نام,نام خانوادگی,نام کاربری\nسارا,نمونه,sara\n"
    assert sent(admin, text.encode("utf-8-sig"), "users.csv").status_code == 200
    arabic = text.replace("ی", "ي").replace("ک", "ك").encode("windows-1256")
    answer = sent(admin, arabic, "users.csv")
    assert "Windows-1256" in answer.context["problems"][0][0].en


def test_the_empty_list_comes_back_as_an_empty_list(admin) -> None:
    data = admin.get(reverse("people:bulk-template")).content
    sheet = load_workbook(BytesIO(data))["کاربران"]
    assert sheet.sheet_view.rightToLeft
    assert [cell.value for cell in sheet[1]] == HEAD
    sheets = read_workbook(data, "users.xlsx", besides={NOTES, POSTS_SHEET})
    wanted, problems = read_users(sheets, "users.xlsx")
    assert (wanted, [each.en for each in problems]) == ([], ["No row is filled in."])
    posts = read_workbook(data, "users.xlsx", besides={NOTES})[POSTS_SHEET]
    assert {"desk-1", "taken"} <= {row["کد پست"] for row in posts}


def test_what_was_checked_for_another_is_not_added(admin, posts) -> None:
    packed = sent(admin, workbook(["سارا", "نمونه", "", "sara", "", ""])).context["packed"]
    other = Client()
    other.force_login(make_user(Role.ADMINISTRATOR, posts["taken"].unit))
    assert other.post(reverse("people:bulk-confirm"), {"packed": packed}).status_code == 422
    assert admin.post(reverse("people:bulk-confirm"), {"packed": packed + "x"}).status_code == 422
    assert not User.objects.filter(username="sara").exists()


def test_only_administrators_add_users(posts) -> None:
    with pytest.raises(Forbidden):
        actions.add_users(make_actor(Role.UNIT_HEAD, posts["taken"].unit), [])


def test_one_row_that_fails_late_undoes_all(posts, monkeypatch) -> None:
    from barzan.people import userchecks

    admin = make_actor(Role.ADMINISTRATOR)
    rows = [["ا", "ب", "", "u1", "desk-1", ""], ["پ", "ت", "", "u2", "taken", ""]]
    wanted, _ = read_users(read_workbook(workbook(*rows), "u.xlsx"), "u.xlsx")
    monkeypatch.setattr(userchecks, "check_users", lambda actor, wanted: [])
    with pytest.raises(BlueprintRefused) as refused:
        actions.add_users(admin, wanted)
    assert refused.value.problems[0].row == 3
    assert not User.objects.filter(username__in=["u1", "u2"]).exists()


@pytest.mark.proof
def test_two_thousand_users_are_added_at_once() -> None:
    admin, size = make_actor(Role.ADMINISTRATOR), max(20, count(2_000))
    rows = [["نام", f"خانوادگی {number}", "", f"user-{number}", "", ""] for number in range(size)]
    wanted, problems = read_users(read_workbook(workbook(*rows), "u.xlsx"), "u.xlsx")
    began = perf_counter()
    slips = actions.add_users(admin, wanted)
    assert problems == []
    assert len({slip.password for slip in slips}) == size
    assert perf_counter() - began < 120
    too_many = [["ا", "ب", "", f"u{number}", "", ""] for number in range(2_001)]
    _, problems = read_users(read_workbook(workbook(*too_many), "u.xlsx"), "u.xlsx")
    assert "over 2000 rows" in problems[0].en


def test_a_first_password_signs_in_and_is_hashed_anew(client: Client, posts, monkeypatch) -> None:
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 1_000_000)  # as in earnest
    user, password = actions.add_user(make_actor(Role.ADMINISTRATOR), "neu", person=make_person())
    weak = user.password
    assert user.check_password(password)
    user.refresh_from_db()
    assert user.password != weak
    assert int(user.password.split("$")[1]) > 100_000
