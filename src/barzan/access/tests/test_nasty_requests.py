"""No request makes the server fail: whatever stands in an address or a form, an answer below 500 comes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from barzan.access import Role
from barzan.access.tests.samples import Sample, all_samples
from barzan.access.tests.walk import Endpoint, endpoints
from barzan.access.tests.world import RECORDS, World

ALL = endpoints()
SAMPLES = all_samples()
# Every name that a page, a form or an operation of the API reads, as far as they are known.
NAMES = (
    *("q", "page", "kind", "unit", "code", "at", "hierarchy", "parent", "state", "text", "verb"),
    *("key", "user", "category", "life_event", "group", "service_class", "client", "coded", "gap"),
    *("sort", "limit", "offset", "office", "class", "next", "theme", "name", "name_en", "order"),
    *("title", "title_en", "roles", "place", "post", "deputy", "username", "login", "password"),
    *("oldpassword", "password1", "password2", "given_name", "family_name", "national_id", "why"),
    *("personal", "credential", "session", "account", "since_day", "since_month", "since_year"),
    *("until_day", "until_month", "until_year", "on_day", "on_month", "on_year", "valid_from_day"),
    *("valid_from_month", "valid_from_year", "view", "when", "about", "chosen", "deed", "sent", "seen"),
    *("from_post", "to_post", "closed", "members", "quorum", "broken", "via", "number", "here", "cursor"),
)  # fmt: skip
MIXED = (
    "a\u202e\u2066\U0001f468\u200d \r\nSet-Cookie: b=c\u2028'\"><script>{{7*7}}%s{0}\\../../etc//example.com"
)
VALUES = {
    "NUL": "a\0",
    "beyond 64 bits": "9" * 30,
    "below 64 bits": "-" + "9" * 19,
    "beyond Python's digits": "9" * 5_000,
    "a digit that is no number": "²",
    "Persian digits": "۹" * 25,
    "all sorts": MIXED,
    "long": "ا\u200c" * 2_000,
}
TYPED = ("NUL", "beyond 64 bits", "all sorts", "long")
# What PostgreSQL takes otherwise than SQLite: it knows no NUL, its numbers and texts have so much room.
OF_ENGINES = ("NUL", "beyond 64 bits", "long")
# What no decoder accepts: bytes that are not UTF-8, a lone surrogate, half an escape.
RAW = "%ff%fe%ed%a0%80%"
# Of the long value in a query as much as the server (Granian) lets through, four hundred kilobytes in all;
# forms and addresses have it whole.
LONG = quote(VALUES["long"][:600])


@pytest.fixture
def administrator(world: World) -> Client:
    return world.visitor(Role.ADMINISTRATOR)


@pytest.mark.parametrize("endpoint", ALL, ids=lambda each: each.name)
def test_no_request_makes_the_server_fail(endpoint: Endpoint, world: World, administrator: Client) -> None:
    sample = SAMPLES[endpoint.name](world.records[RECORDS[0]]) if endpoint.parameters else Sample({})
    address = reverse(endpoint.name, kwargs=sample.arguments)
    knows = {way for way in ("GET", "POST") if served(administrator, way, address).status_code != 405}
    said = [each for each in VALUES if connection.vendor == "sqlite" or each in OF_ENGINES]
    for query in queries(said) if "GET" in knows else ():
        served(administrator, "GET", address, query)
    for each in said if "POST" in knows else ():
        if each in TYPED:
            served(administrator, "POST", address, data=dict.fromkeys(NAMES, VALUES[each]))
    for changed in other_addresses(address, sample, said):
        for way in knows:
            served(administrator, way, changed)
    for method in ("HEAD", "OPTIONS", "PUT", "DELETE"):
        served(administrator, method, address)


def queries(said: list[str]) -> Iterator[str]:
    """Every name with one value, for each of the values."""
    for value in (*(LONG if each == "long" else quote(VALUES[each]) for each in said), RAW):
        yield "&".join(f"{name}={value}" for name in NAMES)


def other_addresses(address: str, sample: Sample, said: list[str]) -> Iterator[str]:
    """The address with each argument in turn replaced by what no record is called."""
    for value in sample.arguments.values():
        for other in (*(quote(VALUES[each]) for each in said), RAW):
            yield re.sub(rf"/{re.escape(quote(str(value)))}(?=/|$)", lambda _, to=other: f"/{to}", address)


def served(
    client: Client, method: str, address: str, query: str = "", data: dict[str, str] | None = None
) -> HttpResponse:
    """Asks, takes the effects back, and demands an answer below 500."""
    with transaction.atomic():
        answer: HttpResponse = (
            client.post(address, data) if data else client.generic(method, address, QUERY_STRING=query)
        )
        transaction.set_rollback(True)
    assert answer.status_code < 500, f"{method} {address[:200]}?{query[:60]} {str(data)[:60]}"
    return answer
