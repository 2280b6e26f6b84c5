"""What is refused at the door of the house, and what every answer carries out of it."""

from __future__ import annotations

import stat
from multiprocessing import get_context
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from barzan.access import Role
from barzan.people.tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
# Public pages, private ones, the API with its pages of documents, errors of every kind.
ADDRESSES = (
    *("/", "/en/", "/services/list.csv", "/search/?q=a", "/staff/", "/account/login/", "/look/", "/health"),
    *("/api/v1/services", "/api/v1/docs", "/api/v1/openapi.json", "/api/v1/services/none", "/nowhere/"),
    *("/services/%00/", "/api/v1/services/%00", "/static/nowhere.css", "/staff/people/persons/9/"),
)  # fmt: skip


@pytest.mark.parametrize("address", ["/search/?q=a%00", "/%00", "/api/v1/search/?q=%00"])
def test_an_address_with_nul_is_refused(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/json") == address.startswith("/api/")


def test_a_body_beyond_every_limit_is_not_read(
    client: Client, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LARGEST_REQUEST = 2_000
    monkeypatch.setattr("django.http.request.HttpRequest.parse_file_upload", lambda *_: pytest.fail("read"))
    answer = client.post("/account/login/", {"file": SimpleUploadedFile("a.pdf", b"x" * 3_000)})
    assert answer.status_code == 413
    assert "بیش از اندازه بزرگ" in answer.content.decode()
    assert client.post("/en/account/login/", {"file": "x" * 3_000}).status_code == 413


@pytest.mark.parametrize("announced", ["", "-5", "many", "9" * 30])
def test_a_strange_length_does_no_harm(client: Client, announced: str) -> None:
    answer = client.generic("POST", "/account/login/", CONTENT_LENGTH=announced)
    assert answer.status_code in {200, 413}


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_holds_the_browser_to_the_policy(client: Client, address: str) -> None:
    client.force_login(make_user(Role.OFFICER), backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(address)
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_what_is_answered_within_a_session_is_kept_by_nobody(client: Client) -> None:
    assert "no-store" not in client.get("/").get("Cache-Control", "")
    client.force_login(make_user(Role.UNIT_HEAD), backend="django.contrib.auth.backends.ModelBackend")
    for address in ("/", "/staff/", "/staff/people/", "/staff/people/persons/", "/staff/documents/"):
        assert "no-store" in client.get(address)["Cache-Control"]


def test_a_session_begins_at_the_sign_in_out_of_reach_of_scripts_and_other_sites(client: Client) -> None:
    user = make_user(Role.OFFICER)
    planted = SessionStore()
    planted.create()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted.session_key
    client.post("/account/login/", {"login": user.username, "password": PASSWORD})
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert client.session["_auth_user_id"] == str(user.pk)
    assert cookie.value != planted.session_key
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_what_one_process_has_counted_the_others_know() -> None:
    """A code of the authenticator app opens one door once, whichever process is asked."""
    child = get_context("fork").Process(target=cache.add, args=("used-in-a-test", True))
    child.start()
    child.join()
    assert not cache.add("used-in-a-test", True)
    cache.delete("used-in-a-test")


def test_files_are_written_for_the_own_account_only(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").touch()
    assert stat.S_IMODE((tmp_path / "folder").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "folder" / "file").stat().st_mode) == 0o600
