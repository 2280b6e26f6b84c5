"""The inbox and the page of a task: few questions, nothing typed is lost, every refusal says what to do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from barzan.access import Role
from barzan.clock.core.values import RunsFrom, Terms
from barzan.clock.models import Deadline
from barzan.documents.models import Document
from barzan.people import called
from barzan.people.actors import actor_of
from barzan.people.models import Post, Unit, User
from barzan.people.tests.factories import make_post, make_user
from barzan.persian import Jalali
from barzan.tasks.actions import bodies, moving
from barzan.tasks.actions.bodies import About
from barzan.tasks.models import Body, Decision, Duty, State, Task
from barzan.tasks.tests.conftest import Told
from barzan.tasks.tests.factories import SYSTEM, make_task
from barzan.tasks.tests.test_the_clock import FIVE_DAYS
from barzan.tasks.values import Text

pytestmark = pytest.mark.django_db
INBOX = "/staff/tasks/"


@pytest.fixture
def user(office: Unit) -> User:
    return make_user(Role.OFFICER, office)


@pytest.fixture
def post(user: User) -> Post:
    return user.person.holdings.get().post


@pytest.fixture
def client(user: User, client: Client) -> Client:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def taken(user: User, unit: Unit, **more: object) -> Task:
    return moving.take(actor_of(user, timezone.localdate()), make_task(unit, **more).pk)


@pytest.mark.parametrize("size", [3, 60])
def test_pages_ask_a_fixed_number_of_questions(
    client: Client, office: Unit, post: Post, django_assert_max_num_queries, size: int
) -> None:
    body = bodies.add(SYSTEM, "com", About("commission", "کمیسیون", office), {post: Duty.CHAIR})
    for _ in range(size):
        task = make_task(office, terms=FIVE_DAYS)
    make_task(office, body=body.code)
    moving.refer(SYSTEM, task.pk, post=post, why="آزمون")
    called.forget()
    client.get(INBOX)
    paths = (
        INBOX,
        f"{INBOX}?view=unit&when=week&q=خرید&sort=title",
        f"{INBOX}?view=unit&page=2",
        f"{INBOX}?view=done",
        f"{INBOX}{task.pk}/",
        f"{INBOX}bodies/",
        f"{INBOX}bodies/com/",
        f"{INBOX}hand-over/?from_post={post.code}&to_post={make_post(office).code}",
        f"{INBOX}list.csv?view=unit",
    )
    for path in paths:
        with django_assert_max_num_queries(12, info=path):
            assert client.get(path).status_code == 200, path


def test_the_inbox_puts_what_is_due_first_under_its_heading(client: Client, user: User, office: Unit) -> None:
    now = timezone.now()
    later, late = taken(user, office, terms=FIVE_DAYS), taken(user, office, title=Text("کار دیرکرده"))
    Task.objects.filter(pk=late.pk).update(due_at=now - timedelta(days=2))
    page = client.get(INBOX).content.decode()
    assert page.index("کار دیرکرده") < page.index(later.title)
    assert "۲ روز گذشته" in page
    assert client.get(f"{INBOX}?when=overdue").content.decode().count("data-row class") == 1
    assert "کار دیرکرده" in client.get(f"{INBOX}?q=كار ديرکرده").content.decode()
    assert "کاری با این پالایش نیست" in client.get(f"{INBOX}?q=هیچ‌کدام").content.decode()


def test_an_empty_inbox_leads_to_the_free_tasks(client: Client, office: Unit) -> None:
    assert "کاری این‌جا نیست" in client.get(INBOX).content.decode()
    make_task(office)
    assert "?view=unassigned" in client.get(INBOX).content.decode()


def test_the_csv_has_no_formula(client: Client, office: Unit) -> None:
    Task.objects.filter(pk=make_task(office).pk).update(title="=1+1")
    text = client.get(f"{INBOX}list.csv?view=unit").content.decode("utf-8-sig")
    assert text.startswith("ref,title")
    assert "'=1+1" in text


def test_a_task_is_completed_by_its_form_with_a_document(
    client: Client, user: User, office: Unit, told: Told
) -> None:
    task = taken(user, office)
    letter = SimpleUploadedFile("نامه.txt", "متن نامه".encode())
    sent = {"seen": "1", "a-amount": "۱٬۲", "a-note": "یادداشت من", "a-letter": letter}
    page = client.post(f"{INBOX}{task.pk}/complete/", {**sent, "a-amount": "12.5"})
    text = page.content.decode()
    assert page.status_code == 422
    assert "یادداشت من" in text
    assert "ریال و بی‌اعشار" in text
    kept = Document.objects.get().pk
    assert f'name="a-letter__kept" value="{kept}"' in text
    day = {"a-day_day": "۱۱", "a-day_month": "9", "a-day_year": "۱۴۰۵"}
    sent = {"seen": "1", "a-approved": "true", "a-amount": "۱٬۲۰۰", "a-letter__kept": str(kept), **day}
    assert client.post(f"{INBOX}{task.pk}/complete/", sent).status_code == 302
    answers = told.completed[0][1]
    assert (answers["amount"], answers["letter"], str(answers["day"])) == (1200, str(kept), "2026-12-02")
    done = client.get(f"{INBOX}{task.pk}/").content.decode()
    assert "۱٬۲۰۰ ریال" in done
    assert f"/staff/documents/{kept}/" in done


def test_an_old_page_completes_nothing_and_keeps_what_was_typed(
    client: Client, user: User, office: Unit
) -> None:
    task = taken(user, office)
    page = client.post(
        f"{INBOX}{task.pk}/complete/", {"seen": "0", "a-approved": "true", "a-note": "یادداشت من"}
    )
    assert page.status_code == 422
    assert "یادداشت من" in page.content.decode()
    assert Task.objects.get().state == State.OPEN


def test_a_draft_is_kept_by_its_button_and_by_a_script(client: Client, user: User, office: Unit) -> None:
    task = taken(user, office)
    client.post(f"{INBOX}{task.pk}/draft/", {"seen": "1", "a-note": "نیمه", "a-day_day": "۱۱"})
    page = client.get(f"{INBOX}{task.pk}/").content.decode()
    assert "نیمه" in page
    assert 'value="۱۱"' in page
    script = {"HTTP_ACCEPT": "application/json"}
    answer = client.post(f"{INBOX}{task.pk}/draft/", {"seen": "2", "a-note": "دو"}, **script)
    assert answer.json()["seen"] == 3
    late = client.post(f"{INBOX}{task.pk}/draft/", {"seen": "2", "a-note": "سه"}, **script)
    assert (late.status_code, Task.objects.get().draft) == (409, {"note": "دو"})


def test_the_chosen_tasks_are_taken_and_referred(client: Client, office: Unit, other: Unit) -> None:
    tasks = [make_task(office) for _ in range(3)]
    pks = [str(task.pk) for task in tasks]
    client.post(f"{INBOX}many/?view=unit", {"chosen": pks[:2], "deed": "take"})
    assert Task.objects.filter(person__isnull=False).count() == 2
    sent = {"chosen": pks, "deed": "refer", "unit": other.code}
    assert client.post(f"{INBOX}many/?view=unit", sent).status_code == 422
    client.post(f"{INBOX}many/?view=unit", {**sent, "why": "مالی است"})
    assert Task.objects.filter(unit=other).count() == 3
    assert "دست‌کم یک کار" in client.post(f"{INBOX}many/", {}, follow=True).content.decode()


def test_what_was_referred_can_be_taken_back_from_the_inbox(
    client: Client, office: Unit, other: Unit
) -> None:
    task = make_task(office)
    sent = {"refer-unit": other.code, "refer-why": "مالی است"}
    page = client.post(f"{INBOX}{task.pk}/refer/", sent, follow=True)
    assert f"/staff/tasks/{task.pk}/undo/" in page.content.decode()
    assert client.get(f"{INBOX}{task.pk}/").status_code == 404
    client.post(f"{INBOX}{task.pk}/undo/")
    assert Task.objects.get().unit == office


def test_the_other_steps_have_their_forms(client: Client, user: User, office: Unit, post: Post) -> None:
    task = make_task(office)
    colleague = make_post(office, Role.OFFICER)
    for step, sent, said in (
        ("take", {}, "با شماست"),
        ("release", {}, "برای همهٔ واحد"),
        ("delegate", {"delegate-post": colleague.code}, "واگذار شد"),
        ("misrouted", {"misrouted-why": "اشتباه"}, "برگشت"),
        ("number", {"number-number": "140/12"}, "ثبت شد"),
    ):
        assert said in client.post(f"{INBOX}{task.pk}/{step}/", sent, follow=True).content.decode(), step
    assert Task.objects.get().external_number == "140/12"
    assert client.post(f"{INBOX}{task.pk}/number/", {}).status_code == 422
    assert client.get(f"/staff/tasks/of/{task.ref}/").headers["Location"].endswith(f"/{task.pk}/")


def test_the_post_hands_over_after_a_look(client: Client, user: User, office: Unit, post: Post) -> None:
    taken(user, office)
    to = make_post(office, Role.OFFICER)
    both = {"from_post": post.code, "to_post": to.code}
    assert "۱ کار از" in client.get(f"{INBOX}hand-over/", both).content.decode()
    assert client.post(f"{INBOX}hand-over/", {**both, "why": ""}).status_code == 422
    client.post(f"{INBOX}hand-over/", {**both, "why": "جابه‌جایی"})
    assert Task.objects.get().post == to
    stranger = make_post(office.parent, Role.OFFICER)
    assert client.get(f"{INBOX}hand-over/", {**both, "from_post": stranger.code}).status_code == 422


def test_a_commission_is_founded_and_decides(client: Client, office: Unit) -> None:
    secretary, one = make_user(Role.SECRETARY, office), make_post(office, Role.OFFICER)
    client.force_login(secretary, backend="django.contrib.auth.backends.ModelBackend")
    sent = {"code": "com", "kind": "commission", "name": "کمیسیون", "unit": office.code, "quorum": "1"}
    assert client.post(f"{INBOX}bodies/new/", {**sent, "members": "nobody"}).status_code == 422
    client.post(f"{INBOX}bodies/new/", {**sent, "chair": one.code})
    assert Body.objects.get().members.get().duty == Duty.CHAIR
    client.post(f"{INBOX}bodies/com/edit/", {**sent, "name": "کمیسیون پنج", "chair": one.code})
    task = make_task(office, body="com")
    on = {"d-on_day": "20", "d-on_month": "8", "d-on_year": "1405"}
    decided = {"seen": "0", "a-approved": "true", "d-session": "۱۲", "d-text": "تصویب شد", **on}
    assert client.post(f"{INBOX}{task.pk}/complete/", decided).status_code == 422
    minutes = SimpleUploadedFile("صورت.txt", "صورت‌جلسه".encode())
    client.post(f"{INBOX}{task.pk}/complete/", {**decided, "d-votes_for": "۱", "d-minutes": minutes})
    assert Decision.objects.get().minutes.title == "صورت.txt"
    assert "تصویب شد" in client.get(f"{INBOX}bodies/com/").content.decode()
    assert client.post(f"{INBOX}bodies/com/close/", {"why": "انحلال"}).status_code == 302


def test_the_api_lists_and_completes(client: Client, user: User, office: Unit, told: Told) -> None:
    task = taken(user, office)
    listed = client.get("/api/v1/tasks").json()
    assert (listed["total"], listed["tasks"][0]["ref"], listed["tasks"][0]["seen"]) == (1, task.ref, 1)
    address = f"/api/v1/tasks/{task.pk}/complete"
    wrong = client.post(address, {"seen": 1, "answers": {}}, content_type="application/json")
    assert (wrong.status_code, wrong.json()["wrong"][0]["field"]) == (422, "approved")
    given = {"seen": 1, "answers": {"approved": True, "amount": 5}}
    assert client.post(address, given, content_type="application/json").json()["state"] == "done"
    assert client.post(address, given, content_type="application/json").status_code == 409
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert strict.post(address, given, content_type="application/json").status_code == 403


def test_the_page_leads_to_the_deadline_whose_beginning_its_reader_records(
    client: Client, office: Unit
) -> None:
    task = make_task(office, terms=Terms("P5D", runs_from=RunsFrom.COMPLETE))
    deadline = Deadline.objects.get(owner_key=task.ref)
    page = client.get(f"{INBOX}{task.pk}/").content.decode()
    assert f'"/staff/clock/{deadline.pk}/"' in page
    assert "ثبت آغاز مهلت" in page
    day = Jalali.from_gregorian(timezone.localdate())
    on = {"on_day": day.day, "on_month": day.month, "on_year": day.year}
    assert client.post(f"/staff/clock/{deadline.pk}/begin/", {**on, "why": "نامهٔ ۱۲"}).status_code == 302
    deadline.refresh_from_db()
    task.refresh_from_db()
    assert deadline.state == "running"
    assert task.due_at == deadline.due_at
    assert "ثبت آغاز مهلت" not in client.get(f"{INBOX}{task.pk}/").content.decode()
