"""The theme is chosen by a form, kept in a cookie, and the form leads nowhere but back."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.urls("barzan.look.tests.urls")


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_the_choice_is_kept_and_the_reader_returns(client: Client, theme: str) -> None:
    response = client.post("/look/theme/", {"theme": theme, "next": "/services/?q=1"})
    assert response["Location"] == "/services/?q=1"
    assert response.cookies["theme"].value == theme


@pytest.mark.parametrize("away", ["https://elsewhere.test/", "//elsewhere.test/", "javascript:alert(1)", ""])
def test_it_leads_to_no_other_site(client: Client, away: str) -> None:
    assert client.post("/look/theme/", {"theme": "dark", "next": away})["Location"] == "/"


def test_an_unknown_theme_is_not_kept(client: Client) -> None:
    assert "theme" not in client.post("/look/theme/", {"theme": "pink", "next": "/"}).cookies


def test_a_forged_cookie_falls_back_to_the_device(client: Client) -> None:
    client.cookies["theme"] = '"><script>'
    assert b'data-theme="auto"' in client.get("/no-such-page/").content


def test_only_a_form_changes_it() -> None:
    assert Client().get("/look/theme/").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/look/theme/", {"theme": "dark"}).status_code == 403
