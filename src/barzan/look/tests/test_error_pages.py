"""Each error says what happened and what to do; the worst of them needs nothing that may be broken."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

pytestmark = pytest.mark.urls("barzan.look.tests.urls")


def test_a_missing_page_offers_a_way_on(client: Client) -> None:
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert "این نشانی به صفحه‌ای نمی‌رسد" in response.content.decode()


def test_a_broken_page_says_so_without_the_database() -> None:
    response = Client(raise_request_exception=False).get("/broken/")
    assert response.status_code == 500
    assert "چیزی در سمت ما از کار افتاد" in response.content.decode()


def test_a_stale_form_says_how_to_send_it_again() -> None:
    response = Client(enforce_csrf_checks=True).post("/look/theme/")
    assert response.status_code == 403
    assert "فرم کهنه شده بود" in response.content.decode()


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_error_page_stands_without_a_request(name: str, language: str) -> None:
    with translation.override(language):
        text = render_to_string(f"{name}.html")
    assert f'lang="{language}"' in text
    assert "<h1>" in text
