"""A user name typed in another case is the same name: for signing in, and for counting failures."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from barzan.access import Role
from barzan.people.tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


def test_no_spelling_of_a_name_gets_five_more_guesses(client: Client) -> None:
    cache.clear()
    user = make_user(Role.OFFICER)
    user.username = "sadeqi"
    user.save()
    for typed in ("sadeqi", "Sadeqi", "SADEQI", " sadeqi "):
        assert client.post(LOGIN, {"login": typed, "password": "wrong"}).status_code == 200
    assert client.post(LOGIN, {"login": "sAdeqi", "password": "wrong"}).status_code == 429
    for typed in ("sadeqi", "sadeQI", "\u017fadeqi"):
        assert client.post(LOGIN, {"login": typed, "password": PASSWORD}).status_code == 429
    assert "_auth_user_id" not in client.session


def test_a_name_opens_the_door_in_any_case(client: Client) -> None:
    cache.clear()
    user = make_user(Role.OFFICER)
    assert client.post(LOGIN, {"login": user.username.upper(), "password": PASSWORD}).status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)
