"""The door in a browser: password, app, passkey, lock-out, sessions; the policy refuses no script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache

from barzan.access import Role
from barzan.look.tests.browser import axe, screenshot
from barzan.people.models import Post, User
from barzan.people.tests.factories import PASSWORD, make_place, make_unit, make_user

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def user(transactional_db: None) -> User:
    cache.clear()
    return make_user(Role.UNIT_HEAD, make_unit("u"))


@pytest.fixture
def door(page: Page, live_server) -> Iterator[str]:
    """The address of the sign-in page; passkeys need a name, not a number. Fails on a refused script."""
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
    yield live_server.url.replace("127.0.0.1", "localhost") + "/account/"
    assert complaints == []


def sign_in(page: Page, door: str, user: User, password: str = PASSWORD) -> None:
    page.goto(f"{door}login/")
    page.fill("[name=login]", user.username)
    page.fill("[name=password]", password)
    page.click("form:has([name=login]) button[type=submit]")
    page.wait_for_load_state()


def to_protected(page: Page, address: str) -> None:
    """Goes to a page that asks for the password once more."""
    page.goto(address)
    page.wait_for_url(re.compile("reauthenticate"))
    screenshot(page, "confirm-access")
    assert axe(page) == []
    page.fill("[name=password]", PASSWORD)
    page.click("form:has([name=password]) button[type=submit]")
    page.wait_for_url(address)


def code_of(secret: str) -> str:
    return f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06}"


def test_password_and_sessions(page: Page, door: str, user: User) -> None:
    page.goto(f"{door}login/")
    screenshot(page, "sign-in")
    assert axe(page) == []
    sign_in(page, door, user)
    page.wait_for_url(re.compile("/staff/"))
    page.goto(f"{door}sessions/")
    screenshot(page, "sessions")
    assert axe(page) == []
    assert page.locator("tbody tr").count() == 1


def test_wrong_passwords_close_the_door_until_an_hour_that_is_named(
    page: Page, door: str, user: User
) -> None:
    for _ in range(5):
        sign_in(page, door, user, "wrong")
    assert re.search("تا ساعت [۰-۹]{2}:[۰-۹]{2}", page.inner_text("main"))
    screenshot(page, "locked-out")
    assert axe(page) == []


def test_an_authenticator_app_is_added_and_asked_for(page: Page, door: str, user: User) -> None:
    sign_in(page, door, user)
    page.goto(f"{door}2fa/")
    screenshot(page, "second-factors")
    assert axe(page) == []
    to_protected(page, f"{door}2fa/totp/activate/")
    screenshot(page, "authenticator")
    assert axe(page) == []
    secret = page.input_value("#authenticator_secret")
    page.fill("[name=code]", code_of(secret))
    page.click("form:has([name=code]) button[type=submit]")
    page.wait_for_url(re.compile("recovery-codes"))
    screenshot(page, "recovery-codes")
    assert axe(page) == []
    page.context.clear_cookies()
    cache.clear()
    sign_in(page, door, user)
    page.wait_for_url(re.compile("2fa/authenticate"))
    screenshot(page, "second-factor-asked")
    assert axe(page) == []
    page.fill("[name=code]", code_of(secret))
    page.click("form:has([name=code]) button[type=submit]")
    page.wait_for_url(re.compile("/staff/"))


def test_a_passkey_is_added_and_opens_the_door_alone(page: Page, door: str, user: User) -> None:
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(page, door, user)
    to_protected(page, f"{door}2fa/webauthn/add/")
    screenshot(page, "passkey-add")
    assert axe(page) == []
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(re.compile("recovery-codes|webauthn/$"))
    page.goto(f"{door}2fa/webauthn/")
    screenshot(page, "passkeys")
    assert axe(page) == []
    page.context.clear_cookies()
    page.goto(f"{door}login/")
    page.click("#passkey_login")
    page.wait_for_url(re.compile("/staff/"))


@pytest.mark.parametrize("address", ["login/", "ask/", "logout/"])
def test_the_entrance_fits_a_phone(phone_page: Page, live_server, address: str, user: User) -> None:
    phone_page.goto(f"{live_server.url}/account/{address}")
    assert phone_page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    screenshot(phone_page, f"phone-{address.strip('/')}")
    assert axe(phone_page) == []


def test_the_pages_of_people_and_places(page: Page, door: str, user: User) -> None:
    Post.objects.update(roles=["administrator"])
    top = make_place("p", name="استان نمونه", kind="province")
    make_place("c", top, name="شهرستان نمونه", kind="county")
    sign_in(page, door, user)
    page.wait_for_url(re.compile("/staff/"))
    person = f"people/persons/{user.person_id}/"
    pages = ("people/", "people/units/u/", "people/persons/", person, "places/", f"places/{top.pk}/")
    forms = ("people/units/u/add-post/", f"{person}appoint/", f"places/{top.pk}/move/")
    for address in pages + forms:
        page.goto(door.replace("account/", f"staff/{address}"))
        screenshot(page, "staff-" + address.strip("/").replace("/", "-"))
        assert axe(page) == [], address
