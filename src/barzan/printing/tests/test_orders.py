"""Booklets ordered on a page: a job prints them, everybody on the staff can take them for a week."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from barzan.access import Forbidden, Role
from barzan.catalogue.tests.factories import LOADER, make_catalogue
from barzan.jobs import worker
from barzan.jobs.models import Job, State
from barzan.people.models import Unit
from barzan.people.tests.factories import make_actor, make_user
from barzan.printing import actions, shelf, work
from barzan.printing.errors import PrinterMissing, UnknownEdition, UnknownUnit
from barzan.printing.queries import ORDER
from barzan.trail.models import Event

PAGE = "/staff/booklet/"


@pytest.fixture(autouse=True)
def home(settings: LazySettings, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def client(catalogue: dict[str, Unit]) -> Client:
    return signed_in(Role.OFFICER)


def signed_in(role: Role) -> Client:
    client = Client()
    client.force_login(make_user(role), backend="django.contrib.auth.backends.ModelBackend")
    return client


def print_all() -> None:
    worker.run(threading.Event(), burst=True)


def ordered(client: Client, **fields: Any) -> Job:
    assert client.post(PAGE, {"form": "html", **fields}).status_code == 302
    return Job.objects.filter(kind=ORDER).latest("pk")


def test_an_order_is_printed_and_taken_by_any_of_the_staff(client: Client) -> None:
    job = ordered(client, units=["A"])
    assert "در نوبت" in client.get(PAGE).content.decode()
    print_all()
    page = signed_in(Role.ANALYST).get(PAGE).content.decode()
    address = reverse("printing:download", args=[job.key])
    assert address in page
    answer = client.get(address)
    assert answer["Content-Type"] == "text/html"
    assert answer["Content-Disposition"].startswith('attachment; filename="booklet-')
    assert "sandbox" in answer["Content-Security-Policy"]
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "پروانهٔ ساختمان" in text
    assert "گواهی عدم خلاف" not in text


def test_the_booklet_is_persian_whatever_the_language_of_who_ordered(client: Client) -> None:
    assert client.post("/en" + PAGE, {"form": "html"}).status_code == 302
    print_all()
    key = Job.objects.get(kind=ORDER).key
    file = shelf.find(key)
    assert file
    assert "نمایهٔ عنوان‌ها" in file.read_text()


def test_the_same_order_is_not_left_twice_while_it_is_under_way(client: Client) -> None:
    first = ordered(client, units=["B", "A"])
    assert ordered(client, units=["A", "B"]) == first
    print_all()
    assert ordered(client, units=["A", "B"]) != first


def test_an_order_stands_in_the_trail(client: Client) -> None:
    job = ordered(client)
    event = Event.objects.get(verb="booklet.ordered")
    assert (event.kind, event.key) == ("printing.booklet", job.key)


def test_an_auditor_reads_and_orders_nothing(catalogue: dict[str, Unit]) -> None:
    auditor = signed_in(Role.AUDITOR)
    assert auditor.get(PAGE).status_code == 200
    assert "چاپ کنید" not in auditor.get(PAGE).content.decode()
    assert auditor.post(PAGE, {"form": "html"}).status_code == 403
    with pytest.raises(Forbidden):
        actions.order(make_actor(Role.CITIZEN), "html")
    assert not Job.objects.filter(kind=ORDER).exists()


def test_what_is_not_there_is_refused_and_nothing_is_left(client: Client) -> None:
    assert client.post(PAGE, {"form": "html", "units": ["Z"]}).status_code == 422
    assert client.post(PAGE, {"form": "exe"}).status_code == 422
    assert client.post(PAGE, {"form": "html", "edition": "9"}).status_code == 422
    with pytest.raises(UnknownUnit):
        actions.order(LOADER, "html", ["Z"])
    with pytest.raises(UnknownEdition):
        actions.order(LOADER, "html", (), 9)
    assert not Job.objects.filter(kind=ORDER).exists()


def test_a_failed_order_says_what_to_do(client: Client) -> None:
    job = ordered(client)
    Job.objects.filter(pk=job.pk).update(
        state=State.FAILED, last_error=f"PrinterMissing ({PrinterMissing.CODE}) in make"
    )
    assert "ابزار ساختن این قالب" in client.get(PAGE).content.decode()
    Job.objects.filter(pk=job.pk).update(last_error="ValueError in make")
    assert "دوباره سفارش دهید" in client.get(PAGE).content.decode()


def test_a_running_order_shows_how_far_it_is(client: Client) -> None:
    job = ordered(client)
    Job.objects.filter(pk=job.pk).update(state=State.RUNNING, done=5, total=20)
    page = client.get(PAGE).content.decode()
    assert '<progress value="5" max="20"' in page
    assert 'hx-trigger="every 2s"' in page


def test_after_a_week_a_booklet_is_cleared_away_and_that_is_told(client: Client, home: Path) -> None:
    job = ordered(client)
    print_all()
    folder = home / "booklets" / job.key
    old = folder.stat().st_mtime - 8 * 86_400
    os.utime(folder, (old, old))
    assert shelf.waiting()
    assert shelf.tidy() == 1
    assert not shelf.waiting()
    assert client.get(reverse("printing:download", args=[job.key])).status_code == 404
    assert "برچیده شد" in client.get(PAGE).content.decode()


def test_work_tells_its_progress_to_the_job(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "print_book", lambda *_: (_[4](3, 9, "pages"), (_Book(), b"x"))[1])
    monkeypatch.setattr(work, "file_name", lambda book, form: "booklet-x.html")
    job = ordered(client)
    print_all()
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == (State.DONE, 3, 9)


class _Book:
    """Nothing of a booklet is asked for here."""


@pytest.mark.parametrize("size", [20, 332])
def test_the_page_asks_at_most_twelve_questions(db: None, size: int) -> None:
    make_catalogue(size)
    client = signed_in(Role.OFFICER)
    for _ in range(3):
        ordered(client)
        print_all()
    client.get(PAGE)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(PAGE).status_code == 200
    assert len(asked) <= 12
