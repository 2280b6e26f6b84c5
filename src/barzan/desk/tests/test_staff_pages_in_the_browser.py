"""Every page of staff and accounts in Chromium: axe finds nothing, the console stays empty, nothing scrolls
sideways. Each in one of two ways, in the other one in the next shard of the proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from barzan.access import Role
from barzan.access.tests.samples import Where, all_samples
from barzan.access.tests.walk import endpoints
from barzan.config.proof import shard
from barzan.jobs.tests.samples import job
from barzan.look.tests.browser import axe, screenshot
from barzan.people.models import User
from barzan.people.tests.factories import make_place, make_unit, make_user
from barzan.trail.tests.samples import event

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OURS = ("staff/", "account/")
WAYS = [(1280, "light", "fa"), (390, "dark", "en")]


@pytest.fixture
def administrator() -> User:
    """Somebody who may open every page, in an installation where each page has something to show."""
    top = make_unit("top", name="استانداری نمونه")
    office = make_unit("office", make_unit("deputy", top, name="معاونت هماهنگی امور عمرانی"))
    place = make_place("area", make_place("city", make_place("county")))
    for number in range(3):
        job(Where(make_unit(f"u{number}", office), place))
        event(Where(office, place))
    return make_user(Role.ADMINISTRATOR, top)


@pytest.fixture
def client(administrator: User) -> Client:
    """Signed in just now: pages that change one's own account do not ask for the password again."""
    client = Client()
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": timezone.now().timestamp()}]
    session.save()
    return client


def addresses(client: Client, language: str, turn: int) -> Iterator[tuple[str, str]]:
    """The name and address of every second page that answers with HTML; records are made where needed."""
    where, samples = Where(make_unit("shown"), make_place("here")), all_samples()
    with translation.override(language):
        for endpoint in endpoints()[turn % len(WAYS) :: len(WAYS)]:
            if endpoint.route.removeprefix("en/").startswith(OURS) and endpoint.name != "account_logout":
                made = samples[endpoint.name](where).arguments if endpoint.parameters else {}
                address = reverse(endpoint.name, kwargs=made)
                answer = client.get(address)
                shown = answer["Content-Type"].startswith("text/html") and not answer.has_header(
                    "Content-Disposition"
                )
                if answer.status_code == 200 and shown:
                    yield endpoint.name, address


@pytest.mark.proof
@pytest.mark.parametrize(("width", "scheme", "language"), WAYS)
def test_every_page_is_accessible_quiet_and_fits(
    live_server: Any, open_page: Callable[..., Any], client: Client, width: int, scheme: str, language: str
) -> None:
    pages = list(addresses(client, language, shard()[0] + WAYS.index((width, scheme, language))))
    assert len(pages) > 40
    page = open_page(width=width, color_scheme=scheme)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    for name, address in pages:
        page.goto(live_server.url + address)
        screenshot(page, f"staff-{name.replace(':', '-')}-{width}-{scheme}-{language}")
        said += [f"{name}: {violation}" for violation in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            said.append(f"{name} scrolls sideways")
    assert not said, "\n".join(said)
