"""The door: sign-in, lock-out, first passwords, and the events that tell of them."""

import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.contrib.messages import get_messages
from django.core.cache import cache

from barzan.access import Role
from barzan.access.values import system_actor
from barzan.people import actions
from barzan.people.tests.factories import PASSWORD, make_user
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def door_alone(settings):
    """Fresh limits, and pages of this room to come to: the desk and the portal lie above."""
    cache.clear()
    settings.LOGIN_REDIRECT_URL = settings.LOGOUT_REDIRECT_URL = "account_login"


@pytest.fixture
def user():
    return make_user(Role.OFFICER)


def sign_in(client, user, password=PASSWORD):
    return client.post(LOGIN, {"login": user.username, "password": password})


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def verbs() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def test_a_password_opens_the_door_and_signing_out_closes_it(client, user) -> None:
    assert sign_in(client, user).status_code == 302
    assert signed_in(client)
    client.post("/account/logout/")
    assert not signed_in(client)
    assert verbs() == ["user.signed_in", "user.signed_out"]
    event = Event.objects.first()
    assert (event.user, event.key, event.details) == (user.pk, str(user.pk), {"methods": ["password"]})


def test_a_post_holder_is_greeted_by_post_and_fields_repeat_no_label(client, user) -> None:
    assert "placeholder=" not in client.get(LOGIN).content.decode().partition("<form")[2]
    title = user.person.holdings.get().post.title
    (message,) = get_messages(sign_in(client, user).wsgi_request)
    assert str(message) == f"خوش آمدید. با سمت «{title}» کار می‌کنید."


def test_a_wrong_password_is_an_event_without_what_was_typed(client, user) -> None:
    response = sign_in(client, user, "secret-guess")
    assert response.status_code == 200
    client.post(LOGIN, {"login": "secret-name", "password": "secret-guess"})
    assert verbs() == ["user.sign_in_failed"] * 2
    assert list(Event.objects.order_by("pk").values_list("key", flat=True)) == [str(user.pk), "unknown"]
    assert "secret" not in str(list(Event.objects.values()))


def test_five_failures_lock_the_door_and_the_page_says_until_when(client, user) -> None:
    for _ in range(4):
        assert sign_in(client, user, "wrong").status_code == 200
    locked = sign_in(client, user, "wrong")
    assert locked.status_code == 429
    until = re.search(r"[۰-۹]{2}:[۰-۹]{2}", locked.content.decode())
    assert until
    again = sign_in(client, user)
    assert again.status_code == 429
    assert until.group() in again.content.decode()
    assert not signed_in(client)
    assert verbs().count("user.locked_out") == 1
    other = make_user(Role.OFFICER)
    assert sign_in(client, other).status_code == 302


def test_a_first_password_opens_only_the_page_that_changes_it(client, user) -> None:
    password = actions.reset_password(system_actor("test"), user)
    change = "/account/password/change/"
    assert sign_in(client, user, password)["Location"] == change
    for page in ("/account/sessions/", "/staff/people/"):
        assert client.get(page)["Location"] == change
    mine = "four-grey-herons"
    client.post(change, {"oldpassword": password, "password1": mine, "password2": mine})
    assert client.get("/account/sessions/").status_code == 200
    user.refresh_from_db()
    assert not user.must_change_password
    assert user.check_password(mine)
    assert verbs()[-1] == "user.password_changed"


def test_a_second_factor_is_asked_for_and_a_wrong_code_is_an_event(client, user) -> None:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    assert sign_in(client, user)["Location"] == "/account/2fa/authenticate/"
    assert not signed_in(client)
    wrong = client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    code = f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06}"
    client.post("/account/2fa/authenticate/", {"code": code})
    assert signed_in(client)
    assert verbs() == ["user.factor_failed", "user.signed_in"]
    assert Event.objects.last().details["methods"] == ["password", "totp"]


def test_a_recovery_code_works_once(client, user) -> None:
    TOTP.activate(user, generate_totp_secret())
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    for expected in (True, False):
        sign_in(client, user)
        client.post("/account/2fa/authenticate/", {"code": code})
        assert signed_in(client) is expected
        client.post("/account/logout/")


def test_codes_cannot_be_guessed_on(client, user) -> None:
    TOTP.activate(user, generate_totp_secret())
    sign_in(client, user)
    answers = [
        client.post("/account/2fa/authenticate/", {"code": f"{number:06}"}).content.decode()
        for number in range(11)
    ]
    assert "چند بار پیاپی نادرست بود" in answers[-1]
    assert verbs().count("user.factor_failed") <= 10


def test_the_session_list_signs_out_of_the_others(client, user) -> None:
    from django.test import Client

    other = Client(headers={"user-agent": "Another browser"})
    sign_in(other, user)
    sign_in(client, user)
    assert "Another browser" in client.get("/account/sessions/").content.decode()
    client.post("/account/sessions/")
    assert signed_in(client)
    assert other.get("/account/sessions/").status_code == 302
    assert verbs()[-1] == "user.sessions_ended"


@pytest.mark.parametrize("page", ["signup", "password/reset", "email", "3rdparty/signup", "confirm-email"])
def test_nobody_signs_up_or_resets_a_password_alone(client, page) -> None:
    assert client.get(f"/account/{page}/").status_code == 404


def test_the_page_that_says_whom_to_ask_is_public(client) -> None:
    assert client.get("/account/ask/").status_code == 200


def test_a_closed_account_is_told_so(client, user) -> None:
    actions.deactivate(system_actor("test"), user)
    answer = sign_in(client, user)
    assert not signed_in(client)
    assert answer.status_code in (200, 302)


def test_a_session_is_written_down_once_in_five_minutes(client, user) -> None:
    sign_in(client, user)
    client.get("/account/sessions/")
    first = UserSession.objects.get().last_seen_at
    client.get("/account/sessions/")
    assert UserSession.objects.get().last_seen_at == first
    cache.clear()
    client.get("/account/sessions/")
    assert UserSession.objects.get().last_seen_at > first
