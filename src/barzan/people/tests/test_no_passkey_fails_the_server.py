"""What is no passkey's answer is refused beside the field, whoever sends it and wherever."""

from __future__ import annotations

import json

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from barzan.access import Role
from barzan.people.tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
PAGES = "/account/2fa/webauthn"
PART = "A" * 80
ANSWER = {
    "id": "AAAA",
    "rawId": "AAAA",
    "type": "public-key",
    "clientExtensionResults": {},
    "response": {
        "clientDataJSON": "e30",
        "attestationObject": PART,
        "authenticatorData": PART,
        "signature": "AAAA",
        "userHandle": "AAAA",
    },
}
ODD = {
    "too deep": "[" * 100_000,
    "a number beyond all": "1" * 5_000,
    "no object": "null",
    "a lone surrogate": '{"id": "\\ud800"}',
    "not a number": '{"id": NaN}',
    "nothing in it": "{}",
    "an empty response": json.dumps(ANSWER | {"response": {}}),
    "numbers for texts": json.dumps(ANSWER | {"response": dict.fromkeys(ANSWER["response"], 1)}),
    "texts that are no structures": json.dumps(ANSWER),
}


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
def test_at_the_door(client: Client, odd: str) -> None:
    client.get(f"{PAGES}/login/")
    assert client.post(f"{PAGES}/login/", {"credential": odd}).status_code in {200, 302}
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
def test_inside(client: Client, odd: str) -> None:
    user = make_user(Role.OFFICER)
    client.post("/account/login/", {"login": user.username, "password": PASSWORD})
    for page in ("add", "reauthenticate"):
        client.get(f"{PAGES}/{page}/")
        given = {"credential": odd, "name": "key", "passwordless": "on"}
        assert client.post(f"{PAGES}/{page}/", given).status_code in {200, 302}
    assert not Authenticator.objects.filter(type="webauthn").exists()
